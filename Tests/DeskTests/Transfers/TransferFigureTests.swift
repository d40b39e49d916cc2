import Desk
import OneStop
import Store
import TestSupport
import Testing

/// What is reported of an agency that went into another, before and after.
@Suite(.timeLimit(.minutes(5))) struct TransferFigureTests {
    private static let months = (1...9).map { "2026-0\($0)" }

    private func form(
        _ month: String, of code: String, _ desk: DeskService, now: Instant
    ) async throws -> MonthlyForm {
        let agency = try #require(try await desk.directory.refresh().agency(code: code))
        return try await desk.monthly(
            MonthlyRequest(
                month: try #require(ReportMonth(iso: month)), cutOff: .calendar, waiting: .withinLimit),
            of: agency, now: now)
    }

    /// Lives that begin one after another and go on side by side, many of them to their end.
    /// - Returns: the time when all of it has happened, to which the clock is set.
    private func live(_ lives: inout DeskLives, count: Int) async throws -> Instant {
        let start = lives.now
        var last = start
        for number in 0..<count {
            lives.now = start.adding(minutes: Int64(number) * 3 * 1_440)
            try await lives.begin()
            for _ in 0..<(20 + lives.random.upTo(40)) { _ = try await lives.step() }
            last = max(last, lives.now)
        }
        lives.now = last
        return last
    }

    @Test(arguments: [UInt64(41), 42])
    func `a month printed again is the same, the next adds up to it, and both names stand in it`(
        seed: UInt64
    ) async throws {
        var lives = try await DeskLives(seed: seed)
        let then = try await live(&lives, count: 20)
        var printed: [MonthlyForm] = []
        for month in Self.months { printed.append(try await form(month, of: "H99.14", lives.desk, now: then)) }
        _ = try await lives.reorganise()
        // The last dossier of the old agency is finished by the new one's people.
        for _ in 0..<60 { _ = try await lives.step() }
        let later = try await live(&lives, count: 15).adding(minutes: 40 * 1_440)
        for (month, before) in zip(Self.months, printed) {
            // The agency that ended, as of then: what was printed then.
            let again = try await form(month, of: "H99.14", lives.desk, now: then)
            #expect(
                again.total == before.total && again.fields == before.fields
                    && again.entries.count == before.entries.count)
        }
        var left: MonthlyForm?
        var names: Set<String> = []
        for month in Self.months {
            let whole = try await form(month, of: "H99.40", lives.desk, now: later)
            let old = try await form(month, of: "H99.14", lives.desk, now: later)
            #expect(whole.faults == [])
            if let left { #expect(whole.total[.carriedOver] == left.total[.openTotal], "\(month)") }
            for column in MonthlyColumn.allCases {
                let own = whole.lines.first { $0.key == "H99.40" }?.figures[column] ?? 0
                #expect(whole.total[column] == own + old.total[column], "\(month) \(column)")
            }
            names.formUnion(whole.lines.map(\.label))
            left = whole
        }
        #expect(names == ["Sở thử", "Sở mới"])

        let period = try #require(
            Period(from: LocalDate(iso: "2026-01-01") ?? .earliest, to: LocalDate(iso: "2026-12-31") ?? .earliest))
        let agency = try #require(try await lives.desk.directory.office().agency(code: "H99.40"))
        for grouping in [OnTimeGrouping.agency, .unit, .officer, .procedure] {
            let figures = try await lives.desk.onTime(of: agency, in: period, by: grouping, now: later)
            for each in PeriodClass.allCases {
                #expect(figures.rows.reduce(0) { $0 + $1.figures[each] } == figures.total[each], "\(grouping) \(each)")
            }
            if grouping == .agency { #expect(Set(figures.rows.map(\.key)) == ["H99.14", "H99.40"]) }
            // What was over keeps its unit, and says whose that was.
            if grouping == .unit {
                #expect(figures.rows.contains { $0.key == "H99.14/ATBX" } && figures.rows.contains { $0.key == "ATBX" })
            }
        }
        #expect(try await lives.desk.apologies(of: agency, in: period, by: .unit, now: later).total.addsUp)
        let used = try await lives.desk.timeFigures(of: agency, in: period, by: .unit, now: later)
        #expect(used.rows.reduce(0) { $0 + $1.minutes } == used.minutes && used.minutes > 0)

        // Of both the successor's people see reports, and who was of neither sees none.
        for code in ["H99.14", "H99.40"] {
            _ = try await lives.desk.onTime(
                of: code, from: period.from, to: period.to, by: nil, asOf: later, for: lives.principal("leader"))
            await #expect(throws: DeskError.self) {
                _ = try await lives.desk.onTime(
                    of: code, from: period.from, to: period.to, by: nil, asOf: later, for: lives.principal("partner"))
            }
        }
    }
}
