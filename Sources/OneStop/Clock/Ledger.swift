/// Why a dossier is due when it is: every day from day zero to the due day, what it counted for, and on what ground.
package struct Ledger: Sendable, Hashable {
    /// What a day did to the limit.
    package enum Mark: Sendable, Hashable {
        /// The day that is not counted (Civil Code 2015 art. 147).
        case dayZero
        /// The n-th day of its leg.
        case counted(Int)
        /// Working time of the leg used on this day, in microseconds; 0 on a day off.
        case used(Int64)
        /// A day off within a leg of working days.
        case notCounted
        /// The leg had run out and its end rolled over this day to the next working day (art. 148).
        case rolled
    }

    /// A day, or the part of it that belongs to one leg.
    package struct Line: Sendable, Hashable {
        package let day: LocalDate
        /// Index of the leg in the limit. A day on which a leg in hours ends and the next begins has two lines.
        package let leg: Int
        package let mark: Mark
        /// Why the day is worked or not, with the decision where there is one.
        package let ground: WorkCalendar.DayGround
        package let isWorked: Bool
        /// False if the year has no official schedule yet.
        package let isConfirmed: Bool
    }

    /// Why day zero is the day it is.
    package enum Start: Sendable, Hashable {
        /// The instant's own date.
        case sameDay
        /// The instant lies after the last closing of its date.
        case afterClosing
        /// The instant's date is not worked, on this ground.
        case dayOff(WorkCalendar.DayGround)
    }

    package let start: Start
    package let dayZero: LocalDate
    package let due: Instant
    package let dueOn: LocalDate
    package let provisional: Bool
    package var lines: [Line]

    /// The most lines a ledger may have; `10000mo` fits.
    package static let longest = 400_000
}

extension CompiledCalendar {
    /// The ledger of `deadline(_:from:dayZero:sameDayHour:)`; nil for `none`. A second function on purpose: it walks day
    /// by day over the document and shares no arithmetic with the first.
    ///
    /// Throws what `deadline` throws, and `ledgerTooLong` beyond `Ledger.longest` days.
    package func ledger(
        _ limit: Limit, from start: Instant, dayZero rule: DayZeroRule = .working,
        sameDayHour: Int = CompiledCalendar.usualSameDayHour
    ) throws(ClockRefusal) -> Ledger? {
        guard !limit.isNone else { return nil }
        var walk = try LedgerWalk(calendar, from: start, rule: rule)
        for (index, leg) in limit.legs.enumerated() {
            let isSameDay = index == 0 && leg.count == 0 && leg.unit == .workingDays
            if isSameDay, walk.isAfter(minuteOfDay: sameDayHour, start) {
                try walk.add(Piece(amount: 1, unit: .workingDays))
            } else {
                try walk.add(Piece(leg))
            }
        }
        return walk.ledger
    }

    /// The ledger of `resume(_:answeredAt:dayZero:sameDayHour:)`, from the answer's day zero on.
    package func ledger(
        _ remainder: Remainder, answeredAt: Instant, dayZero rule: DayZeroRule = .working,
        sameDayHour: Int = CompiledCalendar.usualSameDayHour
    ) throws(ClockRefusal) -> Ledger? {
        switch remainder.content {
        case .restart(let limit):
            return try ledger(limit, from: answeredAt, dayZero: rule, sameDayHour: sameDayHour)
        case .rest(let pieces):
            var walk = try LedgerWalk(calendar, from: answeredAt, rule: rule)
            for piece in pieces {
                try walk.add(remainder.isNothing ? Piece(amount: 0, unit: .workingDays) : piece)
            }
            return walk.ledger
        }
    }
}
