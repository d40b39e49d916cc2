import Desk
import Testing

@testable import Web

/// Forms with files: what browsers send is read whatever way it is cut, and nothing else is.
@Suite struct MultipartReaderTests {
    private static let type = "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxk"
    private static let border = "------WebKitFormBoundary7MA4YWxk"

    private static func body(_ parts: [(heading: String, content: String)], end: String = "--\r\n") -> String {
        parts.map { "\(border)\r\n\($0.heading)\r\n\r\n\($0.content)\r\n" }.joined() + border + end
    }

    /// What is read, with the pieces of a part put together.
    private static func events(_ text: String, type: String = MultipartReaderTests.type, piece: Int = .max) throws
        -> [MultipartReader.Event]
    {
        var reader = try MultipartReader(type: type)
        var found: [MultipartReader.Event] = []
        var rest = Array(text.utf8)[...]
        repeat {
            reader.feed(rest.prefix(piece))
            rest = rest.dropFirst(piece)
            while let event = try reader.next() {
                if case .content(let bytes) = event, case .content(let before)? = found.last {
                    found[found.count - 1] = .content(before + bytes)
                } else {
                    found.append(event)
                }
            }
        } while !rest.isEmpty
        try reader.finish()
        return found
    }

    @Test(arguments: [1, 2, 3, 7, 40, Int.max])
    func `a form is the same however it is cut, and a border that breaks off is content`(piece: Int) throws {
        let content = "a,b\r\n1,2\r\n\(Self.border.dropLast())\r\n--\r\n\r"
        let text = Self.body([
            ("Content-Disposition: form-data; name=\"token\"", "abc"),
            ("content-disposition: form-data; name=\"agency\"", ""),
            (
                "Content-Disposition: form-data; name=\"file\"; filename=\"C:\\Hồ sơ\\một; hai.csv\"\r\nContent-Type: text/csv",
                content
            ),
        ])
        #expect(
            try Self.events(text, piece: piece) == [
                .part(name: "token", fileName: nil), .content(Array("abc".utf8)), .endOfPart,
                .part(name: "agency", fileName: nil), .endOfPart,
                .part(name: "file", fileName: "một; hai.csv"), .content(Array(content.utf8)), .endOfPart,
            ])
    }

    @Test(arguments: [
        "application/json", "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"a",
        "multipart/mixed; boundary=x", "multipart/form-data; boundary=x; boundary=y",
        "multipart/form-data; boundary=\"a\u{7F}b\"",
        "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
    ])
    func `what is no form with files is refused by its type`(type: String) {
        #expect(throws: DeskError.self) { try MultipartReader(type: type) }
    }

    @Test func `what no browser sends is refused, and nothing is taken for whole that is not`() throws {
        let field = "Content-Disposition: form-data; name=\"a\""
        let whole = Self.body([(field, "1")])
        #expect(try Self.events(whole).count == 3)
        let hostile: [String] = [
            "", "preamble\r\n" + whole, String(whole.dropLast(4)), String(whole.dropLast(6)), whole + "x",
            whole + whole,
            Self.body([("Content-Type: text/plain", "1")]),
            Self.body([("Content-Disposition: attachment; name=\"a\"", "1")]),
            Self.body([("Content-Disposition: form-data", "1")]),
            Self.body([("Content-Disposition: form-data; name=\"\"", "1")]),
            Self.body([("Content-Disposition: form-data; name=\"a\"; name=\"b\"", "1")]),
            Self.body([("Content-Disposition: form-data; name=\"a", "1")]),
            Self.body([("Content-Disposition: form-data; name=\"a\"x", "1")]),
            Self.body([(field + "\r\n" + field, "1")]),
            Self.body([("no colon", "1")]), Self.body([(field + "\r\nX: \u{0}", "1")]),
            Self.body([(field + "\r\nX: " + String(repeating: "y", count: 9_000), "1")]),
            Self.body([("Content-Disposition: form-data; name=\"" + String(repeating: "y", count: 300) + "\"", "1")]),
            Self.body(Array(repeating: (heading: field, content: "1"), count: 101)),
            whole.replacing("\r\n", with: "\n"),
        ]
        for text in hostile {
            for piece in [1, 5, Int.max] {
                #expect(throws: DeskError.self, "\(text.prefix(200)) by \(piece)") {
                    try Self.events(text, piece: piece)
                }
            }
        }
        var bytes = Array(whole.utf8)
        bytes[bytes.firstIndex(of: UInt8(ascii: "\""))! + 1] = 0xFF
        #expect(throws: DeskError.self) {
            var reader = try MultipartReader(type: Self.type)
            reader.feed(bytes)
            while try reader.next() != nil {}
        }
    }

    @Test func `whatever comes, it ends, and holds no more than a border`() throws {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("\r\n-".utf8) + Array(Self.border.utf8.prefix(3)) + [0, 0xFF, UInt8(ascii: "a")]
        for _ in 0..<200 {
            var reader = try MultipartReader(type: Self.type)
            reader.feed(
                Array("\(Self.border)\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n".utf8))
            var (sent, told) = (0, 0)
            for _ in 0..<50 {
                let piece = (0..<Int.random(in: 1...400, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator)!
                }
                reader.feed(piece)
                sent += piece.count
                while let event = try reader.next() {
                    if case .content(let bytes) = event { told += bytes.count }
                }
                #expect(sent - told <= Self.border.utf8.count + 2)
            }
        }
    }
}
