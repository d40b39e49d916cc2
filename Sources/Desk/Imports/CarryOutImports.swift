package import OneStop
import Records
import Store
import Synchronization

extension DeskService {
    /// Carries out the import that has waited longest: checks it, or brings it in. Others may do the same at the same time; each
    /// is one's.
    ///
    /// Nothing is kept of one that fails or is broken off. Who is killed leaves it as running, and it can be begun again once
    /// nobody says anything of it.
    /// - Returns: whether there was one.
    package func carryOutNextImport(at now: @escaping @Sendable () -> Instant) async throws -> Bool {
        let began = now()
        guard let job = try await translated({ try await database.claimImport(at: began) }) else { return false }
        let attempt = ImportAttempt(job: job.id, began: began)
        let read = BytesRead()
        let result: Result<ImportReport, any Error> = await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while (try? await Task.sleep(for: .seconds(1))) != nil {
                    // A sign of life that is missed is made up for by the next.
                    try? await database.noteImport(attempt, bytes: read.count, at: now())
                }
            }
            defer { group.cancelAll() }
            do {
                return .success(
                    try await carryOut(job, at: began) { bytes in read.set(bytes) })
            } catch {
                return .failure(error)
            }
        }
        try Task.checkCancellation()
        let end: ImportEnd
        var defect: (any Error)?
        switch result {
        case .success(let report):
            end = ImportEnd(
                attempt, job.isDryRun ? .checked : .done, at: now(), outcome: report.numbers.stored, told: report.told)
        case .failure(let error):
            let told = (error as? StoreError).flatMap { DeskError($0) } ?? error as? DeskError
            if told == nil { defect = error }
            end = ImportEnd(
                attempt, .failed, at: now(),
                failure: told.map { (rule: $0.rule, text: $0.detail) }
                    ?? (
                        rule: "imports.defect",
                        text: "Something went wrong that is not the file's fault. Ask the operator."
                    ))
        }
        try await translated {
            try await database.noteImport(attempt, bytes: read.count, at: end.at)
            try await database.endImport(end)
            if end.state == .done { try await database.dropImportPieces(of: job.id, .file) }
        }
        if let defect { throw defect }
        // What was made is known here from now on; where the reading fails, housekeeping makes up for it.
        if end.state == .done { _ = try? await directory.refresh() }
        return true
    }

    private func carryOut(
        _ job: ImportJobRow, at now: Instant, progress: (Int) -> Void
    ) async throws -> ImportReport {
        guard let agency = try await directory.office().agencies[job.agency] else {
            throw DeskError.notFound("The agency")
        }
        try await database.dropImportPieces(of: job.id, .rejects)
        var rejects = 0
        let outcome = try await CaseImport(
            database: database, agency: agency.row.code,
            map: ColumnMap(parsing: Array(job.columns.utf8), of: job.kind.rows), offset: nil, isDryRun: job.isDryRun,
            now: now
        ).run(
            open: { file(of: job.id) }, progress: progress,
            rejects: { bytes in
                let piece = ImportPiece(job: job.id, part: .rejects, number: rejects, bytes: bytes)
                try await database.addImportPiece(piece)
                rejects += 1
            })
        return ImportReport(outcome)
    }

    private func file(of job: Int64) -> CaseImport.Pieces {
        var number = 0
        return {
            defer { number += 1 }
            return try await database.importPiece(number, of: job, .file)
        }
    }
}

/// How much of a file has been read.
private final class BytesRead: Sendable {
    private let bytes = Mutex<Int64>(0)

    var count: Int64 { bytes.withLock { $0 } }
    func set(_ count: Int) { bytes.withLock { $0 = Int64(count) } }
}
