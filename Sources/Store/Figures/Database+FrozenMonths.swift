package import OneStop
import PQ
package import Records

extension Database {
    /// Counts a month and keeps it as it was counted, form and dossiers of one state.
    /// - Parameters:
    ///   - decide: makes of the counts what is kept; what it throws rolls back and is thrown as it is.
    ///   - finish: what the audit trail keeps and what is told, by the key and how many dossiers are counted.
    /// - Returns: the row.
    package func freeze(
        _ query: MonthlyQuery,
        decide: ([MonthlyCounts], [MonthlyEntry], ApologyFigures) throws -> NewFrozenMonth,
        finish: (FrozenMonthRow, _ lines: Int) throws -> (audit: NewAuditEvent, answer: StoredAnswer?)
    ) async throws -> FrozenMonthRow {
        do {
            return try await pool.transaction { transaction in
                var reading = Batch()
                reading.add(FrozenMonthStatements.oneState)
                let counts = reading.add(MonthlyStatements.count, query)
                let entries = reading.add(MonthlyStatements.list, query)
                let apologies = reading.add(
                    ApologyStatements.count,
                    ApologyQuery(lines: query.lines, reckoning: query.reckoning.present, parts: query.parts))
                let read = try await transaction.run(reading)
                let new = try decide(
                    try read.rows(counts), try read.rows(entries),
                    try read.first(apologies)?.figures ?? ApologyFigures())
                guard let id = try await transaction.first(FrozenMonthStatements.insert, new) else {
                    throw StoreError.notFound
                }
                var writing = Batch()
                let lines = writing.add(FrozenMonthStatements.insertLines, (frozen: id, query: query))
                let made = writing.add(FrozenMonthStatements.byKey, id)
                let written = try await transaction.run(writing)
                guard let row = try written.first(made) else { throw StoreError.notFound }
                let (audit, answer) = try finish(row, written.affected(lines))
                var last = Batch()
                last.add(AuditStatements.insert, audit)
                if let answer { last.add(IdempotencyStatements.insert, answer) }
                try await transaction.commit(with: last)
                return row
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// Has a month counted anew again, with what the audit trail keeps of it.
    /// - Returns: whether it was frozen until now.
    package func unfreeze(
        _ id: Int64, at now: Instant, by account: UserID, reason: String, audit: NewAuditEvent
    ) async throws -> Bool {
        do {
            return try await pool.transaction { transaction in
                let touched = try await transaction.execute(
                    FrozenMonthStatements.unfreeze, (id: id, at: now, by: account, reason: reason))
                guard touched == 1 else { return false }
                var batch = Batch()
                batch.add(AuditStatements.insert, audit)
                try await transaction.commit(with: batch)
                return true
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    package func frozenMonth(_ id: Int64) async throws(StoreError) -> FrozenMonthRow? {
        try await perform { (pool) throws(PQError) in try await pool.first(FrozenMonthStatements.byKey, id) }
    }

    /// What holds for a month; nil for one that is not frozen.
    package func frozenMonth(
        of agency: AgencyID, month: LocalDate, cutOff: CutOff, waiting: WaitingRule
    ) async throws(StoreError) -> FrozenMonthRow? {
        try await perform { (pool) throws(PQError) in
            try await pool.first(
                FrozenMonthStatements.standing, (agency: agency, month: month, cutOff: cutOff, waiting: waiting))
        }
    }

    package func frozenMonths(_ query: FrozenMonthQuery) async throws(StoreError) -> [FrozenMonthRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(FrozenMonthStatements.page, query) }
    }

    /// The dossiers that a frozen month counts otherwise than they would be now, some of them, and how many there are.
    package func differences(
        of frozen: Int64, from query: MonthlyQuery, limit: Int
    ) async throws(StoreError) -> (rows: [FrozenDifferenceRow], count: Int) {
        try await perform { (pool) throws(PQError) in
            let found = try await pool.query(
                FrozenMonthStatements.differences, (frozen: frozen, query: query, limit: limit))
            return (found.map(\.row), found.first?.count ?? 0)
        }
    }
}
