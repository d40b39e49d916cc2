/// Why the private cluster cannot be used: what failed, why, and what the person at the terminal can do about it.
package struct ClusterError: Error, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        case notInstalled
        case wrongVersion
        case notOurFolder
        case unreachableFolder
        case diskFull
        case system
        case serverFailed
    }

    package let kind: Kind
    package let what: String
    package let why: String
    package let remedy: String

    package var description: String { "\(what): \(why). \(remedy)" }

    init(_ kind: Kind, _ what: String, why: String, remedy: String) {
        self.kind = kind
        self.what = what
        self.why = why
        self.remedy = remedy
    }

    /// A failed system call, with the reason of `errno`.
    static func system(_ what: String, code: Int32) -> ClusterError {
        let reason = errorText(code)
        if code == diskFullCode { return .diskFull(what) }
        return ClusterError(.system, what, why: reason, remedy: "Put it right, or choose another folder with --data.")
    }

    static func diskFull(_ what: String) -> ClusterError {
        ClusterError(
            .diskFull, what, why: "the disk is full",
            remedy: "Free some space, or choose a folder on another disk with --data.")
    }

    /// A program of PostgreSQL that ended with an error; the end of its output is the reason.
    static func program(_ what: String, output: String, log: String) -> ClusterError {
        if output.contains("No space left on device") { return .diskFull(what) }
        let lines = output.split(separator: "\n").suffix(6).joined(separator: " | ")
        return ClusterError(
            .serverFailed, what, why: lines.isEmpty ? "no reason was given" : lines,
            remedy: "The server's log is \(log).")
    }
}
