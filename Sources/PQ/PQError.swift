/// Everything that can go wrong between a statement and its rows.
///
/// `description` is quiet: code, SQLSTATE and constraint, which name our own schema and nothing of a person, so that it may be
/// logged anywhere. `debugDescription` adds the server's words and the statement, which may quote stored values; bind
/// values are never in either.
package struct PQError: Error, Sendable {
    /// What kind of failure it is. A struct around a private enum, so that a kind can be added without breaking a `switch`.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: Hashable, Sendable {
            case server(SQLState)
            case refusedSettings, connectionFailed, connectionLost, cancelled, deadlineExceeded
            case poolExhausted, poolClosed
            case commitBecameRollback
            case decoding, refusedParameter, misuse, copyAborted
        }

        private let kind: Kind

        private init(_ kind: Kind) {
            self.kind = kind
        }

        /// The server refused the statement and says so with this SQLSTATE.
        package static func server(_ state: SQLState) -> Code { Code(.server(state)) }
        /// libpq does not know an option of the connection string or cannot read its value. The message names the option
        /// and quotes nothing else.
        package static let refusedSettings = Code(.refusedSettings)
        /// No connection could be made; nothing was sent.
        package static let connectionFailed = Code(.connectionFailed)
        /// The connection broke. Whether work under way was committed is told by ``PQError/outcomeUnknown``.
        package static let connectionLost = Code(.connectionLost)
        /// The calling task was cancelled, and the server was told (or had not been asked yet).
        package static let cancelled = Code(.cancelled)
        /// The caller's deadline passed, and the server was told (or had not been asked yet).
        package static let deadlineExceeded = Code(.deadlineExceeded)
        /// No connection came free in time, or the queue for one is full.
        package static let poolExhausted = Code(.poolExhausted)
        /// The pool is shutting down.
        package static let poolClosed = Code(.poolClosed)
        /// `COMMIT` of a failed transaction: the server rolled back and reported success.
        package static let commitBecameRollback = Code(.commitBecameRollback)
        /// A column's type, its null or its bytes do not fit what the decoder asked for.
        package static let decoding = Code(.decoding)
        /// A parameter that PostgreSQL cannot hold (U+0000 in text) or that contradicts the declared types; nothing was sent.
        package static let refusedParameter = Code(.refusedParameter)
        /// A call out of order, such as a statement on a finished transaction; nothing was sent.
        package static let misuse = Code(.misuse)
        /// The body of a COPY threw, so nothing was copied.
        package static let copyAborted = Code(.copyAborted)

        package var description: String {
            switch kind {
            case .server(let state): "server(\(state))"
            case .refusedSettings: "refusedSettings"
            case .connectionFailed: "connectionFailed"
            case .connectionLost: "connectionLost"
            case .cancelled: "cancelled"
            case .deadlineExceeded: "deadlineExceeded"
            case .poolExhausted: "poolExhausted"
            case .poolClosed: "poolClosed"
            case .commitBecameRollback: "commitBecameRollback"
            case .decoding: "decoding"
            case .refusedParameter: "refusedParameter"
            case .misuse: "misuse"
            case .copyAborted: "copyAborted"
            }
        }

        fileprivate var state: SQLState? {
            if case .server(let state) = kind { state } else { nil }
        }
    }

    /// The server's report, field by field (manual, "Error and Notice Message Fields").
    struct Fields: Sendable {
        var state: SQLState?
        var severity: String?
        var message: String?
        var detail: String?
        var hint: String?
        var position: String?
        var schema: String?
        var table: String?
        var column: String?
        var constraint: String?
        var context: String?
    }

    private final class Storage: Sendable {
        let code: Code
        let fields: Fields
        let sql: String?
        let outcomeUnknown: Bool
        let stalePlan: Bool

        init(code: Code, fields: Fields, sql: String?, outcomeUnknown: Bool, stalePlan: Bool) {
            self.code = code
            self.fields = fields
            self.sql = sql
            self.outcomeUnknown = outcomeUnknown
            self.stalePlan = stalePlan
        }
    }

    private let storage: Storage

    var fields: Fields { storage.fields }
    var isStalePlan: Bool { storage.stalePlan }

    init(
        _ code: Code, fields: Fields = Fields(), sql: String? = nil, outcomeUnknown: Bool = false,
        stalePlan: Bool = false
    ) {
        storage = Storage(code: code, fields: fields, sql: sql, outcomeUnknown: outcomeUnknown, stalePlan: stalePlan)
    }

    /// An error of one's own making, such as a stored value that a decoder cannot accept.
    package init(_ code: Code, _ message: String, sql: String? = nil) {
        self.init(code, fields: Fields(message: message), sql: sql)
    }

    package var code: Code { storage.code }

    /// The SQLSTATE, also where it came with a code of our own (a cancelled statement keeps its 57014).
    package var state: SQLState? { storage.code.state ?? storage.fields.state }
    package var sqlState: String? { state?.code }
    package var constraint: String? { storage.fields.constraint }
    package var schema: String? { storage.fields.schema }
    package var table: String? { storage.fields.table }
    package var column: String? { storage.fields.column }
    /// ERROR, FATAL or PANIC, never translated.
    package var severity: String? { storage.fields.severity }
    /// The server's or libpq's words; may quote stored values.
    package var message: String? { storage.fields.message }
    package var detail: String? { storage.fields.detail }
    package var hint: String? { storage.fields.hint }
    package var context: String? { storage.fields.context }
    /// The text of the statement that failed, without its parameters.
    package var sql: String? { storage.sql }

    /// Whether a commit had been sent when the connection broke, so that only the data can say if it happened.
    package var outcomeUnknown: Bool { storage.outcomeUnknown }

    /// Whether the same transaction may succeed when run again from its start: serialisation failure (40001), deadlock
    /// (40P01), or a prepared statement whose plan a schema change has made stale inside a transaction.
    package var isRetryable: Bool {
        state == .serializationFailure || state == .deadlockDetected || storage.stalePlan
    }

    package var isUniqueViolation: Bool { state == .uniqueViolation }
    package var isForeignKeyViolation: Bool { state == .foreignKeyViolation }
    package var isCheckViolation: Bool { state == .checkViolation }
    package var isNotNullViolation: Bool { state == .notNullViolation }
    package var isExclusionViolation: Bool { state == .exclusionViolation }

    /// Whether the database could not be reached, or had no room: the caller may come back later.
    package var isUnavailable: Bool {
        switch code {
        case .connectionFailed, .connectionLost, .poolExhausted, .poolClosed: true
        default: false
        }
    }

    func with(sql: String?) -> PQError {
        PQError(
            code, fields: storage.fields, sql: sql, outcomeUnknown: outcomeUnknown, stalePlan: storage.stalePlan)
    }
}

extension PQError: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String {
        var text = "PQError(\(code)"
        if let state, code != .server(state) { text += ", \(state)" }
        if let constraint { text += ", constraint \(constraint)" }
        if outcomeUnknown { text += ", outcome unknown" }
        return text + ")"
    }

    package var debugDescription: String {
        let named: [(String, String?)] = [
            ("severity", severity), ("message", message), ("detail", detail), ("hint", hint), ("schema", schema),
            ("table", table), ("column", column), ("position", storage.fields.position), ("context", context),
            ("sql", sql),
        ]
        return named.reduce(into: description) { text, field in
            if let value = field.1 { text += "\n  \(field.0): \(value)" }
        }
    }
}
