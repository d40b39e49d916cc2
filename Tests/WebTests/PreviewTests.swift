import OneStop
import Testing

@Suite(.timeLimit(.minutes(5))) struct PreviewTests {
    @Test func `a due date is told before anything is filed, with the days that make it`() async throws {
        try await Site.with { site in
            let reply = try await site.get(
                "/api/v1/due-dates?limit=5wd&from=2026-02-09T10:00:00%2B07:00&explain=true", as: "officer")
            #expect(reply.status == 200)
            #expect(reply["due"] == "2026-02-23T17:00:00+07:00")
            #expect(reply["dayZero"] == "2026-02-09")
            #expect(reply["ledger.0.ground"] != nil)
            let unescaped = try await site.get(
                "/api/v1/due-dates?limit=5wd&from=2026-02-09T10:00:00+07:00", as: "officer")
            #expect(unescaped["due"] == "2026-02-23T17:00:00+07:00")
            let procedure = try await site.get("/api/v1/due-dates?procedure=9.990001.H99", as: "officer")
            #expect(procedure["due"] == "2026-03-10T17:00:00+07:00")
            let none = try await site.get("/api/v1/due-dates?procedure=9.990008.H99", as: "officer")
            #expect(none.status == 200)
            #expect(none["due"] == nil)
        }
    }

    @Test(arguments: [
        ("limit=1000000000d", "limit"), ("limit=-5wd", "limit"), ("limit=5parsecs", "limit"), ("limit=", "limit"),
        ("limit=99999999999999999999wd", "limit"), ("from=2026-02-09T10:00:00Z", "limit"),
        ("limit=5wd&from=2026-02-30T10:00:00Z", "from"), ("limit=5wd&from=2026-02-09", "from"),
        ("limit=5wd&dayZero=tomorrow", "dayZero"), ("procedure=1.2.3", "procedure"),
        ("limit=5wd&explain=maybe", "explain"), ("limit=5wd&when=now", "when"),
        ("limit=600mo&explain=true", "explain"), ("limit=5wd&=x", "query"),
    ])
    func `what cannot be counted is refused by the field and the rule`(query: String, field: String) async throws {
        try await Site.with { site in
            let reply = try await site.get("/api/v1/due-dates?\(query)", as: "officer")
            #expect(reply.isProblem(422, field: field), "\(query): \(reply.status) \(reply.text)")
            #expect(reply["rule"] != nil)
        }
    }
}
