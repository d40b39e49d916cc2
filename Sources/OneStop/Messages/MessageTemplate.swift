/// The text of a message with named places: `Hồ sơ {code} đã có kết quả.`
///
/// `{{` and `}}` stand for braces. A name that the moment has no value for is refused when the text is read, so that no message
/// fails when it is written.
package struct MessageTemplate: Sendable, Hashable {
    private enum Piece: Sendable, Hashable {
        case text(String)
        case place(MessageName)
    }

    private let pieces: [Piece]

    /// Reads a text for a moment.
    /// - Throws: what is wrong with it, with the name at fault.
    package init(_ text: String, for moment: MessageMoment) throws(MessageTemplateRefusal) {
        var pieces: [Piece] = []
        var plain = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "{" || character == "}" else {
                plain.append(character)
                continue
            }
            if rest.first == character {
                rest.removeFirst()
                plain.append(character)
                continue
            }
            guard character == "{", let end = rest.firstIndex(where: { $0 == "{" || $0 == "}" }), rest[end] == "}"
            else {
                throw .looseBrace
            }
            let word = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            guard let name = MessageName(rawValue: word) else { throw .unknownName(word) }
            guard moment.names.contains(name) else { throw .nameOfAnotherMoment(name) }
            if !plain.isEmpty { pieces.append(.text(plain)) }
            plain = ""
            pieces.append(.place(name))
        }
        if !plain.isEmpty { pieces.append(.text(plain)) }
        self.pieces = pieces
    }

    /// The text with a value in each place.
    package func filled(_ value: (MessageName) -> String) -> String {
        pieces.reduce(into: "") { text, piece in
            switch piece {
            case .text(let plain): text += plain
            case .place(let name): text += value(name)
            }
        }
    }
}

/// Why a text cannot be a template.
package enum MessageTemplateRefusal: Error, Sendable, Hashable {
    /// A brace that opens or closes no name.
    case looseBrace
    case unknownName(String)
    /// There is such a name, and nothing to put in its place at this moment.
    case nameOfAnotherMoment(MessageName)
}
