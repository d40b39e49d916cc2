import Desk
import OneStop
import Records
import Reports

/// What waits at the desk to be handed over, and the lists there are.
struct HandOverView {
    /// As many as a list may have.
    static let most = 200

    let visit: Visit
    var isAllChosen = false
    /// What was chosen and typed.
    var given: Form?
    var problem: Problem?

    private var say: Language { visit.say }

    /// The dossiers that are accepted and lie at the desk, those of each deciding agency apart: a list has one receiver.
    func waiting(_ rows: [WorkListRow], _ office: Office, hasMore: Bool) -> HTML {
        let title = say("Đã tiếp nhận, chờ chuyển", "Accepted, to be handed over")
        let heading: HTML = "<h2>\(title) <span class=\"count\">\(rows.count)\("+" as HTML, if: hasMore)</span></h2>"
        guard !rows.isEmpty else {
            return
                "\(heading)<p class=\"empty\">\(say("Không còn hồ sơ nào chờ chuyển. Hồ sơ mới tiếp nhận sẽ hiện ở đây.", "Nothing waits to be handed over. What is taken in stands here."))</p>"
        }
        let failed: HTML? = problem.map {
            "<p class=\"notice bad\" role=\"alert\">\(culprit(of: $0))\(ProblemWords.detail(of: $0, say))</p>"
        }
        let groups = Dictionary(grouping: rows, by: \.scope.decidedBy).compactMap { agency, rows in
            office.agencies[agency].map { (agency: $0, rows: rows) }
        }.sorted { $0.agency.row.code < $1.agency.row.code }
        let forms = groups.map { group($0.agency, $0.rows, office, isOnly: groups.count == 1) }
        return "\(heading)\(failed)\(forms)"
    }

    /// Which of the dossiers was refused: the use case names it by its place in the list.
    private func culprit(of problem: Problem) -> HTML? {
        guard let given, let field = problem.field, field.hasPrefix("dossiers["),
            let place = Int(field.dropFirst(9).prefix { $0.isNumber })
        else { return nil }
        let chosen = given.names.compactMap(Chosen.init)
        return chosen.indices.contains(place) ? "<strong>\(chosen[place].code)</strong>: " : nil
    }

    private func group(_ agency: Office.Agency, _ rows: [WorkListRow], _ office: Office, isOnly: Bool) -> HTML {
        let isGiven = given?.exact("agency") == agency.row.code || isOnly
        let units = agency.units.filter { !$0.isDesk }.map { FormField.Option(value: $0.code, label: $0.name) }
        let fields = [
            FormField(name: "unit", label: say("Chuyển cho", "To"), kind: .choice(units), isRequired: true),
            FormField(
                name: "receiver", label: say("Người nhận (tên đăng nhập)", "Receiver (sign-in name)"),
                kind: .line(most: 60)),
        ]
        let view = FieldView(
            say: say, given: isGiven && given?.isChecked("unit") == true ? given : nil,
            fault: isGiven ? problem?.fault(say) : nil, prefix: "\(agency.row.code)-")
        let lines = rows.map { row -> HTML in
            let name = row.code ?? row.externalReference ?? ""
            let isChosen = isAllChosen || given?.isChecked(Chosen.pick + name) ?? false
            let version = office.versions[row.version]
            return """
                <tr><td>\(row.code.map { Chosen.box($0, version: row.lockVersion, isChosen: isChosen, say) })</td>
                <td class="code"><a href="/dossiers/\(name.percentEncoded)">\(name)</a></td>
                <td>\(HTML.isolated(row.applicantName))<span class="under">\(version?.procedure.name)</span></td>
                <td>\(row.acceptedAt.map { When(say, agency.calendar.offset).time($0) })</td>
                <td>\(Pages.time(of: row, office, visit))</td></tr>

                """
        }
        let name: HTML = "<h3>\(agency.row.name)</h3>"
        return """
            \(name, if: !isOnly)<form method="post" action="/hand-overs">\(visit.hidden)<input type="hidden" name="key" value="\(TokenSecret.random())"><input type="hidden" name="agency" value="\(agency.row.code)">
            <div class="controls">\(view.html(fields))<p><button class="main">\(say("Chuyển và lập danh sách", "Hand over and make the list"))</button> <a href="/hand-overs?all=1">\(say("Chọn tất cả", "Choose all"))</a></p></div>
            <table class="list"><thead><tr><th scope="col">\(say("Chọn", "Choose"))</th><th scope="col">\(say("Mã hồ sơ", "Code"))</th><th scope="col">\(say("Người nộp, thủ tục", "Applicant, procedure"))</th><th scope="col">\(say("Tiếp nhận", "Accepted"))</th><th scope="col">\(say("Thời gian còn lại", "Time left"))</th></tr></thead><tbody>
            \(lines)</tbody></table></form>

            """
    }

    /// The lists, the newest first.
    func lists(_ items: [HandOverListItem], _ agency: Office.Agency, next: String?) -> HTML {
        let times = When(say, agency.calendar.offset)
        let lines = items.map { item -> HTML in
            let unit = item.unit.map { code in agency.units.first { $0.code == code }?.name ?? code }
            return """
                <tr><td class="code"><a href="/hand-overs/\(item.code.percentEncoded)">\(item.code)</a></td><td>\(times.time(item.handedOverAt))</td><td>\(unit)</td><td>\(item.giver)<span class="under">\(item.receiver.map { "→ \($0)" })</span></td><td>\(say("\(item.dossiers) hồ sơ", item.dossiers == 1 ? "1 dossier" : "\(item.dossiers) dossiers"))</td></tr>

                """
        }
        let more: HTML? = next.map {
            "<p class=\"more\"><a href=\"\(Filters.address("/hand-overs", ["cursor": $0]))\">\(say("Trang sau", "Next page"))</a></p>"
        }
        let none: HTML =
            "<p class=\"empty\">\(say("Chưa có danh sách nào. Danh sách hiện ra khi Bộ phận Một cửa chuyển nhiều hồ sơ một lần.", "No lists yet. There is one for each time the desk hands over several dossiers."))</p>"
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Danh sách", "List"))</th><th scope="col">\(say("Lúc", "When"))</th><th scope="col">\(say("Đơn vị nhận", "Unit"))</th><th scope="col">\(say("Người giao, người nhận", "Giver, receiver"))</th><th scope="col">\(say("Số hồ sơ", "Dossiers"))</th></tr></thead><tbody>
            \(lines)</tbody></table>
            """
        return
            "<h2 class=\"apart\">\(say("Danh sách bàn giao", "Hand-over lists"))</h2>\(items.isEmpty ? none : table)\(more)"
    }
}
