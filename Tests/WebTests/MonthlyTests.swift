import OneStop
import Testing

@Suite(.timeLimit(.minutes(5))) struct MonthlyTests {
    private static let march = "/api/v1/figures/monthly?period=2026-03&cutoff=calendar"

    @Test func `the form over HTTP follows a dossier's life, and begins where the month before ended`() async throws {
        try await Site.with { site in
            let ended = try await site.assigned()
            try await site.live(
                try #require(ended["code"]), from: try #require(ended.etag), Site.toSubmission + Site.toReturn)
            _ = try await site.assigned()
            _ = try await site.takeIn(Site.intake(procedure: "9.990008.H99"))
            try await Site.$now.withValue(Site.at("2026-04-20T09:00:00+07:00")) {
                let march = try await site.get(Self.march, as: "leader")
                #expect(march.status == 200, "\(march.text)")
                #expect(march["total.receivedTotal"] == "3" && march["total.resolvedEarly"] == "1")
                #expect(march["total.openOverdue"] == "1" && march["total.openNoLimit"] == "1")
                #expect(march["fields"] == "1" && march["units"] == "2" && march["list"] == "1")
                #expect(march["waiting"] == "within-limit" && march["period.to"] == "2026-03-31")
                let april = try await site.get(
                    "/api/v1/figures/monthly?period=2026-04&cutoff=calendar&waiting=on-time", as: "leader")
                #expect(april["total.carriedOver"] == march["total.openTotal"])
                let state = try await site.get("/api/v1/figures/monthly?period=2026-04&cutoff=state", as: "leader")
                #expect(state["period.from"] == "2026-03-15" && state["period.to"] == "2026-04-14")
                let asOf = try await site.get("\(Self.march)&asOf=2026-03-05T09:00:00%2B07:00", as: "leader")
                #expect(asOf["total.openOverdue"] == "0")
            }
        }
    }

    @Test func `a late dossier without a letter is listed with the cause, the unit at fault and the note`() async throws
    {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            let json = #"{"cause": "staff", "unit": "ATBX", "note": "Thiếu người trong đợt cao điểm"}"#
            let early = try await site.command(
                "delay-causes", on: code, as: "officer", version: assigned.etag, json: json)
            #expect(early.isProblem(422, rule: "C4.not_late"), "\(early.text)")
            try await Site.$now.withValue(Site.at("2026-03-20T09:00:00+07:00")) {
                let theirs = json.replacing("staff", with: "applicant")
                for (login, body, status, rule) in [
                    ("clerk", json, 403, "C7.no_right"), ("head", theirs, 422, "C4.applicants_cause"),
                    ("head", json.replacing("ATBX", with: "XX"), 422, "C7.unknown_unit"),
                ] {
                    let refused = try await site.command(
                        "delay-causes", on: code, as: login, version: assigned.etag, json: body)
                    #expect(refused.isProblem(status, rule: rule), "\(login): \(refused.text)")
                }
                try await site.live(code, from: try #require(assigned.etag), [("officer", "delay-causes", json)])
            }
            try await Site.$now.withValue(Site.at("2026-04-20T09:00:00+07:00")) {
                let form = try await site.get(Self.march, as: "leader")
                #expect(form["list.0.reason"] == "openOverdue" && form["list.0.cause"] == "staff", "\(form.text)")
                #expect(form["list.0.atFault"] == "ATBX" && form["list.0.note"] == "Thiếu người trong đợt cao điểm")
                let before = try await site.get("\(Self.march)&asOf=2026-03-19T09:00:00%2B07:00", as: "leader")
                #expect(before["list.0.reason"] == "openOverdue" && before["list.0.cause"] == nil, "\(before.text)")
            }
        }
    }

    @Test func `the form's list comes in pages of one moment`() async throws {
        try await Site.with { site in
            var late: Set<String> = []
            for _ in 0..<3 { late.insert(try #require(try await site.assigned()["code"])) }
            var found: [String] = []
            var path: String? = "\(Self.march)&limit=2"
            var at = Site.at("2026-04-20T09:00:00+07:00")
            while let next = path {
                let page = try await Site.$now.withValue(at) { try await site.get(next, as: "leader") }
                #expect(page.status == 200 && page["total.openOverdue"] == "3", "\(page.text)")
                for index in 0..<2 { if let code = page["list.\(index).code"] { found.append(code) } }
                let link = page.header("Link")
                #expect((link == nil) == (page["next"] == nil))
                path = link.map { String($0.dropFirst().prefix { $0 != ">" }) }
                #expect(path?.contains("asOf=2026-04-20T02:00:00%2B00:00") ?? true)
                at = at.adding(seconds: 3_600)
            }
            #expect(found.count == 3 && Set(found) == late)
            let beyond = try await site.get("\(Self.march)&after=50", as: "leader")
            #expect(beyond["list"] == "0" && beyond.header("Link") == nil)
        }
    }

    @Test func `the form is for those who may report, each of the own part`() async throws {
        try await Site.with { site in
            _ = try await site.assigned()
            _ = try await site.takeIn(Site.intake(procedure: "9.990008.H99"))
            let counted = [
                ("leader", "2"), ("auditor", "2"), ("desk", "2"), ("head", "1"), ("officer", "1"), ("stranger", "0"),
            ]
            for (login, number) in counted {
                let form = try await site.get(Self.march, as: login)
                #expect(form.status == 200 && form["total.receivedTotal"] == number, "\(login): \(form.text)")
            }
            let refused = [
                (try await site.get(Self.march, as: "admin"), 403),
                (try await site.get("\(Self.march)&agency=H98", as: "leader"), 404),
                (try await site.get("\(Self.march)&agency=H99.14", as: "foreigner"), 404),
                (try await site.get(Self.march, as: nil), 401),
            ]
            for (reply, status) in refused { #expect(reply.isProblem(status), "\(reply.status) \(reply.text)") }
        }
    }

    @Test(arguments: [
        ("cutoff=state", "period"), ("period=2026-13&cutoff=state", "period"), ("period=2026-03", "cutoff"),
        ("period=2026-03&cutoff=lunar", "cutoff"), ("period=2026-03&cutoff=state&waiting=gone", "waiting"),
        ("period=2026-03&cutoff=state&asOf=now", "asOf"), ("period=2026-03&cutoff=state&by=unit", "by"),
    ])
    func `a parameter that is none is refused by its name`(query: String, field: String) async throws {
        try await Site.with { site in
            let reply = try await site.get("/api/v1/figures/monthly?\(query)", as: "leader")
            #expect(reply.isProblem(422, field: field), "\(query): \(reply.status) \(reply.text)")
        }
    }
}
