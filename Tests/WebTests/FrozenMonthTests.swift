import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// A month that is frozen stays as it was reported, and says what has changed since.
@Suite(.timeLimit(.minutes(5))) struct FrozenMonthTests {
    private static let march = "/api/v1/figures/monthly?period=2026-03&cutoff=calendar"
    private static let request = #"{"period": "2026-03", "cutoff": "calendar"}"#
    private static let later = Site.at("2026-04-20T09:00:00+07:00")

    /// A dossier that ended in March and one that is late in it.
    private static func lives(at site: Site) async throws -> (ended: String, late: Reply) {
        let ended = try await site.assigned()
        let code = try #require(ended["code"])
        try await site.live(code, from: try #require(ended.etag), Site.toSubmission + Site.toReturn)
        return (code, try await site.assigned())
    }

    private static func freeze(as login: String = "supervisor", key: String = "k", at site: Site) async throws -> Reply
    {
        try await site.send(
            .post, "/api/v1/frozen-months", as: login, headers: ["Idempotency-Key": key], json: request)
    }

    @Test func `figures of a frozen month stay, and what changed since stands beside them`() async throws {
        try await Site.with { site in
            let (ended, late) = try await Self.lives(at: site)
            #expect(try await Self.freeze(at: site).isProblem(422, rule: "R7.month_not_over"))
            try await Site.$now.withValue(Self.later) {
                for (login, status) in [("leader", 403), ("admin", 403), ("officer", 403)] {
                    #expect(try await Self.freeze(as: login, at: site).status == status, "\(login)")
                }
                let before = try await site.get(Self.march, as: "leader")
                let frozen = try await Self.freeze(at: site)
                let number = try #require(frozen["number"])
                #expect(frozen.status == 201 && frozen["frozenBy"] == "supervisor")
                #expect(try await Self.freeze(at: site)["number"] == number)
                #expect(try await Self.freeze(key: "other", at: site).isProblem(422, rule: "R7.frozen_there"))
                let path = "/api/v1/frozen-months/\(number)"
                let same = try await site.get(path, as: "leader")
                #expect(
                    same["differences.count"] == "0" && same["differences.columns"] == "0"
                        && same["differences.named"] == "0")

                // Somebody says why it is late, and a dossier turns out to have been another unit's and not resolved.
                let json = #"{"cause": "staff", "unit": "ATBX", "note": "Thiếu người"}"#
                try await site.live(
                    try #require(late["code"]), from: try #require(late.etag), [("head", "delay-causes", json)])
                try await site.test.script(
                    "update dossier set unit_id = (select id from unit where code = 'TDC') where code = '\(ended)'")
                let after = try await site.get(Self.march, as: "leader")
                for field in [
                    "total.receivedTotal", "total.resolvedEarly", "list.0.cause", "units.0.key",
                    "units.0.receivedTotal",
                ] {
                    #expect(after[field] == before[field], "\(field)")
                }
                #expect(after["frozen.number"] == number && after["frozen.shown"] == "1")
                let present = try await site.get("\(Self.march)&asOf=2026-04-20T09:00:00%2B07:00", as: "leader")
                #expect(present["list.0.cause"] == "staff" && present["frozen.shown"] == "0")
                let compared = try await site.get(path, as: "auditor")
                #expect(
                    compared["differences.count"] == "1" && compared["differences.dossiers.0.code"] == ended,
                    "\(compared.text)")
                #expect(
                    compared["differences.dossiers.0.frozen.unit"] == "ATBX"
                        && compared["differences.dossiers.0.present.unit"] == "TDC")
                #expect(compared["differences.named.0"] == late["code"])
                // Who sees a part sees it as it is.
                let part = try await site.get(Self.march, as: "head")
                #expect(part["frozen.shown"] == "0" && part["list.0.cause"] == "staff", "\(part.text)")
                #expect(try await site.get(path, as: "head").status == 403)
                #expect(try await site.get(path, as: "foreigner").status == 404)
            }
        }
    }

    @Test func `a month is unfrozen with a reason only, kept in the trail, and what was frozen is never changed`()
        async throws
    {
        try await Site.with { site in
            _ = try await Self.lives(at: site)
            try await Site.$now.withValue(Self.later) {
                let number = try #require(try await Self.freeze(at: site)["number"])
                let path = "/api/v1/frozen-months/\(number)/unfreezing"
                #expect(try await site.send(.post, path, as: "leader", json: #"{"reason": "x"}"#).status == 403)
                #expect(
                    try await site.send(.post, path, as: "supervisor", json: "{}").isProblem(
                        422, rule: "field.missing", field: "reason"))
                #expect(
                    try await site.send(.post, path, as: "supervisor", json: #"{"reason": "Nhập thiếu"}"#).status == 204
                )
                #expect(
                    try await site.send(.post, path, as: "supervisor", json: #"{"reason": "Nhập thiếu"}"#).isProblem(
                        422, rule: "R7.not_frozen"))
                #expect(try await site.get(Self.march, as: "leader")["frozen.number"] == nil)
                let trail = try await site.get("/api/v1/audit-events", as: "auditor")
                #expect(trail["events.0.kind"] == "month_frozen" && trail["events.1.ground"] == "Nhập thiếu")
                #expect(try await Self.freeze(key: "again", at: site).status == 201)
                #expect(try await site.get("/api/v1/frozen-months?state=all", as: "leader")["items"] == "2")
                #expect(try await site.get("/api/v1/frozen-months", as: "leader")["items"] == "1")
                for change in [
                    "update frozen_month set form = ''", "delete from frozen_month",
                    "update frozen_month_line set outcome = 'openWithin'",
                    "update frozen_month set unfrozen_at = null, unfrozen_by = null, reason = null where unfrozen_at is not null",
                ] {
                    await #expect(throws: (any Error).self, "\(change)") { try await site.test.script(change) }
                }
            }
        }
    }

    @Test func `the page freezes, shows who did and what changed, and unfreezes`() async throws {
        try await Site.with { site in
            let (ended, _) = try await Self.lives(at: site)
            try await Site.$now.withValue(Self.later) {
                var browser = try await Browser.signedIn("supervisor", at: site)
                let page = "/figures/monthly?agency=H99.14&period=2026-03&cutoff=calendar&waiting=within-limit"
                try await browser.open(page)
                try await browser.submit("/figures/monthly/freezing")
                #expect(browser.location == page, "\(browser.text)")
                try await browser.follow()
                #expect(browser.text.contains("Đã chốt") && browser.text.contains("không có gì khác"))
                try await site.test.script(
                    "update dossier set unit_id = (select id from unit where code = 'TDC') where code = '\(ended)'")
                try await browser.open(page)
                #expect(
                    browser.text.contains("Hồ sơ tính khác đi") && browser.text.contains("href=\"/dossiers/\(ended)\""))
                try await browser.open("\(page)&present=1")
                #expect(browser.text.contains("dưới đây là số liệu hiện nay"))
                var leader = try await Browser.signedIn("leader", at: site)
                try await leader.open(page)
                #expect(leader.text.contains("Đã chốt") && !leader.text.contains("Mở chốt"))
                try await browser.open(page)
                let form = try browser.hidden(in: "/figures/monthly/unfreezing")
                var token = form
                token["token"] = try leader.hidden(in: "/sign-out")["token"]
                try await leader.post("/figures/monthly/unfreezing", token.merging(["reason": "x"]) { $1 })
                #expect(leader.status == 403)
                try await browser.submit("/figures/monthly/unfreezing", ["reason": "Nhập <thiếu>"])
                #expect(browser.location == page, "\(browser.text)")
                try await browser.follow()
                #expect(!browser.text.contains("Đã chốt") && browser.text.contains("Chốt số liệu kỳ này"))
            }
        }
    }
}
