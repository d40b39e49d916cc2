import Desk
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// Freezing the month that is shown, and having it counted anew.
    func addFrozenMonths(to group: RouterGroup<DeskContext>) {
        form("figures/monthly/freezing", in: group) { request, _, visit, principal, form in
            let (month, key) = (try MonthlyRequest(form), try form.requestKey(to: request.uri.path))
            let agency = form.optional("agency")
            _ = try await desk.freeze(month, of: agency, by: principal, at: visit.now, key: key) { _ in
                Answer(status: 303, etag: nil, location: "/figures/monthly", body: Array("{}".utf8))
            }
            return .onward(to: month.address(agency))
        }
        form("figures/monthly/unfreezing", in: group) { _, _, visit, principal, form in
            let month = try MonthlyRequest(form)
            try await desk.unfreeze(
                form.number("number", in: 1...Int64.max), reason: form.words("reason"), by: principal, at: visit.now)
            return .onward(to: month.address(form.optional("agency")))
        }
    }

    /// What stands over the form: that it is frozen and what has changed since, or how to freeze it.
    func frozenPart(
        _ request: MonthlyRequest, _ form: MonthlyForm, of agency: Office.Agency, _ visit: Visit,
        _ principal: Principal
    ) async throws -> HTML {
        let present = form.reckoning.present
        let view = FrozenView(
            request: request, form: form, agency: agency.row.code, visit: visit, times: When(visit.say, present.offset),
            mayFreeze: principal.permits(.freezeMonth, in: agency.id) == .allowed)
        guard let note = form.frozen else {
            return view.freezing(
                isOver: present.offset.instant(of: present.period.to, minuteOfDay: 24 * 60) <= visit.now)
        }
        guard note.isShown else { return view.elsewhere(note) }
        let found = try await desk.frozenMonth(request, of: agency, at: visit.now)
        return view.frozen(note, found?.differences)
    }
}

/// The words and forms about a frozen month.
private struct FrozenView {
    let request: MonthlyRequest
    let form: MonthlyForm
    let agency: String
    let visit: Visit
    let times: When
    let mayFreeze: Bool

    private var say: Language { visit.say }

    private var hidden: HTML {
        """
        \(visit.hidden)<input type="hidden" name="agency" value="\(agency)"><input type="hidden" name="period" value="\(request.month.iso)"><input type="hidden" name="cutoff" value="\(request.cutOff.rawValue)"><input type="hidden" name="waiting" value="\(request.waiting.rawValue)">
        """
    }

    func freezing(isOver: Bool) -> HTML {
        guard mayFreeze, isOver else { return "" }
        return """
            <details class="act"><summary>\(say("Chốt số liệu kỳ này", "Freeze this month"))</summary>
            <form method="post" action="/figures/monthly/freezing">\(hidden)<input type="hidden" name="key" value="\(TokenSecret.random())">
            <p>\(say("Từ nay biểu hiện đúng các số đang thấy. Thay đổi về sau được nêu bên cạnh, không sửa vào biểu. Mở chốt phải ghi lý do.", "From now on the form shows what you see. What changes later stands beside it and never in it. Unfreezing takes a reason."))</p>
            <p><button class="main">\(say("Chốt", "Freeze"))</button></p></form></details>
            """
    }

    func elsewhere(_ note: FrozenNote) -> HTML {
        """
        <p class="notice warn">\(say("Biểu của cả cơ quan đã chốt lúc \(times.time(note.at)) bởi \(note.by); dưới đây là số liệu hiện nay.", "The whole agency's form was frozen \(times.time(note.at)) by \(note.by); these are the present figures."))
        <a href="\(request.address(agency))">\(say("Xem biểu đã chốt", "The frozen form"))</a></p>
        """
    }

