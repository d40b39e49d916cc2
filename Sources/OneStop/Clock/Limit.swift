/// A time limit of a procedure: `8wh`, `5wd`, `25d`, `3mo`, `0wd` (the same day), a sum such as `5wd+25d`, or `none`.
package struct Limit: Sendable, Hashable {
    /// What is counted, with the letters that stand for it in a limit (C2).
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        case workingHours = "wh"
        case workingDays = "wd"
        case calendarDays = "d"
        case months = "mo"
    }

    /// One part of a sum; each leg's end is day zero of the next.
    package struct Leg: Sendable, Hashable {
        /// 0...10,000.
        package let count: Int
        package let unit: Unit

        /// Nil outside 0...10,000.
        package init?(count: Int, unit: Unit) {
            guard (0...Limit.largestCount).contains(count) else { return nil }
            self.count = count
            self.unit = unit
        }

        package var text: String { "\(count)\(unit.rawValue)" }
    }

    /// The largest count of a leg (C2).
    package static let largestCount = 10_000
    /// The most legs of a sum. No procedure has more than three.
    package static let mostLegs = 12

    /// Empty for a procedure without a limit.
    package let legs: [Leg]
    /// True if the last leg counts working hours: such a limit compares instants, every other compares dates (C6).
    package let endsByInstant: Bool
    /// True for limits in hours and up to `1wd`, whose letter of apology may go out on the due day itself (C4). A sum
    /// counts as one in hours if every leg is, and as up to `1wd` if its legs together are no more than that.
    package let allowsApologyOnDueDay: Bool

    /// No limit: no due date, in no rate.
    package static let none = Limit(unchecked: [])

    /// Nil for more legs than `mostLegs`; an empty list is `none`.
    package init?(legs: [Leg]) {
        guard legs.count <= Limit.mostLegs else { return nil }
        self.init(unchecked: legs)
    }

    private init(unchecked legs: [Leg]) {
        self.legs = legs
        endsByInstant = legs.last?.unit == .workingHours
        let inHours = legs.allSatisfy { $0.unit == .workingHours }
        let inDays = legs.allSatisfy { $0.unit == .workingDays }
        allowsApologyOnDueDay = !legs.isEmpty && (inHours || inDays && legs.reduce(0) { $0 + $1.count } <= 1)
    }

    /// Reads the text form: digits and a unit, joined by `+`, or `none`. No spaces, no signs, lower case.
    package init(parsing text: some StringProtocol) throws(LimitRefusal) {
        guard text != "none" else {
            self = .none
            return
        }
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= 200 else { throw .tooLong }
        var legs: [Leg] = []
        for part in String(text).utf8.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false) {
            legs.append(try Limit.leg(part))
        }
        guard legs.count <= Limit.mostLegs else { throw .tooManyLegs(limit: Limit.mostLegs) }
        self.init(unchecked: legs)
    }

    private static func leg(_ part: Substring.UTF8View) throws(LimitRefusal) -> Leg {
        let digits = part.prefix { (0x30...0x39).contains($0) }
        let name = String(Substring(part.dropFirst(digits.count)))
        guard !digits.isEmpty else { throw .notALimit(String(Substring(part))) }
        guard let unit = Unit(rawValue: name) else { throw .unknownUnit(name) }
        var count = 0
        for byte in digits {
            count = count * 10 + Int(byte - 0x30)
            guard count <= largestCount else { throw .tooLarge(String(Substring(part))) }
        }
        guard let leg = Leg(count: count, unit: unit) else { throw .tooLarge(String(Substring(part))) }
        return leg
    }

    /// The text that `init(parsing:)` reads.
    package var text: String {
        guard let first = legs.first else { return "none" }
        return legs.dropFirst().reduce(first.text) { "\($0)+\($1.text)" }
    }

    package var isNone: Bool { legs.isEmpty }
}

/// Why a text is no limit.
package enum LimitRefusal: Error, Sendable, Hashable {
    case empty
    case tooLong
    /// No digits where a number must stand.
    case notALimit(String)
    /// Not `wh`, `wd`, `d` or `mo`.
    case unknownUnit(String)
    /// A count above 10,000.
    case tooLarge(String)
    case tooManyLegs(limit: Int)
}
