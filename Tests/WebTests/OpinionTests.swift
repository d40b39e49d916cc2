import Desk
import HTTPTypes
import TestSupport
import Testing

/// Opinions asked of other units, in the words of the API.
@Suite(.timeLimit(.minutes(5))) struct OpinionTests {
    private func asked(_ site: Site, _ json: String = #"{"unit": "TDC", "words": "Phương tiện đo có đạt không?"}"#)
        async throws -> (code: String, tag: String)
    {
        let dossier = try await site.assigned()
        let code = try #require(dossier["code"])
        let reply = try await site.live(code, from: try #require(dossier.etag), [("officer", "opinion-requests", json)])
        return (code, try #require(reply.etag))
    }

    private func asOf<Value>(_ time: String, _ body: () async throws -> Value) async throws -> Value {
        try await Site.$now.withValue(Site.at(time), operation: body)
    }

    @Test func `a unit finds what it is asked, reads the dossier, answers, and reads it no more`() async throws {
        try await Site.with { site in
            let (code, tag) = try await asked(site)
            let path = "/api/v1/dossiers/\(code)"
            let list = try await site.get("/api/v1/opinions?unit=TDC", as: "stranger")
            #expect(list["items"] == "1" && list["items.0.code"] == code && list["items.0.due"] != nil)
            #expect(list["items.0.limit"] == "3wd" && list["items.0.due"] == "2026-03-06T17:00:00+07:00")
            #expect(!list.text.contains("Nguyễn"))
            #expect(try await site.get(path, as: "stranger").status == 200)
            let opinions = try await site.get("\(path)/opinions", as: "stranger")
            #expect(opinions["opinions.0.question"] == "Phương tiện đo có đạt không?")
            let silent = try await site.command(
                "opinion-answers", on: code, as: "stranger", version: tag,
                json: #"{"number": 1, "verdict": "disagree"}"#)
            #expect(silent.isProblem(422, rule: "C5.text_missing"), "\(silent.text)")
            let answered = try await site.command(
                "opinion-answers", on: code, as: "stranger", version: tag,
                json: #"{"number": 1, "verdict": "disagree", "words": "Chưa kiểm định"}"#)
            #expect(answered.status == 200, "\(answered.text)")
            #expect(try await site.get(path, as: "stranger").status == 404)
            let told = try await site.get("\(path)/opinions", as: "officer")
            #expect(told["opinions.0.verdict"] == "disagree" && told["opinions.0.answer"] == "Chưa kiểm định")
            #expect(told["opinions.0.answeredBy"] == "stranger" && told["opinions.0.askedBy"] == "officer")
            // The log keeps what was said, not in which words.
            let events = try await site.get("\(path)/events", as: "officer")
            #expect(events.text.contains("opinion_answered") && !events.text.contains("Chưa kiểm định"))
            let done = try await site.get("/api/v1/opinions?state=answered", as: "stranger")
            #expect(done["items.0.verdict"] == "disagree" && done["items.0.answeredLate"] == "0")
            #expect(try await site.get("/api/v1/opinions", as: "stranger")["items"] == "0")
        }
    }

    @Test func `an overdue answer is told to the unit that owes it, and answered by those it was told to`() async throws
    {
        try await Site.with { site in
            let (code, tag) = try await asked(site)
            let overdue = "/api/v1/duties?duty=opinion_overdue"
            // Due on Friday the 6th; the head is told when a working day has passed.
            for (time, levels) in [("06T23:59", []), ("07T00:00", ["holder"]), ("09T17:00", ["head", "holder"])] {
                try await site.desk.sweep(at: Site.at("2026-03-\(time):00+07:00"))
                let told = try await site.get(overdue, as: "stranger")
                #expect((0..<levels.count).map { told["items.\($0).level"] } == levels, "\(time): \(told.text)")
                #expect(told["items"] == "\(levels.count)")
            }
            let told = try await site.get("\(overdue)&level=holder", as: "stranger")
            #expect(told["items.0.dossier"] == code && told["items.0.unit"] == "TDC")
            #expect(told["items.0.role"] == "officer" && told["items.0.occasion"] == "1")
            let number = try #require(told["items.0.number"])
            #expect(try await site.get("\(overdue)&level=holder", as: "officer")["items.0.number"] == number)
            try await asOf("2026-03-10T08:00:00+07:00") {
                for (login, status) in [("officer", 403), ("foreigner", 404), ("stranger", 201)] {
                    let reply = try await site.send(
                        .post, "/api/v1/duties/\(number)/answers", as: login, headers: ["Idempotency-Key": login],
                        json: #"{"note": "Đang đo kiểm lại"}"#)
                    #expect(reply.status == status, "\(login): \(reply.text)")
                }
                _ = try await site.live(code, from: tag, [("officer", "opinion-waivers", #"{"number": 1}"#)])
            }
            try await site.desk.sweep(at: Site.at("2026-03-10T09:00:00+07:00"))
            #expect(try await site.get(overdue, as: "stranger")["items"] == "0")
            #expect(try await site.get("\(overdue)&state=settled", as: "officer")["items"] == "2")
        }
    }

    @Test func `what was written is erased with the person, what was said stays`() async throws {
        try await Site.with { site in
            let (code, tag) = try await asked(site)
            _ = try await site.live(
                code, from: tag,
                [
                    ("stranger", "opinion-answers", #"{"number": 1, "verdict": "cannot_say", "words": "Ông An vắng"}"#),
                    ("desk", "withdrawal", "{}"),
                ])
            #expect(try await site.test.count("opinion_text") == 2)
            let erased = try await site.send(
                .post, "/api/v1/erasures", as: "admin", headers: ["Idempotency-Key": "x"],
                json: #"{"dossier": "\#(code)", "ground": "Đơn số 12"}"#)
            #expect(erased.status == 201, "\(erased.text)")
            #expect(try await site.test.count("opinion_text") == 0)
            let told = try await site.get("/api/v1/dossiers/\(code)/opinions", as: "officer")
            #expect(told["opinions.0.verdict"] == "cannot_say" && told["opinions.0.answer"] == nil)
        }
    }

    @Test func `the list of what is overdue comes by due date, in pages`() async throws {
        try await Site.with { site in
            var codes: [String] = []
            for limit in ["1wd", "2wd", "10wd"] {
                codes.append(try await asked(site, #"{"unit": "TDC", "limit": "\#(limit)"}"#).code)
            }
            try await asOf("2026-03-09T09:00:00+07:00") {
                let first = try await site.get("/api/v1/opinions?state=overdue&limit=1", as: "stranger")
                #expect(first["items.0.code"] == codes[0] && first["items.0.overdue"] == "1")
                let link = try #require(first.header("Link")).dropFirst().prefix { $0 != ">" }
                let second = try await site.get(String(link), as: "stranger")
                #expect(second["items"] == "1" && second["items.0.code"] == codes[1] && second["next"] == nil)
                #expect(try await site.get("/api/v1/opinions", as: "stranger")["items"] == "3")
            }
        }
    }

    @Test func `nobody sees the list of a unit that they do not read`() async throws {
        try await Site.with { site in
            _ = try await asked(site)
            #expect(try await site.get("/api/v1/opinions", as: "head")["items"] == "0")
            #expect(try await site.get("/api/v1/opinions?unit=TDC", as: "head").isProblem(404))
            #expect(try await site.get("/api/v1/opinions", as: "leader")["items"] == "1")
            #expect(try await site.get("/api/v1/opinions", as: "admin").isProblem(403))
            #expect(try await site.get("/api/v1/opinions?agency=H99.14", as: "foreigner").isProblem(404))
        }
    }

    @Test func `a unit of another agency of the tree is asked by its own calendar and its own limit`() async throws {
        let other = """
            {"agencies": [{"code": "H99.15", "name": "Sở bên", "parent": "H99", "opinionLimit": "1wd",
              "calendar": {"utcOffset": "+07:00", "week": {"thu": ["08:00-12:00"]}},
              "units": [{"code": "KT", "name": "Kỹ thuật"}],
              "users": [{"login": "xa", "name": "Xa", "unit": "KT", "roles": [{"role": "head", "unit": "KT"}]}]}]}
            """
        try await Site.with { site in
            _ = try await OfficeDocument(parsing: other).apply(to: site.test.database)
            try await site.desk.directory.refresh()
            let (code, _) = try await asked(site, #"{"unit": "KT", "agency": "H99.15"}"#)
            let opinions = try await site.get("/api/v1/dossiers/\(code)/opinions", as: "officer")
            // Tuesday 3 March; day zero is Thursday the 5th, the only working day of the week.
            #expect(opinions["opinions.0.due"] == "2026-03-12T12:00:00+07:00")
            #expect(opinions["opinions.0.limit"] == "1wd" && opinions["opinions.0.agency"] == "H99.15")
            let secret = try await site.token("xa", scopes: [.read, .write]).secret
            #expect(try await site.send(.get, "/api/v1/dossiers/\(code)", secret: secret).status == 200)
            let foreign = try await site.assigned()
            let refused = try await site.command(
                "opinion-requests", on: try #require(foreign["code"]), as: "officer", version: foreign.etag,
                json: #"{"unit": "MOTCUA", "agency": "H98"}"#)
            #expect(refused.isProblem(422, rule: "C7.unknown_agency"), "\(refused.text)")
        }
    }
}
