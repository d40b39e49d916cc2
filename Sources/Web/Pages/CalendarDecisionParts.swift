import Desk
import OneStop
import Records
import Reports

/// What the page of a decision about a calendar shows.
struct CalendarDecisionParts {
    let view: CalendarDecisionView
    let office: Office
    let visit: Visit

    private var say: Language { visit.say }
    private var times: When { When(say, view.offset) }
    private var row: CalendarDecisionRow { view.row }

    /// What the decision says.
    var facts: HTML {
        let decision = view.decision
        let off = decision.off.map { "<li>\(times.day($0.day))</li>" as HTML }
        let work = decision.work.map { day -> HTML in
            switch day.source {
            case .hoursOf(let other):
                "<li>\(times.day(day.day)), \(say("giờ của", "hours of")) \(times.day(other))</li>"
            case .hours(let sessions): "<li>\(times.day(day.day)): \(words(sessions))</li>"
            }
        }
        let hours = decision.hours.map { span -> HTML in
            let week = span.week.sorted { $0.key < $1.key }.map { day, sessions -> HTML in
                "<li>\(DueWords(say, offset: view.offset).weekday(day)): \(words(sessions))</li>"
            }
            return "<li>\(times.day(span.from)) – \(times.day(span.to))<ul>\(week)</ul></li>"
        }
        let years = decision.confirms.sorted().map(String.init).joined(separator: ", ")
        return """
            <section><h2>\(say("Nội dung", "What it says"))</h2><dl>
            <dt>\(say("Cơ quan ban hành, ngày", "Issued by, on"))</dt><dd>\(decision.issuer), \(times.day(decision.date))</dd>
            <dt>\(say("Lý do", "Reason"))</dt><dd>\(decision.reason)</dd>
            <dt>\(say("Lịch của", "Calendar of"))</dt><dd>\(office.agencies[row.agency]?.row.name)\(view.procedure.map { ", \($0)" })</dd>
            \("<dt>\(say("Ngày nghỉ", "Days off"))</dt><dd><ul class=\"days\">\(off)</ul></dd>" as HTML, if: !off.isEmpty)
            \("<dt>\(say("Ngày làm việc thêm", "Days worked"))</dt><dd><ul class=\"days\">\(work)</ul></dd>" as HTML, if: !work.isEmpty)
            \("<dt>\(say("Giờ làm việc khác", "Other hours"))</dt><dd><ul class=\"days\">\(hours)</ul></dd>" as HTML, if: !hours.isEmpty)
            \("<dt>\(say("Xác nhận lịch nghỉ năm", "Confirms"))</dt><dd>\(years)</dd>" as HTML, if: !years.isEmpty)</dl></section>
            """
    }

    /// Who entered, applied and undid it, and how far the dossiers have followed.
    var history: HTML {
        let applied: HTML? = row.appliedAt.map {
            "<dt>\(say("Áp dụng", "Applied"))</dt><dd>\(times.time($0)), \(row.appliedBy)<span class=\"under\">\(progress(row.moved, row.toMove))</span></dd>"
        }
        let undone: HTML? = row.undoneAt.map {
            "<dt>\(say("Bãi bỏ", "Undone"))</dt><dd>\(times.time($0)), \(row.undoneBy): \(HTML.isolated(row.undoReason))<span class=\"under\">\(progress(row.putBack, row.toPutBack))</span></dd>"
        }
        return """
            <section><h2>\(say("Tình trạng", "State")): \(row.state.words(say))</h2><dl>
            <dt>\(say("Nhập", "Entered"))</dt><dd>\(times.time(row.createdAt)), \(row.createdBy)</dd>\(applied)\(undone)</dl></section>
            """
    }

    private func progress(_ done: Int, _ all: Int?) -> String {
        all.map { say("đã dời \(done) trên \($0) hồ sơ", "\(done) of \($0) dossiers moved") }
            ?? say("đã dời \(done) hồ sơ", "\(done) dossiers moved")
    }

    /// What can be done with it now.
    func acts(hasPreview: Bool) -> HTML? {
        let address = "/calendar-decisions/\(row.id.rawValue)"
        let hidden: HTML = "\(visit.hidden)<input type=\"hidden\" name=\"key\" value=\"\(TokenSecret.random())\">"
        switch row.state {
        case .draft:
            return """
                <section class="acts"><h2>\(say("Việc cần làm", "What to do"))</h2>
                <form class="act" method="post" action="\(address)/application">\(hidden)<button class="main">\(say("Áp dụng", "Apply"))</button></form>
                <p class="hint">\(say("Ngày hẹn của các hồ sơ bên cạnh sẽ dời theo. Có thể bãi bỏ sau.", "The dates beside this move with it. It can be undone later."))</p>
                <form class="act" method="post" action="\(address)/deletion">\(visit.hidden)<button>\(say("Xóa dự thảo", "Throw the draft away"))</button></form></section>
                """
        case .applied, .applying:
            let reason = FieldView(say: say).html(.words("reason", say("Lý do bãi bỏ", "Why it is undone")))
            return """
                <section class="acts"><h2>\(say("Bãi bỏ quyết định", "Undo"))</h2>
                \("<p><a href=\"\(address)?undo=1\">\(say("Xem trước các hồ sơ sẽ dời lại", "Look ahead at what would move back"))</a></p>" as HTML, if: !hasPreview)
                <form method="post" action="\(address)/undoing">\(hidden)\(reason)<button>\(say("Bãi bỏ", "Undo"))</button></form></section>
                """
        case .undoing, .undone: return nil
        }
    }

