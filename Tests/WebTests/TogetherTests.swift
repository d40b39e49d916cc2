import HTTPTypes
import OneStop
import TestSupport
import Testing

/// Dossiers that are filed or handed over together, and applicants who come again.
@Suite(.timeLimit(.minutes(5))) struct TogetherTests {
    private static func list(_ dossiers: [(code: String, version: Int)], unit: String = "ATBX") -> String {
        let lines = dossiers.map { #"{"code": "\#($0.code)", "version": \#($0.version)}"# }
        return #"{"unit": "\#(unit)", "receiver": "head", "dossiers": [\#(lines.joined(separator: ", "))]}"#
    }

    private func handOver(_ site: Site, _ json: String, key: String, as login: String = "desk") async throws -> Reply {
        try await site.send(.post, "/api/v1/hand-overs", as: login, headers: ["Idempotency-Key": key], json: json)
    }

    @Test func `dossiers are handed over on one numbered list, all or none`() async throws {
        try await Site.with { site in
            var codes: [String] = []
            for _ in 0..<3 { codes.append(try #require(try await site.takeIn()["code"])) }
            let stale = try await handOver(
                site, Self.list([(codes[2], 1), (codes[0], 1), (codes[1], 7)]), key: "a")
            #expect(stale.isProblem(412, field: "dossiers[2].If-Match"), "\(stale.text)")
            for code in codes {
                #expect(try await site.get("/api/v1/dossiers/\(code)", as: "desk")["status"] == "2")
            }
            let twice = try await handOver(site, Self.list([(codes[0], 1), (codes[0], 1)]), key: "b")
            #expect(twice.isProblem(422, rule: "C5.listed_twice", field: "dossiers[1].code"))
            let given = try await handOver(site, Self.list([(codes[2], 1), (codes[0], 1)]), key: "c")
            #expect(given.status == 201, "\(given.text)")
            #expect(given["list"] == "H99.14-2026-1")
            #expect(given["giver"] == "desk")
            #expect(given["receiver"] == "head")
            #expect(given["dossiers.0.code"] == codes[2])
            #expect(given["dossiers.1.status"] == "4")
            let again = try await handOver(site, Self.list([(codes[2], 1), (codes[0], 1)]), key: "c")
            #expect(again.header("Idempotency-Replayed") == "true")
            let read = try await site.get(try #require(given.location), as: "head")
            #expect(read.body == given.body)
            #expect(try await site.get(try #require(given.location), as: "stranger").status == 404)
            #expect(try await site.get(try #require(given.location), as: "foreigner").status == 404)
            let next = try await handOver(site, Self.list([(codes[1], 1)]), key: "d")
            #expect(next["list"] == "H99.14-2026-2")
            let slip = try await site.get("/api/v1/dossiers/\(codes[0])/control-slip", as: "head")
            #expect(slip["stays.1.receiver"] == "head")
        }
    }

    @Test func `of two lists with the same dossier one hands it over`() async throws {
        try await Site.with { site in
            var codes: [String] = []
            for _ in 0..<4 { codes.append(try #require(try await site.takeIn()["code"])) }
            let lists = [Self.list(codes.map { ($0, 1) }), Self.list(codes.reversed().map { ($0, 1) })]
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for (place, list) in lists.enumerated() {
                    group.addTask { try await handOver(site, list, key: "l\(place)").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.contains(201))
            #expect(statuses.filter { $0 == 201 }.count == 1)
            #expect(statuses.contains { $0 == 409 || $0 == 412 })
            #expect(try await site.test.count("hand_over_line") == 4)
        }
    }

    @Test func `an officer hands nothing over, and nobody what is elsewhere`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.assigned()["code"])
            let officer = try await handOver(site, Self.list([(code, 3)]), key: "a", as: "officer")
            #expect(officer.isProblem(403, rule: "C7.no_right"), "\(officer.text)")
            let again = try await handOver(site, Self.list([(code, 3)]), key: "b")
            #expect(again.isProblem(422, rule: "C5.transition", field: "dossiers[0]"), "\(again.text)")
            let foreign = try await handOver(site, Self.list([(code, 3)]), key: "c", as: "foreigner")
            #expect(foreign.status == 404)
        }
    }

    @Test func `a group has one applicant and one code, each dossier its own code and clock`() async throws {
        try await Site.with { site in
            let json = """
                {"channel": "direct", "applicant": {"kind": "enterprise", "name": "Công ty TNHH Gốm", "identityNumber": "0100109106"}, \
                "dossiers": [{"procedure": "9.990001.H99", "papers": \(Site.papers)}, \
                {"procedure": "9.990009.H99", "papers": \(Site.papers)}]}
                """
            let taken = try await site.send(
                .post, "/api/v1/dossier-groups", as: "desk", headers: ["Idempotency-Key": "g"], json: json)
            #expect(taken.status == 201, "\(taken.text)")
            #expect(taken["group"] == "H99.14-260303-N0001")
            #expect(taken["dossiers.0.code"] == "H99.14-260303-0001")
            #expect(taken["dossiers.1.code"] == "H99.14-260303-0002")
            #expect(taken["dossiers.0.clock.dueOn"] == "2026-03-10")
            #expect(taken["dossiers.1.clock.dueOn"] == "2026-03-24")
            #expect(try await site.test.count("applicant") == 1)
            let read = try await site.get(try #require(taken.location), as: "desk")
            #expect(read["dossiers"] == "2")
            #expect(read["dossiers.1.group"] == taken["group"])
            #expect(try await site.get(try #require(taken.location), as: "foreigner").status == 404)
            // What is amended on one is told by the other, whose tag says so; its version and its events are its own.
            let (code, other) = (try #require(taken["dossiers.0.code"]), try #require(taken["dossiers.1.code"]))
            let before = try await site.get("/api/v1/dossiers/\(other)", as: "desk")
            try await site.live(code, from: "\"1\"", [("desk", "amendments", #"{"name": "Công ty TNHH Sứ"}"#)])
            let after = try await site.send(
                .get, "/api/v1/dossiers/\(other)", as: "desk",
                headers: ["If-None-Match": try #require(before.etag)])
            #expect(after.status == 200 && after["applicant.name"] == "Công ty TNHH Sứ", "\(after.text)")
            #expect(after["version"] == before["version"] && after.etag != before.etag)
            #expect(try await site.get("/api/v1/dossiers/\(other)/events", as: "desk")["events"] == "1")
            let bad = try await site.send(
                .post, "/api/v1/dossier-groups", as: "desk", headers: ["Idempotency-Key": "h"],
                json: json.replacing("9.990009.H99", with: "9.999999.H99"))
            #expect(bad.isProblem(422, rule: "R10.unknown_procedure", field: "dossiers[1].procedure"), "\(bad.text)")
            #expect(try await site.test.count("dossier") == 2)
        }
    }

    @Test func `who comes again is known, and the same application is shown and not refused`() async throws {
        try await Site.with { site in
            let person = #"{"name": "Nguyễn Văn An", "identityNumber": "001099000001", "phone": "0900000001"}"#
            let json = Site.intake().replacing(#"{"name": "Nguyễn Văn An"}"#, with: person)
            let first = try await site.takeIn(json)
            #expect(first["possibleDuplicates"] == "0")
            let second = try await site.takeIn(json)
            #expect(second.status == 201)
            #expect(second["possibleDuplicates"] == "1")
            #expect(second["possibleDuplicates.0"] == first["code"])
            let other = try await site.takeIn(json.replacing("9.990001.H99", with: "9.990009.H99"))
            #expect(other["possibleDuplicates"] == "0")
            try await site.live(
                try #require(first["code"]), from: try #require(first.etag),
                [("desk", "amendments", #"{"phone": "0900000002"}"#), ("desk", "withdrawal", "")])
            try await Site.$now.withValue(Site.at("2026-03-04T09:00:00+07:00")) {
                let third = try await site.takeIn(json)
                #expect(third["possibleDuplicates"] == "1")
                #expect(third["possibleDuplicates.0"] == second["code"])
            }
            try await Site.$now.withValue(Site.at("2026-05-04T09:00:00+07:00")) {
                let later = try await site.takeIn(json)
                #expect(later["possibleDuplicates"] == "0")
            }
            let path = "/api/v1/applicants?identityNumber=001099000001"
            let known = try await site.get(path, as: "desk")
            #expect(known["applicant.name"] == "Nguyễn Văn An")
            #expect(try await site.get(path, as: "officer").isProblem(403, rule: "C7.no_right"))
            #expect(try await site.get(path, as: "foreigner")["applicant.name"] == nil)
            #expect(try await site.get("/api/v1/applicants?identityNumber=9", as: "desk")["applicant.name"] == nil)
        }
    }

    @Test func `what an applicant files twice online is shown to the desk that reads and accepts it`() async throws {
        try await Site.with { site in
            let person = #"{"name": "Bình", "identityNumber": "001123456789"}"#
            let json = #"{"procedure": "9.990001.H99", "applicant": \#(person)}"#
            var filed: [Reply] = []
            for key in ["1", "2"] {
                filed.append(
                    try await site.send(
                        .post, "/api/v1/filings", as: "portal", headers: ["Idempotency-Key": key], json: json))
            }
            let codes = try filed.map { try #require($0["code"]) }
            let path = "/api/v1/dossiers/\(codes[1])"
            let plain = try await site.get(path, as: "desk")
            #expect(plain["possibleDuplicates"] == nil && plain.status == 200)
            let read = try await site.get("\(path)?include=duplicates", as: "desk")
            #expect(read["possibleDuplicates"] == "1" && read["possibleDuplicates.0"] == codes[0], "\(read.text)")
            let both = try await site.get("\(path)?include=permitted,duplicates", as: "desk")
            #expect(both["possibleDuplicates"] == "1" && both["permitted"] != nil)
            let wrong = try await site.get("\(path)?include=twins", as: "desk")
            #expect(wrong.isProblem(422, rule: "query.format"), "\(wrong.text)")
            let accepted = try await site.command(
                "acceptances", on: codes[1], as: "desk", version: filed[1].etag,
                json: #"{"papers": [{"component": 1, "originals": 1}]}"#)
            #expect(accepted["possibleDuplicates.0"] == codes[0], "\(accepted.text)")
        }
    }
}
