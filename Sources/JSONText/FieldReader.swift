/// Reads the fields of one JSON object strictly: each by name and type, and none left over.
///
/// Every reading function throws a ``FieldError`` that names the full path of the field and the rule it breaks. An
/// optional field may be absent or `null`. Call ``finish()`` last: it refuses the fields that nobody asked for.
/// A reader handed out for a nested object has to be finished as well.
///
/// ```swift
/// var fields = try FieldReader(body)
/// let name = try fields.string("name", maxLength: 200)
/// let copies = try fields.optionalInteger("copies", in: 0...99) ?? 1
/// try fields.finish()
/// ```
package struct FieldReader: Sendable {
    package let object: JSONObject
    /// The object's own path, empty for the document.
    package let path: String
    private var next = 0
    private var read: UInt64 = 0
    private var readBeyond: Set<Int> = []

    /// Takes an object apart; throws if the value is anything else.
    package init(_ value: JSONValue, path: String = "") throws(FieldError) {
        guard case .object(let object) = value else {
            throw FieldError(path: path, rule: .type, explanation: "must be an object, not \(value.kind)")
        }
        self.object = object
        self.path = path
    }

    /// The full path of a field of this object.
    package func path(of name: String) -> String {
        path.isEmpty ? name : path + "." + name
    }

    /// An error of a field of this object, for rules that only the caller knows.
    package func error(_ name: String, _ rule: FieldError.Rule, _ explanation: String) -> FieldError {
        FieldError(path: path(of: name), rule: rule, explanation: explanation)
    }

    /// Whether the field is there and not `null`. Does not count as reading it.
    package func has(_ name: String) -> Bool {
        object[name].map { $0 != .null } ?? false
    }

    /// The field as it is; `nil` if it is absent, `.null` if it is `null`.
    package mutating func value(_ name: String) -> JSONValue? {
        guard let index = object.index(of: name, hint: next) else { return nil }
        next = index + 1
        if index < 64 { read |= 1 << UInt64(index) } else { readBeyond.insert(index) }
        return object.members[index].value
    }

    /// Refuses the first field that has not been read.
    package func finish() throws(FieldError) {
        for (index, member) in object.members.enumerated() {
            let wasRead = index < 64 ? read & 1 << UInt64(index) != 0 : readBeyond.contains(index)
            guard wasRead else { throw error(member.key, .unknown, "is not a field of this document") }
        }
    }

    mutating func required(_ name: String) throws(FieldError) -> JSONValue {
        guard let value = value(name) else { throw error(name, .missing, "is required") }
        return value
    }

    mutating func present(_ name: String) -> JSONValue? {
        guard let value = value(name), value != .null else { return nil }
        return value
    }

    func wrongType(_ name: String, _ value: JSONValue, _ expected: String) -> FieldError {
        error(name, .type, "must be \(expected), not \(value.kind)")
    }
}
