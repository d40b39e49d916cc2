/// The tax code of an organisation (mã số thuế): ten digits, the tenth of which checks the others; three more, after a
/// hyphen, for a dependent unit (Circular 86/2024/TT-BTC, article 5). An enterprise's code is its tax code.
package struct TaxCode: Sendable, Hashable {
    /// The ten digits, with `-` and three more for a dependent unit.
    package let text: String

    private static let weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]

    /// Reads ten or thirteen digits, with blanks, dots or hyphens between them; the hyphen of a dependent unit may be
    /// left out.
    ///
    /// - Throws: `taxCodeForm`, `taxCodeCheckDigit` or `taxCodeUnit`.
    package init(parsing written: some StringProtocol) throws(PersonalIdentifierRefusal) {
        guard let digits = Scanner.digits(of: written), digits.count == 10 || digits.count == 13 else {
            throw .taxCodeForm
        }
        let sum = zip(Self.weights, digits).reduce(0) { $0 + $1.0 * Int($1.1 - UInt8(ascii: "0")) }
        // Where the rest gives 10 there is no such digit, and the number is given to nobody.
        guard 10 - sum % 11 == Scanner.number(digits.prefix(10).suffix(1)) else { throw .taxCodeCheckDigit }
        let main = Scanner.text(digits.prefix(10))
        guard digits.count == 13 else {
            text = main
            return
        }
        guard Scanner.number(digits.suffix(3)) > 0 else { throw .taxCodeUnit }
        text = main + "-" + Scanner.text(digits.suffix(3))
    }
}
