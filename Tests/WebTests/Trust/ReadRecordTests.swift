import Desk
import Foundation
import HTTPTypes
import OneStop
import Records
import TestSupport
import Testing

/// Who has read what.
@Suite(.timeLimit(.minutes(5))) struct ReadRecordTests {
    private static let person = Site.Person()

    /// Ways of reading, by who read, as the auditor is told.
    private static func told(_ reply: Reply) throws -> Set<String> {
        let count = Int(try #require(reply["reads"])) ?? 0
        return Set((0..<count).map { "\(reply["reads.\($0).reader"] ?? "") \(reply["reads.\($0).what"] ?? "")" })
    }

    @Test func `each way of reading is recorded with who, when and for what, and nothing of what was read`()
        async throws
    {
        try await Site.with { site in
            let group = try await site.stage(.group, of: Self.person).send(key: "g")
            let code = try #require(group["dossiers.0.code"])
            let list = try await site.send(
                .post, "/api/v1/hand-overs", as: "desk", headers: ["Idempotency-Key": "h"],
                json: #"{"unit": "ATBX", "dossiers": [{"code": "\#(code)", "version": 1}]}"#)
            for path in [
                "dossiers/\(code)", "dossiers/\(code)/events", "dossiers/\(code)/control-slip",
                "dossiers/\(code)/payments", "dossiers/\(code)/amendments", "dossiers", "search?q=quynh%20hac",
                "dossier-groups/\(try #require(group["group"]))", "hand-overs/\(try #require(list["list"]))",
            ] {
                let read = try await site.send(
                    .get, "/api/v1/\(path)", as: "leader", headers: ["X-Read-Purpose": "supervision"])
                #expect(read.status == 200, "\(path): \(read.text)")
            }
            #expect(try await site.get("/api/v1/dossiers/\(code)", as: "stranger").isProblem(404))
            let reply = try await site.get("/api/v1/dossiers/\(code)/reads", as: "auditor")
            #expect(
                try Self.told(reply)
                    == [
                        "leader dossier", "leader events", "leader control_slip", "leader payments",
                        "leader amendments", "leader work_list", "leader search", "leader group",
                        "leader hand_over_list",
                    ])
            #expect(reply["reads.0.at"] == "2026-03-03T09:00:00+07:00")
            #expect(reply["reads.0.purpose"] == "supervision")
            #expect(reply["reads.0.agency"] == "H99.14")
            #expect(reply["reads.0.request"] == "test")
            #expect(reply["reads.0.dossier"] == code)
            for mark in Self.person.marks { #expect(!reply.text.contains(mark)) }
            let wrong = try await site.send(
                .get, "/api/v1/dossiers/\(code)", as: "leader", headers: ["X-Read-Purpose": "curiosity"])
            #expect(wrong.isProblem(422, rule: "R1.read_purpose", field: "X-Read-Purpose"))
        }
    }

    @Test func `the same reading is one line in ten minutes, and a page goes on where the last ended`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.takeIn()["code"])
            for minute in [0, 3, 9, 10, 11, 25] {
                try await Site.$now.withValue(Site.now.adding(seconds: Int64(60 * minute))) {
                    _ = try await site.get("/api/v1/dossiers/\(code)", as: "leader")
                }
            }
            let first = try await site.get("/api/v1/dossiers/\(code)/reads?limit=2", as: "auditor")
            #expect(first["reads.0.at"] == "2026-03-03T09:25:00+07:00")
            #expect(first["reads.1.at"] == "2026-03-03T09:10:00+07:00")
            let cursor = try #require(first["next"])
            #expect(first.header("Link")?.contains("cursor=\(cursor)") == true)
            let second = try await site.get("/api/v1/dossiers/\(code)/reads?limit=2&cursor=\(cursor)", as: "auditor")
            #expect(second["reads"] == "1" && second["reads.0.at"] == "2026-03-03T09:00:00+07:00")
            #expect(second["next"] == nil)
            let bad = try await site.get("/api/v1/dossiers/\(code)/reads?cursor=x", as: "auditor")
            #expect(bad.isProblem(422, rule: "query.format", field: "cursor"))
        }
    }

    @Test func `only who may read the audit trail is told, for one dossier and for a person who asks`() async throws {
        try await Site.with { site in
            let taken = try await site.stage(.command(.takeIn), of: Self.person).send(key: "t")
            let code = try #require(taken["code"])
            let number = Self.person.identityNumber
            for path in [
                "applicants?identityNumber=\(number)", "search?q=\(number)&kind=applicants", "dossiers/\(code)",
            ] {
                #expect(try await site.get("/api/v1/\(path)", as: "desk").status == 200)
            }
            for login in ["admin", "auditor"] {
                let reads = try await site.get("/api/v1/dossiers/\(code)/reads", as: login)
                #expect(try Self.told(reads) == ["desk dossier"], "\(reads.text)")
                let all = try await site.get("/api/v1/applicants/reads?identityNumber=\(number)", as: login)
                #expect(
                    try Self.told(all) == ["desk dossier", "desk applicant", "desk applicant_search"], "\(all.text)")
            }
            #expect(
                try await site.get("/api/v1/dossiers/\(code)/reads", as: "leader").isProblem(403, rule: "C7.no_right"))
            #expect(try await site.get("/api/v1/dossiers/\(code)/reads", as: "stranger").isProblem(404))
            #expect(try await site.get("/api/v1/dossiers/\(code)/reads", as: "foreigner").isProblem(404))
            let own = try await site.get("/api/v1/applicants/reads?identityNumber=\(number)", as: "desk")
            #expect(own.isProblem(403, rule: "C7.no_right"))
        }
    }

    @Test func `what cannot be written waits, and is written once the database takes it`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.takeIn()["code"])
            try await site.test.script("alter table read_record rename to read_record_elsewhere")
            #expect(try await site.get("/api/v1/dossiers/\(code)", as: "leader").status == 200)
            await #expect(throws: (any Error).self) { try await site.desk.reads.write() }
            await #expect(throws: (any Error).self) { try await site.desk.reads.write() }
            try await site.test.script("alter table read_record_elsewhere rename to read_record")
            try await site.desk.reads.write()
            #expect(try await site.test.count("read_record") == 1)
        }
    }
}
