import Desk
import OneStop
import Records
import Reports

/// The checklist of a procedure: of each paper how many came in, and as what.
struct PaperFields {
    let components: [CatalogueEntry.Component]

    func html(_ view: FieldView) -> HTML {
        let say = view.say
        let rows = components.map { component -> HTML in
            let number = component.number
            return """
                <tr><th scope="row">\(number). \(component.name) \("<span class=\"must\">\(say("bắt buộc", "required"))</span>" as HTML, if: component.mandatory)</th>
                <td>\(count("originals", component, component.originals, say("bản chính", "originals"), view))</td>
                <td>\(count("copies", component, component.copies, say("bản sao", "copies"), view))</td>
                <td>\(component.electronic ? count("electronic", component, 0, say("bản điện tử", "electronic"), view) : "–")</td>
                <td>\(component.reusable ? reused(component, view) : "–")</td></tr>
                """
        }
        let wrong = view.fault.flatMap { $0.field.hasPrefix("papers") ? $0.words : nil }
        return """
            <fieldset class="papers"><legend>\(say("Giấy tờ trong hồ sơ", "Papers"))</legend>
            \(wrong.map { "<p class=\"wrong\">\($0)</p>" as HTML })
            <table><thead><tr><th scope="col">\(say("Thành phần hồ sơ", "Component"))</th><th scope="col">\(say("Bản chính", "Originals"))</th><th scope="col">\(say("Bản sao", "Copies"))</th><th scope="col">\(say("Điện tử", "Electronic"))</th><th scope="col">\(say("Dùng lại", "Reused"))</th></tr></thead><tbody>\(rows)</tbody></table></fieldset>
            """
    }

    /// The papers that a form says came in; those without a number did not.
    func read(_ form: Form) throws(DeskError) -> [PaperLine] {
        var lines: [PaperLine] = []
        for component in components {
            func count(_ kind: String) throws(DeskError) -> Int {
                let name = "\(kind)\(component.number)"
                return form.optional(name) == nil ? 0 : Int(try form.number(name, in: 0...999))
            }
            let line = PaperLine(
                component: component.number, originals: try count("originals"), copies: try count("copies"),
                electronic: try count("electronic"), reused: form.isChecked("reused\(component.number)"))
            if line.reused || line.originals + line.copies + line.electronic > 0 { lines.append(line) }
        }
        return lines
    }

    private func count(
        _ kind: String, _ component: CatalogueEntry.Component, _ usual: Int, _ label: String, _ view: FieldView
    ) -> HTML {
        let name = "\(kind)\(component.number)"
        let value = view.given?.exact(name) ?? (component.mandatory && usual > 0 ? String(usual) : "")
        return """
            <input class="count" id="\(view.prefix)\(name)" name="\(name)" inputmode="numeric" maxlength="3" value="\(value)" aria-label="\(component.name): \(label)">
            """
    }

    private func reused(_ component: CatalogueEntry.Component, _ view: FieldView) -> HTML {
        let name = "reused\(component.number)"
        return """
            <input type="checkbox" name="\(name)" value="1" aria-label="\(component.name): \(view.say("dùng lại", "reused"))"\(" checked" as HTML, if: view.given?.isChecked(name) ?? false)>
            """
    }
}
