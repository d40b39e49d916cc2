package import PQ

/// What can go wrong in the store, as far as a use case can act on it.
package enum StoreError: Error, Sendable {
    /// There is no such row.
    case notFound
    /// A constraint refused the change; its name says which rule.
    case violates(constraint: String)
    /// Another transaction held a lock for too long.
    case locked
    /// The database cannot be reached or has no room. Nothing was done, unless `outcomeUnknown` is true: then the
    /// connection broke while a commit was on its way.
    case unavailable(outcomeUnknown: Bool)
    /// The connection string cannot be used; the sentence names the option, and no value.
    case settings(String)
    /// The deadline passed, or the task was cancelled; the work was rolled back.
    case deadline
    /// Anything else: a defect of the program or damage in the database.
    case bug(PQError)

    /// The driver's error, told apart by SQLSTATE and constraint and never by its words.
    package init(_ error: PQError) {
        if error.code == .refusedSettings {
            self = .settings(error.message ?? "")
        } else if error.isUnavailable || error.outcomeUnknown {
            self = .unavailable(outcomeUnknown: error.outcomeUnknown)
        } else if error.code == .deadlineExceeded || error.code == .cancelled {
            self = .deadline
        } else if let constraint = error.constraint {
            self = .violates(constraint: constraint)
        } else if error.sqlState == "55P03" {
            self = .locked
        } else if let state = error.sqlState, state.hasPrefix("57P") || state.hasPrefix("53") {
            self = .unavailable(outcomeUnknown: false)
        } else {
            self = .bug(error)
        }
    }

    /// Any error from a transaction: the driver's is translated, others are the caller's own.
    static func translate(_ error: any Error) -> any Error {
        if let error = error as? PQError { return StoreError(error) }
        return error
    }
}

extension StoreError: CustomStringConvertible {
    /// For the log: which failure of which statement, and no word of the server's, which may quote stored values.
    package var description: String {
        switch self {
        case .notFound: "not found"
        case .violates(let constraint): "violates \(constraint)"
        case .locked: "locked"
        case .unavailable(let outcomeUnknown): outcomeUnknown ? "unavailable, outcome unknown" : "unavailable"
        case .settings(let what): what
        case .deadline: "deadline"
        case .bug(let error): "\(error) in \(error.sql ?? "no statement")"
        }
    }
}
