/// Cuts a code into its groups and reads them, byte by byte, so that no look-alike digit passes.
///
/// On strings only: generic code is not specialised for callers in other modules, and codes are read for every dossier.
enum Scanner {
    typealias Group = ArraySlice<UInt8>

    /// The groups between the separators; empty groups are kept, so a doubled or trailing separator shows.
    static func groups(_ text: String, separator: Unicode.Scalar) -> [Group] {
        groups(Array(text.utf8)[...], separator: separator)
    }

    /// The groups between the separators of a group.
    static func groups(_ text: Group, separator: Unicode.Scalar) -> [Group] {
        text.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
    }

    /// What is written in the group.
    static func text(_ group: Group) -> String {
        String(decoding: group, as: UTF8.self)
    }

    /// Whether the group is ASCII digits only, and as many as allowed.
    static func isDigits(_ group: Group, count: ClosedRange<Int>) -> Bool {
        count.contains(group.count) && group.allSatisfy { (48...57).contains($0) }
    }

    /// The digits of a number that people group by blanks, dots, hyphens or brackets; nil when there is anything else.
    static func digits(of written: some StringProtocol) -> Group? {
        var digits: [UInt8] = []
        for byte in written.utf8 {
            switch byte {
            case 48...57: digits.append(byte)
            case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"): continue
            default: return nil
            }
        }
        return digits[...]
    }

    /// The number that a group of at most eighteen digits writes.
    static func number(_ digits: Group) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Whether the group is a first-level code such as `H38`: one ASCII capital letter and two digits.
    static func isFirstLevel(_ group: Group) -> Bool {
        guard group.count == 3, let first = group.first else { return false }
        return (65...90).contains(first) && isDigits(group.dropFirst(), count: 2...2)
    }

    /// The number in decimal digits, at least `width` of them.
    static func padded(_ number: Int, width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
