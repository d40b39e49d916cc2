import OneStop
import Testing

/// Due on 10 March; on the 12th the dossier is late.
@Suite(.timeLimit(.minutes(5))) struct GateTests {
    private static let late = Site.at("2026-03-12T09:00:00+07:00")

    @Test func `a late dossier is not submitted without its letter, and is with it`() async throws {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            try await Site.$now.withValue(Self.late) {
                let ready = try await site.live(
                    code, from: try #require(last.etag), [("officer", "step-completions", "{}")])
                let refused = try await site.command("submissions", on: code, as: "head", version: ready.etag)
                #expect(refused.isProblem(422, rule: "C4.gate"), "\(refused.text)")
                let unchanged = try await site.get("/api/v1/dossiers/\(code)", as: "head")
                #expect(unchanged.etag == ready.etag)
                #expect(unchanged["clock.apology"] == "missing")

                let draft = #"{"cause": "workload", "unit": "ATBX", "newDate": "2026-03-16T17:00:00+07:00"}"#
                let submitted = try await site.live(
                    code, from: try #require(ready.etag),
                    [
                        ("officer", "apology-drafts", draft), ("leader", "apology-approvals", "{}"),
                        ("leader", "apology-signatures", #"{"capacity": "head"}"#),
                        ("clerk", "apology-numbers", "{}"),
                        ("clerk", "apology-deliveries", #"{"method": "desk", "proof": "Sổ trả kết quả số 7"}"#),
                        ("head", "submissions", "{}"),
                    ])
                #expect(submitted["clock.apology"] == "issued_late")
                #expect(submitted["clock.newDate"] == "2026-03-16T17:00:00+07:00")
                #expect(submitted["clock.due"] == "2026-03-10T17:00:00+07:00")
            }
        }
    }

    @Test func `a supervisor may let a late dossier through, with a reason`() async throws {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            let submitted = try await site.live(code, from: try #require(last.etag), Site.toSubmission)
            try await Site.$now.withValue(Self.late) {
                let refused = try await site.command(
                    "signatures", on: code, as: "leader", version: submitted.etag, json: Site.sign)
                #expect(refused.isProblem(422, rule: "C4.gate"))
                let silent = try await site.command(
                    "gate-overrides", on: code, as: "supervisor", version: submitted.etag, json: #"{"reason": "  "}"#)
                #expect(silent.isProblem(422, field: "reason"), "\(silent.text)")
                let wrong = try await site.command(
                    "gate-overrides", on: code, as: "leader", version: submitted.etag, json: #"{"reason": "Gấp"}"#)
                #expect(wrong.isProblem(403, rule: "C7.no_right"))
                let returned = try await site.live(
                    code, from: try #require(submitted.etag),
                    [("supervisor", "gate-overrides", #"{"reason": "Lỗi hệ thống"}"#)] + Site.toReturn)
                #expect(returned["status"] == "10")
                #expect(returned["clock.apology"] == "missing")
            }
        }
    }

    @Test func `a second letter, a cause on the applicant's side and a day off as the new date are refused`()
        async throws
    {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            let version = try #require(last.etag)
            func draft(_ cause: String, _ day: String, _ version: String) async throws -> Reply {
                try await site.command(
                    "apology-drafts", on: code, as: "officer", version: version,
                    json: #"{"cause": "\#(cause)", "unit": "ATBX", "newDate": "\#(day)T17:00:00+07:00"}"#)
            }
            #expect(try await draft("applicant", "2026-03-16", version).isProblem(422, rule: "C4.applicants_cause"))
            #expect(try await draft("failure", "2026-03-15", version).isProblem(422, rule: "C4.new_date_not_working"))
            #expect(try await draft("failure", "2026-03-10", version).isProblem(422, rule: "C4.new_date_too_early"))
            let drafted = try await draft("failure", "2026-03-16", version)
            let issued = try await site.live(
                code, from: try #require(drafted.etag),
                [
                    ("leader", "apology-approvals", "{}"),
                    ("leader", "apology-signatures", #"{"capacity": "head"}"#), ("clerk", "apology-numbers", "{}"),
                ])
            #expect(issued["clock.apology"] == "issued_on_time")
            let second = try await draft("failure", "2026-03-20", try #require(issued.etag))
            #expect(second.isProblem(422, rule: "C4.second_letter"), "\(second.text)")
        }
    }
}
