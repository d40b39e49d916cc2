/// The parameters of one execution in the form libpq takes: values side by side, and where each ends. Every value is binary.
struct EncodedParameters: Sendable {
    var bytes: [UInt8] = []
    /// The length of each value; -1 for null.
    var lengths: [Int32] = []
    var refusal: PQError?
}

/// Writes the parameters of a statement in order, in PostgreSQL's binary format.
///
/// Nothing throws here: what cannot be sent (U+0000 in text, a type other than the declared one) is remembered and surfaces as
/// ``PQError/Code/refusedParameter`` when the statement is about to be sent, before any byte leaves.
package struct ParameterWriter {
    var encoded = EncodedParameters()
    private let types: [OID]

    init(types: [OID]) {
        self.types = types
    }

    /// Null, whatever the type.
    package mutating func null() {
        encoded.lengths.append(-1)
    }

    /// A `boolean`; nil is null.
    package mutating func bool(_ value: Bool?) {
        guard let value else { return null() }
        begin(.bool)
        encoded.bytes.append(value ? 1 : 0)
        encoded.lengths.append(1)
    }

    /// A `smallint`; nil is null.
    package mutating func int2(_ value: Int16?) {
        guard let value else { return null() }
        fixed(value, .int2)
    }

    /// An `integer`; nil is null.
    package mutating func int4(_ value: Int32?) {
        guard let value else { return null() }
        fixed(value, .int4)
    }

    /// A `bigint`; nil is null.
    package mutating func int8(_ value: Int64?) {
        guard let value else { return null() }
        fixed(value, .int8)
    }

    /// A `double precision`; nil is null.
    package mutating func float8(_ value: Double?) {
        guard let value else { return null() }
        fixed(Int64(bitPattern: value.bitPattern), .float8)
    }

    /// Text, or the label of an enum.
    package mutating func text(_ value: String?) {
        guard let value else { return null() }
        begin(.text)
        appendText(value)
    }

    /// A `bytea`; nil is null.
    package mutating func bytes(_ value: [UInt8]?) {
        guard let value else { return null() }
        begin(.bytea)
        encoded.bytes.append(contentsOf: value)
        encoded.lengths.append(Int32(clamping: value.count))
    }

    /// - Parameter dayNumber: days from 2000-01-01; `Int32.max` is infinity, `Int32.min` minus infinity.
    package mutating func date(dayNumber: Int32?) {
        guard let dayNumber else { return null() }
        fixed(dayNumber, .date)
    }

    /// - Parameter microseconds: from 2000-01-01T00:00:00Z; `Int64.max` is infinity, `Int64.min` minus infinity.
    package mutating func timestamp(microseconds: Int64?) {
        guard let microseconds else { return null() }
        fixed(microseconds, .timestamptz)
    }

    /// - Parameter value: the sixteen bytes in order; any other count is refused.
    package mutating func uuid(_ value: [UInt8]?) {
        guard let value else { return null() }
        begin(.uuid)
        if value.count != 16 { refuse("a uuid has 16 bytes, not \(value.count)") }
        encoded.bytes.append(contentsOf: value)
        encoded.lengths.append(Int32(clamping: value.count))
    }

    /// JSON text, sent as `jsonb` unless the statement declares the parameter as ``OID/json`` or a character type.
    package mutating func json(_ value: String?) {
        guard let value else { return null() }
        let declared = declaredType
        let plain = declared == .json || declared == .text
        begin(plain ? declared : .jsonb)
        // The binary form of jsonb is a version, always 1, and the text (`jsonb_recv`).
        if !plain { encoded.bytes.append(1) }
        appendText(value, alreadyWritten: plain ? 0 : 1)
    }

    func finish() -> EncodedParameters {
        var result = encoded
        if !types.isEmpty, types.count != result.lengths.count, result.refusal == nil {
            result.refusal = PQError(
                .refusedParameter, "\(types.count) parameters are declared, \(result.lengths.count) were written")
        }
        return result
    }

    // MARK: Shared with the arrays

    private var declaredType: OID {
        encoded.lengths.count < types.count ? types[encoded.lengths.count] : .inferred
    }

    mutating func begin(_ type: OID) {
        let declared = declaredType
        guard declared != .inferred, declared != type else { return }
        if type == .text, declared.isTextual || declared == .json { return }
        refuse("parameter \(encoded.lengths.count + 1) is declared as type \(declared.rawValue), not \(type.rawValue)")
    }

    mutating func refuse(_ message: String) {
        if encoded.refusal == nil { encoded.refusal = PQError(.refusedParameter, message) }
    }

    private mutating func fixed<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value, _ type: OID) {
        begin(type)
        encoded.bytes.append(bigEndian: value)
        encoded.lengths.append(Int32(MemoryLayout<Value>.size))
    }

    private mutating func appendText(_ value: String, alreadyWritten: Int = 0) {
        let start = encoded.bytes.count
        encoded.bytes.append(contentsOf: value.utf8)
        checkText(from: start)
        encoded.lengths.append(Int32(clamping: encoded.bytes.count - start + alreadyWritten))
    }

    /// PostgreSQL cannot store U+0000 in text (manual, "Character Types").
    mutating func checkText(from start: Int) {
        if encoded.bytes[start...].contains(0) { refuse("text must not contain U+0000") }
    }
}
