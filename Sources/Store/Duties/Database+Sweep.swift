package import OneStop
import PQ

/// What a sweep did.
package struct SweepOutcome: Sendable, Hashable {
    /// What was written of one agency.
    package struct Counts: Sendable, Hashable {
        /// Notices of what was not said before, or has come back.
        package var raised = 0
        /// Notices whose cause is gone.
        package var settled = 0
    }

    package var counts: [AgencyID: Counts] = [:]
    /// Whether another process was sweeping some agency, which does the rest of it.
    package var isOthers = false

    /// - Parameter counts: nil when another process sweeps the agency.
    mutating func add(_ counts: Counts?, of agency: AgencyID) {
        self.counts[agency] = counts ?? Counts()
        if counts == nil { isOthers = true }
    }

    mutating func add(_ other: SweepOutcome) {
        counts.merge(other.counts) { _, new in new }
        if other.isOthers { isOthers = true }
    }
}

extension Database {
    /// So many agencies are swept at once: while the server reckons for one, another's pages are on their way to the disk.
    private static let sweepers = 2

    /// Writes notices of the duties of some agencies' dossiers and settles those whose cause is gone, page by page. The
    /// same clocks and dossiers leave the same notices, whoever sweeps, and however often it was broken off before.
    /// - Parameter page: so many dossiers or notices a transaction.
    package func sweep(_ clocks: [SweepClock], page: Int = 10_000) async throws -> SweepOutcome {
        let asked = (agencies: clocks.map(\.agency), size: page)
        let notices = Dictionary(grouping: try await read(SweepStatements.openBounds, asked), by: \.agency)
        let dossiers = Dictionary(grouping: try await read(SweepStatements.bounds, asked), by: \.agency)
        do {
            return try await withThrowingTaskGroup(of: SweepOutcome.self) { group in
                for sweeper in 0..<min(Self.sweepers, clocks.count) {
                    group.addTask {
                        var outcome = SweepOutcome()
                        for place in stride(from: sweeper, to: clocks.count, by: Self.sweepers) {
                            let clock = clocks[place]
                            let counts = try await self.sweep(
                                clock, notices: (notices[clock.agency] ?? []).map(\.id),
                                dossiers: dossiers[clock.agency] ?? [])
                            outcome.add(counts, of: clock.agency)
                        }
                        return outcome
                    }
                }
                return try await group.reduce(into: SweepOutcome()) { $0.add($1) }
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// Sweeps one agency.
    /// - Parameters:
    ///   - notices: where the pages of its open notices end.
    ///   - dossiers: where those of its dossiers end.
    /// - Returns: what was written; nil when another process sweeps it and does the rest.
    private func sweep(
        _ clock: SweepClock, notices: [Int64], dossiers: [SweepBound]
    ) async throws -> SweepOutcome.Counts? {
        var counts = SweepOutcome.Counts()
        var last: Int64 = 0
        for id in notices {
            let page = SettlingPage(clock: clock, after: last, through: id)
            guard let settled = try await claimed(SweepStatements.settle, page, of: clock.agency) else { return nil }
            counts.settled += settled
            last = id
        }
        var place = SweepBound.first(of: clock.agency)
        for bound in dossiers {
            let page = SweepPage(clock: clock, after: place, through: bound)
            guard let raised = try await claimed(SweepStatements.raise, page, of: clock.agency) else { return nil }
            counts.raised += raised
            place = bound
        }
        try await pool.execute(SweepStatements.mark, (agency: clock.agency, now: clock.now))
        if counts != SweepOutcome.Counts() { news.note(clock.agency) }
        return counts
    }

    /// As of when each agency was last swept.
    package func sweeps() async throws(StoreError) -> [AgencyID: Instant] {
        let marks = try await read(SweepStatements.marks, ())
        return Dictionary(marks.map { ($0.agency, $0.at) }, uniquingKeysWith: { first, _ in first })
    }

    private func read<Parameters: Sendable, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters
    ) async throws(StoreError) -> [Row] {
        try await perform { (pool) throws(PQError) in try await pool.query(statement, parameters) }
    }

    /// Runs a page in a transaction of its own.
    /// - Returns: how many rows it wrote; nil when another process sweeps.
    private func claimed<Page: Sendable>(
        _ statement: Statement<Page, Int64>, _ page: Page, of agency: AgencyID
    ) async throws -> Int? {
        try await pool.transaction { transaction in
            guard try await transaction.first(SweepStatements.claim, agency) == true else { return nil }
            var batch = Batch()
            let ticket = batch.add(statement, page)
            return Int(try await transaction.commit(with: batch).first(ticket) ?? 0)
        }
    }
}
