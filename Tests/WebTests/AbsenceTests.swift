import Desk
import Foundation
import HTTPTypes
import Testing

/// Stand-ins while somebody is away, in the words of the API.
@Suite(.timeLimit(.minutes(5))) struct AbsenceTests {
    @discardableResult
    private func enter(
        _ site: Site, _ person: String, _ standIn: String, _ days: (String, String) = ("2026-03-03", "2026-03-05"),
        as login: String
    ) async throws -> Reply {
        try await site.send(
            .post, "/api/v1/absences", as: login, headers: ["Idempotency-Key": UUID().uuidString],
            json: #"{"person": "\#(person)", "standIn": "\#(standIn)", "from": "\#(days.0)", "to": "\#(days.1)"}"#)
    }

    private func asOf<Value>(_ time: String, _ body: () async throws -> Value) async throws -> Value {
        try await Site.$now.withValue(Site.at(time), operation: body)
    }

    @Test func `a stand-in has the rights within three seconds, acts in the own name, and loses them with the day`()
        async throws
    {
        try await Site.with { site in
            let dossier = try await site.assigned()
            let code = try #require(dossier["code"])
            let path = "/api/v1/dossiers/\(code)"
            #expect(try await site.get(path, as: "stranger").status == 404)
            let entered = try await enter(site, "officer", "stranger", as: "head")
            #expect(entered.status == 201 && entered["running"] == "1", "\(entered.text)")
            try await asOf("2026-03-03T09:00:03+07:00") {
                #expect(try await site.get(path, as: "stranger").status == 200)
                let mine = try await site.get("/api/v1/dossiers?officer=officer", as: "stranger")
                #expect(mine["items.0.code"] == code, "\(mine.text)")
            }
            try await asOf("2026-03-05T23:59:59+07:00") {
                let done = try await site.command(
                    "step-completions", on: code, as: "stranger", version: dossier.etag, json: "{}")
                #expect(done.status == 200, "\(done.text)")
            }
            let events = try await site.get("\(path)/events", as: "head")
            #expect(events["events.3.actor"] == "stranger" && events["events.3.standingFor"] == "officer")
            #expect(events["events.2.standingFor"] == nil)
            try await asOf("2026-03-06T00:00:02+07:00") {
                let gone = try await site.get(path, as: "stranger")
                #expect(gone.status == 404)
            }
            var differences = 0
            let outcome = try await site.desk.rebuild { _ in differences += 1 }
            #expect(outcome.dossiers == 1 && differences == 0)
        }
    }

    @Test func `whoever is back early ends it, and at once`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.assigned()["code"])
            let id = try #require(try await enter(site, "officer", "stranger", as: "officer")["id"])
            let ending = "/api/v1/absences/\(id)/ending"
            #expect(try await site.send(.post, ending, as: "stranger", json: "{}").isProblem(403))
            let ended = try await site.send(.post, ending, as: "officer", json: "{}")
            #expect(ended.status == 200 && ended["running"] == "0" && ended["endedBy"] == "officer", "\(ended.text)")
            try await asOf("2026-03-03T09:00:03+07:00") {
                #expect(try await site.get("/api/v1/dossiers/\(code)", as: "stranger").status == 404)
                let again = try await site.send(.post, ending, as: "officer", json: "{}")
                #expect(again.isProblem(422, rule: "C7.absence_over"))
            }
            #expect(try await site.get("/api/v1/absences", as: "head")["items"] == "0")
            #expect(try await site.get("/api/v1/absences?state=all", as: "head")["items.0.endedBy"] == "officer")
            #expect(try await site.get("/api/v1/absences?agency=H99.14", as: "foreigner").isProblem(404))
        }
    }

    @Test func `absences overlap for nobody, and a stand-in has none`() async throws {
        try await Site.with { site in
            try await enter(site, "officer", "colleague", as: "head")
            for (person, standIn, rule) in [
                ("officer", "stranger", "C7.absence_overlaps"), ("stranger", "officer", "C7.absence_chain"),
                ("colleague", "stranger", "C7.absence_chain"), ("stranger", "stranger", "C7.absence_stand_in"),
                ("stranger", "nobody", "C7.unknown_person"),
            ] {
                let refused = try await enter(site, person, standIn, ("2026-03-05", "2026-03-09"), as: "admin")
                #expect(refused.isProblem(422, rule: rule), "\(person) \(standIn): \(refused.text)")
            }
            let later = try await enter(site, "colleague", "officer", ("2026-03-06", "2026-03-09"), as: "head")
            #expect(later.status == 201, "\(later.text)")
            let past = try await enter(site, "stranger", "both", ("2026-03-02", "2026-03-04"), as: "admin")
            #expect(past.isProblem(422, rule: "C7.absence_days"))
        }
    }

    @Test func `the head enters the unit's people, an administrator those who lead`() async throws {
        try await Site.with { site in
            #expect(try await enter(site, "stranger", "both", as: "head").isProblem(403))
            #expect(try await enter(site, "colleague", "officer", as: "officer").isProblem(403))
            #expect(try await enter(site, "leader", "both", as: "head").isProblem(403))
            #expect(try await enter(site, "leader", "both", as: "admin").status == 201)
            #expect(try await enter(site, "officer", "both", as: "foreigner").isProblem(422))
            #expect(try await enter(site, "head", "colleague", as: "head").status == 201)
            // What is lent does not reach so far: the head's stand-in enters nobody.
            try await asOf("2026-03-03T09:00:03+07:00") {
                let lent = try await enter(site, "officer", "stranger", as: "colleague")
                #expect(lent.isProblem(403))
            }
        }
    }

    @Test func `an administrator lends no administrator's rights, and a token no more than its scopes`() async throws {
        try await Site.with { site in
            try await enter(site, "admin", "stranger", as: "admin")
            try await enter(site, "officer", "clerk", as: "head")
            try await asOf("2026-03-03T09:00:03+07:00") {
                #expect(try await site.get("/api/v1/audit-events", as: "stranger").isProblem(403))
                let dossier = try await site.assigned(to: "colleague")
                let code = try #require(dossier["code"])
                let reader = try await site.token("clerk", scopes: [.read]).secret
                let refused = try await site.send(
                    .post, "/api/v1/dossiers/\(code)/step-completions", secret: reader,
                    headers: ["If-Match": try #require(dossier.etag)], body: Array("{}".utf8))
                #expect(refused.isProblem(403, rule: "C7.no_right"), "\(refused.text)")
            }
        }
    }

    @Test func `nothing new is given to somebody who is away`() async throws {
        try await Site.with { site in
            try await enter(site, "officer", "colleague", as: "head")
            let taken = try await site.takeIn()
            let code = try #require(taken["code"])
            let given = try await site.live(
                code, from: try #require(taken.etag), [("desk", "hand-overs", #"{"unit": "ATBX"}"#)])
            let refused = try await site.command(
                "assignments", on: code, as: "head", version: given.etag, json: #"{"officer": "officer"}"#)
            #expect(refused.isProblem(422, rule: "C7.absent") && refused["detail"]?.contains("colleague") == true)
        }
    }
}
