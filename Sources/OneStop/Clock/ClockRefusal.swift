/// Why no date can be given although limit and calendar are well formed.
package enum ClockRefusal: Error, Sendable, Hashable {
    /// The search met no working day in the ten years after this day (C2).
    case noWorkingDayWithinTenYears(from: LocalDate)
    /// The date would lie after 31 December 9999.
    case beyondYear9999
    /// The second of two instants lies before the first: a request before the acceptance, an end before a start.
    case endBeforeStart
    /// A ledger of more days than anybody reads; the date itself can be computed.
    case ledgerTooLong(days: Int)
}
