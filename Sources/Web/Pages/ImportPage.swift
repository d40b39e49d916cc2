import Desk
import OneStop
import Records
import Reports

/// One import: how far it is, what came of it, and what can be done now.
struct ImportPage {
    let visit: Visit
    let found: ImportView
    /// Whether the page stands still while the import goes on.
    let isStill: Bool
    var problem: Problem?

    private var say: Language { visit.say }
    private var times: When { When(say, found.offset) }
    private var address: String { "/imports/\(found.row.id)" }

    /// Whether somebody is at it, so that there is something new to be seen soon.
    private var isUnderWay: Bool {
        (found.row.state == .waiting || found.row.state == .running) && !found.isBrokenOff
    }

    /// Whether the page is to load itself anew.
    var movesOn: Bool { isUnderWay && !isStill }

    var page: HTML {
        let title = say("Nhập tệp \(found.row.fileName)", "File \(found.row.fileName)")
        let notice: HTML? = problem.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>"
        }
        return Layout(visit: visit, title: title, place: .imports).page(
            """
            <p class="line"><a href="/imports">\(say("Tất cả các lần nhập", "All imports"))</a></p>
            <h1>\(say("Nhập tệp", "File")) \(HTML.isolated(found.row.fileName))</h1>
            <p class="line">\(found.agency.name) · \(found.row.kind.words(say)) · \(HTML.isolated(found.row.createdBy)), \(times.time(found.row.createdAt))</p>
            \(notice)
            \(state)
            <div class="columns">\(found.report.map(figures))\(found.report.flatMap(remarks))</div>
            \(acts)
            \(found.report.flatMap(refusals))
            """)
    }

    private var state: HTML {
        if found.isBrokenOff {
            return """
                <p class="notice warn" role="status">\(say("Việc nhập bị ngắt giữa chừng và chưa lưu gì. Hãy bắt đầu lại.", "The import was broken off and nothing was kept. Begin again."))</p>
                """
        }
        switch found.row.state {
        case .sending, .waiting:
            return
                "<section role=\"status\"><h2>\(say("Đang chờ đến lượt", "Waiting for its turn"))</h2>\(stillness)</section>"
        case .running: return progress
        case .checked:
            let taken = found.report?.numbers.taken ?? 0
            let words =
                taken == 0
                ? say(
                    "Đã kiểm tra: không có hồ sơ mới nào nhận được từ tệp này.",
                    "Checked: there is no new dossier that can be taken from this file.")
                : say(
                    "Đã kiểm tra, chưa lưu gì. Xem kết quả dưới đây rồi bấm “Nhập”.",
                    "Checked; nothing is kept yet. Look at the result, then bring it in.")
            return "<p class=\"notice\" role=\"status\">\(words)</p>"
        case .done:
            return """
                <p class="notice good" role="status">\(say("Đã nhập xong lúc", "Brought in at")) \(times.time(found.row.endedAt)).</p>
                """
        case .failed:
            let rule = found.row.failureRule ?? ""
            let failure = Problem(DeskError(.refused, rule: rule, found.row.failure ?? ""))
            let words = ProblemWords.detail(of: failure, say)
            let original: HTML = "<span class=\"under\" lang=\"en\">\(found.row.failure ?? "")</span>"
            return """
                <p class="notice bad" role="alert">\(say("Chưa nhập gì.", "Nothing was brought in.")) \(words)\(original, if: words != found.row.failure)</p>
                """
        }
    }

    private var progress: HTML {
        let row = found.row
        let title = row.isDryRun ? say("Đang kiểm tra", "Being checked") : say("Đang nhập", "Being brought in")
        let percent = row.totalBytes == 0 ? 0 : Int(row.readBytes * 100 / row.totalBytes)
        let isRead = row.readBytes >= row.totalBytes
        let words =
            isRead
            ? say("đã đọc hết tệp, đang đối chiếu và ghi", "read to the end; being compared and stored")
            : say("đã đọc \(percent) % của tệp", "\(percent) % of the file read")
        let value: HTML = " value=\"\(String(percent))\""
        return """
            <section role="status"><h2>\(title)</h2>
            <p><progress aria-label="\(title)" max="100"\(value, if: !isRead)></progress> <span>\(words)</span></p>\(stillness)</section>
            """
    }

    /// A page that changes by itself can be made to stand still.
    private var stillness: HTML {
        isStill
            ? "<p><a href=\"\(address)\">\(say("Tự làm mới trang", "Keep the page fresh"))</a> · <a href=\"\(address)?still=1\">\(say("Làm mới ngay", "Look again"))</a></p>"
            : "<p><a href=\"\(address)?still=1\">\(say("Thôi tự làm mới trang", "Stop refreshing the page"))</a></p>"
    }

    private func figures(_ report: ImportReport) -> HTML {
        let numbers = report.numbers
        let isKept = found.row.state == .done
        var rows: [(String, Int)] = [
            (say("Dòng trong tệp", "Rows of the file"), numbers.rows),
            (
                isKept
                    ? say("Hồ sơ đã nhập", "Dossiers brought in") : say("Hồ sơ sẽ nhập", "Dossiers to be brought in"),
                numbers.taken
            ),
            (say("– đã kết thúc", "– ended"), numbers.ended), (say("– đang giải quyết", "– open"), numbers.open),
            (say("Đã có từ trước, không nhập lại", "There already"), numbers.known),
            (say("Từ chối", "Refused"), numbers.refused),
        ]
        if found.row.kind == .events { rows.append((say("Bước xử lý", "Steps"), numbers.steps)) }
        if numbers.repeated > 0 {
            rows.append((say("Dòng lặp lại dòng khác", "Rows that repeat another"), numbers.repeated))
        }
        let cells = rows.map { name, number -> HTML in
            "<tr><th scope=\"row\">\(name)</th><td class=\"amount\">\(number.grouped)</td></tr>"
        }
        let rejects: HTML = """
            <p><a href="\(address)/rejects">\(say("Tải các dòng bị từ chối (CSV)", "The refused rows (CSV)"))</a> <span class="hint">\(say("Mỗi dòng có lý do. Sửa tệp này rồi gửi lại: những gì đã nhận không bị thêm lần nữa.", "Each with its reason. Correct this file and send it: what was taken is not added again."))</span></p>
            """
        return """
            <section><h2>\(say("Kết quả", "Result"))</h2><table class="result"><tbody>\(cells)</tbody></table>
            \(rejects, if: numbers.refused > 0 && !found.row.isForgotten)</section>
            """
    }

    private func remarks(_ report: ImportReport) -> HTML? {
        var notes: [String] = []
        func made(_ count: Int, _ vietnamese: String, _ english: String, _ names: [String]) {
            guard count > 0 else { return }
            let some = names.isEmpty ? "" : ": \(names.joined(separator: ", "))\(count > names.count ? ", …" : "")"
            notes.append(say("Thêm \(count) \(vietnamese)\(some).", "\(count) \(english) made\(some)."))
        }
        made(report.numbers.newUnits, "đơn vị", "units", report.newUnits)
        made(
            report.numbers.newOfficers, "cán bộ, chưa đăng nhập được", "officers who cannot sign in",
            report.newOfficers)
        made(report.numbers.newProcedures, "thủ tục", "procedures", report.newProcedures)
        notes += report.unmappedChannels.map { channel in
            say(
                "Cách nộp “\(channel.name)” không có trong mô tả cột: \(channel.count) hồ sơ được coi là nộp trực tiếp.",
                "The channel “\(channel.name)” is not in the map: \(channel.count) dossiers count as direct.")
        }
        if report.numbers.unreadNumbers > 0 {
            notes.append(
                say(
                    "\(report.numbers.unreadNumbers) số giấy tờ hoặc điện thoại không đúng dạng, giữ nguyên như đã ghi.",
                    "\(report.numbers.unreadNumbers) identity numbers or telephones are none, and are kept as written.")
            )
        }
        guard !notes.isEmpty else { return nil }
        return """
            <section><h2>\(say("Cần biết", "Remarks"))</h2><ul>\(notes.map { "<li>\($0)</li>" as HTML })</ul></section>
            """
    }

    private func refusals(_ report: ImportReport) -> HTML? {
        guard !report.refusals.isEmpty else { return nil }
        let rows = report.refusals.map { refusal -> HTML in
            "<tr><td class=\"amount\">\(refusal.line.grouped)</td><td>\(HTML.isolated(refusal.reference ?? "–"))</td><td lang=\"en\">\(HTML.isolated(refusal.reason))</td></tr>"
        }
        let more = report.numbers.refused - report.refusals.count
        return """
            <section><h2>\(say("Những hồ sơ đầu tiên bị từ chối", "The first that are refused"))</h2>
            <table><thead><tr><th scope="col" class="amount">\(say("Dòng", "Line"))</th><th scope="col">\(say("Hồ sơ", "Dossier"))</th><th scope="col">\(say("Vì sao", "Why"))</th></tr></thead><tbody>\(rows)</tbody></table>
            \("<p class=\"small\">\(say("và \(more.grouped) hồ sơ nữa, trong tệp tải về.", "and \(more.grouped) more, in the file to download."))</p>" as HTML, if: more > 0)</section>
            """
    }

    private var acts: HTML? {
        guard !isUnderWay else { return nil }
        guard !found.row.isForgotten else {
            return
                "<p class=\"empty\">\(say("Tệp và các dòng bị từ chối đã được xóa khỏi hệ thống.", "The file and what was refused of it are gone."))</p>"
        }
        func button(_ step: String, _ words: String, _ style: HTML? = nil) -> HTML {
            "<form method=\"post\" action=\"\(address)/\(step)\">\(visit.hidden)<button\(style)>\(words)</button></form>"
        }
        let taken = found.report?.numbers.taken ?? 0
        let keep: HTML? =
            found.row.state == .checked && taken > 0
            ? button(
                "keeping", say("Nhập \(taken.grouped) hồ sơ", "Bring in \(taken.grouped) dossiers"), " class=\"main\"")
            : nil
        let again: HTML? =
            found.row.state == .failed || found.isBrokenOff
            ? button("repetition", say("Bắt đầu lại", "Begin again"), " class=\"main\"") : nil
        return """
            <div class="acts">\(keep)\(again)\(button("discarding", say("Xóa tệp khỏi hệ thống", "Delete the file")))</div>
            <p class="small">\(say("Tệp và các dòng bị từ chối được xóa sau bảy ngày; kết quả bằng số được giữ lại.", "The file and its rejects are deleted after seven days; the figures stay."))</p>
            """
    }
}
