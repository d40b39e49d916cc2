import Desk
import OneStop
import Records
import Reports

/// An entry of the catalogue as a citizen reads it.
struct ProcedureEntry {
    let found: PublicProcedure
    let say: Language

    private var times: When { When(say, found.agency.calendar.offset) }

    /// If I file now, when? By way of filing.
    /// - Parameter chosen: when the visitor means to file; nil for now.
    func dates(chosen: Instant?) -> HTML {
        let ways = found.dates.ways.map { way -> HTML in
            "<dt>\(way.channel.title(say))</dt><dd>\(promise(of: way))<span class=\"under\">\(say("thời hạn", "limit")): \(times.limit(way.limit))</span></dd>"
        }
        let isProvisional = found.dates.ways.contains { $0.deadline?.provisional ?? false }
        let title =
            chosen.map {
                say("Nộp lúc \(times.whole($0)) thì bao giờ có kết quả?", "Filed at \(times.whole($0)), when?")
            }
            ?? say("Nộp bây giờ thì bao giờ có kết quả?", "If I file now, when?")
        return """
            <section class="answer"><h2>\(title)</h2>
            <dl>\(ways)</dl>
            \("<p class=\"small\">\(say("Ngày tạm tính: lịch nghỉ của năm liên quan chưa được công bố.", "Provisional: the days off of a year that it touches are not announced yet."))</p>" as HTML, if: isProvisional)
            <p class="small">\(say("Tính theo giờ làm việc và ngày nghỉ của cơ quan, cho hồ sơ đủ giấy tờ. Ngày chính thức là ngày ghi trên giấy tiếp nhận.", "By the agency's working hours and days off, for a complete application. What counts is the date on the receipt."))</p>
            <form class="filters" method="get"><label>\(say("Tôi sẽ nộp lúc khác", "I shall file at another time"))<input type="datetime-local" name="from" required value="\(times.field(found.from))"></label> <button>\(say("Tính", "Reckon"))</button></form></section>
            """
    }

    private func promise(of way: FilingDates.Way) -> HTML {
        guard let due = way.deadline?.due else {
            return "\(say("Thủ tục này không có thời hạn.", "This procedure has no limit."))"
        }
        guard let answeredBy = way.answeredBy, let latest = way.latest?.due else {
            return "\(say("chậm nhất", "by")) <strong>\(times.whole(due))</strong>"
        }
        let atOnce: HTML =
            "\(say("Tiếp nhận ngay thì chậm nhất \(times.whole(due)).", "If accepted at once, by \(times.whole(due)).")) "
        return """
            \(say("chậm nhất", "by")) <strong>\(times.whole(latest))</strong>. \(atOnce, if: due != latest)
            \(say("Chậm nhất \(times.whole(answeredBy)), Bộ phận Một cửa trả lời có tiếp nhận hay không.", "By \(times.whole(answeredBy)) the desk says whether it accepts."))
            """
    }

    var papers: HTML {
        let title = say("Cần những giấy tờ gì?", "Which papers?")
        guard let components = found.entry.components, !components.isEmpty else {
            let none =
                found.entry.components == nil
                ? say(
                    "Danh mục giấy tờ chưa được công bố ở đây; hãy hỏi Bộ phận Một cửa.",
                    "Not published here yet; ask at the desk.")
                : say("Không phải nộp giấy tờ nào.", "None.")
            return "<section><h2>\(title)</h2><p>\(none)</p></section>"
        }
        let rows = components.map { component -> HTML in
            """
            <tr><th scope="row">\(component.number). \(component.name)<span class="under">\(notes(on: component))</span></th>
            <td class="amount">\(component.originals)</td><td class="amount">\(component.copies)</td></tr>
            """
        }
        let sets: HTML? = found.entry.sets.map { "<p>\(say("Số bộ hồ sơ", "Sets of papers")): \($0)</p>" }
        return """
            <section><h2>\(title)</h2>
            <table><thead><tr><th scope="col">\(say("Giấy tờ", "Paper"))</th><th scope="col" class="amount">\(say("Bản chính", "Originals"))</th><th scope="col" class="amount">\(say("Bản sao", "Copies"))</th></tr></thead><tbody>\(rows)</tbody></table>
            \(sets)</section>
            """
    }

