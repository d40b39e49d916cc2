/// The five characters by which PostgreSQL names a condition (manual, appendix A).
///
/// Messages are translated and change between versions; these do not, so all decisions are made on them.
package struct SQLState: Hashable, Sendable, CustomStringConvertible {
    package let code: String

    /// - Parameter code: five characters, as the server gives them.
    package init(_ code: String) {
        self.code = code
    }

    package var description: String { code }

    /// The first two characters, shared by related conditions.
    package var category: Substring { code.prefix(2) }

    package static let featureNotSupported = SQLState("0A000")
    package static let notNullViolation = SQLState("23502")
    package static let foreignKeyViolation = SQLState("23503")
    package static let uniqueViolation = SQLState("23505")
    package static let checkViolation = SQLState("23514")
    package static let exclusionViolation = SQLState("23P01")
    package static let invalidStatementName = SQLState("26000")
    package static let serializationFailure = SQLState("40001")
    package static let deadlockDetected = SQLState("40P01")
    package static let lockNotAvailable = SQLState("55P03")
    package static let queryCanceled = SQLState("57014")
    package static let adminShutdown = SQLState("57P01")

    /// Whether the condition ends the session: connection exceptions (08) and operator intervention other than a cancel.
    var endsSession: Bool {
        category == "08" || (code.hasPrefix("57P") && code != "57P04")
    }
}
