import Desk
import HTTPTypes
import OneStop
import Records
import Synchronization

/// What is known of a request beside its answer: the id that its answer, its problem and its line in the log have in
/// common, and who signed in.
package final class RequestTrace: Sendable {
    private struct State {
        var id: String
        var account: UserID?
        var token: Int64?
    }

    private let state: Mutex<State>

    init(id: String) {
        state = Mutex(State(id: id))
    }

    var id: String { state.withLock { $0.id } }

    /// Account and token of whoever signed in; nil before that.
    var signedIn: (account: UserID, token: Int64)? {
        state.withLock { state in
            guard let account = state.account, let token = state.token else { return nil }
            return (account, token)
        }
    }

    /// Goes on under the id that the caller's own system gave the request.
    func take(id: String) {
        state.withLock { $0.id = id }
    }

    func note(_ principal: Principal) {
        state.withLock { state in
            state.account = principal.account
            state.token = principal.token
        }
    }
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("X-Request-Id")!
    static let traceParent = HTTPField.Name("traceparent")!
    static let readPurpose = HTTPField.Name("X-Read-Purpose")!
}

extension HTTPFields {
    /// The id that a proxy or the caller gave the request: a UUID or 32 hexadecimal digits in `X-Request-Id`, else the trace
    /// of a `traceparent` (W3C Trace Context). Nothing else is taken over: the log repeats no text of a stranger's.
    var givenRequestID: String? {
        if let given = self[.requestID], given.isPlainID { return given }
        guard let trace = self[.traceParent], trace.utf8.count == 55, trace.hasPrefix("00-") else { return nil }
        let parts = trace.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[1].utf8.count == 32, parts[1].utf8.allSatisfy(\.isHexadecimal),
            parts[1].contains(where: { $0 != "0" })
        else { return nil }
        return String(parts[1])
    }

    /// What the caller says that it reads for.
    func readPurpose() throws(DeskError) -> ReadPurpose? {
        guard let given = self[.readPurpose] else { return nil }
        guard let purpose = ReadPurpose(rawValue: given) else {
            throw .invalid(
                "X-Read-Purpose", rule: "R1.read_purpose",
                "X-Read-Purpose is one of \(ReadPurpose.allCases.map(\.rawValue).joined(separator: ", ")), or left out."
            )
        }
        return purpose
    }
}

extension String {
    fileprivate var isPlainID: Bool {
        let groups = split(separator: "-", omittingEmptySubsequences: false)
        let lengths = groups.map(\.utf8.count)
        return (lengths == [32] || lengths == [8, 4, 4, 4, 12])
            && groups.allSatisfy { $0.utf8.allSatisfy(\.isHexadecimal) }
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
