/// One-dimensional arrays. The plain forms refuse a null array and null elements; `…OrNull` lets the array be null; the
/// `…WithNulls` forms let elements be null.
extension RowReader {
    package mutating func bools() throws(PQError) -> [Bool] { try present(boolsOrNull()) }
    package mutating func int2s() throws(PQError) -> [Int16] { try present(int2sOrNull()) }
    package mutating func int4s() throws(PQError) -> [Int32] { try present(int4sOrNull()) }
    package mutating func int8s() throws(PQError) -> [Int64] { try present(int8sOrNull()) }
    package mutating func float8s() throws(PQError) -> [Double] { try present(float8sOrNull()) }
    package mutating func texts() throws(PQError) -> [String] { try present(textsOrNull()) }
    package mutating func dates() throws(PQError) -> [Int32] { try present(datesOrNull()) }
    package mutating func timestamps() throws(PQError) -> [Int64] { try present(timestampsOrNull()) }
    package mutating func uuids() throws(PQError) -> [[UInt8]] { try present(uuidsOrNull()) }
    package mutating func byteArrays() throws(PQError) -> [[UInt8]] { try present(byteArraysOrNull()) }
    package mutating func int4sWithNulls() throws(PQError) -> [Int32?] { try present(integers(.int4Array)) }
    package mutating func int8sWithNulls() throws(PQError) -> [Int64?] { try present(integers(.int8Array)) }
    package mutating func datesWithNulls() throws(PQError) -> [Int32?] { try present(integers(.dateArray)) }
    package mutating func timestampsWithNulls() throws(PQError) -> [Int64?] { try present(integers(.timestamptzArray)) }
    package mutating func textsWithNulls() throws(PQError) -> [String?] { try present(strings()) }

    package mutating func boolsOrNull() throws(PQError) -> [Bool]? {
        let values: [UInt8]? = try full(integers(.boolArray))
        return values?.map { $0 != 0 }
    }

    package mutating func int2sOrNull() throws(PQError) -> [Int16]? { try full(integers(.int2Array)) }
    package mutating func int4sOrNull() throws(PQError) -> [Int32]? { try full(integers(.int4Array)) }
    package mutating func int8sOrNull() throws(PQError) -> [Int64]? { try full(integers(.int8Array)) }

    package mutating func float8sOrNull() throws(PQError) -> [Double]? {
        let values: [UInt64]? = try full(integers(.float8Array))
        return values?.map(Double.init(bitPattern:))
    }

    package mutating func textsOrNull() throws(PQError) -> [String]? { try full(strings()) }
    package mutating func datesOrNull() throws(PQError) -> [Int32]? { try full(integers(.dateArray)) }
    package mutating func timestampsOrNull() throws(PQError) -> [Int64]? { try full(integers(.timestamptzArray)) }
    package mutating func uuidsOrNull() throws(PQError) -> [[UInt8]]? { try full(slices(.uuidArray)) }
    package mutating func byteArraysOrNull() throws(PQError) -> [[UInt8]]? { try full(slices(.byteaArray)) }

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
