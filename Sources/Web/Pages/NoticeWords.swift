import Desk
import OneStop
import Records
import Reports

/// A notice of a duty as pages say it.
struct NoticeWords {
    let notice: NoticeView
    let office: Office
    let say: Language

    private var row: NoticeRow { notice.row }
    private var times: When { When(say, notice.offset) }

    var badge: HTML {
        let level = row.settledAt == nil ? row.duty.level : .none
        return
            "<span class=\"state \(level.rawValue)\"><span aria-hidden=\"true\">\(level.sign)</span> \(row.duty.title(say))</span>"
    }

    var since: String { say("từ \(times.time(row.since))", "since \(times.time(row.since))") }

    var dossier: HTML? {
        row.dossier.map { "<a href=\"/dossiers/\($0.percentEncoded)\">\($0)</a>" }
    }

    /// Which unit or officer it is for, and how far it has climbed.
    var reached: String {
        let unit = row.unit.flatMap { office.unit($0)?.name } ?? office.agencies[row.agency]?.row.name
        return [unit, row.officerLogin, row.level == .holder ? nil : say("đã báo lên", "climbed")]
            .compactMap(\.self).joined(separator: " · ")
    }

    var lastAnswer: HTML? { notice.answers.last.map(answer) }

    var answers: HTML? {
        guard !notice.answers.isEmpty else { return nil }
        let items = notice.answers.map { "<li>\(answer($0))</li>\n" as HTML }
        return "<h2>\(say("Đã trả lời", "Answered"))</h2><ol class=\"timeline\">\(items)</ol>"
    }

    private func answer(_ answer: NoticeAnswerRow) -> HTML {
        let until = answer.until.map {
            say("; chưa báo lên đến hết \(times.day($0))", "; climbs no further through \(times.day($0))")
        }
        return
            "<blockquote>\(answer.note)</blockquote><span class=\"under\">\(answer.by), \(times.time(answer.at))\(until)</span>"
    }

    var facts: HTML {
        let settled: HTML? = row.settledAt.map {
            "<dt>\(say("Đã xong lúc", "Settled at"))</dt><dd>\(times.whole($0))</dd>"
        }
        return """
            <dl><dt>\(say("Hồ sơ", "Dossier"))</dt><dd>\(dossier)</dd>
            <dt>\(say("Từ lúc", "Since"))</dt><dd>\(times.whole(row.since))</dd>
            <dt>\(say("Dành cho", "For"))</dt><dd>\(row.role.name(say)), \(reached)</dd>
            <dt>\(say("Nhắc lúc", "Said at"))</dt><dd>\(times.whole(row.raisedAt))</dd>\(settled)</dl>
            """
    }

    /// What a leader is proposed to do about it.
    var proposal: HTML? {
        guard let proposal = notice.proposal, let code = row.dossier else { return nil }
        return """
            <h2>\(say("Đề xuất", "Proposed")): \(proposal.command.title(say))</h2>
            <blockquote lang="vi">\(proposal.notice)</blockquote>
            <p>\(say("Lãnh đạo thực hiện trên", "The leader follows on")) <a href="/dossiers/\(code.percentEncoded)">\(say("trang hồ sơ", "the dossier's page"))</a>.</p>
            """
    }
}
