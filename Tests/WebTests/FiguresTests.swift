import OneStop
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct FiguresTests {
    private static let march = "/api/v1/figures/on-time?from=2026-03-01&to=2026-03-31"

    @Test func `figures over HTTP follow a dossier's life and add up`() async throws {
        try await Site.with { site in
            let ended = try await site.assigned()
            try await site.live(
                try #require(ended["code"]), from: try #require(ended.etag), Site.toSubmission + Site.toReturn)
            _ = try await site.assigned()
            _ = try await site.takeIn(Site.intake(procedure: "9.990008.H99"))

            let now = try await site.get(Self.march, as: "leader")
            #expect(now.status == 200, "\(now.text)")
            #expect(now["total.received"] == "3")
            #expect(now["total.receivedDirect"] == "3")
            #expect(now["total.resolvedEarly"] == "1")
            #expect(now["total.openWithin"] == "1")
            #expect(now["total.openNoLimit"] == "1")
            #expect(now["total.resolvedRate"] == "1.0")
            try await Site.$now.withValue(Site.at("2026-03-12T09:00:00+07:00")) {
                let late = try await site.get(Self.march, as: "leader")
                #expect(late["total.openOverdue"] == "1")
                #expect(late["total.openWithin"] == "0")
                let asOf = try await site.get("\(Self.march)&asOf=2026-03-05T09:00:00%2B07:00", as: "leader")
                #expect(asOf["total.openWithin"] == "1")
                let rows = try await site.get("\(Self.march)&by=procedure", as: "leader")
                #expect(rows["rows"] == "2")
            }
            let april = try await site.get("/api/v1/figures/on-time?from=2026-04-01&to=2026-04-30", as: "leader")
            #expect(april["total.received"] == "0")
        }
    }

    @Test func `figures count the procedures, the officer and the desk of the right, and nothing else`() async throws {
        try await Site.with { site in
            _ = try await site.assigned()
            _ = try await site.assigned(to: "colleague")
            let other = try await site.takeIn(Site.intake(procedure: "9.990008.H99"))
            try await site.live(
                try #require(other["code"]), from: try #require(other.etag), Site.toOfficer("colleague"))
            let elsewhere = try await site.takeIn(Site.intake(procedure: "9.990009.H99"))
            try await site.test.script(
                """
                update appointment set procedure_id = (select id from procedure where code = '9.990008.H99')
                where account_id in (select id from account where login in ('head', 'colleague', 'supervisor'));
                update dossier set desk_id = (select id from unit where code = 'TDC')
                where code = '\(try #require(elsewhere["code"]))'
                """)
            try await Site.$now.withValue(Site.now.adding(seconds: 10)) {
                for (login, received) in [
                    ("leader", "4"), ("head", "1"), ("supervisor", "1"), ("colleague", "1"), ("officer", "1"),
                    ("stranger", "0"), ("desk", "3"),
                ] {
                    let figures = try await site.get(Self.march, as: login)
                    #expect(figures["total.received"] == received, "\(login): \(figures.text)")
                }
                let rows = try await site.get("\(Self.march)&by=procedure", as: "head")
                #expect(rows["rows"] == "1" && rows["rows.0.key"] == "9.990008.H99", "\(rows.text)")
            }
        }
    }

    @Test func `figures are for those who may report, of their own agency`() async throws {
        try await Site.with { site in
            let asked = [
                (try await site.get(Self.march, as: "admin"), 403),
                (try await site.get("\(Self.march)&agency=H98", as: "leader"), 404),
                (try await site.get("\(Self.march)&agency=H99.14", as: "foreigner"), 404),
                (try await site.get(Self.march, as: nil), 401),
            ]
            for (reply, status) in asked { #expect(reply.isProblem(status), "\(reply.status) \(reply.text)") }
        }
    }

    @Test(arguments: [
        ("from=2026-02-30&to=2026-03-31", "from"), ("from=2026-03-01", "to"), ("from=2026-03-01&to=later", "to"),
        ("from=2026-03-31&to=2026-03-01", "to"), ("from=2026-03-01&to=2026-03-31&by=colour", "by"),
        ("from=2026-03-01&to=2026-03-31&asOf=now", "asOf"), ("from=2026-03-01&to=2026-03-31&x=1", "x"),
    ])
    func `a period that is none is refused by its field`(query: String, field: String) async throws {
        try await Site.with { site in
            let reply = try await site.get("/api/v1/figures/on-time?\(query)", as: "leader")
            #expect(reply.isProblem(422, field: field), "\(query): \(reply.status) \(reply.text)")
        }
    }
}
