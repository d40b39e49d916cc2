import Desk
import OneStop
import Records
import Reports

/// The parts of a dossier's page.
struct DossierParts {
    let view: DossierView
    let visit: Visit

    var say: Language { visit.say }
    var state: Dossier { view.state }
    var times: When { When(say, view.offset) }
    private var calendar: CompiledCalendar? {
        view.version.flatMap { view.office.calendar(of: state.decidedBy, procedure: $0.procedure.id) }
            ?? view.agency?.calendar
    }

    /// Where the dossier stands, in one line.
    var summary: HTML {
        let left = calendar.map {
            TimeLeft(
                due: state.deadline?.due, isAccepted: state.acceptedAt != nil,
                isWaiting: state.status.waitsForApplicant, endedAt: state.endedAt, calendar: $0, at: visit.now, say)
        }
        let unit = (state.unit ?? state.desk).flatMap { view.office.unit($0)?.name }
        let step = view.version?.steps.first { $0.number == state.step }?.name
        let parts = [
            unit, view.record.officerLogin, step.map { say("bước \(state.step): \($0)", "step \(state.step): \($0)") },
        ]
        return """
            <p class="line"><strong>\(state.status.name(say))</strong> \(left?.badge)\(view.apology.badge(say)) \(parts.compactMap(\.self).joined(separator: " · "))</p>
            <p class="line">\(view.version?.procedure.code) \(view.version?.procedure.name)</p>
            """
    }

    /// The official forms that it has, to print.
    func forms(_ events: [EventRow]) -> HTML {
        let code = (state.code?.text ?? view.record.externalReference ?? "").percentEncoded
        let lines = view.forms(events).map { given -> HTML in
            """
            <li><a href="/dossiers/\(code)/forms/\(given.form.number)?event=\(given.event)" lang="vi">\(given.form.number). \(given.form.title)</a> <span class="who">\(times.short(given.at))</span></li>

            """
        }
        guard !lines.isEmpty else {
            return section(
                say("Biểu mẫu", "Forms"),
                "<p class=\"empty\">\(say("Chưa có biểu mẫu nào để in.", "There is no form to print yet."))</p>")
        }
        return section(say("Biểu mẫu", "Forms"), "<ul>\(lines)</ul>")
    }

    var applicant: HTML {
        guard let applicant = view.record.applicant, applicant.name != nil else {
            return section(
                say("Người nộp", "Applicant"),
                "<p class=\"empty\">\(say("Không có thông tin người nộp, hoặc đã xóa theo yêu cầu.", "There are no details of the applicant, or they were erased."))</p>"
            )
        }
        let rows = AmendedField.allCases.compactMap { field in applicant[field].map { (field.title(say), $0) } }
        return section(say("Người nộp", "Applicant"), facts([(say("Loại", "Kind"), applicant.kind.title(say))] + rows))
    }