    /// What it would do.
    func preview(_ preview: CalendarPreview) -> HTML {
        let title =
            preview.isUndoing
            ? say("Nếu bãi bỏ bây giờ", "If it were undone now") : say("Nếu áp dụng bây giờ", "If it were applied now")
        let shifts = preview.shifts.sorted { $0.key < $1.key }.map { days, count -> HTML in
            "<li>\(words(ofShift: days)): \(count)</li>"
        }
        let units = preview.units.filter { $0.moving > 0 }.map { unit -> HTML in
            "<li>\(unit.unit.flatMap { office.unit($0)?.name } ?? say("chưa vào đơn vị nào", "in no unit")): \(unit.moving)</li>"
        }
        let days = preview.days.map { day -> HTML in
            "<li>\(times.day(day.day)): \(words(day.before)) → <strong>\(words(day.after))</strong></li>"
        }
        let next: HTML? = preview.next.map {
            "<p class=\"more\"><a href=\"/calendar-decisions/\(row.id.rawValue)?after=\($0.rawValue)\(preview.isUndoing ? "&amp;undo=1" as HTML : "")\">\(say("Trang sau", "Next page"))</a></p>"
        }
        return """
            <section><h2>\(title)</h2>
            <p><strong>\(preview.moving)</strong> \(say("hồ sơ đổi ngày hẹn, trong \(preview.open) hồ sơ đang mở", "dossiers move, of \(preview.open) open ones")); \(preview.letters) \(say("hồ sơ sẽ cần thư xin lỗi", "will need a letter of apology")); \(preview.newDatesOff) \(say("ngày hẹn lại rơi vào ngày nghỉ", "new dates fall on a day off")).</p>
            <div class="columns"><div>\(list(say("Dời bao nhiêu ngày làm việc", "By working days"), shifts))\(list(say("Theo đơn vị", "By unit"), units))</div>
            \(list(say("Ngày có giờ làm việc khác", "Days with other hours"), days))</div>
            \(lines(preview.lines))\(next)</section>
            """
    }

    private func lines(_ lines: [CalendarPreview.Line]) -> HTML? {
        guard !lines.isEmpty else { return nil }
        let rows = lines.map { line -> HTML in
            let dossier = line.dossier
            let name = dossier.code ?? dossier.externalReference ?? ""
            let before = dossier.dates.deadline?.due
            let marks = [
                line.needsLetter ? say("cần thư xin lỗi", "needs a letter") : nil,
                line.newDateIsDayOff ? say("ngày hẹn lại là ngày nghỉ", "its new date is a day off") : nil,
            ].compactMap(\.self).joined(separator: ", ")
            return """
                <tr><td class="code"><a href="/dossiers/\(name.percentEncoded)">\(name)</a></td><td>\(times.time(before))</td><td><strong>\(times.time(line.after?.due ?? before))</strong><span class="under">\(words(ofShift: line.shift))</span></td><td>\(marks)</td></tr>

                """
        }
        return """
            <table class="list"><thead><tr><th scope="col">\(say("Hồ sơ", "Dossier"))</th><th scope="col">\(say("Hẹn hiện nay", "Due now"))</th><th scope="col">\(say("Hẹn mới", "Due then"))</th><th scope="col">\(say("Chú ý", "Note"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
    }

    private func list(_ title: String, _ items: [HTML]) -> HTML? {
        items.isEmpty ? nil : "<div><h3>\(title)</h3><ul class=\"days\">\(items)</ul></div>"
    }

    private func words(_ sessions: [Session]) -> String {
        sessions.isEmpty ? say("nghỉ", "closed") : sessions.map(\.text).joined(separator: ", ")
    }

    private func words(ofShift days: Int) -> String {
        switch days {
        case 0: say("không đổi ngày", "same day")
        case 1...: say("muộn hơn \(days) ngày làm việc", "\(days) working days later")
        default: say("sớm hơn \(-days) ngày làm việc", "\(-days) working days earlier")
        }
    }
}

extension CalendarDecisionState {
    func words(_ say: Language) -> String {
        switch self {
        case .draft: say("dự thảo", "draft")
        case .applying: say("đang áp dụng", "being applied")
        case .applied: say("đã áp dụng", "in effect")
        case .undoing: say("đang bãi bỏ", "being undone")
        case .undone: say("đã bãi bỏ", "undone")
        }
    }
}
