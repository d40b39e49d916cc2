/// A mail of plain text, as it is sent (RFC 5322, 2045, 2047).
package struct Mail: Sendable {
    /// The address it comes from, and the name beside it.
    package var from: String
    package var fromName: String
    package var to: String
    package var subject: String
    package var body: String
    /// Without angle brackets; the same each time the mail is tried.
    package var messageID: String
    /// As RFC 5322 has it: `Tue, 03 Mar 2026 09:00:00 +0700`.
    package var date: String

    package init(
        from: String, fromName: String, to: String, subject: String, body: String, messageID: String, date: String
    ) {
        self.from = from
        self.fromName = fromName
        self.to = to
        self.subject = subject
        self.body = body
        self.messageID = messageID
        self.date = date
    }

    /// Whether a text can stand as an address in an envelope: one `@`, something on both sides, nothing that would end a line or a
    /// path.
    package static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && text.utf8.count <= 254 && parts[0].utf8.count <= 64
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.unicodeScalars.allSatisfy {
                        $0.value > 0x20 && $0.value != 0x7F && !"<>()[]\\,;:\"".unicodeScalars.contains($0)
                    }
            }
    }

    /// Whether the envelope needs SMTPUTF8 (RFC 6531).
    var needsUTF8: Bool { !(from + to).utf8.allSatisfy { $0 < 0x80 } }

    /// Head and body with CRLF, not dot-stuffed. The body is base64: it survives every relay, whatever the length of its lines.
    var bytes: [UInt8] {
        var lines = [
            "Date: \(date)", "From: \(Self.word(fromName))\r\n <\(from)>", "To: <\(to)>",
            "Subject: \(Self.word(subject))",
            "Message-ID: <\(messageID)>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64", "Auto-Submitted: auto-generated", "",
        ]
        let text = body.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        var coded = Base64.encode(text.utf8)[...]
        while !coded.isEmpty {
            lines.append(String(coded.prefix(76)))
            coded = coded.dropFirst(76)
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    /// A text in a field: as encoded words of at most 75 characters, which are not broken within a character; folded.
    static func word(_ text: String) -> String {
        let safe = text.utf8.allSatisfy { byte in
            (0x20..<0x7F).contains(byte) && !Array("\"\\<>()[]@,;:=?_".utf8).contains(byte)
        }
        if safe, text.utf8.count <= 60 { return text }
        var words: [String] = []
        var part: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            // 39 bytes are 52 characters of base64, and 12 go round them: behind the field's name no line is longer than 76.
            if part.count + bytes.count > 39 {
                words.append("=?utf-8?B?\(Base64.encode(part))?=")
                part = []
            }
            part += bytes
        }
        words.append("=?utf-8?B?\(Base64.encode(part))?=")
        return words.joined(separator: "\r\n ")
    }

    /// A line that begins with a dot gets another, so that none of them ends the mail (RFC 5321, section 4.5.2).
    static func stuffed(_ bytes: [UInt8]) -> [UInt8] {
        var stuffed: [UInt8] = []
        stuffed.reserveCapacity(bytes.count + 16)
        var begins = true
        for byte in bytes {
            if begins, byte == UInt8(ascii: ".") { stuffed.append(byte) }
            stuffed.append(byte)
            begins = byte == UInt8(ascii: "\n")
        }
        return stuffed
    }
}
