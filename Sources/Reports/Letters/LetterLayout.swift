package import OneStop

/// What a letter says in both layouts beside its own words.
enum LetterLayout {
    static let draft = "DỰ THẢO"
    static let signed = "(Đã ký)"
}

extension LetterText {
    /// The page and the plain text.
    package var printed: PrintedLetter { PrintedLetter(page: page, plain: plain) }

    /// `Số: 05/PXL-SKHCN`, or with the number left open.
    var numberLine: String { "Số: \(number?.text ?? "……/\(symbol)")" }

    /// `Hà Nội, ngày 09 tháng 02 năm 2026`, or with the day left open.
    var dayLine: String { PaperHead.dayLine(place, day) }

    /// Whom it is addressed to, a line each.
    var addressLines: [String] {
        var lines = ["Kính gửi: \(addressee.name ?? "")"]
        if let address = addressee.address { lines.append("Địa chỉ: \(address)") }
        if let phone = addressee.phone { lines.append("Điện thoại: \(phone)") }
        if let email = addressee.email { lines.append("Thư điện tử: \(email)") }
        return lines
    }
}
