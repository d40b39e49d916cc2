package import OneStop
import PQ
package import Records

extension Database {
    /// All offices, as one consistent state.
    package func offices() async throws(StoreError) -> OfficeRows {
        try await perform { (pool) throws(PQError) in try await OfficeRows.read(from: pool) }
    }

    /// The token with this hash and the rights that its account has now; nil when there is none.
    package func token(
        hash: [UInt8], at now: Instant
    ) async throws(StoreError) -> (token: TokenRow, appointments: [AppointmentRow])? {
        try await perform { (pool) throws(PQError) in
            var batch = Batch()
            let token = batch.add(TokenStatements.find, hash)
            let appointments = batch.add(TokenStatements.appointments, (hash: hash, now: now))
            let result = try await pool.read(batch)
            guard let row = try result.first(token) else { return nil }
            return (row, try result.rows(appointments))
        }
    }

    /// A member of staff and the rights; nil when the login is unknown in the tenant.
    package func account(
        login: String, tenant: AgencyID
    ) async throws(StoreError) -> (account: AccountRow, appointments: [AppointmentRow])? {
        try await perform { (pool) throws(PQError) in
            guard let account = try await pool.first(AccountStatements.byLogin, (tenant: tenant, login: login)) else {
                return nil
            }
            return (account, try await pool.query(AccountStatements.appointments, account.id))
        }
    }

    /// The staff of an agency, by login.
    package func accounts(of agency: AgencyID) async throws(StoreError) -> [AccountRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(AccountStatements.ofAgency, agency) }
    }

    /// The staff of an agency with their rights, by login.
    package func staff(
        of agency: AgencyID
    ) async throws(StoreError) -> [(account: AccountRow, appointments: [AppointmentRow])] {
        try await perform { (pool) throws(PQError) in
            let accounts = try await pool.query(AccountStatements.ofAgency, agency)
            guard !accounts.isEmpty else { return [] }
            var batch = Batch()
            let rights = accounts.map { batch.add(AccountStatements.appointments, $0.id) }
            let result = try await pool.read(batch)
            var staff: [(account: AccountRow, appointments: [AppointmentRow])] = []
            for (account, right) in zip(accounts, rights) { staff.append((account, try result.rows(right))) }
            return staff
        }
    }

    /// The names of staff of a tenant by their logins.
    package func names(of logins: [String], tenant: AgencyID) async throws(StoreError) -> [String: String] {
        let rows = try await perform { (pool) throws(PQError) in
            try await pool.query(AccountStatements.names, (tenant: tenant, logins: logins))
        }
        return Dictionary(rows.map { ($0.login, $0.name) }) { first, _ in first }
    }

    /// A dossier by its code; nil when there is none.
    package func dossier(code: String) async throws(StoreError) -> DossierRecord? {
        try await perform { (pool) throws(PQError) in try await pool.readFirst(DossierReading.byCode, code) }
    }

    /// A dossier by its external reference, under one of the names that agencies had; nil when there is none.
    package func dossier(reference: String, of lines: [AgencyID]) async throws(StoreError) -> DossierRecord? {
        try await perform { (pool) throws(PQError) in
            try await pool.first(DossierReading.byReference, (lines: lines, reference: reference))
        }
    }

    /// Events of a dossier after a sequence number, in order.
    package func events(
        of dossier: DossierID, after: Int, limit: Int
    ) async throws(StoreError) -> [EventRow] {
        try await perform { (pool) throws(PQError) in
            try await pool.read(EventStatements.ofDossier, (dossier: dossier, after: after, limit: limit))
        }
    }

    /// A page of the control slip, by the numbers of the stays, and the papers of a dossier.
    package func stays(
        _ asked: DossierPage
    ) async throws(StoreError) -> (stays: [StayRow], papers: [NewPapers.Line]) {
        try await perform { (pool) throws(PQError) in
            var batch = Batch()
            let stays = batch.add(StayStatements.ofDossier, asked)
            let papers = batch.add(IntakeStatements.papersOf, asked.dossier)
            let result = try await pool.read(batch)
            return (try result.rows(stays), try result.rows(papers))
        }
    }

    /// A page of a work list.
    package func workList(_ query: WorkListQuery) async throws(StoreError) -> [WorkListRow] {
        try await perform { (pool) throws(PQError) in
            var batch = Batch()
            let tickets = WorkListStatements.statements(for: query).map { batch.add($0, query) }
            let result = try await pool.read(batch)
            if let only = tickets.first, tickets.count == 1 { return try result.rows(only) }
            var rows: [WorkListRow] = []
            for ticket in tickets { rows += try result.rows(ticket) }
            rows.sort { ($0.due ?? .latest, $0.id) < ($1.due ?? .latest, $1.id) }
            return Array(rows.prefix(query.limit))
        }
    }

    /// Figures, one answer for each question, all in one round trip.
    package func figures(_ queries: [FigureQuery]) async throws(StoreError) -> [[FigureRow]] {
        try await perform { (pool) throws(PQError) in
            var batch = Batch()
            let tickets = queries.map { batch.add(OnTimeStatements.count, $0) }
            let result = try await pool.run(batch)
            return try tickets.map { (ticket) throws(PQError) in try result.rows(ticket) }
        }
    }

    /// The answer that a key got the first time; nil for a new key.
    package func answer(account: UserID, key: String) async throws(StoreError) -> StoredAnswer? {
        try await perform { (pool) throws(PQError) in
            try await pool.readFirst(IdempotencyStatements.find, (account: account, key: key))
        }
    }

    /// Whether the database answers at all.
    package func ping() async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in try await pool.query(MigrationStatements.ledgerExists, ()) }
    }
}
