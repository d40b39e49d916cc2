extension LocalDate {
    /// Reads `2026-02-09`: four, two and two digits. Nil for another form or a date that does not exist.
    package init?(iso text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2),
            reader.take("-"), let day = reader.number(digits: 2), reader.isAtEnd
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `2026-02-09`.
    package var iso: String {
        var text: [UInt8] = []
        text.reserveCapacity(10)
        appendISO(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Puts `2026-02-09` at the end of ASCII text. Lists hold hundreds of dates, and a string for each costs more than
    /// all else in them.
    package func appendISO(to text: inout [UInt8]) {
        let (year, month, day) = parts
        text.append(year, digits: 4)
        text.append(UInt8(ascii: "-"))
        text.append(month, digits: 2)
        text.append(UInt8(ascii: "-"))
        text.append(day, digits: 2)
    }

    /// `9/2/2026`, the way dates are said in Vietnamese prose and on screens.
    package var vietnamese: String {
        let (year, month, day) = parts
        return "\(day)/\(month)/\(year)"
    }
}

/// Reads fixed runs of ASCII digits and single signs from text; refuses digits of other scripts.
struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Exactly `digits` digits as a number; nil (nothing consumed) if there are fewer.
    mutating func number(digits: Int) -> Int? {
        guard bytes.count - position >= digits else { return nil }
        var value = 0
        for byte in bytes[position..<(position + digits)] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += digits
        return value
    }

    /// All digits up to the next other sign, as a number of at most `limit`; nil if there are none or it is larger.
    mutating func number(upTo limit: Int) -> Int? {
        var value = 0
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) {
            guard value <= limit else { return nil }
            value = value * 10 + Int(byte - 0x30)
            position += 1
        }
        return position > start && value <= limit ? value : nil
    }

    /// Consumes one ASCII sign if it comes next.
    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard let byte = next, UInt32(byte) == sign.value else { return false }
        position += 1
        return true
    }
}

extension [UInt8] {
    /// Puts the last `digits` decimal digits of a number that is not negative at the end, with leading zeros.
    @inline(__always)
    mutating func append(_ value: Int, digits: Int) {
        var power = 1
        for _ in 1..<digits { power &*= 10 }
        while power > 0 {
            append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value / power % 10))
            power /= 10
        }
    }
}

/// Decimal digits with leading zeros; `value` is not negative.
func padded(_ value: Int, to width: Int) -> String {
    let digits = String(value)
    return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}
