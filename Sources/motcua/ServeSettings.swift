import ArgumentParser
import Desk
import Logging
import Typesetting
import Web

/// What `serve` is told by flags, environment and file, in this order, and checked.
struct ServeSettings {
    var api: Address
    var operations: Address
    var connections: Int?
    /// Of each token; nil for no limit.
    var requestsPerMinute: Int?
    var logLevel: Logger.Level
    var logsRequests: Bool
    var retention: Retention
    var sweepsDuties: Bool
    /// Whether the pages' cookies go over TLS alone.
    var hasSecureCookies: Bool
    var paper: PaperOutput
    var allowed: Set<Hazard>
    let messageFile: MessageFile

    init(_ command: ServeCommand) throws {
        let file = try SettingsFile.read(command.options.config)
        messageFile = file.messages
        func told(_ flag: String?, _ variable: String, _ key: String?) -> String? {
            flag ?? Environment.value(variable) ?? key
        }
        api = try Address(told(command.listen, "MOTCUA_LISTEN", file.listen) ?? "127.0.0.1:8080")
        operations = try Address(
            told(command.operations, "MOTCUA_OPERATIONS", file.operations) ?? "127.0.0.1:8081")
        connections = try Self.number(
            command.connections, "MOTCUA_CONNECTIONS", file.connections, "--connections", in: 1...200)
        let requests =
            try Self.number(
                command.rateLimit, "MOTCUA_RATE_LIMIT", file.rateLimit, "--rate-limit", in: 0...1_000_000) ?? 6_000
        requestsPerMinute = requests == 0 ? nil : requests
        let level = told(command.logLevel, "MOTCUA_LOG_LEVEL", file.logLevel) ?? "info"
        guard let parsed = Logger.Level(rawValue: level) else {
            throw ValidationError("\"\(level)\" is no level of the log; it is one of \(Log.levels).")
        }
        logLevel = parsed
        logsRequests = try command.requestLog ?? Self.environmentSwitch("MOTCUA_REQUEST_LOG") ?? file.requestLog ?? true
        let days = try Self.number(
            command.readRecordDays, "MOTCUA_READ_RECORD_DAYS", file.readRecordDays, "--read-record-days",
            in: Retention.readDays)
        retention = days.map(Retention.init) ?? Retention()
        sweepsDuties = try command.duties ?? Self.environmentSwitch("MOTCUA_DUTIES") ?? file.duties ?? true
        hasSecureCookies =
            try command.secureCookies ?? Self.environmentSwitch("MOTCUA_SECURE_COOKIES") ?? file.secureCookies ?? true
        guard hasSecureCookies || api.isLoopback else {
            throw ValidationError(
                "--no-secure-cookies is for a browser on this very machine: listen on a loopback address, or leave it out."
            )
        }
        paper = try Self.paper(
            address: told(command.publicAddress, "MOTCUA_PUBLIC_ADDRESS", file.publicAddress),
            program: told(command.weasyprint, "MOTCUA_WEASYPRINT", file.weasyprint))
        let names = told(command.allowUnsafe, "MOTCUA_ALLOW_UNSAFE", file.allowUnsafe) ?? ""
        allowed = try Set(
            names.split(separator: ",").map { name in
                guard let hazard = Hazard(rawValue: String(name)) else {
                    let known = Hazard.allCases.map(\.rawValue).joined(separator: ",")
                    throw ValidationError("\"\(name)\" is nothing that could be allowed; the names are \(known).")
                }
                return hazard
            })
    }

    /// What of the addresses is unsafe.
    var hazards: Set<Hazard> {
        var found: Set<Hazard> = []
        if !api.isLoopback { found.insert(.listen) }
        if !operations.isLoopback { found.insert(.operations) }
        return found
    }

    /// - Throws: `CommandFailure` that names each hazard nobody allowed, what it is and what to do.
    func refuse(_ hazards: Set<Hazard>) throws {
        let refused = hazards.subtracting(allowed).sorted { $0.rawValue < $1.rawValue }
        guard !refused.isEmpty else { return }
        let lines = refused.map { "  \($0.rawValue): \($0.explanation)" }.joined(separator: "\n")
        throw CommandFailure(
            text: """
                Not served, for it would not be safe:
                \(lines)
                Who wants it all the same says so: --allow-unsafe \(refused.map(\.rawValue).joined(separator: ",")) \
                (or MOTCUA_ALLOW_UNSAFE).
                """)
    }

    private static func paper(address: String?, program: String?) throws -> PaperOutput {
        if let address {
            let host = address.hasPrefix("https://") ? address.dropFirst(8) : address.dropFirst(7)
            guard address.hasPrefix("https://") || address.hasPrefix("http://"), !host.isEmpty, host.utf8.count <= 255,
                host.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"/?#@\\\"<>".utf8.contains($0) })
            else {
                throw ValidationError(
                    "\"\(address)\" is no public address; write it as https://motcua.example.vn, without a slash at its end."
                )
            }
        }
        let typesetter = Typesetter(program: program)
        if let program, typesetter == nil {
            throw ValidationError(
                "\"\(program)\" is not weasyprint. Give its path, or leave --weasyprint out to look for it in PATH.")
        }
        return PaperOutput(publicAddress: address, typesetter: typesetter)
    }

    private static func number(
        _ flag: Int?, _ variable: String, _ key: Int?, _ name: String, in range: ClosedRange<Int>
    ) throws -> Int? {
        var value = flag
        if value == nil, let text = Environment.value(variable) {
            guard let number = Int(text) else { throw ValidationError("\(variable) must be a number.") }
            value = number
        }
        value = value ?? key
        guard value.map({ range.contains($0) }) ?? true else {
            throw ValidationError("\(name) must be from \(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }

    static func environmentSwitch(_ variable: String) throws -> Bool? {
        switch Environment.value(variable) {
        case nil: return nil
        case "on": return true
        case "off": return false
        case .some: throw ValidationError("\(variable) must be on or off.")
        }
    }
}

extension Address {
    init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon > text.startIndex
        else { throw ValidationError("\"\(text)\" is no address; write it as 127.0.0.1:8080.") }
        self.init(host: String(text[..<colon]), port: port)
    }

    /// Whether only this machine can reach it.
    var isLoopback: Bool {
        host == "localhost" || host == "::1" || host == "[::1]"
            || host.hasPrefix("127.") && host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) }
    }
}
