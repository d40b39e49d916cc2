/// Reads the cells of one row in order, from PostgreSQL's binary format.
///
/// Every read checks the column's type, and whether it may be null, and throws ``PQError/Code/decoding`` naming the column;
/// a row of which a column is left unread throws too. Nothing is converted silently: `int8()` reads a `bigint` and no other type.
package struct RowReader {
    let result: PGResult
    private var row: Int32 = 0
    private var column: Int32 = 0

    init(_ result: PGResult) {
        self.result = result
    }

    /// A `boolean`.
    package mutating func bool() throws(PQError) -> Bool {
        let value = try boolOrNull()
        return try present(value)
    }

    /// A `smallint`.
    package mutating func int2() throws(PQError) -> Int16 {
        let value = try int2OrNull()
        return try present(value)
    }

    /// An `integer`.
    package mutating func int4() throws(PQError) -> Int32 {
        let value = try int4OrNull()
        return try present(value)
    }

    /// A `bigint`.
    package mutating func int8() throws(PQError) -> Int64 {
        let value = try int8OrNull()
        return try present(value)
    }

    /// A `double precision`.
    package mutating func float8() throws(PQError) -> Double {
        let value = try float8OrNull()
        return try present(value)
    }

    /// Text of any character type, or the label of an enum.
    package mutating func text() throws(PQError) -> String {
        let value = try textOrNull()
        return try present(value)
    }

    /// A `bytea`.
    package mutating func bytes() throws(PQError) -> [UInt8] {
        let value = try bytesOrNull()
        return try present(value)
    }

    /// Days from 2000-01-01; infinity is `Int32.max`, minus infinity `Int32.min`.
    package mutating func date() throws(PQError) -> Int32 {
        let value = try dateOrNull()
        return try present(value)
    }

    /// Microseconds from 2000-01-01T00:00:00Z; infinity is `Int64.max`, minus infinity `Int64.min`.
    package mutating func timestamp() throws(PQError) -> Int64 {
        let value = try timestampOrNull()
        return try present(value)
    }

    /// Sixteen bytes.
    package mutating func uuid() throws(PQError) -> [UInt8] {
        let value = try uuidOrNull()
        return try present(value)
    }

    /// The text of a `json` or `jsonb`.
    package mutating func json() throws(PQError) -> String {
        let value = try jsonOrNull()
        return try present(value)
    }

    /// A `boolean`, or nil for null.
    package mutating func boolOrNull() throws(PQError) -> Bool? {
        guard let cell = try next(.bool) else { return nil }
        return try integer(cell, as: UInt8.self) != 0
    }

    /// A `smallint`, or nil for null.
    package mutating func int2OrNull() throws(PQError) -> Int16? {
        guard let cell = try next(.int2) else { return nil }
        return try integer(cell, as: Int16.self)
    }

    /// An `integer`, or nil for null.
    package mutating func int4OrNull() throws(PQError) -> Int32? {
        guard let cell = try next(.int4) else { return nil }
        return try integer(cell, as: Int32.self)
    }

    /// A `bigint`, or nil for null.
    package mutating func int8OrNull() throws(PQError) -> Int64? {
        guard let cell = try next(.int8) else { return nil }
        return try integer(cell, as: Int64.self)
    }

    /// A `double precision`, or nil for null.
    package mutating func float8OrNull() throws(PQError) -> Double? {
        guard let cell = try next(.float8) else { return nil }
        return Double(bitPattern: try integer(cell, as: UInt64.self))
    }

    /// Text as ``text()`` reads it, or nil for null.
    package mutating func textOrNull() throws(PQError) -> String? {
        guard let cell = try next(.text) else { return nil }
        return result.text(row: row, column: cell)
    }

    /// A `bytea`, or nil for null.
    package mutating func bytesOrNull() throws(PQError) -> [UInt8]? {
        guard let cell = try next(.bytea) else { return nil }
        return result.byteArray(row: row, column: cell)
    }

    /// Days from 2000-01-01 as ``date()`` tells them, or nil for null.
    package mutating func dateOrNull() throws(PQError) -> Int32? {
        guard let cell = try next(.date) else { return nil }
        return try integer(cell, as: Int32.self)
    }

    /// Microseconds as ``timestamp()`` tells them, or nil for null.
    package mutating func timestampOrNull() throws(PQError) -> Int64? {
        guard let cell = try next(.timestamptz) else { return nil }
        return try integer(cell, as: Int64.self)
    }

    /// A `uuid`, or nil for null.
    package mutating func uuidOrNull() throws(PQError) -> [UInt8]? {
        guard let cell = try next(.uuid) else { return nil }
        return result.byteArray(row: row, column: cell)
    }

    /// A `json` or `jsonb`, or nil for null.
    package mutating func jsonOrNull() throws(PQError) -> String? {
        guard column < result.columnCount, result.type(of: column) == .jsonb else {
            guard let cell = try next(.json) else { return nil }
            return result.text(row: row, column: cell)
        }
        guard let cell = try next(.jsonb) else { return nil }
        let bytes = result.byteArray(row: row, column: cell)
        guard bytes.first == 1 else { throw failure(cell, "jsonb of an unknown version") }
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
    }

    /// Passes over the next column, whatever it is.
    package mutating func skip() {
        column += 1
    }

    /// Passes over all columns that are left.
    package mutating func skipAll() {
        column = result.columnCount
    }

    // MARK: Shared with the arrays

    mutating func move(to row: Int32) {
        self.row = row
        column = 0
    }

    func finishRow() throws(PQError) {
        guard column == result.columnCount else {
            throw PQError(.decoding, "\(column) of \(result.columnCount) columns were read")
        }
    }

    /// The index of the next cell, or nil when it is null.
    mutating func next(_ wanted: OID) throws(PQError) -> Int32? {
        let cell = column
        guard cell < result.columnCount else {
            throw PQError(.decoding, "the row has only \(result.columnCount) columns")
        }
        let type = result.type(of: cell)
        guard type == wanted || (wanted == .text && type.isTextual) else {
            throw failure(cell, "has type \(type.rawValue), not \(wanted.rawValue)")
        }
        column += 1
        return result.isNull(row: row, column: cell) ? nil : cell
    }

    mutating func arrayBytes(_ wanted: OID) throws(PQError) -> [UInt8]? {
        guard let cell = try next(wanted) else { return nil }
        return result.byteArray(row: row, column: cell)
    }

    func present<Value>(_ value: Value?) throws(PQError) -> Value {
        guard let value else { throw failure(column - 1, "is null") }
        return value
    }

    func failure(_ cell: Int32, _ message: String) -> PQError {
        let name = result.name(of: cell)
        return PQError(.decoding, fields: PQError.Fields(message: "\(name) \(message)", column: name))
    }

    func corrupt() -> PQError {
        failure(column - 1, "has bytes that do not fit its type")
    }

    private func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        _ cell: Int32, as type: Value.Type
    ) throws(PQError) -> Value {
        guard let value = result.integer(row: row, column: cell, as: type) else { throw corrupt() }
        return value
    }
}
