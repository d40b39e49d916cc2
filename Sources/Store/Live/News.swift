package import OneStop

/// What programs tell one another of the database: that something is to be read anew, and nothing of what it is.
package struct News: Sendable, Hashable {
    /// Those whose open dossiers have changed.
    package var agencies: Set<AgencyID> = []
    /// Whether sessions have ended.
    package var sessions = false
    /// Whether anything may have changed.
    package var everything = false

    /// No news.
    package init() {}

    package var isEmpty: Bool { agencies.isEmpty && !sessions && !everything }

    package mutating func add(_ others: News) {
        agencies.formUnion(others.agencies)
        if others.sessions { sessions = true }
        if others.everything { everything = true }
    }

    /// More agencies are told as everything: PostgreSQL takes less than 8,000 bytes at once.
    private static let mostAgencies = 300

    /// Keys with blanks between them, `s` for sessions, `*` for everything.
    var payload: String {
        let isMuch = everything || agencies.count > Self.mostAgencies
        let words = isMuch ? ["*"] : agencies.map { String($0.rawValue) }.sorted()
        return (words + (sessions ? ["s"] : [])).joined(separator: " ")
    }

    /// Reads a payload; a word that this program does not know stands for everything.
    init(payload: String) {
        for word in payload.split(separator: " ") {
            if word == "s" {
                sessions = true
            } else if let key = Int64(word) {
                agencies.insert(AgencyID(key))
            } else {
                everything = true
            }
        }
    }
}
