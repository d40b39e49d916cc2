/// Why the private cluster cannot be used: what failed, why, and what the person at the terminal can do about it.
package struct ClusterError: Error, Hashable, CustomStringConvertible {
    /// For a caller that treats some of them in its own way.
    package enum Kind: Sendable, Hashable {
        case notInstalled
        case wrongVersion
        case notOurFolder
        case unreachableFolder
        case diskFull
        case system
        case serverFailed
    }

    /// Which sort of trouble it is.
    package let kind: Kind
    /// What could not be done.
    package let what: String
    /// The reason, as far as it is known.
    package let why: String
    /// What to do about it, as whole sentences.
    package let remedy: String

    /// All of it in two or three sentences.
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
