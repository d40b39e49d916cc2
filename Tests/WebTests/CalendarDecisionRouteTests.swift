import Desk
import HTTPTypes
import OneStop
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct CalendarDecisionRouteTests {
    private static let storm = """
        {"number": "12/QĐ-UBND", "date": "2026-03-03", "issuer": "UBND tỉnh", "reason": "Bão số 3",
         "off": [{"day": "2026-03-05"}, {"day": "2026-03-06", "reason": "Khắc phục hậu quả bão"}]}
        """

    private func draft(_ site: Site, _ json: String = Self.storm) async throws -> String {
        let reply = try await site.send(
            .post, "/api/v1/calendar-decisions", as: "supervisor", headers: ["Idempotency-Key": "k-\(json.count)"],
            json: json)
        #expect(reply.status == 201, "\(reply.text)")
        return "/api/v1/calendar-decisions/\(try #require(reply["id"]))"
    }

    @Test func `a storm's two days: looked at, applied, explained, undone`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.takeIn()["code"])
            let decision = try await draft(site)
            let preview = try await site.get("\(decision)/preview", as: "supervisor")
            #expect(preview["moving"] == "1" && preview["items.0.workingDays"] == "2")
            #expect(preview["items.0.before"] == "2026-03-10T17:00:00+07:00")
            #expect(preview["items.0.after"] == "2026-03-12T17:00:00+07:00")
            #expect(preview["days.1.ground"]?.contains("Khắc phục hậu quả bão") == true)
            #expect(
                try await site.get("/api/v1/dossiers/\(code)", as: "desk")["clock.due"] == preview["items.0.before"])

            let applied = try await site.send(.post, "\(decision)/application", as: "supervisor")
            #expect(applied["state"] == "applying" && applied["applied.of"] == nil)
            let again = try await site.send(.post, "\(decision)/application", as: "supervisor")
            #expect(again.isProblem(422, rule: "C2.decision_state"))
            _ = try await site.desk.carryOutCalendarDecisions(at: Site.now)
            let running = try await site.get(decision, as: "desk")
            #expect(
                running["state"] == "applying" && running["applied.dossiers"] == "1" && running["applied.of"] == "1")
            _ = try await site.desk.carryOutCalendarDecisions(at: Site.now.adding(seconds: 5))
            #expect(try await site.get(decision, as: "desk")["state"] == "applied")

            let moved = try await site.get("/api/v1/dossiers/\(code)", as: "desk")
            #expect(moved["clock.due"] == "2026-03-12T17:00:00+07:00")
            #expect(moved["clock.firstPromise"] == "2026-03-10T17:00:00+07:00")
            let events = try await site.get("/api/v1/dossiers/\(code)/events", as: "desk")
            #expect(events["events.1.kind"] == "due_moved" && events["events.1.facts.before"] != nil)
            let told = try await site.get("/api/v1/dossiers/\(code)/due-date-explanation", as: "desk")
            #expect(told["asCounted"] == "1")
            #expect(told["parts.0.days.2.words"]?.hasPrefix("Thứ Năm 5/3/2026: không tính (nghỉ, Bão số 3") == true)
            #expect(told["parts.1.kind"] == "move" && told["parts.1.before"] == "2026-03-10T17:00:00+07:00")
            let english = try await site.get(
                "/api/v1/dossiers/\(code)/due-date-explanation?language=en", as: "desk")
            #expect(english["parts.0.days.1.words"] == "Wednesday 2026-03-04: day 1.")

            let undone = try await site.send(
                .post, "\(decision)/undoing", as: "supervisor", json: #"{"reason": "Bão không vào"}"#)
            #expect(undone["state"] == "undoing")
            _ = try await site.desk.carryOutCalendarDecisions(at: Site.now.adding(seconds: 5))
            _ = try await site.desk.carryOutCalendarDecisions(at: Site.now.adding(seconds: 6))
            let back = try await site.get(decision, as: "desk")
            #expect(back["state"] == "undone" && back["undone.dossiers"] == "1" && back["undoneBy"] == "supervisor")
            #expect(
                try await site.get("/api/v1/dossiers/\(code)", as: "desk")["clock.due"] == preview["items.0.before"])
            // Undone, it may be entered anew.
            _ = try await draft(site, Self.storm + " ")
        }
    }

    @Test func `who decides, and what cannot be`() async throws {
        try await Site.with { site in
            let decision = try await draft(site)
            let list = try await site.get("/api/v1/calendar-decisions?state=draft", as: "officer")
            #expect(list["items.0.number"] == "12/QĐ-UBND")
            #expect(try await site.get(decision, as: "foreigner").isProblem(404))
            #expect(try await site.get("\(decision)/preview", as: "officer").isProblem(403, rule: "C7.no_right"))
            for login in ["desk", "leader", "admin", "auditor"] {
                let reply = try await site.send(.post, "\(decision)/application", as: login)
                #expect(reply.isProblem(403, rule: "C7.no_right"))
            }
            #expect(try await site.send(.post, "\(decision)/application", as: "foreigner").isProblem(404))
            let twice = try await site.send(
                .post, "/api/v1/calendar-decisions", as: "supervisor", headers: ["Idempotency-Key": "other"],
                json: Self.storm)
            #expect(twice.isProblem(422, rule: "C2.decision_there", field: "number"))
            let undoing = try await site.send(.post, "\(decision)/undoing", as: "supervisor", json: #"{"reason": "x"}"#)
            #expect(undoing.isProblem(422, rule: "C2.decision_state"))
            #expect(try await site.send(.delete, decision, as: "officer").isProblem(403))
            #expect(try await site.send(.delete, decision, as: "supervisor").status == 204)
            #expect(try await site.get(decision, as: "supervisor").isProblem(404))
            for (json, rule) in [
                ("{\(Self.head)}", "C2.decision_empty"),
                ("{\(Self.head), \"off\": [{\"day\": \"2026-02-30\"}]}", "field.format"),
                ("{\(Self.head), \"confirms\": [2030]}", "C2.confirmed_without_days"),
                ("{\(Self.head), \"agency\": \"H98\", \"off\": [{\"day\": \"2026-03-05\"}]}", "C7.scope"),
                ("{\(Self.head), \"procedure\": \"x\", \"off\": [{\"day\": \"2026-03-05\"}]}", "R10.unknown_procedure"),
            ] {
                let reply = try await site.send(
                    .post, "/api/v1/calendar-decisions", as: "supervisor",
                    headers: ["Idempotency-Key": "k\(json.hashValue)"], json: json)
                #expect(reply["rule"] == rule, "\(json): \(reply.text)")
            }
        }
    }

    private static let head = #""number": "9", "date": "2026-03-03", "issuer": "x", "reason": "x""#

    @Test func `before filing, every procedure and way has its date`() async throws {
        try await Site.with { site in
            let reply = try await site.get(
                "/api/v1/due-dates/procedures?from=2026-03-03T16:30:00%2B07:00&limit=2", as: "officer")
            #expect(reply["items.0.procedure"] == "9.990001.H99" && reply["items.0.ways"] == "3")
            #expect(reply["items.0.ways.0.channel"] == "direct")
            #expect(reply["items.0.ways.0.due"] == "2026-03-10T17:00:00+07:00")
            #expect(reply["items.0.ways.1.channel"] == "online")
            #expect(reply["items.0.ways.1.answeredBy"] == "2026-03-04T16:30:00+07:00")
            #expect(reply["items.0.ways.1.dueAtLatest"] == "2026-03-11T17:00:00+07:00")
            #expect(reply["items.1.ways.0.due"] == nil)
            let rest = try await site.get(
                "/api/v1/due-dates/procedures?limit=2&cursor=\(try #require(reply["next"]))", as: "officer")
            #expect(rest["items"] == "1" && rest["next"] == nil)
        }
    }
}
