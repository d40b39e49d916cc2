import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// Who used the time, and what is said against it, over HTTP.
@Suite(.timeLimit(.minutes(5))) struct TimeUsedTests {
    /// Taken in at 9:00, in the unit from then on, with the other agency from 9:30 to 10:30, submitted at 11:00.
    private static func worked(_ site: Site) async throws -> (code: String, etag: String) {
        let assigned = try await site.assigned()
        let code = try #require(assigned["code"])
        var etag = try #require(assigned.etag)
        for (time, login, verb, json) in [
            ("09:30", "officer", "legs", #"{"agency": "H99.15", "unit": "TN", "limit": "2wd"}"#),
            ("10:30", "partner", "legs/1/results", #"{"statement": "Đồng ý"}"#),
            ("11:00", "officer", "step-completions", "{}"), ("11:00", "head", "submissions", "{}"),
        ] {
            etag = try await Site.$now.withValue(Site.at("2026-03-03T\(time):00+07:00")) {
                try #require(try await site.live(code, from: etag, [(login, verb, json)]).etag)
            }
        }
        return (code, etag)
    }

    @Test func `the parts of the time are told, and add up`() async throws {
        try await Site.with { site in
            let (code, etag) = try await Self.worked(site)
            try await Site.$now.withValue(Site.at("2026-03-03T14:00:00+07:00")) {
                let used = try await site.get("/api/v1/dossiers/\(code)/time-used", as: "officer")
                #expect(used["minutes"] == "180", "\(used.text)")
                let parts = (0..<3).map { place in
                    ["hands", "unit", "officer", "leg", "minutes"].map { used["parts.\(place).\($0)"] ?? "" }
                }
                #expect(
                    parts == [
                        ["officer", "ATBX", "officer", "", "60"], ["leg", "", "", "1", "60"],
                        ["leader", "", "", "", "60"],
                    ])
                #expect(used["legs.0.agency"] == "H99.15" && used["legs.0.ownMinutes"] == "60")
                try await site.live(code, from: etag, Site.toReturn)
                for (grouping, kinds) in [
                    ("unit", ["unit", "leader", "leg"]), ("officer", ["officer", "leader", "leg"]),
                    ("leg", ["unit", "leader", "leg"]),
                ] {
                    let figures = try await site.get(
                        "/api/v1/figures/time-used?from=2026-03-01&to=2026-03-31&by=\(grouping)", as: "leader")
                    #expect(figures["minutes"] == "180" && figures["dossiers"] == "1", "\(figures.text)")
                    #expect((0..<3).map { figures["rows.\($0).kind"] ?? "" } == kinds, "\(figures.text)")
                }
            }
        }
    }

    @Test func `a unit contests its part, a supervisor moves it, and the reckoning stays`() async throws {
        try await Site.with { site in
            let (code, etag) = try await Self.worked(site)
            let path = "/api/v1/dossiers/\(code)/time-contests"
            let note = #"{"unit": "ATBX", "note": "Chờ kết quả đo của phòng Đo lường"}"#
            let key = ["Idempotency-Key": UUID().uuidString]
            try await Site.$now.withValue(Site.at("2026-03-03T14:00:00+07:00")) {
                let made = try await site.send(.post, path, as: "head", headers: key, json: note)
                #expect(made.status == 201 && made["number"] == "1" && made["answer"] == nil, "\(made.text)")
                let again = try await site.send(.post, path, as: "head", headers: key, json: note)
                #expect(again.text == made.text)
                for (login, json, status) in [
                    ("stranger", note, 404), ("partner", note, 403), ("leader", note, 403),
                    ("colleague", #"{"officer": "officer", "note": "x"}"#, 403),
                    ("officer", #"{"unit": "ATBX", "leg": 1, "note": "x"}"#, 422),
                    ("head", #"{"leg": 1, "note": "x"}"#, 403),
                    ("colleague", #"{"officer": "colleague", "note": "x"}"#, 422),
                ] {
                    let refused = try await site.send(.post, path, as: login, json: json)
                    #expect(refused.isProblem(status), "\(login) \(json): \(refused.text)")
                }
                let theirs = try await site.send(.post, path, as: "partner", json: #"{"leg": 1, "note": "x"}"#)
                #expect(theirs.status == 201 && theirs["leg"] == "1", "\(theirs.text)")

                let moved = #"{"decision": "moved", "movedTo": "TDC", "note": "Đúng"}"#
                #expect(try await site.send(.post, "\(path)/1/answers", as: "head", json: moved).isProblem(403))
                #expect(try await site.send(.post, "\(path)/9/answers", as: "supervisor", json: moved).isProblem(404))
                let bare = #"{"decision": "moved", "note": "Đúng"}"#
                #expect(
                    try await site.send(.post, "\(path)/1/answers", as: "supervisor", json: bare)
                        .isProblem(422, field: "movedTo"))
                let answer = try await site.send(.post, "\(path)/1/answers", as: "supervisor", json: moved)
                #expect(answer.status == 201 && answer["answer.movedTo"] == "TDC", "\(answer.text)")
                #expect(
                    try await site.send(.post, "\(path)/1/answers", as: "supervisor", json: moved)
                        .isProblem(422, rule: "C7.contest_answered"))
                let used = try await site.get("/api/v1/dossiers/\(code)/time-used", as: "officer")
                #expect(used["minutes"] == "180" && used["contests"] == "2")
                #expect(used["contests.0.answer.decision"] == "moved" && used["parts.0.minutes"] == "60")
                try await site.live(code, from: etag, Site.toReturn)
                let figures = try await site.get(
                    "/api/v1/figures/time-used?from=2026-03-01&to=2026-03-31&by=unit", as: "leader")
                #expect(figures["minutes"] == "180", "\(figures.text)")
                #expect(figures["rows.0.key"] == "ATBX" && figures["rows.0.movedAway"] == "60")
                #expect(figures["rows.1.key"] == "TDC" && figures["rows.1.movedHere"] == "60")
            }
        }
    }

    @Test func `what is not accepted has used no time`() async throws {
        try await Site.with { site in
            let filed = try await site.file()
            let used = try await site.get("/api/v1/dossiers/\(try #require(filed["code"]))/time-used", as: "desk")
            #expect(used.isProblem(422, rule: "C5.not_accepted"), "\(used.text)")
        }
    }
}
