import Desk
import OneStop
import Records
import Reports

/// The leader's queue as a page shows it.
struct SigningView {
    let visit: Visit
    var isAllChosen = false
    /// What became of what was sent.
    var outcomes: [EachOutcome] = []
    /// What was typed, and why nothing of it was done.
    var given: Form?
    var problem: Problem?
    var failedReturn: FailedReturn?

    private var say: Language { visit.say }

    func html(_ queue: SigningQueue) -> HTML {
        let failed: HTML? = (problem ?? failedReturn?.problem).map {
            "<p class=\"notice bad\" role=\"alert\">\(failedReturn.map { "\($0.code): " })\(ProblemWords.detail(of: $0, say))</p>"
        }
        let none: HTML =
            "<p class=\"empty\">\(say("Không có gì chờ ký. Hồ sơ sẽ hiện ở đây khi các phòng trình.", "Nothing waits to be signed. Dossiers stand here once units have submitted them."))</p>"
        let more: HTML =
            "<p class=\"notice\">\(say("Còn nữa: xử lý xong phần này rồi tải lại trang.", "There is more: see to these, then load the page again."))</p>"
        let parts = SigningRow.Matter.allCases.compactMap { matter -> HTML? in
            let rows = queue.rows.filter { $0.matter == matter }
            return rows.isEmpty ? nil : part(matter, rows, queue)
        }
        return
            "\(failed)\(EachOutcome.section(outcomes, say))\(queue.rows.isEmpty ? none : HTML(parts))\(more, if: queue.hasMore)"
    }

    private func part(_ matter: SigningRow.Matter, _ rows: [SigningRow], _ queue: SigningQueue) -> HTML {
        let heads: [String] = [
            say("Mã hồ sơ, thủ tục", "Code, procedure"), say("Người nộp", "Applicant"),
            say("Thời gian còn lại", "Time left"), say("Từ ai, ý kiến", "From whom, remark"),
        ]
        let lines = rows.map { line($0, queue) }
        let table: HTML = """
            <table class="list signing"><thead><tr>\("<th scope=\"col\">\(say("Chọn", "Choose"))</th>" as HTML, if: matter != .stop)\(heads.map { "<th scope=\"col\">\($0)</th>" as HTML })<th scope="col"><span class="hidden">\(say("Thao tác", "Action"))</span></th></tr></thead><tbody>
            \(lines)</tbody></table>
            """
        let returns = matter == .result ? rows.compactMap { returnForm($0, queue) } : []
        let title: HTML =
            "<h2 class=\"apart\">\(matter.title(say)) <span class=\"count\">\(rows.count)</span></h2>"
        guard matter != .stop else { return "\(title)\(table)" }
        return """
            \(title)
            <form method="post" action="/signing">\(hidden(matter))<input type="hidden" name="agency" value="\(queue.agency.row.code)">
            \(controls(matter, hasMany: rows.count > 1))
            \(table)</form>
            \(returns)
            """
    }

    /// The form for one matter alone.
    func form(for matter: SigningRow.Matter, on code: String, version: Int) -> HTML {
        """
        <form method="post" action="/signing">\(hidden(matter))<input type="hidden" name="\(Chosen.pick)\(code)" value="\(version)">
        \(controls(matter, hasMany: false))</form>
        """
    }

    private func hidden(_ matter: SigningRow.Matter) -> HTML {
        """
        \(visit.hidden)<input type="hidden" name="matter" value="\(matter.rawValue)"><input type="hidden" name="key" value="\(TokenSecret.random())">
        """
    }

    /// What is filled in for all that are chosen together.
    private func controls(_ matter: SigningRow.Matter, hasMany: Bool) -> HTML {
        let isGiven = given?.exact("matter") == matter.rawValue
        let view = FieldView(
            say: say, given: isGiven ? given : nil, fault: isGiven ? problem?.fault(say) : nil,
            prefix: "\(matter.rawValue)-")
        let all: HTML =
            "<a href=\"/signing?all=1\">\(say("Chọn tất cả", "Choose all"))</a>"
        return """
            <div class="controls">\(view.html(matter.fields(say)))<p><button class="main">\(matter.button(say))</button> \(all, if: hasMany)</p></div>
            """
    }

    private func line(_ row: SigningRow, _ queue: SigningQueue) -> HTML {
        let dossier = row.dossier
        let name = dossier.code ?? dossier.externalReference ?? ""
        let version = queue.office.versions[dossier.version]
        let unit = dossier.unit.flatMap { queue.office.unit($0)?.name }
        let from = [unit, dossier.officerLogin].compactMap(\.self).joined(separator: " · ")
        let isChosen = isAllChosen || given?.isChecked(Chosen.pick + name) ?? false
        let check: HTML =
            "<td>\(Chosen.box(name, version: dossier.lockVersion, isChosen: isChosen, say))</td>"
        let nothing: HTML = "<td></td>"
        let remark: HTML? = row.remark.map { "<blockquote>\($0)</blockquote>" }
        return """
            <tr>\(dossier.code == nil ? nothing : check, if: row.matter != .stop)<td class="code"><a href="/dossiers/\(name.percentEncoded)">\(name)</a><span class="under">\(version?.procedure.name)</span></td>
            <td>\(HTML.isolated(dossier.applicantName))</td>
            <td>\(Pages.time(of: dossier, queue.office, visit))\(marks(dossier))</td>
            <td>\(from)\(remark)</td>
            <td>\(action(row, queue))</td></tr>

            """
    }

