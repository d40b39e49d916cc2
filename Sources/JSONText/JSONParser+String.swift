extension JSONParser {
    /// Parses a string from its opening quote to behind its closing one.
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        let isASCII = skipPlain()
        guard position < bytes.count else { throw error(.unexpectedEnd(expected: "the end of a string")) }
        if bytes[position] == UInt8(ascii: "\"") {
            let text = try plainText(start..<position, isASCII: isASCII)
            position += 1
            return text
        }
        return try escapedString(from: start)
    }

    /// Moves to the next quote, backslash, control character or the end, eight bytes at a time. False if a byte on the
    /// way (or shortly behind) is not ASCII.
    private mutating func skipPlain() -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var seen: UInt64 = 0
        while position + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: UnsafeRawPointer(bytes.baseAddress!).loadUnaligned(
                    fromByteOffset: position, as: UInt64.self))
            let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            // Of each test the lowest mark is exact, and only the lowest is used.
            let marks =
                ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word) & highs
            if marks != 0 {
                let length = marks.trailingZeroBitCount / 8
                seen |= word & highs
                position += length
                return seen == 0
            }
            seen |= word & highs
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            seen |= UInt64(byte & 0x80)
            position += 1
        }
        return seen == 0
    }

    private func plainText(_ range: Range<Int>, isASCII: Bool) throws(JSONError) -> String {
        let slice = UnsafeBufferPointer(rebasing: bytes[range])
        if isASCII { return String(unsafeUninitializedCapacity: slice.count) { $0.initialize(fromContentsOf: slice) } }
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw error(.invalidUTF8, at: range.lowerBound + firstInvalid(in: slice))
        }
        return text
    }

    private func firstInvalid(in slice: UnsafeBufferPointer<UInt8>) -> Int {
        do {
            _ = try UTF8Span(validating: slice.span)
            return 0
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text: [UInt8] = []
        var runStart = start
        while true {
            guard position < bytes.count else { throw error(.unexpectedEnd(expected: "the end of a string")) }
            // Checked a run at a time, so that an escape in the middle of a sequence cannot heal it.
            let run = UnsafeBufferPointer(rebasing: bytes[runStart..<position])
            do {
                _ = try UTF8Span(validating: run.span)
            } catch {
                throw self.error(.invalidUTF8, at: runStart + error.byteOffsets.lowerBound)
            }
            text.append(contentsOf: run)
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0: throw error(.nulInString)
            case let control: throw error(.controlCharacterInString(control))
            }
            runStart = position
            _ = skipPlain()
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let start = position
        position += 1
        guard position < bytes.count else { throw error(.unexpectedEnd(expected: "the end of a string")) }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: Array(String(Character(try unicodeEscape(start))).utf8))
        default: throw error(.unknownEscape(byte), at: start)
        }
    }

    private mutating func unicodeEscape(_ start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try fourDigits(start)
        if first == 0 { throw error(.nulInString, at: start) }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw error(.loneSurrogate(first), at: start) }
        position += 2
        let second = try fourDigits(start)
        guard UTF16.isTrailSurrogate(second) else { throw error(.loneSurrogate(first), at: start) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func fourDigits(_ start: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Self.hexadecimal(bytes[position]) else {
                throw error(.incompleteUnicodeEscape, at: start)
            }
            unit = unit << 4 | digit
            position += 1
        }
        return unit
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
