import DelimitedText
import Testing

@Suite struct WriterTests {
    @Test func `fields are quoted when they have to be`() {
        var writer = DelimitedWriter()
        writer.record(["plain", "with, comma", "a \"word\"", "two\nlines", "a;b", " space "])
        writer.field("n")
        writer.field(-5 as Int64)
        writer.endRecord()
        #expect(
            text(writer.take())
                == "plain,\"with, comma\",\"a \"\"word\"\"\",\"two\nlines\",a;b, space \r\nn,-5\r\n")
        #expect(writer.bytes.isEmpty)
    }

    @Test func `formulas are made harmless on demand`() {
        let fields = ["=1+1", "+84912345678", "+cmd", "-5.5", "-1+1", "@x", "\tx", "a=b"]
        var writer = DelimitedWriter(separator: .semicolon, lineEnd: .lineFeed, guardsFormulas: true)
        writer.record(fields)
        #expect(text(writer.bytes) == "'=1+1;+84912345678;'+cmd;-5.5;'-1+1;'@x;'\tx;a=b\n")
        var plain = DelimitedWriter(lineEnd: .lineFeed)
        plain.record(fields)
        #expect(text(plain.bytes) == "=1+1,+84912345678,+cmd,-5.5,-1+1,@x,\tx,a=b\n")
    }

    @Test func `Excel gets its mark`() throws {
        var writer = DelimitedWriter(separator: .semicolon, marksByteOrder: true)
        writer.record(["Mã", "Tên"])
        #expect(writer.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(try DelimitedReader.records(in: writer.bytes).map(\.fields) == [["Mã", "Tên"]])
    }

    @Test(arguments: DelimitedSeparator.allCases)
    func `what is written reads back, in whatever pieces`(separator: DelimitedSeparator) throws {
        let parts = ["", "a", "ệ", "\"", ",", ";", "\t", "\n", "\r\n", "\r", "\u{FEFF}", " ", "'=1", "😀", "\u{301}"]
        var random = SystemRandomNumberGenerator()
        for size in [1, 2, 3, 5, 64, 100_000] {
            let records = (0..<200).map { _ in
                (0..<Int.random(in: 1...5, using: &random)).map { _ in
                    (0..<Int.random(in: 0...4, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
                        .joined()
                }
            }
            var writer = DelimitedWriter(
                separator: separator, lineEnd: size % 2 == 0 ? .lineFeed : .carriageReturnLineFeed)
            for record in records { writer.record(record) }
            #expect(try readInPieces(writer.bytes, of: size, separator: separator) == records)
        }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
