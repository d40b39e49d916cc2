/// Cuts a code into its groups and reads them, byte by byte, so that no look-alike digit passes.
enum Scanner {
    /// The groups between the separators; empty groups are kept, so a doubled or trailing separator shows.
    static func groups(_ text: some StringProtocol, separator: Character) -> [Substring] {
        Substring(text).split(separator: separator, omittingEmptySubsequences: false)
    }

    /// Whether the text is ASCII digits only, and as many as allowed.
    static func isDigits(_ text: some StringProtocol, count: ClosedRange<Int>) -> Bool {
        count.contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// Whether the text is a first-level code such as `H38`: one ASCII capital letter and two digits.
    static func isFirstLevel(_ text: some StringProtocol) -> Bool {
        guard text.utf8.count == 3, let first = text.utf8.first else { return false }
        return (65...90).contains(first) && isDigits(String(text.dropFirst()), count: 2...2)
    }

    /// The number in decimal digits, at least `width` of them.
    static func padded(_ number: Int, width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
