import Desk

/// Reads a form with files (`multipart/form-data`, RFC 7578) as it comes, strictly: what no browser sends is refused.
///
/// The whole is never held: of the part that is under way no more than what cannot be told from a border yet.
struct MultipartReader {
    enum Event: Hashable {
        /// A part begins: a field, or a file with the name that it has at home.
        case part(name: String, fileName: String?)
        case content([UInt8])
        case endOfPart
    }

    private enum Place {
        case opening, afterBorder, heading, content, over
    }

    /// A heading has at most so many bytes.
    private static let longestHeading = 8_192
    private static let mostParts = 100

    /// What stands between two parts.
    private let border: [UInt8]
    private var place = Place.opening
    private var bytes: [UInt8] = []
    private var start = 0
    private var parts = 0

    /// - Parameter type: the header `Content-Type`, which names the border.
    /// - Throws: `DeskError` for another type, or a border that is none.
    init(type: String) throws(DeskError) {
        let sides = type.split(separator: ";", maxSplits: 1)
        guard let media = sides.first, media.trimmed.lowercased() == "multipart/form-data", sides.count == 2,
            let boundary = Self.parameters(of: sides[1])?["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.last != UInt8(ascii: " "),
            boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) && !Array("\"\\<>;,@[]".utf8).contains($0) })
        else { throw Self.unreadable }
        border = Array("\r\n--\(boundary)".utf8)
    }

    mutating func feed(_ piece: some Collection<UInt8>) {
        if start > 0 {
            bytes.removeSubrange(..<start)
            start = 0
        }
        bytes += piece
    }

    /// What comes next; nil when more bytes are needed.
    mutating func next() throws(DeskError) -> Event? {
        while true {
            switch place {
            case .opening:
                let opening = border.dropFirst(2)
                guard bytes.count - start >= opening.count else { return nil }
                guard bytes[start...].starts(with: opening) else { throw Self.unreadable }
                start += opening.count
                place = .afterBorder
            case .afterBorder:
                guard bytes.count - start >= 2 else { return nil }
                switch (bytes[start], bytes[start + 1]) {
                case (13, 10): place = .heading
                case (45, 45): place = .over
                default: throw Self.unreadable
                }
                start += 2
            case .heading:
                guard let end = find(Array("\r\n\r\n".utf8)) else {
                    guard bytes.count - start <= Self.longestHeading else { throw Self.unreadable }
                    return nil
                }
                guard end - start <= Self.longestHeading, parts < Self.mostParts else { throw Self.unreadable }
                let part = try Self.part(bytes[start..<end])
                start = end + 4
                parts += 1
                place = .content
                return part
            case .content:
                if let end = find(border) {
                    guard end == start else {
                        defer { start = end }
                        return .content(Array(bytes[start..<end]))
                    }
                    start += border.count
                    place = .afterBorder
                    return .endOfPart
                }
                let safe = bytes.count - border.count + 1
                guard safe > start else { return nil }
                defer { start = safe }
                return .content(Array(bytes[start..<safe]))
            case .over:
                guard [[], [13], [13, 10]].contains(Array(bytes[start...])) else { throw Self.unreadable }
                return nil
            }
        }
    }

    /// Says that nothing more comes.
    /// - Throws: `DeskError` when the form is not whole.
    func finish() throws(DeskError) {
        guard place == .over else { throw Self.unreadable }
    }

    /// Where a text begins in what has not been taken yet.
    private func find(_ text: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var at = start
            let last = bytes.count - text.count
            while at <= last {
                if bytes[at] == text[0], (1..<text.count).allSatisfy({ bytes[at + $0] == text[$0] }) { return at }
                at += 1
            }
            return nil
        }
    }

    /// What the heading of a part says.
    private static func part(_ heading: ArraySlice<UInt8>) throws(DeskError) -> Event {
        guard let text = String(validating: heading, as: UTF8.self), !text.utf8.contains(0) else { throw unreadable }
        var found: Event?
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
            guard let colon = line.firstIndex(of: ":") else { throw unreadable }
            guard line[..<colon].lowercased() == "content-disposition" else { continue }
            let sides = line[line.index(after: colon)...].split(separator: ";", maxSplits: 1)
            guard found == nil, sides.count == 2, sides[0].trimmed.lowercased() == "form-data",
                let parameters = parameters(of: sides[1]), let name = parameters["name"],
                (1...200).contains(name.utf8.count)
            else { throw unreadable }
            found = .part(name: name, fileName: parameters["filename"].map(base))
        }
        guard let found else { throw unreadable }
        return found
    }

    /// The last part of a path, without control characters, at most 200 characters.
    private static func base(_ path: String) -> String {
        let last = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        return String(
            String.UnicodeScalarView(last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(200)))
    }

    /// `; name="value"`, each once. Browsers write a quotation mark in a value as %22.
    private static func parameters(of text: Substring) -> [String: String]? {
        var found: [String: String] = [:]
        var rest = text
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" || $0 == ";" }
            guard !rest.isEmpty else { return found }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let name = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                guard let end = rest.firstIndex(of: "\"") else { return nil }
                value = String(rest[..<end])
                rest = rest[rest.index(after: end)...]
                guard rest.isEmpty || rest.first == ";" else { return nil }
            } else {
                value = String(rest.prefix { $0 != ";" && $0 != " " })
                rest = rest.dropFirst(value.count)
            }
            guard found.updateValue(value, forKey: name) == nil else { return nil }
        }
    }

    private static let unreadable = DeskError.invalid(
        "form", rule: "form.format", "The form cannot be read. Load the page again.")
}
