import OneStop
import Testing

@testable import Reports

@Suite struct FormTests {
    private static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "\"\u{0301} onmouseover=\u{0301}\"x",
        "<\u{0338}script>", "'\u{0327};--", "&amp;\u{0}\u{1B}[31m", "</article></main></body>", "\u{202E}x",
    ]

    private func form(_ text: String = "x", kind: FormKind = .receipt) throws -> FormText {
        let set = FormSet.used(for: try #require(LocalDate(iso: "2026-03-03")))
        var form = FormText(try #require(set[kind]), of: set.circular, above: text, issuer: text)
        form.number = text
        form.place = text
        form.day = LocalDate(iso: "2026-02-09")
        form.code = text
        form.address = text
        form.parts = [
            .fields([.init(text, text), .init("Điện thoại", nil)]), .paragraph(text), .points([text, text]),
            .table(FormText.Table([.init(text, 54), .init("TT", 8, isCentred: true)], [[text, text]])),
        ]
        form.recipients = [text]
        form.signatures = [PaperSignature([text], hint: text, name: text)]
        return form
    }

    @Test(arguments: hostile)
    func `nothing from outside becomes markup`(hostile: String) throws {
        let (attacked, plain) = (try form(hostile).page(), try form().page())
        // The drawings are the program's own, and longer for a longer text.
        for sign in [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\"")] {
            let bars = Code128(hostile) == nil ? 1 : 0
            let missing = bars * (sign == UInt8(ascii: "\"") ? Self.quotesOfBars : 3)
            #expect(attacked.count { $0 == sign } + missing == plain.count { $0 == sign }, "\(hostile)")
        }
        #expect(!attacked.contains { $0 < 0x20 && $0 != 0x0A })
    }

    /// Of the drawing of a bar code, which there is for plain ASCII alone.
    private static let quotesOfBars = (Code128("x")?.html("x").bytes ?? []).count { $0 == UInt8(ascii: "\"") }

    @Test func `a form has its head by the decree, its number and circular, and leaves open what is not known`() throws
    {
        let text = String(decoding: try form("Sở thử").page(), as: UTF8.self)
        for words in [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Sở thử, ngày 09 tháng 02 năm 2026",
            "Mẫu số 01, Thông tư số 03/2025/TT-VPCP ngày 15/9/2025", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
            "Điện thoại: ………", "Nơi nhận:", "size: A4 portrait; margin: 20mm 15mm 20mm 30mm", "lang=\"vi\"",
        ] { #expect(text.contains(words), "\(words)") }
    }

    @Test func `half a sheet and a sheet across are other pages`() throws {
        #expect(String(decoding: try form().page(.half), as: UTF8.self).contains("class=\"paper form half\""))
        var register = try form(kind: .register)
        register.isLandscape = true
        #expect(String(decoding: register.page(), as: UTF8.self).contains("class=\"paper form landscape\""))
    }

    @Test func `without an address there is no QR code`() throws {
        var form = try form()
        #expect(String(decoding: form.page(), as: UTF8.self).contains("class=\"square\""))
        form.address = nil
        #expect(!String(decoding: form.page(), as: UTF8.self).contains("class=\"square\""))
    }

    @Test func `a text becomes part of a page only escaped`() {
        let text = "<a href='x' title=\"\u{301}y\">&\u{0}\u{8}\n"
        let page: HTML = "<p title=\"\(text)\">\(text)</p>"
        let escaped = "&lt;a href=&#39;x&#39; title=&#34;\u{301}y&#34;&gt;&amp;\n"
        #expect(page.bytes == Array("<p title=\"\(escaped)\">\(escaped)</p>".utf8))
    }
}

/// What readers of codes go by. That real readers read them is seen by scripts/draw-forms.
@Suite struct CodeTests {
    @Test func `a bar code has the check sum of the standard and changes over to pairs of digits`() throws {
        // The sum of PJJ123C in code B is 879, 55 modulo 103; its pattern is 311321.
        let known = try #require(Code128("PJJ123C"))
        #expect(known.widths.count == 9 * 6 + 7 && known.widths.reduce(0, +) == 9 * 11 + 13)
        #expect(Array(known.widths.prefix(6)) == [2, 1, 1, 2, 1, 4])
        #expect(Array(known.widths.suffix(13)) == [3, 1, 1, 3, 2, 1, 2, 3, 3, 1, 1, 1, 2])
        // Start C, four pairs, check sum, stop: half of what it takes sign by sign.
        #expect(Code128("20260302")?.widths.count == 6 * 6 + 7)
        #expect(Code128("H99.14-260303-0001")?.widths.reduce(0, +) == 11 * 18 + 13)
        #expect(Code128("") == nil && Code128("Sở") == nil)
    }

    @Test func `a QR code has its three finders, and a longer text a larger square`() throws {
        let small = try #require(QRCode("x"))
        #expect(small.width == 21 && small.modules.count == 21 * 21)
        let finder = [true, true, true, true, true, true, true]
        #expect(Array(small.modules.prefix(7)) == finder && Array(small.modules[14..<21]) == finder)
        #expect(Array(small.modules[20 * 21..<20 * 21 + 7]) == finder && !small.modules[7])
        let address = try #require(QRCode("https://motcua.songlam.gov.vn/look-up?code=H99.14-260303-0001"))
        #expect(address.width > 21 && address.width <= 37)
        #expect(QRCode(String(repeating: "x", count: 3_000)) == nil)
    }
}
