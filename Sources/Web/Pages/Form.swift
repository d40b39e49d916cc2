import Desk
import Hummingbird
import JSONText
import OneStop
import Records

/// What a form on a page sent, each field once, as text in normal form C.
struct Form: Sendable, Hashable {
    static let mediaType = "application/x-www-form-urlencoded"

    /// In the order of the form.
    private(set) var names: [String] = []
    private var values: [String: String] = [:]

    init() {}

    init(of request: Request) async throws {
        let body = try await Body(of: request, types: [Self.mediaType])
        try self.init(parsing: String(decoding: body.bytes, as: UTF8.self))
    }

    /// - Throws: `DeskError.invalid` for what is no form: a field twice, a bad escape.
    init(parsing text: String) throws(DeskError) {
        for pair in text.split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = sides.map { String($0.map { $0 == "+" ? " " : $0 }).percentDecoded }
            guard let name = decoded[0], let value = decoded.count > 1 ? decoded[1] : "" else { throw Self.unreadable }
            try take(name, value)
        }
    }

    /// Adds a field as it was sent.
    /// - Throws: `DeskError.invalid` for a field that is there already.
    mutating func take(_ name: String, _ value: String) throws(DeskError) {
        guard !value.utf8.contains(0), values.updateValue(value.asTyped, forKey: name) == nil else {
            throw Self.unreadable
        }
        names.append(name)
    }

    private static let unreadable = DeskError.invalid(
        "form", rule: "form.format", "The form cannot be read. Load the page again.")

    /// What was typed, without blanks around it; empty for a field that is not there.
    subscript(name: String) -> String { optional(name) ?? "" }

    /// The same; nil for a field that is not there or empty.
    func optional(_ name: String) -> String? {
        guard let value = values[name] else { return nil }
        let start = value.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(start[...last])
    }

    /// Exactly what was typed: a password may have blanks around it.
    func exact(_ name: String) -> String { values[name] ?? "" }

    func isChecked(_ name: String) -> Bool { values[name] != nil }

    mutating func set(_ name: String, to value: String) {
        if values.updateValue(value, forKey: name) == nil { names.append(name) }
    }

    /// The fields as a form would send them, but for those that are made anew each time.
    func encoded(without left: Set<String> = []) -> String {
        names.filter { !left.contains($0) }.map { "\($0.percentEncoded)=\(exact($0).percentEncoded)" }
            .joined(separator: "&")
    }
}

extension Form {
    /// A text that must be there.
    func words(_ name: String, most: Int = 2_000) throws(DeskError) -> String {
        let text = self[name]
        guard !text.isEmpty else { throw .invalid(name, rule: "form.missing", "\(name) must not be empty.") }
        guard text.unicodeScalars.count <= most else {
            throw .invalid(name, rule: "form.too_long", "\(name) may have at most \(most) characters.")
        }
        return text
    }

    /// The same; nil for one that is left out.
    func optionalWords(_ name: String, most: Int = 2_000) throws(DeskError) -> String? {
        try optional(name).map { _ throws(DeskError) in try words(name, most: most) }
    }

    func number(_ name: String, in range: ClosedRange<Int64>) throws(DeskError) -> Int64 {
        guard let number = Int64(self[name].filter { $0 != " " && $0 != "." }), range.contains(number) else {
            throw .invalid(
                name, rule: "form.number",
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, of type: Value.Type
    ) throws(DeskError) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: self[name]) else {
            throw .invalid(name, rule: "form.choice", "Choose one of what is offered for \(name).")
        }
        return value
    }

    /// A day as browsers send it, or as people write it: `9/2/2026`.
    func day(_ name: String) throws(DeskError) -> LocalDate? {
        guard let text = optional(name) else { return nil }
        guard let day = LocalDate(written: text) else {
            throw .invalid(name, rule: "form.day", "\(name) must be a day that exists, such as 9/2/2026.")
        }
        return day
    }

    /// A local time as browsers send it: `2026-02-09T10:00`.
    func moment(_ name: String, at offset: UTCOffset) throws(DeskError) -> Instant {
        let text = self[name]
        guard let instant = try? Instant(local: text.utf8.count == 16 ? text + ":00" : text, at: offset) else {
            throw .invalid(name, rule: "form.moment", "\(name) must be a time such as 2026-02-09T10:00.")
        }
        return instant
    }
}

extension LocalDate {
    /// Reads a day as browsers send it, `2026-02-09`, or as people write it, `9/2/2026`.
    init?(written text: some StringProtocol) {
        if let day = LocalDate(iso: text) {
            self = day
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2],
            let date = LocalDate(year: year, month: month, day: day)
        else { return nil }
        self = date
    }
}

extension String {
    /// As it was meant: in normal form C, lines ended by one sign, without other control characters.
    fileprivate var asTyped: String {
        var scalars = String.UnicodeScalarView()
        for scalar in inNormalFormC.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7F || scalar == "\n"
        {
            scalars.append(scalar)
        }
        return String(scalars)
    }
}
