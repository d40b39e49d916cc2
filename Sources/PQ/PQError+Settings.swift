extension PQError {
    /// A connection string that libpq cannot read. Its own words quote what was given, a password perhaps, so of them
    /// only the name of the option is kept.
    static func refusedSettings(libpqSays message: String) -> PQError {
        guard let option = option(namedBy: message) else {
            return PQError(
                .refusedSettings,
                "the connection string cannot be read; write it as 'host=… dbname=… user=…' or postgresql://user@host/name"
            )
        }
        return PQError(
            .refusedSettings, "the option \"\(option)\" of the connection string is unknown or has a wrong value")
    }

    /// The option that libpq refuses before it connects (fe-connect.c); nil for any other failure.
    static func option(namedBy message: String) -> String? {
        if message.hasPrefix("invalid port number") { return "port" }
        for beginning in ["invalid connection option \"", "invalid URI query parameter: \""]
        where message.hasPrefix(beginning) {
            return name(message.dropFirst(beginning.count).prefix { $0 != "\"" })
        }
        guard message.hasPrefix("invalid ") else { return nil }
        let words = message.split(separator: " ")
        if message.hasPrefix("invalid integer value"), let last = words.last {
            return name(last.prefix { !$0.isNewline }.filter { $0 != "\"" })
        }
        return words.count > 2 && words[2].hasPrefix("value:") ? name(words[1]) : nil
    }

    /// Options are small letters, digits and low lines; what is none may be part of a value.
    private static func name(_ text: some StringProtocol) -> String? {
        let isName =
            !text.isEmpty && text.utf8.count <= 40
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
        return isName ? String(text) : nil
    }
}
