import Desk
import Hummingbird
import OneStop
import Records

/// The query of an address: each parameter once, none that nobody asked for.
struct Query {
    private var values: [String: String] = [:]
    private var asked: Set<String> = []

    init(of request: Request) throws(DeskError) {
        for (key, value) in request.uri.queryParameters {
            guard !key.isEmpty else {
                throw .invalid("query", rule: "query.unknown", "A parameter of the query has no name.")
            }
            guard !value.utf8.contains(0) else {
                throw .invalid(
                    String(key), rule: "query.format", "The parameter \(key) holds U+0000, which no text here may hold."
                )
            }
            guard values.updateValue(String(value), forKey: String(key)) == nil else {
                throw .invalid(String(key), rule: "query.repeated", "The parameter \(key) is given twice.")
            }
        }
    }

    mutating func text(_ name: String) -> String? {
        asked.insert(name)
        return values[name]
    }

    mutating func parsed<Value>(
        _ name: String, expected: String, _ parse: (String) -> Value?
    ) throws(DeskError) -> Value? {
        guard let text = text(name) else { return nil }
        guard let value = parse(text) else {
            throw .invalid(name, rule: "query.format", "The parameter \(name) must be \(expected).")
        }
        return value
    }

    mutating func required<Value>(
        _ name: String, expected: String, _ parse: (String) -> Value?
    ) throws(DeskError) -> Value {
        guard let value = try parsed(name, expected: expected, parse) else {
            throw .invalid(name, rule: "query.missing", "The parameter \(name) is missing; it must be \(expected).")
        }
        return value
    }

    mutating func limit(most: Int, standard: Int) throws(DeskError) -> Int {
        try parsed("limit", expected: "a number from 1 to \(most)") { text in
            Int(text).flatMap { (1...most).contains($0) ? $0 : nil }
        } ?? standard
    }

    /// `after`, the number of an event, and `limit`, 200 if left out.
    mutating func sequencePage() throws(DeskError) -> SequencePage {
        let after = try parsed("after", expected: "a sequence number") { Int($0).flatMap { $0 >= 0 ? $0 : nil } }
        return SequencePage(after: after ?? 0, limit: try limit(most: 1_000, standard: 200))
    }

    mutating func day(_ name: String) throws(DeskError) -> LocalDate {
        try required(name, expected: Self.aDay) { LocalDate(iso: $0) }
    }

    mutating func dayOrNull(_ name: String) throws(DeskError) -> LocalDate? {
        try parsed(name, expected: Self.aDay) { LocalDate(iso: $0) }
    }

    private static let aDay = "a date that exists, such as 2026-02-09"

    mutating func instant(_ name: String) throws(DeskError) -> Instant? {
        try parsed(name, expected: "a time with its offset, such as 2026-02-09T10:00:00%2B07:00") { text in
            // A plus sign that a client did not escape arrives as a space where the offset begins.
            let whole = text.count > 19 ? text.prefix(19) + text.dropFirst(19).map { $0 == " " ? "+" : $0 } : text[...]
            return try? Instant(rfc3339: whole)
        }
    }

    /// Refuses what nobody asked for.
    func finish() throws(DeskError) {
        if let unknown = values.keys.sorted().first(where: { !asked.contains($0) }) {
            throw .invalid(unknown, rule: "query.unknown", "The parameter \(unknown) is not known here.")
        }
    }
}
