import JSONText
package import OneStop
import Records
package import Store

extension DeskService {
    private static let dossiersInPage = 200
    /// Longer periods are a matter for the command line.
    private static let mostDays = 366

    /// Who used the time of the dossiers that ended in a period.
    /// - Parameter parts: only dossiers in one of them; nil for all of the agency's.
    package func timeFigures(
        of agency: Office.Agency, in period: Period, by grouping: TimeGrouping, parts: [FigurePart]? = nil,
        now: Instant
    ) async throws -> TimeFigures {
        let office = try await directory.office()
        let keys = try await database.ended(EndedQuery(lines: agency.lines, period: period, parts: parts))
        var sum = TimeSum(grouping: grouping, office: office, logins: try await logins(of: agency.id))
        for start in stride(from: 0, to: keys.count, by: Self.dossiersInPage) {
            let page = Array(keys[start..<min(start + Self.dossiersInPage, keys.count)])
            let events = Dictionary(grouping: try await database.storedEvents(of: page), by: \.dossier)
            let contests = Dictionary(grouping: try await database.timeContests(of: page), by: \.dossier)
            for dossier in page {
                guard let used = try TimeUsed(events[dossier] ?? [], until: now, in: office) else { continue }
                sum.add(used, (contests[dossier] ?? []).filter { $0.answer?.decision == .moved })
            }
        }
        return sum.figures(of: period)
    }

    /// The same as far as the caller may see it (contract, section 7).
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports, `invalid` for a
    ///   period of more than a year.
    package func timeFigures(
        of code: String?, from: LocalDate, to: LocalDate, by grouping: TimeGrouping, at now: Instant,
        for principal: Principal
    ) async throws -> TimeFigures {
        let period = try Period.asked(from: from, to: to)
        guard Int(to.dayNumber) - Int(from.dayNumber) < Self.mostDays else {
            throw DeskError.invalid(
                "to", rule: "C6.period",
                "Who used the time is told for at most \(Self.mostDays) days at once; ask for a shorter period.")
        }
        let (agency, parts) = try await reported(code, for: principal)
        return try await timeFigures(of: agency, in: period, by: grouping, parts: parts, now: now)
    }
}

/// Adds up the parts of many dossiers.
private struct TimeSum {
    private struct Key: Hashable {
        var kind: TimeFigures.Kind
        var key: String
    }

    let grouping: TimeGrouping
    let office: Office
    let logins: [UserID: String]
    private var rows: [Key: TimeFigures.Row] = [:]
    private var dossiers = 0

    init(grouping: TimeGrouping, office: Office, logins: [UserID: String]) {
        self.grouping = grouping
        self.office = office
        self.logins = logins
    }

    mutating func add(_ used: TimeUsed, _ moved: [TimeContestRow]) {
        dossiers += 1
        var seen: Set<Key> = []
        for part in used.parts {
            let (key, label) = row(of: part.hands, used)
            let isMoved = moved.contains { $0.part.covers(part.hands) }
            change(key, label) { row in
                row.minutes += part.minutes
                if isMoved { row.movedAway += part.minutes }
                if seen.insert(key).inserted { row.dossiers += 1 }
            }
            // Only the first decision moves a part: the time of a dossier is one whole.
            guard grouping == .unit, let unit = moved.first(where: { $0.part.covers(part.hands) })?.answer?.movedTo
            else { continue }
            let (there, name) = unitRow(unit, .unit)
            change(there, name) { $0.movedHere += part.minutes }
        }
        for leg in used.legs {
            let (key, label) = agencyRow(leg.leg.agency)
            change(key, label) { row in
                row.legMinutes += leg.minutes
                if seen.insert(key).inserted { row.dossiers += 1 }
            }
        }
    }

    func figures(of period: Period) -> TimeFigures {
        var figures = TimeFigures(period: period, grouping: grouping, dossiers: dossiers)
        let order = TimeFigures.Kind.allCases
        figures.rows = rows.values.sorted { left, right in
            let (first, second) = (order.firstIndex(of: left.kind) ?? 0, order.firstIndex(of: right.kind) ?? 0)
            return (first, left.key) < (second, right.key)
        }
        figures.minutes = figures.rows.reduce(0) { $0 + $1.minutes }
        return figures
    }

    private mutating func change(_ key: Key, _ label: String, _ change: (inout TimeFigures.Row) -> Void) {
        change(&rows[key, default: TimeFigures.Row(kind: key.kind, key: key.key, label: label)])
    }

    private func row(of hands: Hands, _ used: TimeUsed) -> (Key, String) {
        switch hands {
        case .desk(let unit): return unitRow(unit, .desk)
        case .unit(let unit): return grouping == .leg ? (Key(kind: .unit, key: ""), "") : unitRow(unit, .unit)
        case .officer(let officer, let unit):
            switch grouping {
            case .unit: return unitRow(unit, .unit)
            case .officer: return (Key(kind: .officer, key: logins[officer] ?? "\(officer.rawValue)"), "")
            case .leg: return (Key(kind: .unit, key: ""), "")
            }
        case .leader: return (Key(kind: .leader, key: ""), "")
        case .clerk: return (Key(kind: .clerk, key: ""), "")
        case .applicant: return (Key(kind: .applicant, key: ""), "")
        case .leg(let number):
            guard let leg = used.legs.first(where: { $0.leg.number == number }) else {
                return (Key(kind: .leg, key: ""), "")
            }
            return agencyRow(leg.leg.agency)
        }
    }

    private func agencyRow(_ agency: AgencyID) -> (Key, String) {
        let found = office.agencies[agency]
        return (Key(kind: .leg, key: found?.row.code ?? ""), found?.row.name ?? "")
    }

    private func unitRow(_ unit: UnitID?, _ kind: TimeFigures.Kind) -> (Key, String) {
        let found = unit.flatMap { office.unit($0) }
        return (Key(kind: kind, key: found?.code ?? ""), found?.name ?? "")
    }
}
