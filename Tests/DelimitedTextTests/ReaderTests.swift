import DelimitedText
import Testing

@Suite struct ReaderTests {
    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,", [["a", "b"], ["1", ""]]),
        ("a,b\n,\n", [["a", "b"], ["", ""]]),
        ("a;b\n1,5;2", [["a", "b"], ["1,5", "2"]]),
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ("\"a;b\",c\n", [["a;b", "c"]]),
        ("\"a,b\";c;d\n", [["a,b", "c", "d"]]),
        ("\u{FEFF}Mã hồ sơ;Ngày nhận\nH01;09/02/2026\n", [["Mã hồ sơ", "Ngày nhận"], ["H01", "09/02/2026"]]),
        ("\"a \"\"quoted\"\" word\",\"two\r\nlines\"\n", [["a \"quoted\" word", "two\r\nlines"]]),
        ("\"\"\n", [[""]]),
        ("\"a\"", [["a"]]),
        ("a\n\n\r\nb\n\n", [["a"], ["b"]]),
        (" a , b \n", [[" a ", " b "]]),
        ("", []),
        ("\u{FEFF}", []),
        ("\n\n", []),
    ])
    func `records are read`(text: String, expected: [[String]]) throws {
        #expect(try DelimitedReader.records(in: Array(text.utf8)).map(\.fields) == expected)
        #expect(try readInPieces(Array(text.utf8), of: 1) == expected)
    }

    @Test func `a record has the line where it begins`() throws {
        let text = "\na,b\n\"1\n2\",3\r\n\r\n4,\"5\n\n6\"\n7,8"
        #expect(try DelimitedReader.records(in: Array(text.utf8)).map(\.line) == [2, 3, 6, 9])
    }

    @Test(arguments: [
        ("a,b\n1,2\"3\n", DelimitedError.Reason.quoteInPlainField, 2),
        ("a,b\n\"1\" ,2\n", .textAfterClosingQuote, 2),
        ("a,b\n\"1\"2,2\n", .textAfterClosingQuote, 2),
        ("a,b\n1,2\n3,\"x\ny\n", .unclosedQuote, 3),
        ("a,b\n1\r2,3\n", .loneCarriageReturn, 2),
        ("a,b\r", .loneCarriageReturn, 1),
        ("a,b\n1,\u{0}\n", .nul, 2),
        ("a,b\n1,\"\u{0}\"\n", .nul, 2),
    ])
    func `malformed text is refused with its line`(text: String, reason: DelimitedError.Reason, line: Int) {
        for size in [1, 7, 1000] {
            let error = #expect(throws: DelimitedError.self) { try readInPieces(Array(text.utf8), of: size) }
            #expect(error == DelimitedError(reason: reason, line: line))
        }
    }

    @Test(
        arguments: [
            [0x61, 0x2C, 0xC3, 0x0A], [0x61, 0x2C, 0xC3, 0x2C, 0xA9, 0x0A], [0x22, 0xE1, 0xBB, 0x22, 0x0A],
            [0xC0, 0x80],
            [0x61, 0xED, 0xA0, 0x80],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        let error = #expect(throws: DelimitedError.self) { try DelimitedReader.records(in: bytes) }
        #expect(error == DelimitedError(reason: .invalidUTF8, line: 1))
    }

    @Test func `UTF-16 as a spreadsheet writes it is named`() {
        let error = #expect(throws: DelimitedError.self) {
            try DelimitedReader.records(in: [0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00])
        }
        #expect(error?.reason == .utf16)
    }

    @Test func `a forgotten quote does not fill the memory`() {
        var reader = DelimitedReader(limits: .init(field: 1000))
        reader.feed(Array("a,b\n1,\"".utf8))
        let error = #expect(throws: DelimitedError.self) {
            for _ in 0..<1000 {
                while try reader.next() {}
                reader.feed(Array(repeating: UInt8(ascii: "x"), count: 100))
            }
        }
        #expect(error == DelimitedError(reason: .fieldTooLong(limit: 1000), line: 2))
        #expect(throws: DelimitedError.self) { try reader.next() }
    }

    @Test func `the number of fields is bounded`() {
        let text = Array(repeating: UInt8(ascii: ","), count: 5000)
        let error = #expect(throws: DelimitedError.self) { try DelimitedReader.records(in: text) }
        #expect(error?.reason == .tooManyFields(limit: 4096))
    }

    @Test func `a given separator is not guessed`() throws {
        let records = try DelimitedReader.records(in: Array("a,b;c\n".utf8), separator: .semicolon)
        #expect(records.map(\.fields) == [["a,b", "c"]])
    }

    @Test func `fields are there as bytes as well`() throws {
        var reader = DelimitedReader()
        reader.feed(Array("a,\"b\"\"c\",ệ\n".utf8))
        #expect(try reader.next())
        #expect(reader.fieldCount == 3)
        #expect((0..<3).map { reader.withBytes($0) { Array($0) } } == ["a", "b\"c", "ệ"].map { Array($0.utf8) })
        #expect(reader.separator == .comma)
    }
}

/// Reads a text that arrives in pieces of some size.
func readInPieces(
    _ bytes: [UInt8], of size: Int, separator: DelimitedSeparator? = nil
) throws(DelimitedError) -> [[String]] {
    var reader = DelimitedReader(separator: separator)
    var records: [[String]] = []
    var start = 0
    while start < bytes.count {
        let end = min(start + size, bytes.count)
        reader.feed(Array(bytes[start..<end]))
        start = end
        while try reader.next() { records.append(reader.fields) }
    }
    reader.finish()
    while try reader.next() { records.append(reader.fields) }
    return records
}
