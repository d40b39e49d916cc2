package import OneStop
import Records
import Store
import Synchronization

/// What everybody may know of how punctual agencies are: numbers of dossiers in the last full months, nothing of persons.
package struct PublicFigures: Sendable, Hashable {
    /// An agency with its figures, month by month in the order of `months`.
    package struct Row: Sendable, Hashable {
        package var code: String
        package var name: String
        package var months: [Figures]
    }

    /// The newest first.
    package var months: [ReportMonth]
    package var countedAt: Instant
    /// Agencies that had dossiers, by code.
    package var rows: [Row]

    /// So many months are told.
    package static let monthsTold = 6

    /// The last full months before an instant.
    static func months(before now: Instant) -> [ReportMonth] {
        let (year, month, _) = UTCOffset.vietnam.localDate(of: now).parts
        guard let first = LocalDate(year: year, month: month, day: 1) else { return [] }
        return (1...monthsTold).compactMap { ReportMonth(iso: first.adding(months: -$0).iso.prefix(7)) }
    }
}

/// Keeps the public figures: they are asked for by everybody, and counting is dear.
final class PublicFigureBook: Sendable {
    /// Months that are over change by imports only.
    private static let goodFor: Int64 = 3_600

    private let kept = Mutex<PublicFigures?>(nil)
    private let counting = Turnstile(places: 1)

    /// Figures that are young enough, counted once for all who ask meanwhile.
    func figures(at now: Instant, _ count: () async throws -> PublicFigures) async throws -> PublicFigures {
        if let known = known(at: now) { return known }
        return try await counting.pass {
            if let known = known(at: now) { return known }
            let figures = try await count()
            kept.withLock { $0 = figures }
            return figures
        }
    }

    private func known(at now: Instant) -> PublicFigures? {
        kept.withLock { kept in
            guard let kept, kept.countedAt <= now, now < kept.countedAt.adding(seconds: Self.goodFor),
                kept.months == PublicFigures.months(before: now)
            else { return nil }
            return kept
        }
    }
}

extension DeskService {
    /// The classes of contract C6 for every agency in each of the last full months, each as of its own end.
    package func publicFigures(at now: Instant) async throws -> PublicFigures {
        try await publicFigureBook.figures(at: now) {
            let office = try await directory.office()
            let months = PublicFigures.months(before: now)
            var counted: [AgencyID: [Figures]] = [:]
            let zones = Dictionary(grouping: office.agencies.values) {
                UTCOffset(minutes: $0.row.offsetMinutes) ?? $0.calendar.offset
            }
            for (offset, agencies) in zones {
                let lines = agencies.map(\.id).sorted()
                for (place, month) in months.enumerated() {
                    let query = FigureQuery(
                        lines: lines, reckoning: Reckoning(period: month.period(.calendar), now: now, offset: offset),
                        grouping: .agency)
                    for row in try await translated({ try await database.figures([query]) }).joined() {
                        guard let line = office.agency(code: row.key)?.id else { continue }
                        let agency = office.successions.present(line)
                        counted[agency, default: months.map { _ in Figures() }][place].add(row.figures)
                    }
                }
            }
            let rows = counted.compactMap { key, figures -> PublicFigures.Row? in
                guard let row = office.agencies[key]?.row, figures.contains(where: { !$0.isEmpty }) else { return nil }
                return PublicFigures.Row(code: row.code, name: row.name, months: figures)
            }
            return PublicFigures(months: months, countedAt: now, rows: rows.sorted { $0.code < $1.code })
        }
    }
}

extension Figures {
    fileprivate mutating func add(_ others: Figures) {
        for periodClass in PeriodClass.allCases { self[periodClass] += others[periodClass] }
    }

    fileprivate var isEmpty: Bool { carriedOver + received == 0 }
}
