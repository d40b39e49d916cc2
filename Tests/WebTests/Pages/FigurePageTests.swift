import Desk
import Foundation
import OneStop
import TestSupport
import Testing

/// Figures of a period as their readers see them, and the dossiers behind them.
@Suite(.timeLimit(.minutes(5))) struct FigurePageTests {
    private static let april = Site.at("2026-04-20T09:00:00+07:00")

    /// One ends on the day it came in, one ends late, one stays open and overdue; all of March.
    private func march(on site: Site) async throws -> (late: String, open: String) {
        let ended = try await site.assigned()
        try await site.live(
            try #require(ended["code"]), from: try #require(ended.etag), Site.toSubmission + Site.toReturn)
        let late = try await site.assigned()
        let code = try #require(late["code"])
        try await Site.$now.withValue(Site.at("2026-03-16T09:00:00+07:00")) {
            let cause = #"{"cause": "staff", "unit": "ATBX", "note": "Thiếu người <i>"}"#
            let gate = #"{"reason": "Lãnh đạo đã xin lỗi trực tiếp"}"#
            try await site.live(
                code, from: try #require(late.etag),
                [("officer", "delay-causes", cause), ("supervisor", "gate-overrides", gate)] + Site.toSubmission
                    + Site.toReturn)
        }
        return (code, try #require(try await site.assigned()["code"]))
    }

    @Test func `both rates, the sums and the lists behind them are those of the month`() async throws {
        try await Site.with { site in
            let (late, open) = try await march(on: site)
            try await Site.$now.withValue(Self.april) {
                var leader = try await Browser.signedIn("leader", at: site)
                let period = "from=2026-03-01&amp;to=2026-03-31"
                try await leader.open("/figures?from=2026-03-01&to=2026-03-31&by=unit")
                #expect(leader.status == 200, "\(leader.text)")
                // One of two that ended is in time; of all three with a limit one is.
                #expect(leader.text.contains("<p class=\"huge\">50,0%</p>"))
                #expect(leader.text.contains("<p class=\"huge\">33,3%</p>"))
                for (figure, key, code) in [
                    ("resolvedLate", "", late), ("openOverdue", "", open),
                    ("resolvedLate", "&amp;by=unit&amp;key=ATBX", late),
                ] {
                    let list = "/figures/dossiers?figure=\(figure)&amp;\(period)\(key)"
                    #expect(leader.text.contains("href=\"\(list)\">1</a>"), "\(list)")
                    var reader = leader
                    try await reader.open(list.replacing("&amp;", with: "&"))
                    #expect(reader.status == 200 && reader.text.contains("/dossiers/\(code)"), "\(list)")
                    #expect(reader.text.matches(of: /<td class="code">/).count == 1)
                }
                // The chart has a table of the same months behind it.
                #expect(leader.text.contains("<svg") && leader.text.contains("aria-labelledby=\"chart-title"))
                #expect(leader.text.matches(of: /<th scope="row" class="code"><a href="\/figures\?from=/).count == 12)
                #expect(leader.text.contains("Mọi hồ sơ quá hạn đều có văn bản xin lỗi (PAR INDEX): <strong>không"))
                // Nothing yet in April but what is still open.
                try await leader.open("/figures")
                #expect(leader.text.contains("Thứ Tư, 1/4/2026") && leader.text.contains("Thứ Năm, 30/4/2026"))
                #expect(leader.text.contains("<p class=\"huge\">–</p>"))
                leader.cookies["motcua-language"] = "en"
                try await leader.open("/figures?from=2026-03-01&to=2026-03-31&by=cause")
                #expect(leader.text.contains("<p class=\"huge\">50.0%</p>"))
                try await leader.open("/figures?from=2026-03-02&to=2026-03-01")
                #expect(leader.status == 422)
            }
        }
    }

    @Test func `the figures can be kept as a file that a spreadsheet reads`() async throws {
        try await Site.with { site in
            _ = try await march(on: site)
            try await Site.$now.withValue(Self.april) {
                var leader = try await Browser.signedIn("leader", at: site)
                for (path, total) in [
                    (
                        "/figures/on-time.csv?from=2026-03-01&to=2026-03-31&by=procedure",
                        "total,,0,3,0,3,0,1,0,1,0,0,1,0,0,"
                    ),
                    ("/figures/apologies.csv?from=2026-03-01&to=2026-03-31", "total,,2,0,0,2,0,1,false"),
                    ("/figures/monthly.csv?period=2026-03&cutoff=calendar", "total,total,,3,0,3,0,2,1,0,1,1,0,1,"),
                    ("/figures/monthly-list.csv?period=2026-03&cutoff=calendar", "Thiếu người <i>"),
                ] {
                    try await leader.open(path)
                    #expect(leader.status == 200 && leader.page?.body.prefix(3) == [0xEF, 0xBB, 0xBF], "\(path)")
                    #expect(leader.text.contains(total), "\(path): \(leader.text)")
                    #expect(leader.page?.header("Content-Disposition")?.hasPrefix("attachment; filename=\"") == true)
                }
            }
        }
    }

    @Test func `the monthly form is shown as it is printed, with the dossiers it names`() async throws {
        try await Site.with { site in
            let (late, open) = try await march(on: site)
            try await Site.$now.withValue(Self.april) {
                var leader = try await Browser.signedIn("leader", at: site)
                try await leader.open("/figures/monthly?period=2026-03&cutoff=calendar")
                #expect(leader.status == 200, "\(leader.text)")
                for words in [
                    "A. Theo lĩnh vực", "B. Theo đơn vị", "(13)",
                    "<a class=\"figure late\" href=\"#resolvedLate\">1</a>",
                    "Cột 6 bằng cột 11 của kỳ trước: 0.", "/dossiers/\(late)", "/dossiers/\(open)",
                    "Thiếu người &lt;i&gt;", "/figures/monthly.csv?period=2026-03&amp;cutoff=calendar",
                ] {
                    #expect(leader.text.contains(words), "\(words)")
                }
                // Left out, it is the month of state reports that ended last.
                try await leader.open("/figures/monthly")
                #expect(leader.text.contains("value=\"2026-04\"") && leader.text.contains("Chủ Nhật, 15/3/2026"))
                try await leader.open("/figures/monthly?period=2026-13")
                #expect(leader.status == 422)
            }
        }
    }
}
