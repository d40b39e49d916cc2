extension JSONParser {
    /// Parses a number from its sign or first digit to behind its last.
    mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let firstDigit = position
        var mantissa: UInt64 = 0
        var fits = true
        try digits(into: &mantissa, fits: &fits)
        if bytes[firstDigit] == UInt8(ascii: "0"), position - firstDigit > 1 {
            throw error(.leadingZero, at: firstDigit)
        }
        var isWhole = true
        var power = 0
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            let fraction = position
            try digits(into: &mantissa, fits: &fits)
            power = fraction - position
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            power += try exponent()
        }
        guard isWhole else {
            if let whole = whole(start..<position, isNegative, power) { return .integer(whole) }
            return .number(try double(start..<position, isNegative, fits ? mantissa : nil, power))
        }
        guard fits, let whole = Int64(exactly: mantissa) else {
            if fits, isNegative, mantissa == Int64.min.magnitude { return .integer(.min) }
            throw error(.numberOutOfRange, at: start)
        }
        return .integer(isNegative ? -whole : whole)
    }

    /// The number of a text with a fraction or an exponent, when it is a whole one that fits: `606.0`, `6.06e2`.
    /// - Parameter power: of ten, by which its digits without the point are multiplied.
    private func whole(_ range: Range<Int>, _ isNegative: Bool, _ power: Int) -> Int64? {
        var digits = bytes[range].prefix { $0 | 0x20 != UInt8(ascii: "e") }.filter { $0 >= UInt8(ascii: "0") }
        var zeros = power
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            zeros += 1
        }
        guard !digits.isEmpty else { return 0 }
        guard (0..<19).contains(zeros) else { return nil }
        digits += Array(repeating: UInt8(ascii: "0"), count: zeros)
        return Int64((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self))
    }

    private mutating func digits(into mantissa: inout UInt64, fits: inout Bool) throws(JSONError) {
        let start = position
        while position < bytes.count {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            fits = fits && !overflow && !carry
            mantissa = sum
            position += 1
        }
        guard position > start else {
            guard position < bytes.count else { throw error(.unexpectedEnd(expected: "a digit")) }
            throw error(.unexpected(byte: bytes[position], expected: "a digit"))
        }
    }

    private mutating func exponent() throws(JSONError) -> Int {
        position += 1
        var isNegative = false
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
            isNegative = bytes[position] == UInt8(ascii: "-")
            position += 1
        }
        var magnitude: UInt64 = 0
        var fits = true
        try digits(into: &magnitude, fits: &fits)
        let size = fits && magnitude < 1_000_000 ? Int(magnitude) : 1_000_000
        return isNegative ? -size : size
    }

    /// A product or quotient of two exact doubles is correctly rounded (Clinger 1990); everything else goes to the
    /// standard library's correctly rounding conversion.
    private func double(_ range: Range<Int>, _ isNegative: Bool, _ mantissa: UInt64?, _ power: Int) throws(JSONError)
        -> Double
    {
        if let mantissa, mantissa <= 1 << 53, abs(power) <= 22 {
            let magnitude = power < 0 ? Double(mantissa) / powersOfTen[-power] : Double(mantissa) * powersOfTen[power]
            return isNegative ? -magnitude : magnitude
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
        guard let value = Double(text), value.isFinite, value != 0 || mantissa == 0 else {
            throw error(.numberOutOfRange, at: range.lowerBound)
        }
        return value
    }
}

private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
]