    /// The dates, and in words how they came about.
    func clock(_ explanation: DueExplanation?) -> HTML {
        let words = DueWords(say, offset: view.offset)
        var rows: [(String, String)] = [(say("Thời hạn", "Limit"), times.limit(state.limit))]
        if let accepted = state.acceptedAt { rows.append((say("Tiếp nhận", "Accepted"), times.whole(accepted))) }
        let due = state.deadline?.due
        if let promise = state.firstPromise, promise != due {
            rows.append((say("Hẹn trên giấy", "Promised"), times.whole(promise)))
        }
        if let due { rows.append((say("Hạn trả", "Due"), times.whole(due))) }
        if let newDate = state.newDate { rows.append((say("Hẹn lại", "New date"), times.whole(newDate))) }
        if let latest = state.deadline?.apologyLatest, state.endedAt == nil {
            rows.append((say("Chậm nhất phải xin lỗi", "Apology at the latest"), times.day(latest)))
        }
        if let ended = state.endedAt { rows.append((say("Xong", "Ended"), times.whole(ended))) }
        guard let explanation else {
            return section(say("Thời hạn", "Clock"), "\(facts(rows))<p>\(words.notAccepted)</p>")
        }
        let summary = words.summary(of: explanation).map { "<p>\($0)</p>" as HTML }
        let parts = explanation.parts.map { part -> HTML in
            var days: [HTML] = []
            if case .run(let run) = part { days = (run.ledger?.lines ?? []).map { "<li>\(words.words(for: $0))</li>" } }
            return "<p>\(words.words(for: part))</p>\("<ol class=\"days\">\(days)</ol>" as HTML, if: !days.isEmpty)"
        }
        return section(
            say("Thời hạn", "Clock"),
            """
            \(facts(rows))
            <details><summary>\(say("Vì sao, tính từng ngày", "Why, day by day"))</summary>\(summary)\(parts)</details>
            """)
    }

    func papers(_ slip: ControlSlip) -> HTML {
        guard !slip.papers.isEmpty else {
            return section(
                say("Giấy tờ", "Papers"),
                "<p class=\"empty\">\(say("Chưa ghi giấy tờ nào.", "No papers are recorded."))</p>")
        }
        let rows = slip.papers.map { paper -> HTML in
            let name = view.version?.components.first { $0.number == paper.component }?.name
            return """
                <tr><th scope="row">\(paper.component). \(name)</th><td>\(paper.received(say))</td></tr>
                """
        }
        return section(
            say("Giấy tờ", "Papers"),
            """
            <table><thead><tr><th scope="col">\(say("Thành phần", "Component"))</th><th scope="col">\(say("Đã nhận", "Received"))</th></tr></thead><tbody>\(rows)</tbody></table>
            """)
    }

    func money(_ money: DossierMoney) -> HTML {
        let charges = money.charges.map { row -> HTML in
            "<tr><th scope=\"row\">\(row.name)</th><td>\(row.quantity)</td><td class=\"amount\">\(Dong.words(row.amount))</td><td>\(FeeMoment(rawValue: row.moment)?.title(say))</td></tr>"
        }
        let payments = money.payments.map { row -> HTML in
            "<li>\(times.short(row.paidAt)): \(Dong.words(row.amount)), \(say("biên lai", "receipt")) \(row.receiptNumber), \(Payment.Means(rawValue: row.means)?.title(say))</li>"
        }
        let refunds = money.refunds.map { row -> HTML in
            "<li>\(times.short(row.notedAt)): \(say("hoàn trả", "refunded")) \(Dong.words(row.amount)), \(row.ground)</li>"
        }
        guard !charges.isEmpty || !payments.isEmpty || !refunds.isEmpty || state.fees.demanded != nil else {
            return section(
                say("Phí, lệ phí", "Money"),
                "<p class=\"empty\">\(say("Chưa có khoản nào.", "Nothing was charged."))</p>")
        }
        let account = [
            (say("Còn phải nộp", "Owed"), Dong.words(state.fees.owed)),
            (say("Đang yêu cầu nộp", "Demanded"), state.fees.demanded.map(Dong.words) ?? "–"),
        ]
        return section(
            say("Phí, lệ phí", "Money"),
            "\(facts(account))\("<table><tbody>\(charges)</tbody></table>" as HTML, if: !charges.isEmpty)\("<ul>\(payments)\(refunds)</ul>" as HTML, if: !payments.isEmpty || !refunds.isEmpty)"
        )
    }

    /// Who used the working time; nil where nobody has used any yet.
    func time(_ used: TimeUsedView) -> HTML? {
        guard !used.used.parts.isEmpty else { return nil }
        let whole = max(1, used.used.minutes)
        let rows = used.used.parts.map { part -> HTML in
            """
            <tr><th scope="row">\(words(of: part.hands, used.logins))</th><td>\(times.span(part.minutes))</td>
            <td><meter min="0" aria-label="\(say("phần thời gian", "share of the time"))" max="\(whole)" value="\(part.minutes)">\(part.minutes * 100 / whole) %</meter></td></tr>
            """
        }
        return section(
            say("Ai đã dùng thời gian làm việc", "Who used the working time"), "<table><tbody>\(rows)</tbody></table>")
    }

    private func words(of hands: Hands, _ logins: [UserID: String]) -> String {
        func unit(_ id: UnitID?) -> String { id.flatMap { view.office.unit($0)?.name } ?? say("không rõ", "unknown") }
        switch hands {
        case .desk(let id): return id == nil ? say("Bộ phận Một cửa", "The desk") : unit(id)
        case .unit(let id): return say("\(unit(id)), chưa giao cho ai", "\(unit(id)), nobody's")
        case .officer(let user, let id): return "\(logins[user] ?? ""), \(unit(id))"
        case .leader: return say("Lãnh đạo", "The leader")
        case .clerk: return say("Văn thư", "The clerk")
        case .leg(let number):
            let agency = state.legs.first { $0.number == number }?.agency
            return agency.flatMap { view.office.agencies[$0]?.row.name } ?? say("Cơ quan phối hợp", "Another agency")
        case .applicant: return say("Chờ người nộp", "Waiting for the applicant")
        }
    }

    func section(_ title: String, _ content: HTML) -> HTML {
        "<section><h2>\(title)</h2>\(content)</section>\n"
    }

    private func facts(_ rows: [(String, String)]) -> HTML {
        let lines = rows.map { name, value -> HTML in "<dt>\(name)</dt><dd>\(value)</dd>" }
        return "<dl>\(lines)</dl>"
    }
}
