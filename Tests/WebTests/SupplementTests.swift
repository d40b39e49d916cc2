import Desk
import HTTPTypes
import OneStop
import Testing

@Suite(.timeLimit(.minutes(5))) struct SupplementTests {
    private static let request = #"{"items": [{"component": 2, "text": "ảnh rõ mặt"}], "reason": "ảnh mờ"}"#
    private static let photo = #"{"complete": true, "papers": [{"component": 2, "copies": 1}]}"#

    @Test func `a supplement pauses the clock, what still lacks does not end it, and the rest runs from the answer`()
        async throws
    {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            let asked = try await Site.$now.withValue(Site.at("2026-03-05T10:00:00+07:00")) {
                try await site.live(
                    code, from: try #require(assigned.etag), [("officer", "supplement-requests", Self.request)])
            }
            #expect(asked["status"] == "5")
            #expect(asked["clock.pausedFor"] == "supplement")
            #expect(asked["contacts"] == "1")
            let lacking = try await Site.$now.withValue(Site.at("2026-03-09T10:00:00+07:00")) {
                try await site.live(
                    code, from: try #require(asked.etag), [("desk", "supplements", #"{"complete": false}"#)])
            }
            #expect(lacking["status"] == "5")
            #expect(lacking["clock.pausedSince"] == asked["clock.pausedSince"])
            #expect(lacking["contacts"] == "2")
            let complete = try await Site.$now.withValue(Site.at("2026-03-16T10:00:00+07:00")) {
                try await site.live(code, from: try #require(lacking.etag), [("desk", "supplements", Self.photo)])
            }
            #expect(complete["status"] == "4")
            // Asked on the second of five days, so three are left.
            #expect(complete["clock.due"] == "2026-03-19T17:00:00+07:00")
            #expect(complete["clock.firstPromise"] == "2026-03-10T17:00:00+07:00")
            let slip = try await site.get("/api/v1/dossiers/\(code)/control-slip", as: "head")
            #expect(slip["papers"] == "2")
            #expect(slip["papers.1.name"] == "Ảnh")
        }
    }

    @Test func `nothing outside the checklist is asked for or taken, and a second request takes a leader`()
        async throws
    {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            let outside = try await site.command(
                "supplement-requests", on: code, as: "officer", version: assigned.etag,
                json: #"{"items": [{"component": 9, "text": "hộ khẩu"}], "reason": "x"}"#)
            #expect(outside.isProblem(422, rule: "R2.3.outside_checklist", field: "items[0].component"))
            // The highest number that a catalogue may have.
            let highest = try await site.command(
                "supplement-requests", on: code, as: "officer", version: assigned.etag,
                json: #"{"items": [{"component": 10000, "text": "hộ khẩu"}], "reason": "x"}"#)
            #expect(highest.isProblem(422, rule: "R2.3.outside_checklist", field: "items[0].component"))
            let unlisted = try await site.takeIn(Site.intake(papers: #"[{"component": 10000, "originals": 1}]"#))
            #expect(unlisted.isProblem(422, rule: "R2.3.outside_checklist", field: "papers[0].component"))
            let once = try await site.live(
                code, from: try #require(assigned.etag),
                [("officer", "supplement-requests", Self.request), ("desk", "supplements", Self.photo)])
            let second = try await site.command(
                "supplement-requests", on: code, as: "officer", version: once.etag, json: Self.request)
            #expect(second.isProblem(422, rule: "C3.second_supplement"), "\(second.text)")
            let taken = try await site.command(
                "supplements", on: code, as: "desk", version: once.etag,
                json: #"{"complete": true, "papers": [{"component": 7, "copies": 1}]}"#)
            #expect(taken.isProblem(422, rule: "R2.3.outside_checklist", field: "papers[0].component"))
            let twice = try await site.live(
                code, from: try #require(once.etag),
                [
                    ("leader", "second-supplement-approvals", #"{"ground": "Thông tư 12 mới có hiệu lực"}"#),
                    ("officer", "supplement-requests", Self.request),
                ])
            #expect(twice["supplements"] == "2")
        }
    }

    @Test func `a filing waits eight working hours for its answer and is accepted when its papers are complete`()
        async throws
    {
        try await Site.with { site in
            let portal = try await site.token("desk", scopes: [.portal], isPortal: true).secret
            let json = """
                {"procedure": "9.990001.H99", "applicant": {"name": "Trần Thị Bình"}, "externalReference": "DVC-1", \
                "papers": [{"component": 2, "copies": 1}]}
                """
            let filed = try await site.send(
                .post, "/api/v1/filings", secret: portal, headers: ["Idempotency-Key": "f1"], body: Array(json.utf8))
            #expect(filed.status == 201, "\(filed.text)")
            #expect(filed["status"] == "1")
            #expect(filed["channel"] == "online")
            #expect(filed["receipt.due"] == "2026-03-04T09:00:00+07:00")
            #expect(filed["clock.due"] == nil)
            let code = try #require(filed["code"])
            let again = try await site.send(
                .post, "/api/v1/filings", secret: portal, headers: ["Idempotency-Key": "f2"], body: Array(json.utf8))
            #expect(again.isProblem(422, rule: "C5.reference_used", field: "externalReference"), "\(again.text)")
            let desk = try await site.send(
                .post, "/api/v1/filings", as: "desk", headers: ["Idempotency-Key": "f3"], json: json)
            #expect(desk.isProblem(403, rule: "C7.no_right"))
            let other = try await site.send(
                .post, "/api/v1/dossiers", secret: portal, headers: ["Idempotency-Key": "f4"],
                body: Array(Site.intake().utf8))
            #expect(other.isProblem(403, rule: "C7.no_right"), "\(other.text)")

            let early = try await site.command("acceptances", on: code, as: "desk", version: filed.etag)
            #expect(early.isProblem(422, rule: "R2.2.checklist"), "\(early.text)")
            try await Site.$now.withValue(Site.at("2026-03-04T10:00:00+07:00")) {
                let late = try await site.live(
                    code, from: try #require(filed.etag),
                    [("desk", "acceptances", #"{"papers": [{"component": 1, "electronic": 1}]}"#)])
                #expect(late["status"] == "2")
                #expect(late["receipt.late"] == "1")
                #expect(late["clock.due"] == "2026-03-11T17:00:00+07:00")
            }
        }
    }

    @Test func `documents asked for before acceptance start the clock with the acceptance`() async throws {
        try await Site.with { site in
            let filed = try await site.file()
            let code = try #require(filed["code"])
            let asked = try await site.live(
                code, from: try #require(filed.etag),
                [
                    (
                        "desk", "supplement-requests",
                        #"{"items": [{"component": 1, "text": "đơn"}], "reason": "thiếu đơn"}"#
                    )
                ])
            #expect(asked["status"] == "5")
            #expect(asked["receipt.late"] == "0")
            let without = try await site.command(
                "supplements", on: code, as: "desk", version: asked.etag, json: #"{"complete": true}"#)
            #expect(without.isProblem(422, rule: "R2.2.checklist"))
            let accepted = try await site.live(
                code, from: try #require(asked.etag),
                [("desk", "supplements", #"{"complete": true, "papers": [{"component": 1, "electronic": 1}]}"#)])
            #expect(accepted["status"] == "2")
            #expect(accepted["supplements"] == "0")
            #expect(accepted["clock.due"] == "2026-03-10T17:00:00+07:00")
        }
    }
}
