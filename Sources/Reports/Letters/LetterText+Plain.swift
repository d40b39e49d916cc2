package import OneStop

extension LetterText {
    /// The letter in plain text of at most 80 characters a line, for a message or a terminal.
    package var plain: [UInt8] {
        var lines: [String] = []
        if number == nil { lines += [LetterLayout.draft.padded(Self.width, toTheRight: true), ""] }
        let rule = "__________"
        let left = [governingBody, agency].compactMap { $0?.uppercased() } + [rule, numberLine]
        let right = [
            PaperHead.nationalName, PaperHead.motto, String(repeating: "_", count: PaperHead.motto.count),
            dayLine,
        ]
        lines += Self.pair(left, right, centred: true) + [""]
        lines += title.wrapped(Self.width - 10).map { $0.centred(Self.width) } + [""]
        for line in addressLines { lines += line.wrapped(Self.width - 10).map { "          \($0)" } }
        lines.append("")
        for paragraph in paragraphs { lines += "    \(paragraph)".wrapped(Self.width) + [""] }
        let recipients = [PaperFoot.recipients] + recipients.map { "- \($0)" }
        lines += Self.pair(recipients, signatureLines, centred: false)
        return Array((lines.map(\.withoutBlanksBehind).joined(separator: "\n") + "\n").utf8)
    }

    private static let width = 80
    private static let leftWidth = 36

    private var signatureLines: [String] {
        guard let signer else { return [] }
        return signer.lines.map { $0.uppercased() } + ["", LetterLayout.signed, "", signer.name]
    }

    /// Two blocks side by side, each wrapped in its own half.
    private static func pair(_ left: [String], _ right: [String], centred: Bool) -> [String] {
        let rightWidth = width - leftWidth
        let left = left.flatMap { $0.wrapped(leftWidth - 2) }
        let right = right.flatMap { $0.wrapped(rightWidth) }
        return (0..<max(left.count, right.count)).map { row in
            let one = row < left.count ? left[row] : ""
            let other = row < right.count ? right[row] : ""
            return (centred ? one.centred(leftWidth) : one.padded(leftWidth)) + other.centred(rightWidth)
        }
    }
}

extension String {
    fileprivate func centred(_ width: Int) -> String {
        padded(count + max(0, width - count) / 2, toTheRight: true).padded(width)
    }

    /// Lines of at most so many characters, broken between words; a longer word is broken where it must be. What is no
    /// blank between words, such as those before the first, stays. Line ends and tabs of outside become blanks.
    fileprivate func wrapped(_ width: Int) -> [String] {
        var lines: [String] = []
        var line = String(prefix { $0 == " " })
        var isBlank = true
        for word in split(whereSeparator: { $0.isWhitespace }) {
            var rest = word[...]
            if !isBlank, line.count + 1 + rest.count > width {
                lines.append(line)
                line = ""
                isBlank = true
            }
            if !isBlank { line += " " }
            while line.count + rest.count > width, !rest.isEmpty {
                let room = max(1, width - line.count)
                lines.append(line + rest.prefix(room))
                rest = rest.dropFirst(room)
                line = ""
            }
            line += rest
            isBlank = false
        }
        return lines + [line]
    }

    fileprivate var withoutBlanksBehind: Substring {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return text
    }
}
