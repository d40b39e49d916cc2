import Desk
import OneStop
import Records
import Reports

/// The page on which a draft is edited: every part as the decree lists it, lists by rows that are added and taken away.
struct EntryEditor {
    let visit: Visit
    let version: CatalogueVersion
    let units: [UnitRow]
    let entry: EntryForm
    let problem: Problem?
    let key: String

    private var say: Language { visit.say }
    private var words: EntryWords { EntryWords(say: say) }
    private var address: String { EntryAddress.version(version.number, of: version.procedure.code) }
    private var view: FieldView {
        FieldView(
            say: say, given: entry.form, fault: problem?.fault(say), focus: problem?.field, marksOptional: false)
    }

    var page: HTML {
        let title = say("Sửa dự thảo bản \(version.number)", "Edit draft \(version.number)")
        let notice: HTML? = problem.map { problem in
            let place: HTML? = problem.field.map { "<a href=\"#\($0)\">\(words.place($0))</a>: " }
            return "<p class=\"notice bad\" role=\"alert\">\(place)\(ProblemWords.detail(of: problem, say))</p>"
        }
        let save: HTML = """
            <p class="row"><button class="main">\(say("Lưu dự thảo", "Save the draft"))</button> <a href="\(address)">\(say("Bỏ, không lưu", "Leave it"))</a></p>
            """
        let parts: [HTML] = EntryPart.allCases.compactMap { part in
            if let list = EntryForm.lists.first(where: { $0.part == part }) { return rows(of: list) }
            let fields = fields(of: part)
            guard !fields.isEmpty else { return nil }
            // The label of a part's only field is its name.
            let heading: HTML = "<h2>\(words.part(part))</h2>"
            return
                "<section id=\"part-\(part.rawValue)\">\(heading, if: fields.count > 1)\(view.html(fields))</section>\n"
        }
        return Layout(visit: visit, title: title, place: .entries).page(
            """
            <p class="line"><a href="\(address)">\(version.procedure.code) · \(version.procedure.name)</a></p>
            <h1>\(title)</h1>
            <p>\(say("Lưu được cả khi chưa đủ; những gì còn thiếu để công bố được liệt kê sau khi lưu. Thời hạn viết như “5 ngày làm việc”, “25 ngày”, “8 giờ làm việc” hoặc 5wd+25d.", "A draft may be saved unfinished; what publishing still asks for is listed then. Limits are written “5 working days”, “25 days”, “8 working hours” or 5wd+25d."))</p>
            \(notice)
            <form class="entry" method="post" action="\(address)/edit">\(visit.hidden)<input type="hidden" name="key" value="\(key)"><input type="hidden" name="revision" value="\(version.revision)">
            \(save)\(parts)\(save)</form>
            """)
    }

    private func field(_ name: String, _ kind: FormField.Kind, hint: String? = nil) -> FormField {
        let last = name.split(separator: ".").last.map(String.init) ?? name
        let part = EntryPart(rawValue: name).map { words.part($0) }
        return FormField(
            name: name, label: Self.capital(part ?? words.field(last)), kind: kind, isRequired: name == "name",
            hint: hint)
    }

