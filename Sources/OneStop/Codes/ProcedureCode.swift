/// The code of an administrative procedure in the national database: `2.002381`, in local systems with a suffix that
/// names the province or agency (`2.002381.000.00.00.H38`, `1.014393.H38`).
package struct ProcedureCode: Sendable, Hashable {
    /// The two groups that name the procedure everywhere: `2.002381`.
    package let national: String
    /// The suffix exactly as it was sent, without its leading dot; nil for a national code.
    package let suffix: AgencyCode?

    /// Reads a code. Codes from before 2019 (`BKHVCN-TGG-282407`) are names, not codes of this shape, and are refused.
    ///
    /// - Throws: `CodeRefusal.procedure` with the text.
    package init(parsing text: some StringProtocol) throws(CodeRefusal) {
        let text = String(text)
        let groups = Scanner.groups(text, separator: ".")
        guard groups.count >= 2, Scanner.isDigits(groups[0], count: 1...1), Scanner.isDigits(groups[1], count: 6...6)
        else { throw .procedure(text) }
        national = String(Substring(text.utf8.prefix(8)))
        if groups.count == 2 {
            suffix = nil
        } else if let agency = try? AgencyCode(parsing: Substring(text.utf8.dropFirst(9))) {
            suffix = agency
        } else {
            throw .procedure(text)
        }
    }

    /// The code as it was sent.
    package var text: String {
        guard let suffix else { return national }
        return "\(national).\(suffix.text)"
    }

    /// Whether both name the same procedure: equal in the first two groups, whatever the suffix.
    package func matches(_ other: ProcedureCode) -> Bool {
        national == other.national
    }
}
