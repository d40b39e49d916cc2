package import OneStop
package import Records
import Store

/// An import as who began it sees it.
package struct ImportView: Sendable {
    package var row: ImportJobRow
    package var agency: AgencyRow
    /// The zone of the agency.
    package var offset: UTCOffset
    /// Nil as long as nothing came of it.
    package var report: ImportReport?
    /// Whether whoever worked on it has gone silent.
    package var isBrokenOff: Bool
}

/// A file that somebody sends to be imported.
package struct NewImport: Sendable {
    /// Which column holds what.
    package enum Columns: Sendable {
        case written([UInt8], ImportKind)
        /// As in an earlier import.
        case asIn(Int64)
    }

    package var agency: String
    package var columns: Columns
    package var fileName: String
    /// Of the form, so that a second click begins nothing a second time.
    package var formKey: String

    package init(agency: String, columns: Columns, fileName: String, formKey: String) {
        self.agency = agency
        self.columns = columns
        self.fileName = fileName
        self.formKey = formKey
    }
}

/// A file on its way in, piece by piece.
package final class IncomingFile {
    /// In bytes: some million rows of an event log.
    package static let largest: Int64 = 1 << 30

    private let database: Database
    private let id: Int64
    private let by: UserID
    private let formKey: String
    private var pieces = 0
    private var size: Int64 = 0

    fileprivate init(_ database: Database, id: Int64, by: UserID, formKey: String) {
        self.database = database
        self.id = id
        self.by = by
        self.formKey = formKey
    }

    package func take(_ bytes: [UInt8]) async throws {
        size += Int64(bytes.count)
        guard size <= Self.largest else {
            throw DeskError.invalid(
                "file", rule: "imports.size", "A file has at most \(Self.largest >> 20) MiB. Cut it by years.")
        }
        try await database.addImportPiece(ImportPiece(job: id, part: .file, number: pieces, bytes: bytes))
        pieces += 1
    }

    /// The file has come whole: it is looked at next.
    /// - Returns: the import; an earlier one when the same form was sent twice.
    package func finish() async throws -> Int64 {
        guard size > 0 else {
            throw DeskError.invalid("file", rule: "imports.empty", "The file is empty. Choose the one that was meant.")
        }
        return try await database.importSent(id, bytes: size, by: by, formKey: formKey)
    }

    /// It did not come whole: nothing of it stays.
    package func abandon() async {
        // What cannot be dropped now is forgotten with the files that are old.
        try? await database.abandonImport(id)
    }
}

extension DeskService {
    /// An import of which nothing was heard for so many seconds is broken off.
    private static let silence: Int64 = 30

    /// The agencies into which somebody may import: those in which units, users and catalogue are theirs, for an import makes
    /// what is missing of each.
    package func importAgencies(for principal: Principal) async throws -> [AgencyRow] {
        let office = try await directory.office()
        return office.agencies.values.filter { mayImport(principal, into: $0.id) }
            .map(\.row).sorted { $0.code < $1.code }
    }

    /// Takes a file in. It is checked without keeping anything first.
    /// - Throws: `DeskError`.
    package func openImport(_ new: NewImport, by principal: Principal, at now: Instant) async throws -> IncomingFile {
        guard let agency = try await importAgencies(for: principal).first(where: { $0.code == new.agency }) else {
            throw DeskError.notFound("The agency")
        }
        let (bytes, kind) = try await columns(new.columns, by: principal)
        _ = try ColumnMap(parsing: bytes, of: kind.rows)
        return try await translated {
            let id = try await database.addImportJob(
                NewImportJob(
                    tenant: agency.tenant, agency: agency.id, kind: kind, fileName: new.fileName,
                    columns: String(decoding: bytes, as: UTF8.self), formKey: new.formKey, at: now,
                    by: principal.account))
            return IncomingFile(database, id: id, by: principal.account, formKey: new.formKey)
        }
    }

