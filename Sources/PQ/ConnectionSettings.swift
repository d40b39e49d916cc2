internal import CLibPQ

/// How to reach the server and what every session starts with.
///
/// Handed to libpq as keywords and values, never as one string put together. Each timeout is the server's own and holds
/// whatever becomes of the client.
package struct ConnectionSettings: Sendable {
    private var keywords: [(keyword: String, value: String)]
    package var applicationName = "motcua"
    /// `SET ROLE` for every session; nil for the role that logs in.
    package var role: String?
    package var connectTimeout = Duration.seconds(10)
    package var statementTimeout = Duration.seconds(30)
    package var lockTimeout = Duration.seconds(10)
    package var idleInTransactionTimeout = Duration.seconds(60)
    /// Further parameters of the session, such as `search_path`.
    package var parameters: [(name: String, value: String)] = []

    /// - Parameter text: a libpq connection string or URI; what it leaves out comes from libpq's environment (`PGHOST`, …).
    /// - Throws: ``PQError/Code/refusedSettings`` when libpq cannot parse it.
    package init(_ text: String) throws(PQError) {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = unsafe PQconninfoParse(text, &message) else {
            let reason = unsafe message.map { unsafe String(cString: $0) } ?? "no memory"
            unsafe PQfreemem(message)
            throw PQError.refusedSettings(libpqSays: reason)
        }
        defer { unsafe PQconninfoFree(options) }
        keywords = []
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val {
                unsafe keywords.append((String(cString: keyword), String(cString: value)))
            }
            unsafe option += 1
        }
    }

    /// A setting of the connection string, such as `dbname` or `host`.
    package func value(of keyword: String) -> String? {
        keywords.last { $0.keyword == keyword }?.value
    }

    /// The same settings with one keyword changed.
    package func with(_ keyword: String, _ value: String) -> ConnectionSettings {
        var copy = self
        copy.keywords.removeAll { $0.keyword == keyword }
        copy.keywords.append((keyword, value))
        return copy
    }

    /// What libpq is given; later values of a keyword win.
    var resolved: [(keyword: String, value: String)] {
        var result: [(keyword: String, value: String)] = [("application_name", applicationName)]
        result += keywords.filter { $0.keyword != "options" }
        result += [("client_encoding", "UTF8"), ("gssencmode", "disable"), ("options", options)]
        return result
    }

    private var options: String {
        var session = [
            ("timezone", "UTC"),
            ("datestyle", "ISO"),
            ("statement_timeout", "\(statementTimeout.wholeMilliseconds)"),
            ("lock_timeout", "\(lockTimeout.wholeMilliseconds)"),
            ("idle_in_transaction_session_timeout", "\(idleInTransactionTimeout.wholeMilliseconds)"),
        ]
        if let role { session.append(("role", role)) }
        session += parameters.map { ($0.name, $0.value) }
        let given = value(of: "options").map { [$0] } ?? []
        return (session.map { "-c \($0)=\(Self.escaped($1))" } + given).joined(separator: " ")
    }

    /// In `options` a space ends a word unless a backslash stands before it (libpq, "options").
    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            if character == " " || character == "\\" { text.append("\\") }
            text.append(character)
        }
    }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
