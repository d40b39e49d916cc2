package import OneStop

extension Ledger.Mark {
    /// What a day did to the limit, as one word.
    package var name: String {
        switch self {
        case .dayZero: "day_zero"
        case .counted: "counted"
        case .used: "used"
        case .notCounted: "not_counted"
        case .rolled: "rolled"
        }
    }

    /// The day's number within its leg, or the whole minutes used of it.
    package var count: Int? {
        switch self {
        case .counted(let number): number
        case .used(let microseconds): Int(microseconds / Instant.microsecondsPerMinute)
        case .dayZero, .notCounted, .rolled: nil
        }
    }
}

extension WorkCalendar.DayGround {
    /// Why a day is worked or not, with the decision where there is one.
    package var english: String {
        switch self {
        case .week: "weekly hours"
        case .computed(let holiday): "holiday, computed: \(holiday.vietnamese)"
        case .off(let day): Self.words("off", day.reason, day.decision)
        case .worked(let day): Self.words("worked", day.reason, day.decision)
        }
    }

    private static func words(_ what: String, _ reason: String?, _ decision: String?) -> String {
        var words = what
        if let reason { words += ": \(reason)" }
        if let decision { words += " (\(decision))" }
        return words
    }
}
