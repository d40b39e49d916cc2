/// A telephone number of Viet Nam as it is dialled at home: `0912345678`, a fixed line `02438255555`.
package struct PhoneNumber: Sendable, Hashable {
    /// The digits from the 0 on.
    package let text: String

    /// The two digits after the 0 of mobile numbers, since the old prefixes of eleven digits ended in 2018.
    private static let mobile: Set<Int> = [
        32, 33, 34, 35, 36, 37, 38, 39, 52, 55, 56, 58, 59, 70, 76, 77, 78, 79, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90,
        91, 92, 93, 94, 96, 97, 98, 99,
    ]

    /// Reads a number with blanks, dots, hyphens or brackets in it, from 0 or from the country's +84, 0084 or 84 on.
    ///
    /// - Throws: `phoneForm` or `phonePrefix`.
    package init(parsing written: some StringProtocol) throws(PersonalIdentifierRefusal) {
        let isInternational = written.utf8.first == UInt8(ascii: "+")
        guard var digits = Scanner.digits(of: isInternational ? written.dropFirst() : written[...]) else {
            throw .phoneForm
        }
        if digits.starts(with: "0084".utf8) {
            digits = digits.dropFirst(4)
        } else if digits.starts(with: "84".utf8), isInternational || digits.count > 10 {
            digits = digits.dropFirst(2)
        } else if isInternational || digits.first != UInt8(ascii: "0") {
            throw .phoneForm
        } else {
            digits = digits.dropFirst()
        }
        // Some write the 0 of the number at home after the country's.
        if digits.count > 9, digits.first == UInt8(ascii: "0") { digits = digits.dropFirst() }
        let isFixed = digits.first == UInt8(ascii: "2")
        guard digits.count == (isFixed ? 10 : 9) else { throw .phoneForm }
        guard isFixed || Self.mobile.contains(Scanner.number(digits.prefix(2))) else { throw .phonePrefix }
        text = "0" + Scanner.text(digits)
    }
}
