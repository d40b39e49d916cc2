/// What a pause left of a limit, exact, in a text form that can be stored beside the request and read back when the
/// applicant's answer comes (C3).
///
/// Text: the pieces joined by `+` as in a limit, with `us` for working time that is no whole number of hours
/// (`5400000000us` is an hour and a half), then `*` if the letter of apology may go out on the due day. `0wd*` is
/// nothing left; a leading `=` means the whole limit anew (RESTART, R3.6).
package struct Remainder: Sendable, Hashable {
    enum Content: Sendable, Hashable {
        case restart(Limit)
        /// Not empty; only a single piece can be zero.
        case rest([Piece])
    }

    let content: Content
    /// `Limit.allowsApologyOnDueDay` of the limit the dossier began with.
    let allowsApologyOnDueDay: Bool

    init(rest: [Piece], allowsApologyOnDueDay: Bool) {
        content = .rest(rest)
        self.allowsApologyOnDueDay = allowsApologyOnDueDay
    }

    /// The full limit from the day the file is complete, for procedures whose limit runs "from receipt of a full valid
    /// dossier" (R3.6). `limit` is not `none`.
    package static func restart(_ limit: Limit) -> Remainder? {
        limit.isNone ? nil : Remainder(restart: limit)
    }

    private init(restart limit: Limit) {
        content = .restart(limit)
        allowsApologyOnDueDay = limit.allowsApologyOnDueDay
    }

    /// True if the request came on the due day: the answer's own working day is the new due day.
    package var isNothing: Bool {
        if case .rest(let pieces) = content { pieces.count == 1 && pieces[0].amount == 0 } else { false }
    }

    /// True if the deadline laid down from it compares instants.
    package var endsByInstant: Bool {
        switch content {
        case .restart(let limit): limit.endsByInstant
        case .rest(let pieces): pieces.last?.endsByInstant ?? false
        }
    }

    package var text: String {
        switch content {
        case .restart(let limit): "=" + limit.text
        case .rest(let pieces): pieces.map(\.text).joined(separator: "+") + (allowsApologyOnDueDay ? "*" : "")
        }
    }

    /// Reads what `text` wrote; nil for anything else.
    package init?(parsing text: some StringProtocol) {
        if text.utf8.first == UInt8(ascii: "=") {
            guard let limit = try? Limit(parsing: text.dropFirst()), !limit.isNone else { return nil }
            self.init(restart: limit)
            return
        }
        var body = Substring(text)
        var onDueDay = false
        if body.utf8.last == UInt8(ascii: "*") {
            body = body.dropLast()
            onDueDay = true
        }
        var pieces: [Piece] = []
        for part in body.split(separator: "+", omittingEmptySubsequences: false) {
            guard pieces.count < Limit.mostLegs, let piece = Piece(parsing: part) else { return nil }
            pieces.append(piece)
        }
        guard !pieces.isEmpty else { return nil }
        self.init(rest: pieces, allowsApologyOnDueDay: onDueDay)
    }
}

extension Piece {
    private static let hour = 60 * Instant.microsecondsPerMinute
    /// Working time of ten thousand years, which no rest exceeds.
    private static let largest = Int64(10_000 * 366) * Instant.microsecondsPerDay

    var text: String {
        switch unit {
        case .workingMicroseconds where amount % Piece.hour == 0: "\(amount / Piece.hour)wh"
        case .workingMicroseconds: "\(amount)us"
        case .workingDays: "\(amount)wd"
        case .calendarDays: "\(amount)d"
        case .months: "\(amount)mo"
        }
    }

    init?(parsing text: some StringProtocol) {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty, let number = Int64(String(decoding: digits, as: UTF8.self)), number <= Piece.largest
        else {
            return nil
        }
        switch String(decoding: text.utf8.dropFirst(digits.count), as: UTF8.self) {
        case "us": self.init(amount: number, unit: .workingMicroseconds)
        case "wh" where number <= Piece.largest / Piece.hour:
            self.init(amount: number * Piece.hour, unit: .workingMicroseconds)
        case "wd" where number <= 4_000_000: self.init(amount: number, unit: .workingDays)
        case "d" where number <= 4_000_000: self.init(amount: number, unit: .calendarDays)
        case "mo" where number <= 120_000: self.init(amount: number, unit: .months)
        default: return nil
        }
    }
}
