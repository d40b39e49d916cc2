/// One-dimensional arrays. The plain forms refuse a null array and null elements; `…OrNull` lets the array be null; the
/// `…WithNulls` forms let elements be null.
extension RowReader {
    /// An array of `boolean`.
    package mutating func bools() throws(PQError) -> [Bool] {
        let value = try boolsOrNull()
        return try present(value)
    }

    /// An array of `smallint`.
    package mutating func int2s() throws(PQError) -> [Int16] {
        let value = try int2sOrNull()
        return try present(value)
    }

    /// An array of `integer`.
    package mutating func int4s() throws(PQError) -> [Int32] {
        let value = try int4sOrNull()
        return try present(value)
    }

    /// An array of `bigint`.
    package mutating func int8s() throws(PQError) -> [Int64] {
        let value = try int8sOrNull()
        return try present(value)
    }

    /// An array of `double precision`.
    package mutating func float8s() throws(PQError) -> [Double] {
        let value = try float8sOrNull()
        return try present(value)
    }

    /// An array of `text`.
    package mutating func texts() throws(PQError) -> [String] {
        let value = try textsOrNull()
        return try present(value)
    }

    /// An array of `date`.
    package mutating func dates() throws(PQError) -> [Int32] {
        let value = try datesOrNull()
        return try present(value)
    }

    /// An array of `timestamptz`.
    package mutating func timestamps() throws(PQError) -> [Int64] {
        let value = try timestampsOrNull()
        return try present(value)
    }

    /// An array of `uuid`.
    package mutating func uuids() throws(PQError) -> [[UInt8]] {
        let value = try uuidsOrNull()
        return try present(value)
    }

    /// An array of `bytea`.
    package mutating func byteArrays() throws(PQError) -> [[UInt8]] {
        let value = try byteArraysOrNull()
        return try present(value)
    }

    /// An array of `integer`, with nil for null elements.
    package mutating func int4sWithNulls() throws(PQError) -> [Int32?] {
        let value: [Int32?]? = try integers(.int4Array)
        return try present(value)
    }

    /// An array of `bigint`, with nil for null elements.
    package mutating func int8sWithNulls() throws(PQError) -> [Int64?] {
        let value: [Int64?]? = try integers(.int8Array)
        return try present(value)
    }

    /// An array of `date`, with nil for null elements.
    package mutating func datesWithNulls() throws(PQError) -> [Int32?] {
        let value: [Int32?]? = try integers(.dateArray)
        return try present(value)
    }

    /// An array of `timestamptz`, with nil for null elements.
    package mutating func timestampsWithNulls() throws(PQError) -> [Int64?] {
        let value: [Int64?]? = try integers(.timestamptzArray)
        return try present(value)
    }

    /// An array of `text`, with nil for null elements.
    package mutating func textsWithNulls() throws(PQError) -> [String?] {
        let value = try strings()
        return try present(value)
    }

    /// An array of `boolean`, or nil for null.
    package mutating func boolsOrNull() throws(PQError) -> [Bool]? {
        let values: [UInt8?]? = try integers(.boolArray)
        return try full(values)?.map { $0 != 0 }
    }

    /// An array of `smallint`, or nil for null.
    package mutating func int2sOrNull() throws(PQError) -> [Int16]? {
        let values: [Int16?]? = try integers(.int2Array)
        return try full(values)
    }

    /// An array of `integer`, or nil for null.
    package mutating func int4sOrNull() throws(PQError) -> [Int32]? {
        let values: [Int32?]? = try integers(.int4Array)
        return try full(values)
    }

    /// An array of `bigint`, or nil for null.
    package mutating func int8sOrNull() throws(PQError) -> [Int64]? {
        let values: [Int64?]? = try integers(.int8Array)
        return try full(values)
    }

    /// An array of `double precision`, or nil for null.
    package mutating func float8sOrNull() throws(PQError) -> [Double]? {
        let values: [UInt64?]? = try integers(.float8Array)
        return try full(values)?.map(Double.init(bitPattern:))
    }

    /// An array of `text`, or nil for null.
    package mutating func textsOrNull() throws(PQError) -> [String]? {
        let values = try strings()
        return try full(values)
    }

    /// An array of `date`, or nil for null.
    package mutating func datesOrNull() throws(PQError) -> [Int32]? {
        let values: [Int32?]? = try integers(.dateArray)
        return try full(values)
    }

    /// An array of `timestamptz`, or nil for null.
    package mutating func timestampsOrNull() throws(PQError) -> [Int64]? {
        let values: [Int64?]? = try integers(.timestamptzArray)
        return try full(values)
    }

    /// An array of `uuid`, or nil for null.
    package mutating func uuidsOrNull() throws(PQError) -> [[UInt8]]? {
        let values = try slices(.uuidArray)
        return try full(values)
    }

    /// An array of `bytea`, or nil for null.
    package mutating func byteArraysOrNull() throws(PQError) -> [[UInt8]]? {
        let values = try slices(.byteaArray)
        return try full(values)
    }

    private func full<Value>(_ values: [Value?]?) throws(PQError) -> [Value]? {
        guard let values else { return nil }
        var result: [Value] = []
        result.reserveCapacity(values.count)
        for value in values { result.append(try present(value)) }
        return result
    }

    private mutating func strings() throws(PQError) -> [String?]? {
        try slices(.textArray)?.map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }

    private mutating func integers<Value: FixedWidthInteger>(_ type: OID) throws(PQError) -> [Value?]? {
        guard let elements = try slices(type) else { return nil }
        var values: [Value?] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            guard let element else {
                values.append(nil)
                continue
            }
            guard element.count == MemoryLayout<Value>.size, let value = element.integer(at: 0, as: Value.self) else {
                throw corrupt()
            }
            values.append(value)
        }
        return values
    }

    /// The elements' bytes: header of `array_send`, then each element with its length, -1 for null.
    private mutating func slices(_ type: OID) throws(PQError) -> [[UInt8]?]? {
        guard let bytes = try arrayBytes(type) else { return nil }
        guard let dimensions = bytes.integer(at: 0, as: Int32.self), dimensions <= 1 else {
            throw failure(-1, "an array of several dimensions cannot be read")
        }
        guard dimensions == 1 else { return [] }
        guard let count = bytes.integer(at: 12, as: Int32.self) else { throw corrupt() }
        var elements: [[UInt8]?] = []
        elements.reserveCapacity(Int(count))
        var offset = 20
        for _ in 0..<count {
            guard let length = bytes.integer(at: offset, as: Int32.self) else { throw corrupt() }
            offset += 4
            guard length >= 0 else {
                elements.append(nil)
                continue
            }
            guard offset + Int(length) <= bytes.count else { throw corrupt() }
            elements.append(Array(bytes[offset..<offset + Int(length)]))
            offset += Int(length)
        }
        return elements
    }
}
