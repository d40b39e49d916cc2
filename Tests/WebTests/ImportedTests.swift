import Desk
import HTTPTypes
import OneStop
import Records
import Store
import TestSupport
import Testing

/// What was taken over from another system, as the API goes on with it.
@Suite(.timeLimit(.minutes(5))) struct ImportedTests {
    private static let steps = """
        {"case": {"reference": "case", "accepted": "start", "promised": "due", "ended": "end", "unit": "unit",
                  "officer": "officer", "procedure": "procedure"},
         "event": {"activity": "step", "at": "at", "key": ["step"]}, "dates": ["iso"]}
        """
    private static let stepsHeading = "case,start,due,end,unit,officer,procedure,step,at\n"
    private static let list = """
        {"dossier": {"reference": "id", "accepted": "start", "promised": "due", "ended": "end", "unit": "unit",
                     "procedure": "procedure",
                     "applicant": {"name": "name", "identityNumber": "number", "phone": "phone"}}, "dates": ["iso"]}
        """
    private static let listHeading = "id,start,due,end,unit,procedure,name,number,phone\n"

    /// Imports into the office of the tests.
    @discardableResult
    private static func bring(
        _ rows: String, as what: StagedRows, to site: Site
    ) async throws -> ImportOutcome {
        let (map, heading) = what == .steps ? (steps, stepsHeading) : (list, listHeading)
        var pieces = [Array((heading + rows).utf8)]
        let outcome = try await CaseImport(
            database: site.test.database, agency: "H99.14", map: ColumnMap(parsing: Array(map.utf8), of: what),
            offset: nil, now: Site.at("2026-11-01T00:00:00Z")
        ).run(open: { { pieces.popLast() } })
        _ = try await site.desk.directory.refresh()
        return outcome
    }

    private static func code(_ reference: String, at site: Site) async throws -> String {
        try #require(try await site.test.value("select code from dossier where external_reference = '\(reference)'"))
    }

    @Test(arguments: [StagedRows.steps, .dossiers])
    func `an open dossier of another system is gone on with until it is returned`(what: StagedRows) async throws {
        try await Site.with { site in
            let rows =
                what == .steps
                ? "a,2026-03-02T08:00,2026-03-16,,ATBX,,9.990001.H99,Nhận,2026-03-02T08:00"
                : "a,2026-03-02T08:00,2026-03-16,,ATBX,9.990001.H99,Lê Thị Ví Dụ,,"
            try await Self.bring(rows, as: what, to: site)
            let code = try await Self.code("a", at: site)
            let read = try await site.get("/api/v1/dossiers/\(code)", as: "head")
            let assigned = try await site.live(
                code, from: try #require(read.etag), [("head", "assignments", #"{"officer": "officer"}"#)])
            let refused = try await site.command(
                "step-completions", on: code, as: "officer", version: assigned.etag, json: "{}")
            #expect(refused.isProblem(422, rule: "C5.place_unknown"), "\(refused.text)")
            let submitted = try await site.live(
                code, from: try #require(assigned.etag), [("officer", "submissions", "{}")])
            #expect(submitted["work.step"] == "4")
            let back = try await site.live(
                code, from: try #require(submitted.etag), [("leader", "send-backs", #"{"toStep": 2, "remark": "x"}"#)])
            let returned = try await site.live(
                code, from: try #require(back.etag), Site.toSubmission + Site.toReturn)
            #expect(returned["status"] == "10")
            var differences: [RebuildDifference] = []
            _ = try await site.desk.rebuild { differences.append($0) }
            #expect(differences == [])
        }
    }

    @Test func `a person in several spellings is one, and is found however the number is typed`() async throws {
        try await Site.with { site in
            let outcome = try await Self.bring(
                """
                a,2026-03-02T08:00,2026-03-16,2026-03-05T08:00,ATBX,p,Lê Thị Ví Dụ,001 123 456 789,+84 912 345 678
                b,2026-03-02T08:00,2026-03-16,2026-03-05T08:00,ATBX,p,Lê Thị Ví Dụ,001123456789,0912.345.678
                c,2026-03-02T08:00,2026-03-16,2026-03-05T08:00,ATBX,p,Kỳ Văn Lạ,012 345 678,chưa có 123456
                """, as: .dossiers, to: site)
            #expect(outcome.counts.list?.unreadNumbers == 2)
            func found(_ text: String) async throws -> String {
                let escaped = [(" ", "%20"), ("+", "%2B"), ("ư", "%C6%B0"), ("ó", "%C3%B3")]
                    .reduce(text) { $0.replacing($1.0, with: $1.1) }
                let reply = try await site.get("/api/v1/search?kind=dossiers&q=\(escaped)", as: "leader")
                #expect(reply.status == 200, "\(reply.text)")
                return ["a", "b", "c"].filter { reply.text.contains("\"externalReference\":\"\($0)\"") }.joined()
            }
            for text in ["001123456789", "001 123 456 789", "001.123.456", "0912345678", "+84912345678"] {
                #expect(try await found(text) == "ab", "\(text)")
            }
            #expect(try await found("012 345 678") == "c")
            #expect(try await found("chưa có 123456") == "c")
            let reads = try await site.get("/api/v1/applicants/reads?identityNumber=001%20123%20456789", as: "auditor")
            #expect(reads.status == 200 && reads["reads"] != "0", "\(reads.text)")
            let strange = try await site.get("/api/v1/applicants/reads?identityNumber=012%20345%20678", as: "auditor")
            #expect(strange.status == 200 && strange["reads"] != "0", "\(strange.text)")
            let erased = try await site.send(
                .post, "/api/v1/erasures", as: "admin", headers: ["Idempotency-Key": "k"],
                json: #"{"identityNumber": "001.123.456.789", "ground": "Đơn số 12 ngày 3/3/2026"}"#)
            #expect(erased["dossiers"] == "2", "\(erased.text)")
        }
    }

    @Test func `a version that carries imports is never in force`() async throws {
        try await Site.with { site in
            try await Self.bring(
                "a,2026-03-02T08:00,2026-03-16,,ATBX,,,Nhận,2026-03-02T08:00", as: .steps, to: site)
            let code = try await Self.code("a", at: site)
            let dossier = try await site.get("/api/v1/dossiers/\(code)", as: "head")
            #expect(dossier["procedure.code"] == "imported" && dossier["procedure.version"] == "0")
            let taken = try await site.takeIn(Site.intake(procedure: "imported", papers: "[]"))
            #expect(taken.isProblem(422, rule: "R10.no_version_in_force"), "\(taken.text)")
            let filed = try await site.send(
                .post, "/api/v1/filings", as: "portal", headers: ["Idempotency-Key": "k"],
                json: #"{"procedure": "imported", "applicant": {"name": "Trần Thị Bình"}}"#)
            #expect(filed.isProblem(422, rule: "R10.no_version_in_force"), "\(filed.text)")
            let due = try await site.get(
                "/api/v1/due-dates?procedure=imported&from=2026-03-03T09:00:00%2B07:00", as: "desk")
            #expect(due.isProblem(422, rule: "R10.unknown_procedure"), "\(due.text)")
            let procedure = try await site.get("/api/v1/procedures/imported", as: "desk")
            #expect(procedure.status == 200 && procedure.text.contains("\"inForce\":null"))
            let search = try await site.get("/api/v1/search?kind=procedures&q=imported", as: "desk")
            #expect(search.status == 200 && !search.text.contains("\"imported\""), "\(search.text)")
            let version = try await site.get("/api/v1/procedures/imported/versions/0", as: "desk")
            #expect(version["number"] == "0")
        }
    }
}
