extension ParameterWriter {
    /// An array of `boolean`; nil is null.
    package mutating func bools(_ values: [Bool]?) {
        array(values, of: .bool, in: .boolArray) { bytes, value in bytes.append(value ? 1 : 0) }
    }

    /// An array of `smallint`; nil is null.
    package mutating func int2s(_ values: [Int16]?) {
        array(values, of: .int2, in: .int2Array) { bytes, value in bytes.append(bigEndian: value) }
    }

    /// An array of `integer`; nil is null.
    package mutating func int4s(_ values: [Int32]?) {
        array(values, of: .int4, in: .int4Array) { bytes, value in bytes.append(bigEndian: value) }
    }

    /// An array of `integer`, whose elements may be null.
    package mutating func int4s(_ values: [Int32?]) {
        array(nullable: values, of: .int4, in: .int4Array) { bytes, value in bytes.append(bigEndian: value) }
    }

    /// An array of `bigint`; nil is null.
    package mutating func int8s(_ values: [Int64]?) {
        array(values, of: .int8, in: .int8Array) { bytes, value in bytes.append(bigEndian: value) }
    }

    /// An array of `bigint`, whose elements may be null.
    package mutating func int8s(_ values: [Int64?]) {
        array(nullable: values, of: .int8, in: .int8Array) { bytes, value in bytes.append(bigEndian: value) }
    }

    /// An array of `double precision`; nil is null.
    package mutating func float8s(_ values: [Double]?) {
        array(values, of: .float8, in: .float8Array) { bytes, value in bytes.append(bigEndian: value.bitPattern) }
    }

    /// An array of `text`; nil is null.
    package mutating func texts(_ values: [String]?) {
        let start = encoded.bytes.count
        array(values, of: .text, in: .textArray) { bytes, value in bytes.append(contentsOf: value.utf8) }
        if let values { checkTexts(values, from: start) }
    }

    /// An array of `text`, whose elements may be null.
    package mutating func texts(_ values: [String?]) {
        let start = encoded.bytes.count
        array(nullable: values, of: .text, in: .textArray) { bytes, value in bytes.append(contentsOf: value.utf8) }
        checkTexts(values.compactMap(\.self), from: start)
    }

    /// Each as ``date(dayNumber:)``.
    package mutating func dates(_ values: [Int32]?) {
        array(values, of: .date, in: .dateArray) { bytes, value in bytes.append(bigEndian: value) }
    }

    /// An array of `date`, whose elements may be null.
    package mutating func dates(_ values: [Int32?]) {
        array(nullable: values, of: .date, in: .dateArray) { bytes, value in bytes.append(bigEndian: value) }
    }

    /// Each as ``timestamp(microseconds:)``.
    package mutating func timestamps(_ values: [Int64]?) {
        array(values, of: .timestamptz, in: .timestamptzArray) { bytes, value in bytes.append(bigEndian: value) }
    }

    /// An array of `timestamptz`, whose elements may be null.
    package mutating func timestamps(_ values: [Int64?]) {
        array(nullable: values, of: .timestamptz, in: .timestamptzArray) { bytes, value in
            bytes.append(bigEndian: value)
        }
    }

    /// Each as ``uuid(_:)``.
    package mutating func uuids(_ values: [[UInt8]]?) {
        if let values, values.contains(where: { $0.count != 16 }) { refuse("a uuid has 16 bytes") }
        array(values, of: .uuid, in: .uuidArray) { bytes, value in bytes.append(contentsOf: value) }
    }

    /// An array of `bytea`; nil is null.
    package mutating func byteArrays(_ values: [[UInt8]]?) {
        array(values, of: .bytea, in: .byteaArray) { bytes, value in bytes.append(contentsOf: value) }
    }

    /// Each as JSON text, sent as `jsonb[]`.
    package mutating func jsons(_ values: [String]?) {
        array(values, of: .jsonb, in: .jsonbArray) { bytes, value in
            bytes.append(1)
            bytes.append(contentsOf: value.utf8)
        }
        if let values, values.contains(where: { $0.utf8.contains(0) }) { refuse("text must not contain U+0000") }
    }

    private mutating func checkTexts(_ values: [String], from start: Int) {
        if values.contains(where: { $0.utf8.contains(0) }) { refuse("text must not contain U+0000") }
    }

    private mutating func array<Value>(
        _ values: [Value]?, of element: OID, in type: OID, _ append: (inout [UInt8], Value) -> Void
    ) {
        guard let values else { return null() }
        begin(type)
        let start = encoded.bytes.count
        arrayHeader(count: values.count, hasNull: false, element: element)
        for value in values { arrayElement(value, append) }
        encoded.lengths.append(Int32(clamping: encoded.bytes.count - start))
    }

    private mutating func array<Value>(
        nullable values: [Value?], of element: OID, in type: OID, _ append: (inout [UInt8], Value) -> Void
    ) {
        begin(type)
        let start = encoded.bytes.count
        arrayHeader(count: values.count, hasNull: values.contains { $0 == nil }, element: element)
        for value in values {
            if let value {
                arrayElement(value, append)
            } else {
                encoded.bytes.append(bigEndian: Int32(-1))
            }
        }
        encoded.lengths.append(Int32(clamping: encoded.bytes.count - start))
    }

    /// Dimensions, null flag, element type, then length and lower bound of the one dimension (`array_recv`).
    private mutating func arrayHeader(count: Int, hasNull: Bool, element: OID) {
        encoded.bytes.append(bigEndian: Int32(count == 0 ? 0 : 1))
        encoded.bytes.append(bigEndian: Int32(hasNull ? 1 : 0))
        encoded.bytes.append(bigEndian: element.rawValue)
        guard count > 0 else { return }
        encoded.bytes.append(bigEndian: Int32(clamping: count))
        encoded.bytes.append(bigEndian: Int32(1))
    }

    private mutating func arrayElement<Value>(_ value: Value, _ append: (inout [UInt8], Value) -> Void) {
        let lengthAt = encoded.bytes.count
        encoded.bytes.append(bigEndian: Int32(0))
        append(&encoded.bytes, value)
        let length = UInt32(clamping: encoded.bytes.count - lengthAt - 4)
        for offset in 0..<4 {
            encoded.bytes[lengthAt + offset] = UInt8(truncatingIfNeeded: length >> (24 - 8 * offset))
        }
    }
}