    /// What a leader should know of it beside the time.
    private func marks(_ dossier: WorkListRow) -> HTML? {
        guard dossier.secondSupplement else { return nil }
        return "<span class=\"under\">\(say("đã yêu cầu bổ sung từ lần thứ hai", "asked for documents twice"))</span>"
    }

    private func action(_ row: SigningRow, _ queue: SigningQueue) -> HTML? {
        guard let code = row.dossier.code else { return nil }
        switch row.matter {
        case .result: return returning(row.dossier, code, queue)
        case .letterToApprove, .letterToSign:
            let times = When(say, queue.agency.calendar.offset)
            return """
                <a href="/signing/\(code)">\(say("Đọc văn bản", "Read the letter"))<span class="hidden"> \(code)</span></a><span class="under">\(row.cause?.title(say))\(row.newDate.map { say("; hẹn lại \(times.short($0))", "; new date \(times.short($0))") })</span>
                """
        case .stop:
            return
                "<a href=\"/dossiers/\(code)\">\(say("Xem và quyết định", "See and decide"))<span class=\"hidden\"> \(code)</span></a>"
        }
    }

    /// Sending back is filled in within the line; its form stands behind the table, for one form holds no other.
    private func returning(_ dossier: WorkListRow, _ code: String, _ queue: SigningQueue) -> HTML {
        let failed = failedReturn.flatMap { $0.code == code ? $0 : nil }
        let steps = (queue.office.versions[dossier.version]?.steps ?? []).filter {
            $0.number < dossier.step && $0.role != .intake && $0.role != .leader && $0.role != .clerk
        }
        let places = steps.isEmpty ? [(1, "")] : steps.map { ($0.number, $0.name) }
        let chosen = failed?.form.exact("toStep") ?? places.last.map { String($0.0) }
        let options = places.map { number, name -> HTML in
            "<option value=\"\(number)\"\(" selected" as HTML, if: String(number) == chosen)>\(number). \(name)</option>"
        }
        let fault: HTML? = failed.map {
            "<span class=\"wrong\" id=\"wrong-\(code)\">\(ProblemWords.detail(of: $0.problem, say))</span>"
        }
        return """
            <details class="act"\(" open" as HTML, if: failed != nil)><summary>\(say("Trả lại", "Send back"))<span class="hidden"> \(code)</span></summary>
            <p><label for="step-\(code)">\(say("Trả về bước", "Back to"))</label><select id="step-\(code)" name="toStep" form="back-\(code)">\(options)</select></p>
            <p><label for="remark-\(code)">\(say("Lý do, việc cần làm lại", "Why, and what is to be done again"))</label><textarea id="remark-\(code)" name="remark" form="back-\(code)" required rows="3" maxlength="2000"\(" aria-invalid=\"true\" aria-describedby=\"wrong-\(code)\"" as HTML, if: failed != nil)>
            \(failed?.form.exact("remark"))</textarea>\(fault)</p>
            <button form="back-\(code)">\(say("Trả lại", "Send back"))</button></details>
            """
    }

    private func returnForm(_ row: SigningRow, _ queue: SigningQueue) -> HTML? {
        row.dossier.code.map { code in
            """
            <form id="back-\(code)" method="post" action="/signing/\(code)/send-back">\(visit.hidden)<input type="hidden" name="version" value="\(row.dossier.lockVersion)"><input type="hidden" name="key" value="\(TokenSecret.random())"><input type="hidden" name="agency" value="\(queue.agency.row.code)"></form>

            """
        }
    }
}

extension SigningRow.Matter {
    fileprivate func title(_ say: Language) -> String {
        switch self {
        case .result: say("Kết quả chờ ký", "Results to be signed")
        case .letterToApprove: say("Văn bản xin lỗi chờ duyệt", "Letters of apology to be approved")
        case .letterToSign: say("Văn bản xin lỗi chờ ký", "Letters of apology to be signed")
        case .stop: say("Đề xuất dừng xử lý", "Proposed to be stopped")
        }
    }

    fileprivate func button(_ say: Language) -> String {
        switch self {
        case .result: say("Ký những kết quả đã chọn", "Sign the results that are chosen")
        case .letterToApprove: say("Duyệt", "Approve")
        case .letterToSign: say("Ký văn bản xin lỗi", "Sign the letters")
        case .stop: say("Quyết định", "Decide")
        }
    }

    func done(_ say: Language) -> String {
        switch self {
        case .result, .letterToSign: say("đã ký", "signed")
        case .letterToApprove: say("đã duyệt", "approved")
        case .stop: say("đã dừng", "stopped")
        }
    }

    fileprivate func fields(_ say: Language) -> [FormField] {
        let capacity = FormField.choice(
            "capacity", say("Thẩm quyền ký", "Signed as"), of: SigningCapacity.self
        ) { $0.title(say) }
        switch self {
        case .result:
            return [
                capacity,
                FormField(
                    name: "personalSignature", label: say("Đã ký cá nhân", "The signer's own signature is on it"),
                    kind: .check, value: "1"),
                FormField(
                    name: "agencySignature", label: say("Đã ký số cơ quan", "The agency's signature is on it"),
                    kind: .check, value: "1"),
            ]
        case .letterToSign: return [capacity]
        case .letterToApprove, .stop: return []
        }
    }
}
