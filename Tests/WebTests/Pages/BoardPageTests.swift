import Desk
import Foundation
import OneStop
import Records
import TestSupport
import Testing

/// Boards and notices as a supervisor, a head and an officer meet them. Dossiers taken in on Tuesday 3 March are due on the
/// 10th.
@Suite(.timeLimit(.minutes(5))) struct BoardPageTests {
    /// How many dossiers a page of a list has.
    private static func lines(_ browser: Browser) -> Int { browser.text.matches(of: /<td class="code">/).count }

    @Test func `each figure of a board opens just the dossiers that it counts`() async throws {
        try await Site.with { site in
            // Two are late with the unit, one is out of the unit's hands, one lies at the desk, one filing has no answer.
            for _ in 0..<2 { _ = try await site.assigned() }
            let ended = try await site.assigned()
            try await site.live(
                try #require(ended["code"]), from: try #require(ended.etag), Site.toSubmission + Site.toReturn)
            _ = try await site.takeIn()
            _ = try await site.file()
            let soon = Site.at("2026-03-09T14:00:00+07:00")
            let late = Site.at("2026-03-12T10:00:00+07:00")
            for (now, expected) in [
                (soon, [.apologyDueToday: 3, .receiptLate: 1, .silent: 1] as [BoardFigure: Int]),
                (late, [.apologyMissing: 3, .openOverdue: 3, .receiptLate: 1, .silent: 1]),
            ] {
                try await site.desk.sweep(at: now)
                try await Site.$now.withValue(now) {
                    var supervisor = try await Browser.signedIn("supervisor", at: site)
                    try await supervisor.open("/boards")
                    #expect(supervisor.status == 200, "\(supervisor.text)")
                    let page = supervisor.text
                    for figure in BoardFigure.allCases {
                        let count = expected[figure] ?? 0
                        #expect(
                            page.contains("href=\"/boards/\(figure.rawValue)\"><strong>\(count)</strong>")
                                == (count > 0), "\(figure)")
                        try await supervisor.open("/boards/\(figure.rawValue)")
                        #expect(supervisor.status == 200 && Self.lines(supervisor) == count, "\(now) \(figure)")
                    }
                    // The lines of the board add up to its heads, and each opens its own part.
                    var sums: [BoardFigure: Int] = [:]
                    for match in page.matches(
                        of: #/<a class="figure [a-z]*" href="(/boards/([a-z_]*)\?unit=[^"]*)">([0-9]+)</a>/#)
                    {
                        let figure = try #require(BoardFigure(rawValue: String(match.2)))
                        let count = try #require(Int(match.3))
                        sums[figure, default: 0] += count
                        try await supervisor.open(String(match.1))
                        #expect(Self.lines(supervisor) == count, "\(match.1)")
                    }
                    #expect(sums == expected)
                }
            }
            // The head's board is the unit's, the officer's the own.
            try await Site.$now.withValue(late) {
                var head = try await Browser.signedIn("head", at: site)
                try await head.open("/boards/open_overdue")
                #expect(Self.lines(head) == 2)
                try await head.open("/boards/open_overdue?unit=MOTCUA")
                #expect(Self.lines(head) == 0)
                var colleague = try await Browser.signedIn("colleague", at: site)
                try await colleague.open("/boards/open_overdue")
                #expect(Self.lines(colleague) == 0)
            }
        }
    }

    @Test func `boards are for whom the figures are for, and so is their place in the menu`() async throws {
        try await Site.with { site in
            for (login, status) in [
                ("leader", 200), ("supervisor", 200), ("head", 200), ("auditor", 200), ("admin", 403), ("clerk", 403),
            ] {
                var browser = try await Browser.signedIn(login, at: site)
                for path in ["/boards", "/boards/at_risk", "/figures", "/figures/monthly", "/figures/on-time.csv"] {
                    try await browser.open(path)
                    #expect(browser.status == status, "\(login) \(path): \(browser.text)")
                }
                try await browser.open("/account")
                #expect(browser.text.contains("href=\"/boards\"") == (status == 200), "\(login)")
                #expect(browser.text.contains("href=\"/signing\"") == (login == "leader"), "\(login)")
            }
            var foreigner = try await Browser.signedIn("foreigner", at: site)
            for path in [
                "/boards?agency=H99.14", "/boards/at_risk?agency=H99.14", "/duties?agency=H99.14",
                "/figures?agency=H99.14", "/figures/monthly?agency=H99.14", "/signing?agency=H99.14",
                "/figures/dossiers?figure=resolvedLate&agency=H99.14", "/figures/monthly-list.csv?agency=H99.14",
            ] {
                try await foreigner.open(path)
                #expect(foreigner.status == 404, "\(path)")
            }
            var leader = try await Browser.signedIn("leader", at: site)
            for path in ["/boards/late", "/boards/at_risk?unit=NONE", "/duties/7", "/duties/x", "/signing/x"] {
                try await leader.open(path)
                #expect(leader.status == 404, "\(path)")
            }
            for path in ["/boards?unit=1", "/duties?duty=x", "/figures?by=x", "/figures?from=2026-02-30"] {
                try await leader.open(path)
                #expect(leader.status == 422, "\(path)")
            }
        }
    }

    @Test func `a notice is answered by whom it has reached; what is wrong stands beside what was typed`() async throws
    {
        try await Site.with { site in
            let code = try #require(try await site.assigned()["code"])
            try await site.desk.sweep(at: Site.at("2026-03-06T08:00:00+07:00"))
            try await Site.$now.withValue(Site.at("2026-03-06T09:00:00+07:00")) {
                var officer = try await Browser.signedIn("officer", at: site)
                try await officer.open("/duties?duty=at_risk")
                #expect(officer.text.contains("Sắp đến hạn") && officer.text.contains(code))
                let path = String(try #require(officer.text.firstMatch(of: #/href="(/duties/[0-9]+)"/#)).1)
                try await officer.open(path)
                for (until, words) in [
                    ("2026-03-05", "Ngày này đã qua"), ("2026-04-06", "tối đa mười ngày làm việc"),
                ] {
                    try await officer.submit(path, ["note": "Chờ <b>kết quả</b>", "until": until])
                    #expect(officer.status == 422 && officer.text.contains(words), "\(officer.text)")
                    #expect(officer.text.contains("Chờ &lt;b&gt;kết quả&lt;/b&gt;</textarea>"))
                }
                let typed = ["note": "Chờ <b>kết quả</b>", "until": "2026-03-09"]
                let form = try officer.hidden(in: path).merging(typed) { $1 }
                for _ in 0..<2 {
                    try await officer.post(path, form)
                    #expect(officer.location == "\(path)?done=1")
                }
                #expect(try await site.test.count("duty_answer") == 1)
                try await officer.follow()
                #expect(officer.text.contains("Chờ &lt;b&gt;kết quả&lt;/b&gt;</blockquote>"))
                #expect(officer.text.contains("Thứ Hai, 9/3/2026"))
                // The head may see it and is not asked yet; a stranger knows of nothing.
                var head = try await Browser.signedIn("head", at: site)
                try await head.open("/duties?duty=at_risk")
                #expect(head.text.contains("Không có nhắc việc nào đến bạn"))
                try await head.open("/duties?whose=all")
                #expect(head.text.contains(code))
                try await head.open(path)
                #expect(head.status == 200 && !head.text.contains("<textarea"))
                try await head.post(
                    path, form.merging(["token": try head.hidden(in: "/sign-out")["token"] ?? ""]) { $1 })
                #expect(head.status == 403 && head.text.contains("chưa đến bạn"))
                var stranger = try await Browser.signedIn("stranger", at: site)
                try await stranger.open(path)
                #expect(stranger.status == 404)
            }
        }
    }
}
