/// The number of a document an agency issues, such as `05/SKHCN-VP` or `12/GP-SKHCN`.
///
/// Every agency counts each type of document from 1 in each year. The clerk issues the number at signing; a number
/// that was issued is never used again, also when the document is cancelled.
package struct DocumentNumber: Sendable, Hashable {
    /// The type's short form (`GP`, `QĐ`), or nil for an official letter, which has none before its symbol.
    package let type: String?
    /// The symbol of the issuing agency and, in a letter, of the unit that drafted it: `SKHCN-VP`.
    package let symbol: String
    /// The year the number was issued in, by the agency's own calendar.
    package let year: Int
    /// The number within type, agency and year, from 1.
    package let number: Int

    /// A number that the clerk issues.
    ///
    /// - Throws: `CodeRefusal.documentNumber` outside 1...999,999, `.documentSymbol` for a type or symbol that
    ///   is empty, longer than 40 characters or has other characters than letters, digits, `-`, `.` and `&`,
    ///   `.year` outside 1...9999.
    package init(type: String?, symbol: String, year: Int, number: Int) throws(CodeRefusal) {
        guard (1...999_999).contains(number) else { throw .documentNumber(number) }
        guard (1...9999).contains(year) else { throw .year(year) }
        for part in [type, symbol].compactMap({ $0 }) where !Self.isSymbol(part) { throw .documentSymbol(part) }
        self.type = type
        self.symbol = symbol
        self.year = year
        self.number = number
    }

    /// The number as printed: numbers below 10 get a leading zero (Decree 30/2020, annex I). The year is not printed.
    package var text: String {
        let head = Scanner.padded(number, width: 2)
        guard let type else { return "\(head)/\(symbol)" }
        return "\(head)/\(type)-\(symbol)"
    }

    /// Whether a text can be a type or a symbol: 1 to 40 letters, digits, `-`, `.` and `&`.
    package static func isSymbol(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count) && text.utf8.allSatisfy { isASCIISymbol($0) }
            || (1...40).contains(text.count)
                && text.allSatisfy { $0.isLetter || $0.isWholeNumber || $0 == "-" || $0 == "." || $0 == "&" }
    }

    private static func isASCIISymbol(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "&"):
            true
        default: false
        }
    }
}
