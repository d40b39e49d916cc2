import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// Notices as they are read and answered. A dossier is taken in on Tuesday 3 March 2026 and due on the 10th.
@Suite(.timeLimit(.minutes(5))) struct DutyTests {
    private static func at(_ text: String) -> Instant { Site.at("2026-\(text):00+07:00") }

    private func items(_ reply: Reply, _ field: String) -> [String?] {
        (0..<(Int(reply["items"] ?? "") ?? 0)).map { reply["items.\($0).\(field)"] }
    }

    private func answer(
        _ site: Site, _ number: String, as login: String, json: String, key: String = UUID().uuidString
    ) async throws -> Reply {
        try await site.send(
            .post, "/api/v1/duties/\(number)/answers", as: login, headers: ["Idempotency-Key": key], json: json)
    }

    @Test func `a letter that is due climbs from the officer to the leader, each once, and is settled when it is out`()
        async throws
    {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            // Monday the 9th is the latest day for the letter.
            let due = "/api/v1/duties?duty=apology_due"
            for (time, levels) in [
                ("03-06T16:00", []), ("03-09T07:30", ["holder"]), ("03-09T09:30", ["head", "holder"]),
                ("03-09T09:31", ["head", "holder"]), ("03-09T15:00", ["leader", "head", "holder"]),
            ] as [(String, [String])] {
                try await site.desk.sweep(at: Self.at(time))
                let reply = try await site.get(due, as: "officer")
                #expect(items(reply, "level") == levels, "\(time): \(reply.text)")
            }
            let told = try await site.get(due, as: "leader")
            #expect(items(told, "dossier") == [code, code, code])
            #expect(items(told, "role") == ["leader", "head", "officer"])
            #expect(items(told, "unit") == [nil, "ATBX", "ATBX"])
            #expect(items(told, "officer") == [nil, nil, "officer"])
            #expect(items(told, "since") == Array(repeating: "2026-03-09T00:00:00+07:00", count: 3))
            #expect(items(told, "occasion") == Array(repeating: "2026-03-10", count: 3))
            #expect(told["items.0.raisedAt"] == "2026-03-09T15:00:00+07:00" && told["items.0.proposal"] == nil)
            let draft = #"{"cause": "workload", "unit": "ATBX", "newDate": "2026-03-16T17:00:00+07:00"}"#
            try await Site.$now.withValue(Self.at("03-09T16:00")) {
                try await site.live(
                    code, from: try #require(last.etag),
                    [
                        ("officer", "apology-drafts", draft), ("leader", "apology-approvals", "{}"),
                        ("leader", "apology-signatures", #"{"capacity": "head"}"#), ("clerk", "apology-numbers", "{}"),
                    ])
            }
            try await site.desk.sweep(at: Self.at("03-09T16:30"))
            #expect(try await site.get(due, as: "leader")["items"] == "0")
            let settled = try await site.get("\(due)&state=settled", as: "leader")
            #expect(items(settled, "settledAt") == Array(repeating: "2026-03-09T16:30:00+07:00", count: 3))
        }
    }

    @Test func `notices are narrowed, come in pages, and have a tag`() async throws {
        try await Site.with { site in
            for _ in 0..<3 { _ = try await site.assigned() }
            try await site.desk.sweep(at: Self.at("03-20T09:00"))
            let all = "/api/v1/duties?duty=apology_missing"
            let whole = try await site.get(all, as: "leader")
            #expect(Set(items(whole, "level")) == ["holder", "head", "leader"] && whole["items"] == "9")
            let numbers = items(whole, "number").compactMap { $0.flatMap { Int($0) } }
            #expect(numbers == numbers.sorted(by: >))
            var pages: [Int] = []
            var next: String? = "\(all)&limit=4"
            while let path = next {
                let page = try await site.get(path, as: "leader")
                pages += items(page, "number").compactMap { $0.flatMap { Int($0) } }
                next = page.header("Link").map { String($0.dropFirst().prefix { $0 != ">" }) }
            }
            #expect(pages == numbers)
            for (query, count) in [
                ("level=head", "3"), ("level=parent", "0"), ("unit=ATBX", "6"), ("unit=TDC", "0"),
                ("agency=H99.14", "9"), ("state=settled", "0"),
            ] {
                #expect(try await site.get("\(all)&\(query)", as: "leader")["items"] == count, "\(query)")
            }
            let same = try await site.send(
                .get, all, as: "leader", headers: ["If-None-Match": try #require(whole.etag)])
            #expect(same.status == 304)
            for (query, field) in [
                ("duty=late", "duty"), ("level=1", "level"), ("state=all", "state"), ("cursor=-1", "cursor"),
                ("limit=0", "limit"), ("officer=x", "officer"),
            ] {
                #expect(try await site.get("/api/v1/duties?\(query)", as: "leader").isProblem(422, field: field))
            }
        }
    }

    @Test func `notices are seen by who may read the dossier, and by nobody else`() async throws {
        try await Site.with { site in
            _ = try await site.assigned()
            try await site.desk.sweep(at: Self.at("03-20T09:00"))
            for login in ["officer", "colleague", "head", "leader", "clerk", "supervisor", "auditor", "desk"] {
                let reply = try await site.get("/api/v1/duties", as: login)
                #expect(reply.status == 200 && reply["items"] != "0", "\(login): \(reply.text)")
            }
            #expect(try await site.get("/api/v1/duties", as: "stranger")["items"] == "0")
            #expect(try await site.get("/api/v1/duties", as: "admin").status == 403)
            #expect(try await site.get("/api/v1/duties", as: nil).status == 401)
            #expect(try await site.get("/api/v1/duties?agency=H99.14", as: "foreigner").status == 404)
            #expect(try await site.get("/api/v1/duties?unit=NONE", as: "leader").status == 404)
        }
    }

    @Test func `who was reached answers, and until the day they name it climbs no further`() async throws {
        try await Site.with { site in
            _ = try await site.assigned()
            let risk = "/api/v1/duties?duty=at_risk"
            // At risk from Friday the 6th, eight hours later with the head.
            try await site.desk.sweep(at: Self.at("03-06T08:00"))
            let number = try #require(try await site.get(risk, as: "officer")["items.0.number"])
            try await Site.$now.withValue(Self.at("03-06T09:00")) {
                let note = #"{"note": "Chờ kết quả đo, thứ Hai trình ký", "until": "2026-03-06"}"#
                for login in ["colleague", "head", "leader"] {
                    let refused = try await answer(site, number, as: login, json: note)
                    #expect(refused.isProblem(403, rule: "C7.not_reached"), "\(login): \(refused.text)")
                }
                for login in ["auditor", "supervisor"] {
                    #expect(try await answer(site, number, as: login, json: note).status == 403, "\(login)")
                }
                for login in ["stranger", "foreigner"] {
                    #expect(try await answer(site, number, as: login, json: note).status == 404, "\(login)")
                }
                #expect(try await answer(site, "999", as: "officer", json: note).status == 404)
                for (json, rule, field) in [
                    (#"{"note": "x", "until": "2026-03-05"}"#, "duties.until_past", "until"),
                    (#"{"note": "x", "until": "2026-04-06"}"#, "duties.until_far", "until"),
                    (#"{"note": " "}"#, "field.tooShort", "note"),
                ] {
                    let refused = try await answer(site, number, as: "officer", json: json)
                    #expect(refused.isProblem(422, rule: rule, field: field), "\(refused.text)")
                }
                let given = try await answer(site, number, as: "officer", json: note, key: "one")
                #expect(given.status == 201 && given["answers.0.by"] == "officer", "\(given.text)")
                let again = try await answer(site, number, as: "officer", json: note, key: "one")
                #expect(again.body == given.body && again.header("Idempotency-Replayed") == "true")
            }
            try await site.desk.sweep(at: Self.at("03-06T17:00"))
            let resting = try await site.get(risk, as: "leader")
            #expect(items(resting, "level") == ["holder"] && resting["items.0.answers.0.until"] == "2026-03-06")
            #expect(resting["items.0.answers"] == "1", "one answer, however often it was sent")
        }
    }

    @Test func `a day that has passed lets a notice climb again, and a settled one takes no answer`() async throws {
        try await Site.with { site in
            let last = try await site.assigned()
            let missing = "/api/v1/duties?duty=apology_missing"
            try await site.desk.sweep(at: Self.at("03-10T08:00"))
            let number = try #require(try await site.get(missing, as: "officer")["items.0.number"])
            try await Site.$now.withValue(Self.at("03-10T08:30")) {
                let given = try await answer(
                    site, number, as: "officer", json: #"{"note": "Đang ký", "until": "2026-03-11"}"#)
                #expect(given.status == 201)
            }
            for (time, levels) in [
                ("03-10T16:00", ["holder"]), ("03-11T23:59", ["holder"]),
                ("03-12T00:00", ["leader", "head", "holder"]),
            ] {
                try await site.desk.sweep(at: Self.at(time))
                #expect(items(try await site.get(missing, as: "leader"), "level") == levels, "\(time)")
            }
            try await Site.$now.withValue(Self.at("03-12T09:00")) {
                try await site.live(
                    try #require(last["code"]), from: try #require(last.etag), [("desk", "withdrawal", "{}")])
                try await site.desk.sweep(at: Self.at("03-12T09:01"))
                let late = try await answer(site, number, as: "officer", json: #"{"note": "x"}"#)
                #expect(late.isProblem(422, rule: "duties.settled"), "\(late.text)")
            }
        }
    }

    @Test func `a window that has passed proposes to stop, and a leader may follow`() async throws {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            let asked = try await site.live(
                code, from: try #require(last.etag),
                [
                    (
                        "officer", "supplement-requests",
                        #"{"items": [{"text": "Bản vẽ"}], "reason": "Thiếu", "answerBy": "2026-03-10"}"#
                    )
                ])
            try await site.desk.sweep(at: Self.at("03-11T08:00"))
            let notices = try await site.get("/api/v1/duties?duty=window_passed", as: "leader")
            let proposal = try #require(notices["items.0.proposal.notice"])
            #expect(notices["items.0.proposal.command"] == "stop_for_no_answer" && proposal.contains("10/03/2026"))
            #expect(try await site.get("/api/v1/dossiers/\(code)", as: "leader")["status"] == "5")
            try await Site.$now.withValue(Self.at("03-11T09:00")) {
                let body = try String(decoding: JSONEncoder().encode(["notice": proposal]), as: UTF8.self)
                let stopped = try await site.live(code, from: try #require(asked.etag), [("leader", "stops", body)])
                #expect(stopped["status"] == "8")
            }
            try await site.desk.sweep(at: Self.at("03-11T09:30"))
            let settled = try await site.get("/api/v1/duties?duty=window_passed&state=settled", as: "leader")
            #expect(settled["items"] == "1" && settled["items.0.proposal"] == nil)
        }
    }
}
