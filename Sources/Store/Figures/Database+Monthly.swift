package import OneStop
import PQ

extension Database {
    /// The counts, the lists and the letters of form II.06a, all of one state of the dossiers: without it a dossier that
    /// ends in between would be counted and not listed.
    package func monthly(
        _ query: MonthlyQuery
    ) async throws -> (counts: [MonthlyCounts], entries: [MonthlyEntry], apologies: ApologyFigures) {
        do {
            return try await pool.withConnection { connection in
                try await connection.script(SQLScript(unsafe: "begin isolation level repeatable read read only"))
                var batch = Batch()
                let counts = batch.add(MonthlyStatements.count, query)
                let entries = batch.add(MonthlyStatements.list, query)
                let apologies = batch.add(
                    ApologyStatements.count,
                    ApologyQuery(lines: query.lines, reckoning: query.reckoning.present, parts: query.parts))
                let result = try await connection.run(batch, deadline: .now + pool.answerTimeout)
                try await connection.script(SQLScript(unsafe: "commit"))
                return (
                    try result.rows(counts), try result.rows(entries),
                    try result.first(apologies)?.figures ?? ApologyFigures()
                )
            }
        } catch {
            throw StoreError.translate(error)
        }
    }
}
