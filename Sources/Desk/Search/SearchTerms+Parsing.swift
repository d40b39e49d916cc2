import JSONText
import OneStop
import Records

extension SearchTerms {
    /// So many digits of a number tell few enough people apart.
    private static let leastDigits = 6

    /// Reads what somebody typed: in any Unicode form, capital or small, with or without marks.
    ///
    /// - Parameter agencies: the codes of the reader's agencies, which a dossier's code may be written without:
    ///   `260209-0007`.
    /// - Throws: `DeskError.invalid` below two letters or digits, above 200 characters, or with control characters.
    init(parsing written: String, agencies: [String]) throws(DeskError) {
        let text = written.tidied
        let count = text.unicodeScalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        guard count >= 2, text.unicodeScalars.count <= 200,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw .invalid(
                "q", rule: "query.format",
                "The parameter q must hold at least two letters or digits and at most 200 characters in one line. Write more of the name, code or number."
            )
        }
        self.init(text: text)
        readCode(text.uppercased(), agencies)
        readNumber(text)
    }

    private mutating func readCode(_ text: String, _ agencies: [String]) {
        if let code = try? DossierCode(parsing: text) {
            codes = [code.text]
        } else {
            codes = agencies.compactMap { try? DossierCode(parsing: "\($0)-\(text)").text }
        }
        // From the month on: fewer digits are a year of an agency, which nobody reads through.
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let agency = groups.first, (try? AgencyCode(parsing: agency)) != nil else { return }
        let numbers = groups.dropFirst()
        guard let day = numbers.first, day.isNumber(4...6), numbers.count == 1 || day.utf8.count == 6,
            numbers.count <= 2, numbers.dropFirst().allSatisfy({ $0.isNumber(0...9) })
        else { return }
        codePrefix = text
    }

    private mutating func readNumber(_ text: String) {
        if let phone = try? PhoneNumber(parsing: text) { phonePrefix = phone.text }
        let digits = text.filter { !" .-()".contains($0) }[...]
        if digits.isNumber(Self.leastDigits...13) {
            identityPrefix = digits.utf8.count == 13 ? "\(digits.prefix(10))-\(digits.suffix(3))" : String(digits)
            if phonePrefix == nil, digits.first == "0" { phonePrefix = String(digits) }
        }
        let national = digits.dropFirst(3)
        if phonePrefix == nil, digits.hasPrefix("+84"), national.isNumber((Self.leastDigits - 1)...10) {
            phonePrefix = "0" + national
        }
        let isLong = text.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } >= Self.leastDigits
        if isLong, text != identityPrefix || text != phonePrefix { writtenNumber = text }
    }
}

extension Substring {
    fileprivate func isNumber(_ length: ClosedRange<Int>) -> Bool {
        length.contains(utf8.count) && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
