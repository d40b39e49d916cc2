import OneStop
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct WorkListTests {
    @Test func `a list is ordered by what is due first, and pages follow each other`() async throws {
        try await Site.with { site in
            var expected: [String] = []
            for _ in 0..<3 { expected.append(try #require(try await site.takeIn()["code"])) }
            let long = try #require(try await site.takeIn(Site.intake(procedure: "9.990009.H99"))["code"])
            let unlimited = try #require(try await site.takeIn(Site.intake(procedure: "9.990008.H99"))["code"])
            expected += [long, unlimited]

            var found: [String] = []
            var path: String? = "/api/v1/dossiers?limit=2"
            var pages = 0
            while let next = path {
                let page = try await site.get(next, as: "desk")
                #expect(page.status == 200)
                pages += 1
                for index in 0..<2 { if let code = page["items.\(index).code"] { found.append(code) } }
                let link = page.header("Link")
                #expect((link == nil) == (page["next"] == nil))
                if let link {
                    #expect(link.hasSuffix(">; rel=\"next\""))
                    path = String(link.dropFirst().prefix { $0 != ">" })
                } else {
                    path = nil
                }
            }
            #expect(pages == 3)
            #expect(found == expected)
        }
    }

    @Test func `filters by role, status, officer, unit, date and apology`() async throws {
        try await Site.with { site in
            let atDesk = try #require(try await site.takeIn(Site.intake(procedure: "9.990009.H99"))["code"])
            let working = try #require(try await site.assigned()["code"])
            let submitted = try await site.assigned()
            let waiting = try #require(submitted["code"])
            try await site.live(waiting, from: try #require(submitted.etag), Site.toSubmission)

            func list(_ query: String, as login: String = "leader") async throws -> Set<String> {
                try await site.list(query, as: login)
            }
            #expect(try await list("") == [atDesk, working, waiting])
            #expect(try await list("role=intake") == [atDesk])
            #expect(try await list("role=officer") == [working])
            #expect(try await list("role=leader") == [waiting])
            #expect(try await list("status=2") == [atDesk])
            #expect(try await list("status=4,9") == [working, waiting])
            #expect(try await list("officer=officer") == [working, waiting])
            #expect(try await list("unit=ATBX") == [working, waiting])
            #expect(try await list("unit=TDC") == [])
            #expect(try await list("dueBefore=2026-03-12T00:00:00%2B07:00") == [working, waiting])
            #expect(try await list("apology=at_risk") == [])
            try await Site.$now.withValue(Site.at("2026-03-06T09:00:00+07:00")) {
                let risky = try await list("apology=at_risk")
                #expect(risky == [working, waiting])
            }
            try await Site.$now.withValue(Site.at("2026-03-09T09:00:00+07:00")) {
                let today = try await list("apology=due_today&role=leader")
                #expect(today == [waiting])
            }
            #expect(try await list("", as: "officer") == [working, waiting])
            #expect(try await list("", as: "stranger") == [])
        }
    }

    @Test func `a step of the head's is the head's turn, whoever the officer is`() async throws {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            let other = try #require(try await site.assigned()["code"])
            try await site.live(code, from: try #require(assigned.etag), Array(Site.toSubmission.prefix(1)))
            for scope in ["", "&unit=ATBX", "&officer=officer"] {
                let heads = try await site.get("/api/v1/dossiers?role=head\(scope)", as: "leader")
                #expect(
                    heads["items.0.code"] == code && heads["items.0.waitsFor"] == "head" && heads["items.1.code"] == nil
                )
                #expect(try await site.list("role=officer\(scope)", as: "leader") == [other])
            }
        }
    }

    @Test func `a finished result waits in the list of status 9 until it is returned, wherever it was received`()
        async throws
    {
        try await Site.with { site in
            var finished: [Reply] = []
            for _ in 0..<4 {
                let taken = try await site.assigned()
                finished.append(
                    try await site.live(
                        try #require(taken["code"]), from: try #require(taken.etag),
                        Site.toSubmission + Site.toReturn.dropLast()))
            }
            let codes = try finished.map { try #require($0["code"]) }
            try await site.live(codes[3], from: try #require(finished[3].etag), Site.toReturn.suffix(1))
            let open = try #require(try await site.assigned()["code"])
            try await site.test.script(
                """
                update dossier set decided_by = (select id from agency where code = 'H99')
                where code in ('\(codes[1])', '\(codes[2])');
                update dossier set received_by = decided_by where code = '\(codes[2])'
                """)
            for (query, login, expected) in [
                ("status=9", "leader", codes[..<1]), ("status=9", "officer", codes[..<1]), ("status=9", "stranger", []),
                ("status=9", "desk", codes[..<3]), ("status=9&unit=MOTCUA", "desk", codes[..<3]),
                ("status=9&officer=officer", "head", codes[..<1]), ("status=9&officer=colleague", "head", []),
                ("status=4,9", "leader", [codes[0], open]), ("status=9&limit=2", "desk", codes[..<2]),
            ] {
                #expect(try await site.list(query, as: login) == Set(expected), "\(query) as \(login)")
            }
        }
    }

    @Test func `an officer's list holds what the agency decides, and of it what the caller may read`() async throws {
        try await Site.with { site in
            var codes: [String] = []
            for _ in 0..<3 { codes.append(try #require(try await site.assigned()["code"])) }
            try await site.test.script(
                """
                update dossier set unit_id = (select id from unit where code = 'TDC') where code = '\(codes[1])';
                update dossier set decided_by = (select id from agency where code = 'H99') where code = '\(codes[2])';
                insert into appointment (account_id, role, agency_id)
                select a.id, 'leader', g.id from account a, agency g where a.login = 'both' and g.code = 'H99'
                """)
            #expect(try await site.list("officer=officer", as: "both") == Set(codes[..<2]))
            #expect(try await site.list("officer=officer", as: "head") == [codes[0]])
            #expect(try await site.list("officer=officer", as: "officer") == [codes[0]])
        }
    }

    @Test func `an ended dossier leaves the list, and what is not one's to see is not found`() async throws {
        try await Site.with { site in
            let taken = try await site.takeIn()
            try await site.live(
                try #require(taken["code"]), from: "\"1\"", Site.toOfficer() + Site.toSubmission + Site.toReturn)
            #expect(try await site.get("/api/v1/dossiers", as: "leader")["items"] == "0")
            #expect(try await site.get("/api/v1/dossiers?agency=H98", as: "leader").isProblem(404))
            #expect(try await site.get("/api/v1/dossiers?unit=NONE", as: "leader").isProblem(404))
            #expect(try await site.get("/api/v1/dossiers?officer=nobody", as: "leader").isProblem(404))
            #expect(try await site.get("/api/v1/dossiers?unit=ATBX", as: "stranger").isProblem(404))
            #expect(try await site.get("/api/v1/dossiers", as: "admin").isProblem(403, rule: "C7.no_right"))
        }
    }

    @Test(arguments: [
        ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("status=11", "status"),
        ("status=", "status"), ("role=king", "role"), ("apology=sorry", "apology"), ("cursor=abc", "cursor"),
        ("dueBefore=2026-02-30T00:00:00Z", "dueBefore"), ("dueBefore=yesterday", "dueBefore"),
        ("colour=red", "colour"), ("limit=5&limit=6", "limit"),
    ])
    func `a parameter that means nothing is refused by its name`(query: String, field: String) async throws {
        try await Site.with { site in
            let reply = try await site.get("/api/v1/dossiers?\(query)", as: "leader")
            #expect(reply.isProblem(422, field: field), "\(query): \(reply.status) \(reply.text)")
        }
    }
}

extension Site {
    /// The codes of a page of the work list.
    fileprivate func list(_ query: String, as login: String) async throws -> Set<String> {
        let page = try await get("/api/v1/dossiers?\(query)", as: login)
        #expect(page.status == 200, "\(query): \(page.text)")
        return Set((0..<10).compactMap { page["items.\($0).code"] })
    }
}
