import OneStop

extension CalendarRefusal {
    /// What is wrong with a calendar and where, in one sentence.
    var explanation: String {
        switch self {
        case .emptySession(let place, let session):
            "\(place.text): the session \(session.text) closes when or before it opens; a session may not cross midnight."
        case .outsideDay(let place, let session):
            "\(place.text): the session \(session.text) lies outside 00:00-24:00."
        case .overlap(let place, let first, let second):
            "\(place.text): the sessions \(first.text) and \(second.text) overlap; sessions may only touch."
        case .workedTwice(let day):
            "\(day.iso) is made up for twice in different ways; keep one entry in \"work\"."
        case .noSession:
            "The calendar has no session at all, so no day would ever be a working day. Give \"week\" some hours."
        case .tooLarge(let field, let limit):
            "\(field) has more than \(limit) entries."
        case .impossibleYear(let year):
            "The year \(year) lies outside 1...9999."
        }
    }
}
