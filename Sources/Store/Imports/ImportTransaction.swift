package import OneStop
import PQ

/// An import under way: one transaction, of which everything is kept or nothing.
///
/// The calls come in the order of their declarations. Every one throws `StoreError`; on failure and on cancellation the
/// transaction is rolled back when the body of ``Database/withImport(keep:_:)`` ends.
package struct ImportTransaction: Sendable {
    let connection: Connection
    let pool: Pool

    /// Takes the agency for this import; waits for another import to the same one. Nil when there is no such agency.
    package func agency(code: String) async throws(StoreError) -> ImportAgency? {
        try await run { () throws(PQError) in
            _ = try await connection.query(ImportStatements.lock, code)
            return try await connection.first(ImportStatements.findAgency, code)
        }
    }

    /// Makes the agency, the root of a tenant of its own.
    package func addAgency(code: String, offset: UTCOffset) async throws(StoreError) -> ImportAgency {
        let id = try await run { () throws(PQError) in
            try await connection.first(ImportStatements.addAgency, (code: code, offsetMinutes: offset.minutes))
        }
        guard let id else { throw .notFound }
        return ImportAgency(id: id, tenant: id, offsetMinutes: offset.minutes, isNew: true)
    }

    /// Takes the rows of the file as `StagingWriter` makes them: `next` gives one piece after another, nil at the end.
    /// What it throws ends the import and is thrown as it is.
    package func stage(_ rows: StagedRows, _ next: () async throws -> [UInt8]?) async throws {
        do {
            _ = try await connection.copyIn(StagingTables.copy(rows)) { writer in
                while let piece = try await next() { try await writer.write(piece) }
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// Finds the cases, those that are there already, and those that are refused.
    /// - Parameter codePrefix: the agency's national code; nil when its dossiers get no code of their own.
    package func gather(
        _ rows: StagedRows, into agency: ImportAgency, codePrefix: String?
    ) async throws(StoreError) {
        try await run { () throws(PQError) in
            _ = try await connection.query(ImportStatements.setTarget, (agency: agency, codePrefix: codePrefix))
            try await connection.script(StagingTables.gather)
            if rows == .dossiers { try await connection.script(StagingTables.normalize) }
            try await connection.script(StagingTables.refuse)
            try await connection.script(StagingTables.names)
        }
    }

    /// Makes the units, officers and procedures that are missing; the answer is their codes, logins and codes.
    package func addMissing() async throws(StoreError) -> (units: [String], officers: [String], procedures: [String]) {
        try await run { () throws(PQError) in
            var batch = Batch()
            let units = batch.add(ImportWriting.units)
            let officers = batch.add(ImportWriting.officers)
            let procedures = batch.add(ImportWriting.procedures)
            let result = try await connection.run(batch)
            return (try result.rows(units), try result.rows(officers), try result.rows(procedures))
        }
    }

    /// Settles which dossiers are new, and answers the days they were accepted and are due on.
    package func freshDays(_ rows: StagedRows) async throws(StoreError) -> [DayCount] {
        try await run { () throws(PQError) in
            try await connection.script(StagingTables.fresh)
            if rows == .dossiers { try await connection.script(StagingTables.applicants) }
            return try await connection.query(ImportStatements.days, ())
        }
    }

    /// Reserves serials for the days' codes; the answer is each day's last.
    ///
    /// They are taken in a transaction of their own, so that no desk waits for the import to end; what an import that
    /// fails has reserved is a gap. Only a new agency, where nobody else can wait, reserves in the import's own.
    package func reserveCodes(
        of agency: ImportAgency, on days: [ImportDay]
    ) async throws(StoreError) -> [DayCount] {
        try await run { () throws(PQError) in
            let wish = (agency: agency.id, days: days)
            return agency.isNew
                ? try await connection.query(ImportStatements.reserve, wish)
                : try await pool.query(ImportStatements.reserve, wish)
        }
    }

    /// Writes applicants, dossiers and events.
    /// - Parameter days: what the calendar says of the days of ``freshDays()``.
    /// - Returns: how many steps were added to dossiers that were there already.
    package func write(_ days: [ImportDay]) async throws(StoreError) -> Int {
        try await run { () throws(PQError) in
            for start in stride(from: 0, to: days.count, by: 10_000) {
                let some = Array(days[start..<min(start + 10_000, days.count)])
                _ = try await connection.query(ImportStatements.addDays, some)
            }
            _ = try await connection.query(ImportWriting.applicants, ())
            _ = try await connection.query(ImportWriting.dossiers, ())
            _ = try await connection.query(ImportWriting.events, ())
            return try await connection.execute(ImportWriting.laterEvents, ())
        }
    }

    /// What was added and found.
    package func counts(
        _ rows: StagedRows
    ) async throws(StoreError) -> (ImportCounts, unmappedChannels: [CountedName]) {
        try await run { () throws(PQError) in
            var counts = try await connection.first(ImportStatements.counts, ()) ?? ImportCounts()
            if rows == .dossiers { counts.list = try await connection.first(ImportStatements.listCounts, ()) }
            return (counts, try await connection.query(ImportStatements.unmappedChannels, ()))
        }
    }

    /// The first refused cases, in the order of the file.
    package func refusedCases(limit: Int) async throws(StoreError) -> [RefusedCase] {
        try await run { () throws(PQError) in try await connection.query(ImportStatements.refusedCases, limit) }
    }

    /// The rows of all refused cases, in the order of the file, one after another.
    package func eachRefusedRow(_ body: (RefusedRow) async throws -> Void) async throws {
        do {
            for try await row in connection.stream(ImportStatements.refusedRows, ()) { try await body(row) }
        } catch {
            throw StoreError.translate(error)
        }
    }

    private func run<Value>(_ body: () async throws(PQError) -> Value) async throws(StoreError) -> Value {
        do {
            return try await body()
        } catch {
            throw StoreError(error)
        }
    }
}

extension Database {
    /// Runs an import in one transaction. What `body` throws rolls everything back and is thrown as it is.
    /// - Parameter keep: asked of what `body` gives; false rolls everything back at the end, too.
    package func withImport<Value>(
        keep: (Value) -> Bool, _ body: (ImportTransaction) async throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.withConnection { connection in
                try await connection.script(StagingTables.begin)
                let value = try await body(ImportTransaction(connection: connection, pool: pool))
                try await connection.script(SQLScript(unsafe: keep(value) ? "commit" : "rollback"))
                return value
            }
        } catch {
            throw StoreError.translate(error)
        }
    }
}
