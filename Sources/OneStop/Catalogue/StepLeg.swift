/// What a step of the internal process asks of another agency: `H99.15/TN:3wd` is a leg of three working days for the unit
/// TN of the agency H99.15.
package struct StepLeg: Sendable, Hashable {
    /// The agency's code.
    package var agency: String
    /// The code of its unit.
    package var unit: String
    /// The leg's own limit.
    package var limit: Limit

    /// A leg.
    package init(agency: String, unit: String, limit: Limit) {
        self.agency = agency
        self.unit = unit
        self.limit = limit
    }

    /// Nil unless the text is one leg.
    package init?(parsing text: some StringProtocol) {
        guard let colon = text.lastIndex(of: ":"), let slash = text[..<colon].firstIndex(of: "/") else { return nil }
        let agency = String(text[..<slash])
        let unit = String(text[text.index(after: slash)..<colon])
        guard !agency.isEmpty, !unit.isEmpty, !unit.contains("/"),
            let limit = try? Limit(parsing: text[text.index(after: colon)...])
        else { return nil }
        self.init(agency: agency, unit: unit, limit: limit)
    }

    /// The text that `init(parsing:)` reads.
    package var text: String { "\(agency)/\(unit):\(limit.text)" }
}

extension [StepLeg] {
    /// Reads legs joined by commas; nil unless each is one, or for more than ten.
    package init?(parsing text: String) {
        var legs: [StepLeg] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let leg = StepLeg(parsing: part.drop { $0 == " " }) else { return nil }
            legs.append(leg)
        }
        guard legs.count <= 10 else { return nil }
        self = legs
    }

    /// The text that `init(parsing:)` reads; nil for none.
    package var text: String? {
        isEmpty ? nil : map(\.text).joined(separator: ", ")
    }
}
