/// The code printed on the receipt: `<agency>-<yymmdd>-<serial>` (TT 01/2018/TT-VPCP, kept by TT 03/2025/TT-VPCP).
///
/// The agency is the one that received the dossier. The serial restarts each day and agency at 1, has at least four
/// digits and grows to five after 9999. Two desks never share a code; gaps are allowed.
package struct DossierCode: Sendable, Hashable {
    /// The agency that received the dossier.
    package let agency: AgencyCode
    /// The day of receipt. The code has two digits for the year, so it lies in 2000...2099.
    package let day: LocalDate
    /// The number within the day, from 1.
    package let serial: Int
    /// The code as printed, such as `H38.14-260209-0007`.
    package let text: String

    /// A code for the n-th dossier of a day.
    ///
    /// - Throws: `CodeRefusal.serial` below 1 or above 999,999,999, `CodeRefusal.year` outside 2000...2099.
    package init(agency: AgencyCode, day: LocalDate, serial: Int) throws(CodeRefusal) {
        guard (1...999_999_999).contains(serial) else { throw .serial(serial) }
        guard (2000...2099).contains(day.year) else { throw .year(day.year) }
        self.agency = agency
        self.day = day
        self.serial = serial
        let date = (day.year - 2000) * 10_000 + day.month * 100 + day.day
        text = "\(agency.text)-\(Scanner.padded(date, width: 6))-\(Scanner.padded(serial, width: 4))"
    }

    /// Reads a code as printed. A serial with more zeros in front than four digits need is refused, so that one
    /// dossier has one code.
    ///
    /// - Throws: `CodeRefusal.dossier` with the text.
    package init(parsing text: some StringProtocol) throws(CodeRefusal) {
        let text = String(text)
        let groups = Scanner.groups(text, separator: "-")
        guard groups.count == 3, Scanner.isDigits(groups[1], count: 6...6), Scanner.isDigits(groups[2], count: 4...9),
            let agency = AgencyCode(group: groups[0])
        else { throw .dossier(text) }
        let date = Scanner.number(groups[1])
        let serial = Scanner.number(groups[2])
        guard serial >= 1, groups[2].count == 4 || groups[2].first != UInt8(ascii: "0"),
            let day = LocalDate(year: 2000 + date / 10_000, month: date / 100 % 100, day: date % 100)
        else { throw .dossier(text) }
        self.agency = agency
        self.day = day
        self.serial = serial
        self.text = text
    }
}
