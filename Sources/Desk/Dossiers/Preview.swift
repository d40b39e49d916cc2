package import OneStop
import Records
import Store

/// A date before anything is filed, with the days that make it.
package struct DuePreview: Sendable {
    package var limit: Limit
    package var from: Instant
    package var offset: UTCOffset
    /// Nil for a procedure without a limit.
    package var deadline: Deadline?
    package var ledger: Ledger?
}

extension DeskService {
    /// When a dossier would be due that is taken in at an instant.
    /// - Parameters:
    ///   - agency: whose calendar counts; the caller's own when nil.
    ///   - procedure: its limit and rules are taken, unless `limit` is given.
    ///   - channel: how it would be filed, for a procedure whose limits differ by way.
    ///   - explained: whether the ledger is wanted.
    package func preview(
        agency: String?, procedure: String?, channel: Channel? = nil, limit: String?, dayZero: DayZeroRule?,
        from: Instant, explained: Bool, by principal: Principal
    ) async throws -> DuePreview {
        let office = try await directory.office()
        let found = agency.map { office.agency(code: $0) } ?? office.agencies[principal.agency]
        guard let agency = found, agency.row.tenant == principal.tenant else { throw DeskError.notFound("The agency") }
        try office.requireGoingOn(agency, "agency", at: from)
        var calendar = agency.calendar
        var rule = dayZero
        var counted: Limit?
        if let procedure {
            guard let row = office.procedure(code: procedure, tenant: principal.tenant),
                let version = office.version(of: row.id, on: calendar.offset.localDate(of: from))
            else {
                throw DeskError.invalid(
                    "procedure", rule: "R10.unknown_procedure",
                    "No version of a procedure \"\(procedure)\" is in force on that day.")
            }
            calendar = office.calendar(of: agency.id, procedure: row.id) ?? calendar
            counted = channel.map { version.limit(through: $0) } ?? version.limit
            rule = rule ?? version.dayZero
        }
        if let limit { counted = try Self.limit(limit) }
        guard let counted else {
            throw DeskError.invalid(
                "limit", rule: "query.missing", "Give a limit such as 5wd, or a procedure whose limit is counted.")
        }
        return try DuePreview(
            counted, from: from, dayZero: rule ?? .working, sameDayHour: agency.policy.sameDayHour, by: calendar,
            explained: explained)
    }

    /// A limit as text.
    package static func limit(_ text: String) throws(DeskError) -> Limit {
        do {
            return try Limit(parsing: text)
        } catch {
            throw .invalid("limit", rule: "C2.limit", error.explanation)
        }
    }
}

extension DuePreview {
    /// Counts a limit by a calendar.
    package init(
        _ limit: Limit, from: Instant, dayZero: DayZeroRule, sameDayHour: Int, by calendar: CompiledCalendar,
        explained: Bool
    ) throws(DeskError) {
        self.limit = limit
        self.from = from
        offset = calendar.offset
        do {
            deadline = try calendar.deadline(limit, from: from, dayZero: dayZero, sameDayHour: sameDayHour)
            ledger =
                explained
                ? try calendar.ledger(limit, from: from, dayZero: dayZero, sameDayHour: sameDayHour) : nil
        } catch {
            throw .invalid("limit", rule: "C2.clock", error.explanation)
        }
    }
}
