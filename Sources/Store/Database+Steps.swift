import PQ
import Records

/// What stands apart from dossiers is entered, and then taken step by step.
extension Database {
    /// Enters something and reads it back, with the answer to whoever did.
    func add<New: Sendable, Key: Sendable, Row: Sendable>(
        _ new: New, _ insert: Statement<New, Key>, _ byKey: Statement<Key, Row>, answer: (Row) -> StoredAnswer?
    ) async throws -> Row {
        do {
            return try await pool.transaction { transaction in
                guard let key = try await transaction.first(insert, new),
                    let row = try await transaction.first(byKey, key)
                else { throw StoreError.notFound }
                var batch = Batch()
                if let answer = answer(row) { batch.add(IdempotencyStatements.insert, answer) }
                try await transaction.commit(with: batch)
                return row
            }
        } catch {
            throw StoreError.translate(error)
        }
    }
    /// Takes what was recorded about the offices a step further, with the answer to whoever did, while nobody reads half of
    /// the offices: under the office's advisory lock from the reading to the commit.
    /// - Parameters:
    ///   - lock: keeps others from the same row.
    ///   - decide: the step, from the row and the offices as they are. It may run again after a deadlock and must have no
    ///     other effect; what it throws rolls back and is thrown as it is.
    ///   - write: puts the step at the end of a batch, with the ticket of the one statement that has to find its row.
    /// - Returns: the row afterwards; nil when it was deleted.
    /// - Throws: `StoreError.notFound` when that statement found none.
    func changeUnderLock<Key: Sendable, Row: Sendable, Step>(
        _ key: Key, _ lock: Statement<Key, Void>, _ byKey: Statement<Key, Row>,
        _ decide: (Row?, OfficeRows) throws -> Step, answer: (Row) -> StoredAnswer?,
        write: (Step, inout Batch) -> Ticket<Void>
    ) async throws -> Row? {
        do {
            return try await pool.transaction { transaction in
                var reading = Batch()
                reading.add(OfficeStatements.takeLock, ())
                reading.add(lock, key)
                let office = OfficeRows.Tickets(in: &reading)
                let found = reading.add(byKey, key)
                let read = try await transaction.run(reading)
                let step = try decide(try read.first(found), try office.rows(of: read))
                var writing = Batch()
                let touched = write(step, &writing)
                let after = writing.add(byKey, key)
                let written = try await transaction.run(writing)
                guard written.affected(touched) == 1 else { throw StoreError.notFound }
                let row = try written.first(after)
                var last = Batch()
                if let row, let answer = answer(row) { last.add(IdempotencyStatements.insert, answer) }
                try await transaction.commit(with: last)
                return row
            }
        } catch {
            throw StoreError.translate(error)
        }
    }
}
