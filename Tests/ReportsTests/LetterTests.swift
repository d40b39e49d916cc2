import OneStop
import Testing

@testable import Reports

@Suite struct LetterTests {
    private func letter(name: String = "Nguyễn Văn An") throws -> LetterText {
        var letter = LetterText(
            governingBody: "UBND tỉnh Hà Nam", agency: "Sở Khoa học và Công nghệ", place: "Hà Nam", symbol: "PXL-SKHCN",
            title: "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
            addressee: .init(name: name, address: "12 Trần Phú", phone: "0900000000", email: nil),
            paragraphs: ["Ngày 02 tháng 03 năm 2026, Sở tiếp nhận hồ sơ.", "Mong nhận được sự thông cảm./."],
            recipients: ["Như trên;", "Bộ phận Một cửa;", "Lưu: VT, ATBX."])
        letter.signer = .init(
            capacity: .deputy, headTitle: "Giám đốc", ownTitle: "Phó Giám đốc", name: "Trần Thị Bình")
        letter.number = try DocumentNumber(type: "PXL", symbol: "SKHCN", year: 2026, number: 5)
        letter.day = LocalDate(iso: "2026-02-09")
        return letter
    }

    @Test func `the plain letter is laid out as the decree says, in eighty columns`() throws {
        let text = String(decoding: try letter().plain, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].contains("UBND TỈNH HÀ NAM") && lines[0].contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        #expect(lines[1].contains("SỞ KHOA HỌC VÀ CÔNG NGHỆ") && lines[1].contains("Độc lập - Tự do - Hạnh phúc"))
        #expect(text.contains("Số: 05/PXL-SKHCN"))
        #expect(text.contains("Hà Nam, ngày 09 tháng 02 năm 2026"))
        #expect(text.contains("Kính gửi: Nguyễn Văn An"))
        #expect(text.contains("KT. GIÁM ĐỐC") && text.contains("PHÓ GIÁM ĐỐC") && text.contains("Trần Thị Bình"))
        #expect(text.contains("- Lưu: VT, ATBX."))
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(!text.contains("DỰ THẢO"))
    }

    @Test func `before it has a number it says that it is a draft, and leaves number and day open`() throws {
        var draft = try letter()
        draft.number = nil
        draft.day = nil
        for text in [draft.plain, draft.page].map({ String(decoding: $0, as: UTF8.self) }) {
            #expect(text.contains("DỰ THẢO") && text.contains("……/PXL-SKHCN") && text.contains("ngày …… tháng ……"))
        }
    }

    /// A quote with a combining mark is one character, which writers that escape by characters let through.
    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "\"\u{0301} onmouseover=\u{0301}\"x",
        "<\u{0338}script>", "'\u{0327};--", "&amp;\u{0}\u{1B}[31m", "</p></main></body>", "{{name}} ${x} \\u003c",
    ])
    func `nothing from outside becomes markup`(hostile: String) throws {
        let plain = try letter(name: "x")
        var attacked = try letter(name: hostile)
        attacked.agency = hostile
        attacked.paragraphs = [hostile, hostile]
        attacked.recipients = [hostile]
        attacked.title = hostile
        attacked.place = hostile
        attacked.addressee.address = hostile
        attacked.signer?.name = hostile
        var same = plain
        same.agency = "x"
        same.paragraphs = ["x", "x"]
        same.recipients = ["x"]
        same.title = "x"
        same.place = "x"
        same.addressee.address = "x"
        same.signer?.name = "x"
        // As many signs of markup as without it, each the program's own.
        for sign in [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\"")] {
            #expect(attacked.page.count { $0 == sign } == same.page.count { $0 == sign }, "\(hostile)")
        }
        #expect(!attacked.page.contains { $0 < 0x20 && $0 != 0x0A })
        #expect(String(validating: attacked.page, as: UTF8.self) != nil)
    }

    @Test func `long names and words without blanks are broken and lose nothing`() throws {
        var long = try letter()
        let word = String(repeating: "dài", count: 60)
        long.paragraphs = [word + " hết"]
        long.agency = "Trung tâm Kiểm soát tài liệu và giải quyết thủ tục hành chính số hai mươi mốt"
        let text = String(decoding: long.plain, as: UTF8.self)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let letters = text.filter { !$0.isWhitespace }
        #expect(letters.contains(word + "hết"))
        for part in long.agency.uppercased().split(separator: " ") { #expect(text.contains(part)) }
    }
}
