/// Writes JSON text straight into a buffer of bytes, with commas put in where they belong.
///
/// Values are written in the order of the calls; keys are not checked for repetition. `U+0000` and other control
/// characters are escaped; everything else but `"` and `\` is written as it is.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.object { writer in
///     writer.field("code", code)
///     writer.array("events") { writer in for event in events { writer.value(event.kind) } }
/// }
/// ```
package struct JSONWriter: Sendable {
    /// What has been written so far.
    package private(set) var bytes: [UInt8]
    private var needsComma = false

    /// `capacity`: bytes to make room for at once.
    package init(capacity: Int = 512) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// What has been written so far, as a string.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// An object whose members `body` writes.
    @inlinable package mutating func object<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        begin(UInt8(ascii: "{"))
        try body(&self)
        end(UInt8(ascii: "}"))
    }

    /// An array whose elements `body` writes.
    @inlinable package mutating func array<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        begin(UInt8(ascii: "["))
        try body(&self)
        end(UInt8(ascii: "]"))
    }

    /// A key and an object whose members `body` writes.
    @inlinable package mutating func object<Failure: Error>(
        _ key: StaticString, _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try object(body)
    }

    /// A key and an array whose elements `body` writes.
    @inlinable package mutating func array<Failure: Error>(
        _ key: StaticString, _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try array(body)
    }

    /// A key of the program's own, which has nothing to escape; its value must be written next.
    package mutating func key(_ key: StaticString) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        literal(key)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A key that came from elsewhere; its value must be written next.
    package mutating func key(text: String) {
        comma()
        quote(text)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// The value `null`.
    package mutating func null() {
        comma()
        literal("null")
    }

    /// A string, quoted and escaped.
    package mutating func value(_ value: String) {
        comma()
        quote(value)
    }

    /// A string that `append` puts at the end of the bytes, quoted as it is: dates, codes, what needs no escaping.
    package mutating func plain(_ append: (inout [UInt8]) -> Void) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        append(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// `true` or `false`.
    package mutating func value(_ value: Bool) {
        comma()
        literal(value ? "true" : "false")
    }

    /// A whole number.
    package mutating func value(_ value: Int64) {
        comma()
        decimal(value)
    }

    /// A whole number.
    package mutating func value(_ value: Int) {
        self.value(Int64(value))
    }

    /// The shortest text that reads back as the same number; `null` for what JSON has no text for (not a number,
    /// infinity).
    package mutating func value(_ value: Double) {
        guard value.isFinite else { return null() }
        comma()
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Any value, with all that is in it.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let bool): self.value(bool)
        case .integer(let integer): self.value(integer)
        case .number(let number): self.value(number)
        case .string(let string): self.value(string)
        case .array(let elements): array { writer in for element in elements { writer.value(element) } }
        case .object(let object):
            self.object { writer in
                for member in object.members {
                    writer.key(text: member.key)
                    writer.value(member.value)
                }
            }
        }
    }

    /// JSON text made elsewhere, as it is. The caller answers for its being one whole value.
    package mutating func raw(_ json: some Collection<UInt8>) {
        comma()
        bytes.append(contentsOf: json)
    }

    private mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    @usableFromInline mutating func begin(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
        needsComma = false
    }

    @usableFromInline mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { appendEscaped($0, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func decimal(_ value: Int64) {
        var digits: InlineArray<20, UInt8> = .init(repeating: 0)
        var first = 20
        var rest = value.magnitude
        repeat {
            first -= 1
            digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        while first < 20 {
            bytes.append(digits[first])
            first += 1
        }
    }
}
