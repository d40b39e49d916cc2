/// The national identification code of an agency.
///
/// Two shapes are in use: the new one, highest level first (`H38.14`, Decision 20/2020/QĐ-TTg of 22/7/2020), and the
/// old one, lowest level first and always thirteen characters (`000.00.14.H38`, QCVN 102:2016). Old dossiers keep the
/// code they were given; the codes of merged provinces live on.
package struct AgencyCode: Sendable, Hashable {
    /// Which of the two shapes the code has.
    package enum Form: Sendable, Hashable, CaseIterable {
        /// Highest level first, at most 35 characters.
        case highestFirst
        /// Four groups, lowest level first.
        case lowestFirst
    }

    /// The code as it is written.
    package let text: String
    /// The shape the code has.
    package let form: Form

    /// Reads a code exactly as written: no blanks, no small letters.
    ///
    /// - Throws: `CodeRefusal.agency` with the text when it has neither shape.
    package init(parsing text: some StringProtocol) throws(CodeRefusal) {
        let text = String(text)
        guard let code = AgencyCode(group: Array(text.utf8)[...]) else { throw .agency(text) }
        self = code
    }

    /// The same of a part of a longer code; nil when it has neither shape.
    init?(group: Scanner.Group) {
        let groups = Scanner.groups(group, separator: ".")
        if groups.count == 4, Scanner.isDigits(groups[0], count: 3...3), Scanner.isDigits(groups[1], count: 2...2),
            Scanner.isDigits(groups[2], count: 2...2), Scanner.isFirstLevel(groups[3])
        {
            form = .lowestFirst
        } else if let first = groups.first, Scanner.isFirstLevel(first), group.count <= 35,
            groups.dropFirst().allSatisfy({ Scanner.isDigits($0, count: 2...3) })
        {
            form = .highestFirst
        } else {
            return nil
        }
        text = Scanner.text(group)
    }

    /// The province or ministry at the top: `H38` in `H38.14` and in `000.00.14.H38`.
    package var firstLevel: String {
        let groups = Scanner.groups(text, separator: ".")
        switch form {
        case .highestFirst: return Scanner.text(groups[0])
        case .lowestFirst: return Scanner.text(groups[3])
        }
    }
}
