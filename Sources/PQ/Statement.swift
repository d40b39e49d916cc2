/// One SQL statement as a value: its text, how its parameters are written and how a row of its answer is read.
///
/// The text is a `StaticString`, so nothing that arrives at run time can become SQL. Keep statements in `static let`s: a
/// connection recognises a statement by its place in the program and plans it once.
package struct Statement<Parameters, Row>: Sendable {
    let text: StatementText
    let encode: @Sendable (Parameters, inout ParameterWriter) -> Void
    let decode: @Sendable (inout RowReader) throws -> Row

    /// - Parameters:
    ///   - types: the types of `$1`, `$2`, …; empty, or ``OID/inferred`` in a place, leaves them to the server. Where a type
    ///     is given, a parameter written as another is refused before anything is sent.
    ///   - encode: writes the parameters in order.
    ///   - decode: reads the columns in order, all of them. Whatever it throws reaches the caller as a ``PQError``: one of its own
    ///     unchanged, any other as ``PQError/Code/decoding``.
    ///   - prepared: whether a connection keeps the plan. Say false for what runs rarely or is planned better by its values.
    package init(
        _ sql: StaticString, types: [OID] = [],
        encode: @escaping @Sendable (Parameters, inout ParameterWriter) -> Void,
        decode: @escaping @Sendable (inout RowReader) throws -> Row,
        prepared: Bool = true
    ) {
        self.init(text: StatementText(sql: sql, types: types, prepared: prepared), encode: encode, decode: decode)
    }

    private init(
        text: StatementText, encode: @escaping @Sendable (Parameters, inout ParameterWriter) -> Void,
        decode: @escaping @Sendable (inout RowReader) throws -> Row
    ) {
        self.text = text
        self.encode = encode
        self.decode = decode
    }

    /// The same statement, which ``Pool/read(_:_:)`` asks once for all callers who ask it at the same moment.
    ///
    /// A statement that finds one row by a key costs the server and libpq more for being begun, described and ended than for the
    /// row; together callers pay that once. Who asks alone is answered by this statement itself.
    /// - Parameter many: takes the keys as an array of `text` and returns the rows that this statement would return for each, and
    ///   after their columns the key's place in the array, from 1 (`with ordinality`), as `bigint`. In any order.
    package func gathered<Gathered>(by many: Statement<[Parameters], Gathered>) -> Statement {
        precondition(text.types == [.text] && many.text.types == [.textArray], "one text gathers to an array of texts")
        var text = text
        text.gathered = many.text.sql
        return Statement(text: text, encode: encode, decode: decode)
    }

    /// The text and types alone, for a registry of all statements.
    package var erased: AnyStatement { AnyStatement(text: text) }
}

extension Statement where Row == Void {
    /// A statement whose rows, if there are any, are not looked at.
    package init(
        _ sql: StaticString, types: [OID] = [],
        encode: @escaping @Sendable (Parameters, inout ParameterWriter) -> Void,
        prepared: Bool = true
    ) {
        self.init(
            sql, types: types, encode: encode, decode: { row in row.skipAll() }, prepared: prepared)
    }
}

extension Statement where Parameters == Void {
    /// A statement without parameters.
    package init(
        _ sql: StaticString,
        decode: @escaping @Sendable (inout RowReader) throws -> Row,
        prepared: Bool = true
    ) {
        self.init(sql, encode: { _, _ in }, decode: decode, prepared: prepared)
    }
}

extension Statement where Parameters == Void, Row == Void {
    /// A statement with neither parameters nor rows.
    package init(_ sql: StaticString, prepared: Bool = true) {
        self.init(
            sql, encode: { _, _ in }, decode: { row in row.skipAll() }, prepared: prepared)
    }
}

/// A statement without its Swift types, so that a test can prepare every one of a program.
package struct AnyStatement: Sendable {
    let text: StatementText

    package var sql: String { text.sql.description }
    package var types: [OID] { text.types }
}

/// What identifies a statement to a connection: where its text lies and the parameter types it was declared with.
struct StatementText: Hashable, Sendable {
    let sql: StaticString
    let types: [OID]
    let prepared: Bool
    /// What asks for several callers at once, with an array of `text` in the place of the one parameter.
    var gathered: StaticString?

    /// Literals never move or change, so their address stands for their text.
    private var address: UInt {
        sql.hasPointerRepresentation ? unsafe UInt(bitPattern: sql.utf8Start) : UInt(sql.unicodeScalar.value)
    }

    static func == (left: StatementText, right: StatementText) -> Bool {
        left.address == right.address && left.types == right.types
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(address)
    }
}

/// SQL text made at run time: migrations and the target of a COPY. The one way for a string to become SQL, and it says so.
package struct SQLScript: Sendable {
    let sql: String

    /// - Parameter sql: text from the program's own files, never from a user.
    package init(unsafe sql: String) {
        self.sql = sql
    }
}
