package import OneStop
package import Records

/// When the dossiers of a procedure would be due that are filed at an instant, by way of filing.
package struct FilingDates: Sendable {
    /// One way of filing.
    package struct Way: Sendable {
        package var channel: Channel
        package var limit: Limit
        /// The date of what is accepted at the instant itself; nil without a limit.
        package var deadline: Deadline?
        /// For what is filed online: when the desk must have answered, and the date if it accepts only then.
        package var answeredBy: Instant?
        package var latest: Deadline?
    }

    package var procedure: ProcedureRow
    package var version: Int
    package var ways: [Way]
}

/// Filing dates of a page of procedures.
package struct FilingDatePage: Sendable {
    package var from: Instant
    package var agency: Office.Agency
    package var items: [FilingDates]
    /// The code that the next page comes after; nil on the last.
    package var next: String?
}

extension DeskService {
    /// When would it be due, for every procedure of an agency that is in force and every way of filing it.
    /// - Parameters:
    ///   - agency: the code of the agency that has the procedures; the caller's own when nil.
    ///   - from: when it is filed.
    ///   - after: the code that the page before ended with.
    package func filingDates(
        of agency: String?, from: Instant, after: String?, limit: Int, by principal: Principal
    ) async throws -> FilingDatePage {
        let office = try await directory.office()
        let agency = try agencyOfTree(agency, in: office, of: principal)
        try office.requireGoingOn(agency, "agency", at: from)
        let day = agency.calendar.offset.localDate(of: from)
        let versions = office.procedures(of: principal.tenant).lazy
            .filter { row in row.agency == agency.id && (after.map { row.code > $0 } ?? true) }
            .compactMap { office.version(of: $0.id, on: day) }
        let page = Array(versions.prefix(limit + 1))
        let items = try page.prefix(limit).map { version throws(DeskError) in
            try FilingDates(version, of: agency, in: office, from: from)
        }
        return FilingDatePage(
            from: from, agency: agency, items: items, next: page.count > limit ? items.last?.procedure.code : nil)
    }
}

extension FilingDates {
    /// The dates of one version, filed with an agency at an instant.
    /// - Throws: `DeskError` when the calendar has no date for it.
    init(
        _ version: Office.Version, of agency: Office.Agency, in office: Office, from: Instant
    ) throws(DeskError) {
        let calendar = office.calendar(of: agency.id, procedure: version.procedure.id) ?? agency.calendar
        self.init(
            procedure: version.procedure, version: version.row.number,
            ways: try Channel.allCases.filter { version.isOpen(to: $0) }.map { channel throws(DeskError) in
                try Way(channel, of: version, from: from, by: calendar, agency.policy)
            })
    }
}

extension FilingDates.Way {
    fileprivate init(
        _ channel: Channel, of version: Office.Version, from: Instant, by calendar: CompiledCalendar, _ policy: Policy
    ) throws(DeskError) {
        let limit = version.limit(through: channel)
        func deadline(_ limit: Limit, from: Instant) throws(ClockRefusal) -> Deadline? {
            try calendar.deadline(limit, from: from, dayZero: version.dayZero, sameDayHour: policy.sameDayHour)
        }
        self.init(channel: channel, limit: limit)
        do {
            self.deadline = try deadline(limit, from: from)
            guard channel == .online, policy.receiptHours > 0,
                let hours = try? Limit(parsing: "\(policy.receiptHours)wh")
            else { return }
            answeredBy = try calendar.deadline(hours, from: from)?.due
            latest = try answeredBy.flatMap { instant throws(ClockRefusal) in try deadline(limit, from: instant) }
        } catch {
            throw .invalid("from", rule: "C2.clock", error.explanation)
        }
    }
}