    /// The fields of a part that is no list.
    private func fields(of part: EntryPart) -> [FormField] {
        switch part {
        case .code, .field, .filing, .components, .fees, .legalBasis, .steps: return []
        case .name: return [field("name", .line(most: 500))]
        case .sequence, .subjects, .decidedBy, .result, .requirements:
            return [field(part.rawValue, .prose(most: 20_000))]
        case .sets: return [field("sets", .number)]
        case .limit:
            return [
                field("limit.statutory", .line(most: 200)),
                field(
                    "limit.committed", .line(most: 200),
                    hint: say("Bỏ trống nếu như luật định.", "Leave it empty where it is the statutory one.")),
                field("dayZero", .choice(DayZeroRule.allCases.map { .init(value: $0.rawValue, label: $0.words(say)) })),
                field("restarts", .check),
            ]
        case .forms:
            return [
                field("forms", .prose(most: 20_000), hint: say("Mỗi dòng một mẫu.", "One on each line.")),
                none("forms"),
            ]
        case .onlineService:
            return [
                field(
                    "onlineService",
                    .choice(
                        CatalogueEntry.OnlineService.allCases.map { .init(value: $0.rawValue, label: $0.words(say)) }))
            ]
        case .decision: return [field("decision.number", .line(most: 200)), field("decision.date", .day)]
        case .validity: return [field("validFrom", .day), field("validTo", .day)]
        case .source:
            return [
                field(
                    "source.certainty",
                    .choice(
                        CatalogueEntry.Source.Certainty.allCases.map { .init(value: $0.rawValue, label: $0.words(say)) }
                    )),
                field("source.asOf", .day), field("source.reference", .line(most: 1_000)),
                field("source.note", .prose(most: 20_000)),
            ]
        }
    }

    /// That a list is known to be empty, which is something else than not to know it.
    private func none(_ part: String) -> FormField {
        FormField(name: "\(part).none", label: say("Không có mục nào", "There is none"), kind: .check)
    }

    private func rows(of list: EntryForm.List) -> HTML {
        let part = list.part.rawValue
        let again = "\(address)/edit#part-\(part)"
        let rows = (0..<entry.rows(of: list)).map { row -> HTML in
            let name = say("\(words.part(list.part)), dòng \(row + 1)", "\(words.part(list.part)), row \(row + 1)")
            let fields = list.fields.map { listed in
                let name = "\(part)[\(row)].\(listed.name)"
                return field(name, kind(of: listed, now: entry.form[name]))
            }
            return """
                <fieldset class="entry-row"><legend>\(name)</legend>\(view.html(fields))
                <p><button name="remove" value="\(part)[\(row)]" formaction="\(again)" formnovalidate>\(say("Bỏ dòng này", "Take it away"))<span class="hidden">: \(name)</span></button></p></fieldset>

                """
        }
        return """
            <section id="part-\(part)"><h2>\(words.part(list.part))</h2><input type="hidden" name="\(part).count" value="\(rows.count)">
            \(rows)\(view.html(none(part)), if: rows.isEmpty)
            <p><button name="add" value="\(part)" formaction="\(again)" formnovalidate>\(say("Thêm dòng", "Add a row"))<span class="hidden">: \(words.part(list.part))</span></button></p></section>

            """
    }

    /// - Parameter value: what stands in it now; it stays a choice though it is none of those that are offered.
    private func kind(of field: (name: String, kind: EntryForm.Kind), now value: String) -> FormField.Kind {
        func choice(_ options: [FormField.Option]) -> FormField.Kind {
            let isOffered = value.isEmpty || options.contains { $0.value == value }
            return .choice(isOffered ? options : options + [FormField.Option(value: value, label: value)])
        }
        return switch (field.kind, field.name) {
        case (.check, _): .check
        case (.number, _): .number
        case (.day, _): .day
        case (.limit, _): .line(most: 200)
        case (.names, _): .prose(most: 20_000)
        case (.text, "way"): choice(Channel.allCases.map { .init(value: $0.name, label: $0.title(say)) })
        case (.text, "moment"): choice(FeeMoment.allCases.map { .init(value: $0.rawValue, label: $0.title(say)) })
        case (.text, "role"):
            choice(
                Role.allCases.filter { $0 != .admin && $0 != .auditor }.map {
                    .init(value: $0.rawValue, label: $0.name(say))
                })
        case (.text, "unit"): choice(units.map { .init(value: $0.code, label: $0.name) })
        case (.text, "number"): .line(most: 200)
        case (.text, _): .line(most: 1_000)
        }
    }

    private static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

/// Where things of the catalogue are.
enum EntryAddress {
    static func procedure(_ code: String) -> String { "/catalogue/\(code.percentEncoded)" }
    static func version(_ number: Int, of code: String) -> String { "\(procedure(code))/versions/\(number)" }
}
