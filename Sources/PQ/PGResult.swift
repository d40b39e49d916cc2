internal import CLibPQ

/// Owns a `PGresult` and frees it with its last reference.
///
/// A result is read-only once libpq has handed it over, and libpq allows it to be read from any thread ("Behavior in Threaded
/// Programs"); hence the unchecked conformance. The pointer never leaves this file.
@safe final class PGResult: @unchecked Sendable {
    private let pointer: OpaquePointer
    /// Of a part, the whole, which holds the memory.
    private let whole: PGResult?
    /// Of a part, which rows of the whole are its own.
    private let rows: [Int32]
    let rowCount: Int32
    let columnCount: Int32

    /// Takes over `pointer`.
    init(_ pointer: OpaquePointer) {
        unsafe self.pointer = unsafe pointer
        whole = nil
        rows = []
        rowCount = unsafe PQntuples(pointer)
        columnCount = unsafe PQnfields(pointer)
    }

    /// Some rows of a result without their last column.
    private init(_ whole: PGResult, rows: [Int32]) {
        unsafe pointer = unsafe whole.pointer
        self.whole = whole
        self.rows = rows
        rowCount = Int32(rows.count)
        columnCount = whole.columnCount - 1
    }

    deinit {
        if whole == nil { unsafe PQclear(pointer) }
    }

    /// The parts of several callers, by the number from 1 to `count` in the last column; nil where that holds something else.
    func divided(among count: Int) -> [PGResult]? {
        var rows = [[Int32]](repeating: [], count: count)
        for row in 0..<rowCount {
            guard columnCount > 0, type(of: columnCount - 1) == .int8,
                let place = integer(row: row, column: columnCount - 1, as: Int64.self),
                (1...Int64(count)).contains(place)
            else { return nil }
            rows[Int(place) - 1].append(row)
        }
        return rows.map { PGResult(self, rows: $0) }
    }

    private func rowOfWhole(_ row: Int32) -> Int32 { whole == nil ? row : rows[Int(row)] }

    var kind: ResultKind {
        switch unsafe PQresultStatus(pointer) {
        case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .done
        case PGRES_TUPLES_OK: .rows
        case PGRES_SINGLE_TUPLE: .singleRow
        case PGRES_PIPELINE_SYNC: .sync
        case PGRES_PIPELINE_ABORTED: .aborted
        case PGRES_COPY_IN: .copyIn
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: .failure
        default: .unexpected
        }
    }

    /// Whether the command tag is `ROLLBACK`.
    var isRollback: Bool {
        guard let tag = unsafe PQcmdStatus(pointer) else { return false }
        return unsafe String(cString: tag) == "ROLLBACK"
    }

    var affectedRows: Int {
        guard whole == nil else { return rows.count }
        guard let digits = unsafe PQcmdTuples(pointer) else { return 0 }
        return unsafe Int(String(cString: digits)) ?? 0
    }

    // MARK: Cells

    func type(of column: Int32) -> OID {
        OID(rawValue: unsafe PQftype(pointer, column))
    }

    func name(of column: Int32) -> String {
        guard let name = unsafe PQfname(pointer, column) else { return "column \(column + 1)" }
        return unsafe String(cString: name)
    }

    func isNull(row: Int32, column: Int32) -> Bool {
        unsafe PQgetisnull(pointer, rowOfWhole(row), column) == 1
    }

    /// The cell as an integer in network byte order, or nil when its length is another.
    func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        row: Int32, column: Int32, as type: Value.Type
    ) -> Value? {
        let cell = unsafe bytes(row: row, column: column)
        guard cell.count == MemoryLayout<Value>.size else { return nil }
        return unsafe Value(bigEndian: cell.loadUnaligned(as: Value.self))
    }

    func text(row: Int32, column: Int32) -> String {
        let cell = unsafe bytes(row: row, column: column)
        return unsafe String(decoding: cell, as: UTF8.self)
    }

    func byteArray(row: Int32, column: Int32) -> [UInt8] {
        unsafe Array(bytes(row: row, column: column))
    }

    private func bytes(row: Int32, column: Int32) -> UnsafeRawBufferPointer {
        let row = rowOfWhole(row)
        let length = Int(unsafe PQgetlength(pointer, row, column))
        return unsafe UnsafeRawBufferPointer(start: PQgetvalue(pointer, row, column), count: length)
    }

    // MARK: Descriptions

    /// The parameter types, of a result of a describe.
    var parameterTypes: [OID] {
        unsafe (0..<PQnparams(pointer)).map { OID(rawValue: unsafe PQparamtype(pointer, $0)) }
    }

    // MARK: Errors

    /// The fields of an error report; all nil when libpq made the error itself, as it does when the socket closes.
    var errorFields: PQError.Fields {
        PQError.Fields(
            state: field("C").map(SQLState.init), severity: field("V"), message: field("M") ?? message,
            detail: field("D"), hint: field("H"), position: field("P"), schema: field("s"), table: field("t"),
            column: field("c"), constraint: field("n"), context: field("W"))
    }

    private var message: String? {
        guard let text = unsafe PQresultErrorMessage(pointer) else { return nil }
        return unsafe String(cString: text)
    }

    private func field(_ code: Unicode.Scalar) -> String? {
        guard let text = unsafe PQresultErrorField(pointer, Int32(code.value)) else { return nil }
        return unsafe String(cString: text)
    }
}

/// What a result means to the protocol, without its contents.
enum ResultKind: Hashable, Sendable {
    case done, rows, singleRow, sync, aborted, copyIn, failure, unexpected
}
