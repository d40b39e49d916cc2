/// The personal identification number of a citizen (số định danh cá nhân): twelve digits for life (Law 26/2023/QH15 on
/// identity, article 12; Decree 70/2024/NĐ-CP): three of the province, or of the country, where the birth was registered (Decree 137/2015/NĐ-CP, article 13), one of century and sex,
/// two of the year of birth, six at random.
package struct CitizenNumber: Sendable, Hashable {
    /// The twelve digits.
    package let text: String

    /// Reads twelve digits, with blanks, dots or hyphens between them as people group them.
    ///
    /// - Throws: `citizenNumberForm` or `citizenNumberProvince`. Codes of provinces that were merged live on.
    package init(parsing written: some StringProtocol) throws(PersonalIdentifierRefusal) {
        guard let digits = Scanner.digits(of: written), digits.count == 12 else { throw .citizenNumberForm }
        guard Scanner.number(digits.prefix(3)) > 0 else { throw .citizenNumberProvince }
        text = Scanner.text(digits)
    }
}
