import OneStop
import Records
import Reports

/// A field of a form, with its label and how it is filled in.
struct FormField: Sendable {
    enum Kind: Sendable {
        case line(most: Int)
        case text
        /// A text of several paragraphs.
        case prose(most: Int)
        case number
        case day
        case moment
        case check
        case choice([Option])
        /// A file of the person's own, of kinds as browsers write them: `.csv,text/csv`.
        case file(accept: String)
    }

    struct Option: Sendable {
        var value: String
        var label: String
    }

    var name: String
    var label: String
    var kind: Kind
    var isRequired = false
    var hint: String?
    /// What stands in it before anybody types.
    var value = ""

    /// False for a choice among nothing: a fee of a procedure that has none.
    var isFillable: Bool {
        guard isRequired, case .choice(let options) = kind else { return true }
        return !options.isEmpty
    }

    static func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, _ label: String, of type: Value.Type, _ title: (Value) -> String
    ) -> FormField where Value.RawValue == String {
        let options = type.allCases.map { Option(value: $0.rawValue, label: title($0)) }
        return FormField(name: name, label: label, kind: .choice(options), isRequired: true)
    }

    /// One of some agencies; that of who fills it in, if it is among them, stands there already.
    static func agency(_ label: String, of agencies: [AgencyRow], own: AgencyID) -> FormField {
        FormField(
            name: "agency", label: label, kind: .choice(agencies.map { Option(value: $0.code, label: $0.name) }),
            isRequired: true, value: agencies.first { $0.id == own }?.code ?? "")
    }

    static func words(_ name: String, _ label: String, isRequired: Bool = true) -> FormField {
        FormField(name: name, label: label, kind: .text, isRequired: isRequired)
    }
}

/// How fields look: the label above, what was typed kept, what is wrong beside it.
struct FieldView {
    let say: Language
    /// What was typed before; nil on a form that is new.
    var given: Form?
    /// The field at fault with what is wrong with it.
    var fault: (field: String, words: String)?
    /// The field that the keyboard is in when the page is shown.
    var focus: String?
    /// Stands before the identifiers, so that several forms of a page have different ones.
    var prefix = ""
    /// Whether what may be left out says so; a form of which nearly everything may be does without.
    var marksOptional = true

    func html(_ fields: [FormField]) -> HTML { HTML(fields.map { html($0) }) }

    func html(_ field: FormField) -> HTML {
        let id = prefix + field.name
        let value = given?.exact(field.name) ?? field.value
        let wrong = fault.flatMap { $0.field == field.name ? $0.words : nil }
        let attributes: HTML = """
            id="\(id)" name="\(field.name)"\(" required" as HTML, if: field.isRequired)\(" autofocus" as HTML, if: field.name == focus)\(" aria-invalid=\"true\"" as HTML, if: wrong != nil)\(described(id, field, wrong))
            """
        let label: HTML = """
            <label for="\(id)">\(field.label)\(field.isRequired || !marksOptional ? "" : " (\(say("không bắt buộc", "optional")))")</label>
            """
        let notes = notes(id, field, wrong)
        switch field.kind {
        case .line(let most):
            return "<p>\(label)<input \(attributes) maxlength=\"\(most)\" value=\"\(value)\">\(notes)</p>\n"
        case .text:
            return
                "<p>\(label)<textarea \(attributes) rows=\"3\" maxlength=\"2000\">\n\(value)</textarea>\(notes)</p>\n"
        case .prose(let most):
            return
                "<p>\(label)<textarea \(attributes) rows=\"5\" maxlength=\"\(most)\">\n\(value)</textarea>\(notes)</p>\n"
        case .number:
            return
                "<p>\(label)<input \(attributes) inputmode=\"numeric\" maxlength=\"20\" value=\"\(value)\">\(notes)</p>\n"
        case .day:
            return "<p>\(label)<input \(attributes) type=\"date\" value=\"\(value)\">\(notes)</p>\n"
        case .file(let accept):
            return "<p>\(label)<input \(attributes) type=\"file\" accept=\"\(accept)\">\(notes)</p>\n"
        case .moment:
            return "<p>\(label)<input \(attributes) type=\"datetime-local\" value=\"\(value)\">\(notes)</p>\n"
        case .check:
            let isOn = given?.isChecked(field.name) ?? !field.value.isEmpty
            return """
                <p class="check"><input \(attributes) type="checkbox" value="1"\(" checked" as HTML, if: isOn)> <label for="\(id)">\(field.label)</label>\(notes)</p>

                """
        case .choice(let options):
            let items = options.map { option -> HTML in
                "<option value=\"\(option.value)\"\(" selected" as HTML, if: option.value == value)>\(option.label)</option>"
            }
            let empty: HTML = "<option value=\"\">\(say("– chọn –", "– choose –"))</option>"
            return """
                <p>\(label)<select \(attributes)>\(empty, if: !field.isRequired || options.count != 1)\(items)</select>\(notes)</p>

                """
        }
    }

    private func described(_ id: String, _ field: FormField, _ wrong: String?) -> HTML? {
        let names = [field.hint.map { _ in "\(id)-hint" }, wrong.map { _ in "\(id)-wrong" }].compactMap(\.self)
        return names.isEmpty ? nil : " aria-describedby=\"\(names.joined(separator: " "))\""
    }

    private func notes(_ id: String, _ field: FormField, _ wrong: String?) -> HTML {
        let hint: HTML? = field.hint.map { "<span class=\"hint\" id=\"\(id)-hint\">\($0)</span>" }
        let fault: HTML? = wrong.map { "<span class=\"wrong\" id=\"\(id)-wrong\">\($0)</span>" }
        return "\(hint)\(fault)"
    }
}
