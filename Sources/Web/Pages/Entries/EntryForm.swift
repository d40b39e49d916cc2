import Desk
import JSONText
import OneStop
import Reports

/// A draft of a version as the fields of a form, each by its path in the version's document: `components[2].copies`. So what
/// reads the document reads the form, and names the field at fault.
struct EntryForm: Sendable {
    /// What a field is read as.
    enum Kind: Sendable {
        case text, number, day, limit, check
        /// One name on each line.
        case names
    }

    /// A part that is a list, with the fields of a row.
    struct List: Sendable {
        var part: EntryPart
        var fields: [(name: String, kind: Kind)]
        /// Whether its rows are counted by themselves.
        var isNumbered: Bool { fields.contains { $0.name == "number" && $0.kind == .number } }
    }

    static let lists: [List] = [
        List(part: .filing, fields: [("way", .text), ("limit", .limit), ("note", .text)]),
        List(
            part: .components,
            fields: [
                ("number", .number), ("name", .text), ("mandatory", .check), ("originals", .number),
                ("copies", .number), ("electronic", .check), ("reusable", .check),
            ]),
        List(
            part: .fees,
            fields: [
                ("number", .number), ("name", .text), ("amount", .number), ("moment", .text), ("freeGround", .text),
                ("way", .text),
            ]),
        List(part: .legalBasis, fields: [("number", .text), ("title", .text), ("date", .day)]),
        List(
            part: .steps,
            fields: [
                ("number", .number), ("name", .text), ("role", .text), ("unit", .text), ("limit", .limit),
                ("onlineLimit", .limit), ("legs", .text),
            ]),
    ]

    private static let singles: [(name: String, kind: Kind)] = [
        ("name", .text), ("sequence", .text), ("sets", .number), ("limit.statutory", .limit),
        ("limit.committed", .limit), ("dayZero", .text), ("restarts", .check), ("subjects", .text),
        ("decidedBy", .text), ("result", .text), ("forms", .names), ("requirements", .text), ("onlineService", .text),
        ("validFrom", .day), ("validTo", .day), ("decision.number", .text), ("decision.date", .day),
        ("source.certainty", .text), ("source.asOf", .day), ("source.reference", .text), ("source.note", .text),
    ]

    /// At most so many rows of a list: more than any entry has.
    private static let mostRows = 500

    private(set) var form: Form

    /// What was sent, as it is: also rows in which nothing has been written yet.
    init(sent: Form) { form = sent }

    /// Leaves out rows of lists in which nothing was written.
    mutating func dropEmptyRows() {
        for list in Self.lists {
            let part = list.part.rawValue
            let written = (0..<rows(of: list)).filter { row in
                list.fields.contains { name, kind in
                    kind != .check && !(name == "number" && list.isNumbered)
                        && form.optional("\(part)[\(row)].\(name)") != nil
                }
            }
            keep(written, of: list)
        }
    }

    /// Keeps some rows of a list, counted anew.
    private mutating func keep(_ rows: [Int], of list: List) {
        let part = list.part.rawValue
        var rest = Form()
        for name in form.names where !name.hasPrefix("\(part)[") { rest.set(name, to: form.exact(name)) }
        for (kept, old) in rows.enumerated() {
            for (name, _) in list.fields where form.isChecked("\(part)[\(old)].\(name)") {
                rest.set("\(part)[\(kept)].\(name)", to: form.exact("\(part)[\(old)].\(name)"))
            }
        }
        rest.set("\(part).count", to: String(rows.count))
        form = rest
    }

    /// A draft as it is stored.
    init(_ version: CatalogueVersion, _ say: Language) {
        form = Form()
        var writer = JSONWriter(capacity: 8_192)
        writer.object { writer in
            writer.publication(version.publication)
            writer.parts(of: version.entry)
        }
        // What our own writer has written can be read.
        if let document = try? JSONValue(parsing: writer.bytes) { flatten(document, at: "") }
        let times = When(say, .vietnam)
        for name in form.names where Self.kind(of: name) == .limit {
            if let limit = try? Limit(parsing: form[name]) { form.set(name, to: times.limit(limit)) }
        }
        let names = version.entry.forms ?? []
        form.set("forms", to: names.joined(separator: "\n"))
    }

    /// Whether a button of the form asks for another row, or for one less; the form is to be shown again then.
    mutating func changeRows() -> Bool {
        if let part = form.optional("add"), let list = Self.lists.first(where: { $0.part.rawValue == part }) {
            let count = rows(of: list)
            guard count < Self.mostRows else { return true }
            if list.isNumbered {
                let numbers = (0..<count).compactMap { Int(form["\(part)[\($0)].number"]) }
                form.set("\(part)[\(count)].number", to: String((numbers.max() ?? 0) + 1))
            }
            for field in list.fields where field.kind == .check && field.name != "electronic" {
                form.set("\(part)[\(count)].\(field.name)", to: "1")
            }
            form.set("\(part).count", to: String(count + 1))
            return true
        }
        guard let place = form.optional("remove"), let open = place.firstIndex(of: "["),
            let list = Self.lists.first(where: { $0.part.rawValue == place[..<open] }),
            let row = Int(place[place.index(after: open)...].dropLast()), (0..<rows(of: list)).contains(row)
        else { return false }
        keep((0..<rows(of: list)).filter { $0 != row }, of: list)
        return true
    }

