package import OneStop
import Records
import Store

extension DeskService {
    /// The on-time figures as far as the caller may see them (contract, section 7): a leader those of the agency, a head
    /// those of the units, an officer the own.
    ///
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports, or for rows by
    ///   something that the caller's part of the figures cannot be told apart by.
    package func onTime(
        of code: String?, from: LocalDate, to: LocalDate, by grouping: OnTimeGrouping?, asOf now: Instant,
        for principal: Principal
    ) async throws -> OnTimeFigures {
        let office = try await directory.office()
        let found = code.map { office.agency(code: $0) } ?? office.agencies[principal.agency]
        guard let agency = found, agency.row.tenant == principal.tenant else { throw DeskError.notFound("The agency") }
        guard let period = Period(from: from, to: to) else {
            throw DeskError.invalid("to", rule: "C6.period", "The period ends before it begins. Exchange from and to.")
        }
        switch try principal.reach(of: agency.id, in: office) {
        case .agency:
            return try await onTime(of: agency, in: period, by: grouping, now: now)
        case .units(let codes):
            try Self.check(grouping, is: .unit)
            return try await onTime(of: agency, in: period, by: .unit, now: now).only(codes, rows: grouping != nil)
        case .own:
            try Self.check(grouping, is: .officer)
            return try await onTime(of: agency, in: period, by: .officer, now: now)
                .only([principal.login], rows: grouping != nil)
        }
    }

    private static func check(_ asked: OnTimeGrouping?, is allowed: OnTimeGrouping) throws(DeskError) {
        guard asked == nil || asked == allowed else {
            throw DeskError(
                .noRight, rule: "C7.reports", field: "by",
                "You see your own part of the figures only: leave `by` out, or ask by \(allowed.rawValue).")
        }
    }
}

/// How much of an agency's figures somebody may see.
private enum ReportReach {
    case agency
    case units(Set<String>)
    case own
}

extension Principal {
    fileprivate func reach(of agency: AgencyID, in office: Office) throws(DeskError) -> ReportReach {
        let grants = actor.grants.filter { $0.agencies.contains(agency) }
        guard !grants.isEmpty else { throw .notFound("The agency") }
        let isLimited = actor.limitedTo.map { !$0.contains(.reports) } ?? false
        let reaches = grants.compactMap { grant in Rights.reach(.reports, of: grant.role).map { ($0, grant) } }
        guard !isLimited, !reaches.isEmpty else {
            throw DeskError(
                .noRight, rule: "C7.no_right",
                "Your rights or your token's scopes do not include reports. Ask the administrator.")
        }
        if reaches.contains(where: { $0.0 == .agency && $0.1.procedures == nil }) { return .agency }
        let units = reaches.filter { $0.0 == .unit }.flatMap { _, grant in
            grant.units.map(Array.init) ?? (office.agencies[agency]?.units.map(\.id) ?? [])
        }
        return units.isEmpty ? .own : .units(Set(units.compactMap { office.unit($0)?.code }))
    }
}

extension OnTimeFigures {
    /// The rows of some keys only, with their sum as the total.
    fileprivate func only(_ keys: Set<String>, rows isAsked: Bool) -> OnTimeFigures {
        var part = self
        part.rows = rows.filter { keys.contains($0.key) }
        part.total = part.rows.reduce(into: Figures()) { total, row in
            for periodClass in PeriodClass.allCases { total[periodClass] += row.figures[periodClass] }
        }
        if !isAsked { part.rows = [] }
        return part
    }
}