    func frozen(_ note: FrozenNote, _ differences: FrozenDifferences?) -> HTML {
        let unfreezing: HTML = """
            <details class="act"><summary>\(say("Mở chốt", "Unfreeze"))</summary>
            <form method="post" action="/figures/monthly/unfreezing">\(hidden)<input type="hidden" name="number" value="\(note.number)">
            <p><label for="reason">\(say("Lý do mở chốt (lưu vào nhật ký)", "Why (kept in the audit trail)"))</label><textarea id="reason" name="reason" required rows="2" maxlength="2000"></textarea></p>
            <p><button>\(say("Mở chốt", "Unfreeze"))</button></p></form></details>
            """
        return """
            <section><h2>\(say("Đã chốt", "Frozen"))</h2>
            <p>\(say("Chốt lúc \(times.time(note.at)) bởi \(note.by). Các số trong biểu là số lúc chốt.", "Frozen \(times.time(note.at)) by \(note.by). The form has the figures of that moment."))
            <a href="\(request.address(agency))&amp;present=1">\(say("Xem số liệu hiện nay", "The present figures"))</a></p>
            \(differences.map { changes($0) })\(unfreezing, if: mayFreeze)</section>
            """
    }

    private func changes(_ differences: FrozenDifferences) -> HTML {
        guard !differences.isNothing else {
            return "<p>\(say("Từ đó đến nay không có gì khác.", "Nothing has changed since."))</p>"
        }
        let columns = differences.columns.map { column -> HTML in
            "<tr><th scope=\"row\">(\(column.column.number ?? 0)) \(column.column.heading.0) \(column.column.heading.1)</th><td class=\"amount\">\(column.frozen)</td><td class=\"amount\">\(column.present)</td></tr>\n"
        }
        let table: HTML = """
            <table><thead><tr><th scope="col">\(say("Cột", "Column"))</th><th scope="col" class="amount">\(say("Lúc chốt", "Frozen"))</th><th scope="col" class="amount">\(say("Hiện nay", "Now"))</th></tr></thead><tbody>
            \(columns)</tbody></table>
            """
        let dossiers = differences.dossiers.map { row -> HTML in
            "<tr><td class=\"code\"><a href=\"/dossiers/\(row.code.percentEncoded)\">\(row.code)</a></td><td>\(words(row.frozen))</td><td>\(words(row.present))</td></tr>\n"
        }
        let list: HTML = """
            <h3>\(say("Hồ sơ tính khác đi", "Dossiers counted otherwise")) <span class="count">\(differences.count)</span></h3>
            <table class="list"><thead><tr><th scope="col">\(say("Mã hồ sơ", "Code"))</th><th scope="col">\(say("Lúc chốt", "Frozen"))</th><th scope="col">\(say("Hiện nay", "Now"))</th></tr></thead><tbody>
            \(dossiers)</tbody></table>
            """
        let named: HTML = """
            <p>\(say("Danh sách kèm biểu nay ghi khác (nguyên nhân, văn bản xin lỗi, ngày):", "Of these the lists would say something else now (cause, letter, days):")) \(differences.named.prefix(FrozenDifferences.most).joined(separator: ", "))</p>
            """
        return """
            <h3>\(say("Khác với số liệu hiện nay", "What has changed since"))</h3>
            \(table, if: !columns.isEmpty)\(list, if: !dossiers.isEmpty)\(named, if: !differences.named.isEmpty)
            """
    }

    private func words(_ place: MonthlyPlace?) -> String {
        guard let place else { return say("không tính", "not counted") }
        let columns = [place.entered, place.outcome].map { "\($0.heading.0) \($0.heading.1)" }
        return (columns + [place.unit ?? say("chưa chuyển phòng", "no unit yet"), place.field]).joined(separator: " · ")
    }
}

extension MonthlyRequest {
    fileprivate init(_ form: Form) throws(DeskError) {
        guard let month = ReportMonth(iso: form["period"]) else {
            throw .invalid("period", rule: "form.choice", "period must be a month, such as 2026-03.")
        }
        self.init(
            month: month, cutOff: try form.choice("cutoff", of: CutOff.self),
            waiting: try form.choice("waiting", of: WaitingRule.self))
    }

    fileprivate func address(_ agency: String?) -> String {
        Filters.address(
            "/figures/monthly",
            ["agency": agency, "period": month.iso, "cutoff": cutOff.rawValue, "waiting": waiting.rawValue])
    }
}