    /// Imports of the agencies into which the caller may import, the newest first.
    package func imports(
        before: Int64?, limit: Int, by principal: Principal, at now: Instant
    ) async throws -> (imports: [ImportView], next: Int64?) {
        let office = try await directory.office()
        let agencies = office.agencies.keys.filter { mayImport(principal, into: $0) }
        guard !agencies.isEmpty else { throw DeskError(Refusal.noRight(.catalogue)) }
        let rows = try await translated {
            try await database.importJobs(of: agencies.sorted(), before: before, limit: limit + 1)
        }
        let page = try rows.prefix(limit).map { try view(of: $0, in: office, at: now) }
        return (page, rows.count > limit ? page.last?.row.id : nil)
    }

    package func importJob(_ id: Int64, by principal: Principal, at now: Instant) async throws -> ImportView {
        let office = try await directory.office()
        guard let row = try await translated({ try await database.importJob(id) }),
            row.state != .sending, mayImport(principal, into: row.agency)
        else { throw DeskError.notFound("The import") }
        return try view(of: row, in: office, at: now)
    }

    /// Has an import that was checked brought in.
    package func keepImport(_ id: Int64, by principal: Principal, at now: Instant) async throws {
        try await begin(id, keeps: true, by: principal, at: now)
    }

    /// Begins an import again that failed or was broken off: what is there already is not added a second time.
    package func repeatImport(_ id: Int64, by principal: Principal, at now: Instant) async throws {
        try await begin(id, keeps: false, by: principal, at: now)
    }

    /// Throws away the file of an import and its rejects.
    package func discardImport(_ id: Int64, by principal: Principal, at now: Instant) async throws {
        _ = try await importJob(id, by: principal, at: now)
        let isDone = try await translated {
            try await database.discardImport(id, at: now, brokenBefore: now.adding(seconds: -Self.silence))
        }
        guard isDone else { throw Self.otherState }
    }

    /// A piece of the rejects of an import; nil after the last.
    package func rejects(of id: Int64, piece: Int) async throws -> [UInt8]? {
        try await translated { try await database.importPiece(piece, of: id, .rejects) }
    }

    private func begin(_ id: Int64, keeps: Bool, by principal: Principal, at now: Instant) async throws {
        _ = try await importJob(id, by: principal, at: now)
        let isBegun = try await translated {
            try await database.beginImport(id, keeps: keeps, brokenBefore: now.adding(seconds: -Self.silence))
        }
        guard isBegun else { throw Self.otherState }
    }

    private static let otherState = DeskError(
        .refused, rule: "imports.state",
        "The import has moved on, or its file is gone. Look at how far it is and choose again.")

    private func columns(
        _ columns: NewImport.Columns, by principal: Principal
    ) async throws -> ([UInt8], ImportKind) {
        switch columns {
        case .written(let bytes, let kind): return (bytes, kind)
        case .asIn(let id):
            guard let row = try await translated({ try await database.importJob(id) }),
                mayImport(principal, into: row.agency)
            else { throw DeskError.notFound("The import") }
            return (Array(row.columns.utf8), row.kind)
        }
    }

    private func mayImport(_ principal: Principal, into agency: AgencyID) -> Bool {
        [Verb.units, .users, .catalogue].allSatisfy { principal.permits($0, in: agency) == .allowed }
    }

    private func view(of row: ImportJobRow, in office: Office, at now: Instant) throws -> ImportView {
        guard let agency = office.agencies[row.agency] else { throw DeskError.notFound("The import") }
        let seen = row.seenAt ?? now
        return ImportView(
            row: row, agency: agency.row, offset: agency.calendar.offset,
            report: try row.outcome.map { try ImportReport(numbers: $0, told: row.told) },
            isBrokenOff: row.state == .running && seen < now.adding(seconds: -Self.silence))
    }
}

extension ImportKind {
    /// What the staging takes its rows for.
    var rows: StagedRows {
        switch self {
        case .dossiers: .dossiers
        case .events: .steps
        }
    }
}
