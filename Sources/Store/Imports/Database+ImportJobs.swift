package import OneStop
import PQ
package import Records

/// An import that somebody begins.
package struct NewImportJob: Sendable {
    package var tenant: AgencyID
    package var agency: AgencyID
    package var kind: ImportKind
    package var fileName: String
    package var columns: String
    package var formKey: String
    package var at: Instant
    package var by: UserID

    package init(
        tenant: AgencyID, agency: AgencyID, kind: ImportKind, fileName: String, columns: String, formKey: String,
        at: Instant, by: UserID
    ) {
        self.tenant = tenant
        self.agency = agency
        self.kind = kind
        self.fileName = fileName
        self.columns = columns
        self.formKey = formKey
        self.at = at
        self.by = by
    }
}

/// One attempt to carry out an import.
package struct ImportAttempt: Sendable, Hashable {
    package var job: Int64
    package var began: Instant

    package init(job: Int64, began: Instant) {
        self.job = job
        self.began = began
    }
}

/// How an attempt ended.
package struct ImportEnd: Sendable {
    package var attempt: ImportAttempt
    package var state: ImportState
    package var at: Instant
    package var outcome: String?
    package var told: String?
    package var failure: (rule: String, text: String)?

    package init(
        _ attempt: ImportAttempt, _ state: ImportState, at: Instant, outcome: String? = nil, told: String? = nil,
        failure: (rule: String, text: String)? = nil
    ) {
        self.attempt = attempt
        self.state = state
        self.at = at
        self.outcome = outcome
        self.told = told
        self.failure = failure
    }
}

/// A piece of what lies beside an import.
package struct ImportPiece: Sendable, Hashable {
    package enum Part: String, Sendable, Hashable {
        case file, rejects
    }

    package var job: Int64
    package var part: Part
    /// From 0.
    package var number: Int
    package var bytes: [UInt8]

    package init(job: Int64, part: Part, number: Int, bytes: [UInt8]) {
        self.job = job
        self.part = part
        self.number = number
        self.bytes = bytes
    }
}

extension Database {
    private static let sentOnce = "import_job_key_once"

    package func addImportJob(_ new: NewImportJob) async throws(StoreError) -> Int64 {
        let id = try await perform { (pool) throws(PQError) in
            try await pool.first(ImportJobStatements.insert, new)
        }
        guard let id else { throw .notFound }
        return id
    }

    /// Has an import wait for its turn, now that its file is there.
    /// - Returns: which import it is: another one where the same form was sent before, and this one is dropped.
    package func importSent(_ id: Int64, bytes: Int64, by: UserID, formKey: String) async throws(StoreError) -> Int64 {
        do throws(StoreError) {
            _ = try await perform { (pool) throws(PQError) in
                try await pool.execute(ImportJobStatements.sent, (id: id, bytes: bytes))
            }
            return id
        } catch .violates(Self.sentOnce) {
            try await abandonImport(id)
            let first = try await perform { (pool) throws(PQError) in
                try await pool.first(ImportJobStatements.byKey, (by: by, formKey: formKey))
            }
            guard let first else { throw .notFound }
            return first
        }
    }

    /// Drops an import whose file did not come whole.
    package func abandonImport(_ id: Int64) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(ImportJobStatements.abandon, id)
        }
    }

    /// Imports of some agencies, the newest first.
    package func importJobs(
        of agencies: [AgencyID], before: Int64?, limit: Int
    ) async throws(StoreError) -> [ImportJobRow] {
        try await perform { (pool) throws(PQError) in
            try await pool.query(ImportJobStatements.page, (agencies: agencies, before: before, limit: limit))
        }
    }

    package func importJob(_ id: Int64) async throws(StoreError) -> ImportJobRow? {
        try await perform { (pool) throws(PQError) in try await pool.first(ImportJobStatements.byID, id) }
    }

    /// Takes the import that has waited longest; nil when none waits.
    package func claimImport(at now: Instant) async throws(StoreError) -> ImportJobRow? {
        let id = try await perform { (pool) throws(PQError) in try await pool.first(ImportJobStatements.claim, now) }
        guard let id else { return nil }
        return try await importJob(id)
    }

    /// Says how far an attempt is, and that somebody is at it.
    package func noteImport(_ attempt: ImportAttempt, bytes: Int64, at now: Instant) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(ImportJobStatements.progress, (attempt: attempt, bytes: bytes, at: now))
        }
    }

    package func endImport(_ end: ImportEnd) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in try await pool.execute(ImportJobStatements.end, end) }
    }

    /// - Parameters:
    ///   - keeps: whether a checked import is to be kept now; else one that failed or was broken off begins again.
    ///   - brokenBefore: a running one that nobody has said anything of since is broken off.
    /// - Returns: whether it was one of those.
    package func beginImport(_ id: Int64, keeps: Bool, brokenBefore: Instant) async throws(StoreError) -> Bool {
        try await perform { (pool) throws(PQError) in
            try await pool.execute(
                ImportJobStatements.begin, (id: id, keeps: keeps, brokenBefore: brokenBefore)) == 1
        }
    }

    /// - Returns: whether there was a file to throw away, and nobody at it.
    package func discardImport(_ id: Int64, at now: Instant, brokenBefore: Instant) async throws(StoreError) -> Bool {
        let count = try await perform { (pool) throws(PQError) in
            try await pool.first(ImportJobStatements.discard, (id: id, at: now, brokenBefore: brokenBefore))
        }
        return count == 1
    }

    package func addImportPiece(_ piece: ImportPiece) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(ImportJobStatements.addPiece, piece)
        }
    }

    /// A piece by its number; nil after the last.
    package func importPiece(
        _ number: Int, of job: Int64, _ part: ImportPiece.Part
    ) async throws(StoreError) -> [UInt8]? {
        try await perform { (pool) throws(PQError) in
            try await pool.first(ImportJobStatements.piece, (job: job, part: part, number: number))
        }
    }

    package func dropImportPieces(of job: Int64, _ part: ImportPiece.Part) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(ImportJobStatements.dropPieces, (job: job, part: part))
        }
    }
}