    private func notes(on component: CatalogueEntry.Component) -> String {
        [
            component.mandatory ? say("bắt buộc", "required") : say("nếu có", "if there is one"),
            component.electronic ? say("nhận bản điện tử", "an electronic one will do") : nil,
            component.reusable ? say("dùng lại được bản đã nộp lần trước", "one filed before will do") : nil,
        ].compactMap(\.self).joined(separator: ", ")
    }

    var fees: HTML {
        let title = say("Phải nộp bao nhiêu?", "What does it cost?")
        let content: HTML
        switch found.entry.fees {
        case .none:
            content =
                "<p>\(say("Mức phí chưa được công bố ở đây; hãy hỏi Bộ phận Một cửa.", "Not published here yet; ask at the desk."))</p>"
        case .some(let fees) where fees.isEmpty:
            content = "<p>\(say("Không mất phí, lệ phí.", "Nothing."))</p>"
        case .some(let fees):
            content = "<ul>\(fees.map { "<li>\(words(of: $0))</li>" as HTML })</ul>"
        }
        return "<section><h2>\(title)</h2>\(content)</section>"
    }

    private func words(of fee: CatalogueEntry.Fee) -> String {
        let amount =
            switch fee.amount {
            case .none: say("theo thông báo", "as told")
            case .some(0): say("miễn", "free")
            case .some(let amount): Dong.words(amount)
            }
        let rest = [fee.moment?.title(say), fee.way?.title(say), fee.freeGround].compactMap(\.self)
        return "\(fee.name): \(amount)" + (rest.isEmpty ? "" : " (\(rest.joined(separator: ", ")))")
    }

    /// Where to file.
    var places: HTML {
        let desk = [found.agency.desk?.name, found.agency.row.name].compactMap(\.self).joined(separator: ", ")
        let ways = found.dates.ways.map { way -> HTML in
            let note = found.entry.filing?.first { $0.channel == way.channel }?.note
            let usual =
                switch way.channel {
                case .direct: desk
                case .online: say("Cổng Dịch vụ công", "The public service portal")
                case .post: say("Gửi bưu chính công ích đến \(desk)", "By public post to \(desk)")
                }
            return "<dt>\(way.channel.title(say))</dt><dd>\(note ?? usual)</dd>"
        }
        return "<section><h2>\(say("Nộp ở đâu?", "Where?"))</h2><dl>\(ways)</dl></section>"
    }

    /// What else the entry says.
    var others: HTML? {
        let entry = found.entry
        let texts: [(String, String?)] = [
            (say("Ai được nộp", "Who may apply"), entry.subjects),
            (say("Kết quả nhận được", "What one gets"), entry.result),
            (say("Yêu cầu, điều kiện", "Conditions"), entry.requirements),
            (say("Trình tự thực hiện", "Order of carrying out"), entry.sequence),
            (say("Cơ quan quyết định", "Who decides"), entry.decidedBy),
            (say("Mẫu đơn, tờ khai", "Forms"), entry.forms?.joined(separator: "\n")),
            (
                say("Căn cứ pháp lý", "Legal basis"),
                entry.legalBasis?.map { [$0.number, $0.title].compactMap(\.self).joined(separator: ": ") }
                    .joined(separator: "\n")
            ),
        ]
        let parts = texts.compactMap { title, text -> HTML? in
            guard let text, !text.isEmpty else { return nil }
            return "<dt>\(title)</dt><dd class=\"text\">\(text)</dd>"
        }
        guard !parts.isEmpty else { return nil }
        return "<section><h2>\(say("Thông tin khác", "More"))</h2><dl>\(parts)</dl></section>"
    }
}
