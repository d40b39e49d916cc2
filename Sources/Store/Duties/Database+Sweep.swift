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
    /// Whether another process was sweeping, which does the rest.
    package var isOthers = false
}

extension Database {
    /// Writes notices of the duties of some agencies' dossiers and settles those whose cause is gone, page by page. The
    /// same clocks and dossiers leave the same notices, whoever sweeps, and however often it was broken off before.
    /// - Parameter page: so many dossiers or notices a transaction.
    package func sweep(_ clocks: [SweepClock], page: Int = 10_000) async throws(StoreError) -> SweepOutcome {
        let byAgency = Dictionary(clocks.map { ($0.agency, $0) }, uniquingKeysWith: { first, _ in first })
        let asked = (agencies: clocks.map(\.agency), size: page)
        var outcome = SweepOutcome()
        for agency in asked.agencies { outcome.counts[agency] = SweepOutcome.Counts() }
        var lastNotice: [AgencyID: Int64] = [:]
        for (agency, id) in try await read(SweepStatements.openBounds, asked) {
            guard let clock = byAgency[agency] else { continue }
            let page = SettlingPage(clock: clock, after: lastNotice[agency] ?? 0, through: id)
            lastNotice[agency] = id
            guard let settled = try await claimed(SweepStatements.settle, page) else {
                outcome.isOthers = true
                return outcome
            }
            outcome.counts[agency, default: .init()].settled += settled
        }
        var last: [AgencyID: SweepBound] = [:]
        for bound in try await read(SweepStatements.bounds, asked) {
            guard let clock = byAgency[bound.agency] else { continue }
            let page = SweepPage(clock: clock, after: last[bound.agency] ?? .first(of: bound.agency), through: bound)
            last[bound.agency] = bound
            guard let raised = try await claimed(SweepStatements.raise, page) else {
                outcome.isOthers = true
                return outcome
            }
            outcome.counts[bound.agency, default: .init()].raised += raised
        }
        if let now = clocks.first?.now {
            _ = try await perform { (pool) throws(PQError) in
                try await pool.execute(SweepStatements.mark, (agencies: asked.agencies, now: now))
            }
        }
        return outcome
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
        _ statement: Statement<Page, Int64>, _ page: Page
    ) async throws(StoreError) -> Int? {
        do {
            return try await pool.transaction { transaction in
                guard try await transaction.first(SweepStatements.claim, ()) == true else { return nil }
                var batch = Batch()
                let ticket = batch.add(statement, page)
                return Int(try await transaction.commit(with: batch).first(ticket) ?? 0)
            }
        } catch let error as PQError {
            throw StoreError(error)
        } catch {
            // Nothing else comes out of the body; a pause between attempts was cancelled.
            throw .deadline
        }
    }
}