    func rows(of list: List) -> Int { Self.rows(of: list, in: form) }

    /// Reads the draft.
    /// - Throws: `DeskError` of kind `invalid` with the path of the field.
    func draft() throws(DeskError) -> CatalogueDraft {
        var document: [(String, JSONValue)] = []
        var nested: [String: [(String, JSONValue)]] = [:]
        for (name, kind) in Self.singles {
            guard let value = value(of: name, kind) else { continue }
            let path = name.split(separator: ".")
            if path.count == 2 {
                nested[String(path[0]), default: []].append((String(path[1]), value))
            } else {
                document.append((name, value))
            }
        }
        document += nested.map { ($0.key, JSONValue.object(JSONObject($0.value))) }
        for list in Self.lists {
            let part = list.part.rawValue
            let rows = (0..<rows(of: list)).map { row in
                JSONValue.object(
                    JSONObject(
                        list.fields.compactMap { name, kind in
                            value(of: "\(part)[\(row)].\(name)", kind).map { (name, $0) }
                        }))
            }
            if !rows.isEmpty || form.isChecked("\(part).none") { document.append((part, .array(rows))) }
        }
        do throws(FieldError) {
            var fields = try FieldReader(.object(JSONObject(document)))
            let draft = try CatalogueDraft(&fields)
            try fields.finish()
            return draft
        } catch {
            throw DeskError(error)
        }
    }

    private func value(of name: String, _ kind: Kind) -> JSONValue? {
        if kind == .check { return .bool(form.isChecked(name)) }
        guard let text = form.optional(name) else {
            return kind == .names && form.isChecked("\(name).none") ? .array([]) : nil
        }
        switch kind {
        case .text, .check: return .string(text)
        // What is no number or day is refused under its own name.
        case .number: return Int64(text.filter { $0 != "." && $0 != " " }).map { .integer($0) } ?? .string(text)
        case .day: return .string(LocalDate(written: text)?.iso ?? text)
        case .limit: return .string(Limit(written: text)?.text ?? text)
        case .names:
            let names = text.split(separator: "\n").filter { $0.contains { !$0.isWhitespace } }
            return .array(names.map { .object(JSONObject([("name", .string(String($0)))])) })
        }
    }

    private mutating func flatten(_ value: JSONValue, at path: String) {
        switch value {
        case .null, .number: break
        case .bool(let isOn): if isOn { form.set(path, to: "1") }
        case .integer(let number): form.set(path, to: String(number))
        case .string(let text): form.set(path, to: text)
        case .array(let elements):
            form.set("\(path).count", to: String(elements.count))
            if elements.isEmpty { form.set("\(path).none", to: "1") }
            for (place, element) in elements.enumerated() where path != "forms" {
                flatten(element, at: "\(path)[\(place)]")
            }
        case .object(let object):
            for member in object.members {
                flatten(member.value, at: path.isEmpty ? member.key : "\(path).\(member.key)")
            }
        }
    }

    private static func rows(of list: List, in form: Form) -> Int {
        min(mostRows, max(0, Int(form["\(list.part.rawValue).count"]) ?? 0))
    }

    private static func kind(of path: String) -> Kind? {
        if let single = singles.first(where: { $0.name == path }) { return single.kind }
        guard let open = path.firstIndex(of: "["), let dot = path.lastIndex(of: ".") else { return nil }
        let name = path[path.index(after: dot)...]
        return lists.first { $0.part.rawValue == path[..<open] }?.fields.first { $0.name == name }?.kind
    }
}

extension Limit {
    private static let units: [(words: [String], code: String)] = [
        (["giờ làm việc", "giờ", "working hours", "working hour"], "wh"),
        (["ngày làm việc", "working days", "working day"], "wd"),
        (["ngày", "calendar days", "calendar day", "days", "day"], "d"),
        (["tháng", "months", "month"], "mo"),
    ]

    /// Reads a limit as it is written in documents, `5wd+25d`, or in words: `5 ngày làm việc, sau đó 25 ngày`.
    init?(written text: String) {
        if let limit = try? Limit(parsing: text) {
            self = limit
            return
        }
        let plain = text.lowercased().replacing(", sau đó", with: "+").replacing(", then", with: "+")
        let legs = plain.split(separator: "+").map { $0.trimmed }.map { leg -> String in
            switch leg {
            case "không quy định", "không": return "none"
            case "trong ngày", "the same day": return "0wd"
            default:
                let count = leg.prefix { $0.isNumber }
                let words = leg.dropFirst(count.count).trimmed
                let unit = Self.units.first { $0.words.contains(String(words)) }?.code
                return unit.map { "\(count)\($0)" } ?? String(leg)
            }
        }
        guard let limit = try? Limit(parsing: legs.joined(separator: "+")) else { return nil }
        self = limit
    }
}
