@_spi(_Unicode) internal import Swift

extension String {
    /// Whether the text is in Unicode's Normalization Form C, in which a Vietnamese vowel with its marks is one code
    /// point. Text in another form looks the same and is found by no search.
    ///
    /// Latin letters up to U+02FF, the precomposed Vietnamese letters and common punctuation are known to be in that
    /// form without a look at the tables (UAX #15, `NFC_Quick_Check` = Yes and no combining class).
    package var isInNormalFormC: Bool {
        var copy = self
        let isPlain = copy.withUTF8(isPlainlyInNormalFormC)
        return isPlain || unicodeScalars.elementsEqual(_nfc)
    }

    /// The text in that form.
    package var inNormalFormC: String {
        if isInNormalFormC { return self }
        var normal = UnicodeScalarView()
        normal.append(contentsOf: _nfc)
        return String(normal)
    }
}

private func isPlainlyInNormalFormC(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while position < bytes.count {
        let byte = bytes[position]
        if byte < 0xCC {
            // ASCII, a continuation, or the lead of a code point below U+0300.
            position += 1
            continue
        }
        guard byte == 0xE1 || byte == 0xE2, position + 2 < bytes.count else { return false }
        let second = bytes[position + 1]
        // U+1E00–1EFF, and U+2010–2027 out of the general punctuation.
        let isLatinAdditional = byte == 0xE1 && (0xB8...0xBB).contains(second)
        let isPunctuation = byte == 0xE2 && second == 0x80 && (0x90...0xA7).contains(bytes[position + 2])
        guard isLatinAdditional || isPunctuation else { return false }
        position += 3
    }
    return true
}
