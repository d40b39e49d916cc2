/// What the clock counts: a leg of a limit, or what a pause left of one. Unlike a leg it has no upper count and knows
/// working time to the microsecond.
struct Piece: Sendable, Hashable {
    enum Unit: Sendable, Hashable {
        case workingMicroseconds, workingDays, calendarDays, months
    }

    var amount: Int64
    var unit: Unit

    @inline(__always)
    init(amount: Int64, unit: Unit) {
        self.amount = amount
        self.unit = unit
    }

    @inline(__always)
    init(_ leg: Limit.Leg) {
        let count = Int64(leg.count)
        switch leg.unit {
        case .workingHours: self.init(amount: count &* 60 &* Instant.microsecondsPerMinute, unit: .workingMicroseconds)
        case .workingDays: self.init(amount: count, unit: .workingDays)
        case .calendarDays: self.init(amount: count, unit: .calendarDays)
        case .months: self.init(amount: count, unit: .months)
        }
    }

    var endsByInstant: Bool { unit == .workingMicroseconds }
}
