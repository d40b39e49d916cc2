import OneStop
import PQ
package import Records

/// Everything stored of offices that a document is compared with.
package struct OfficeSnapshot: Sendable {
    package var office: OfficeRows
    package var accounts: [AccountRow]
    package var appointments: [StaffAppointmentRow]
    /// Every version of every procedure, drafts too.
    package var versions: [CatalogueVersionRow]
    package var administered: Administered

    package init(
        office: OfficeRows, accounts: [AccountRow], appointments: [StaffAppointmentRow],
        versions: [CatalogueVersionRow] = [], administered: Administered = Administered()
    ) {
        self.office = office
        self.accounts = accounts
        self.appointments = appointments
        self.versions = versions
        self.administered = administered
    }
}

extension Database {
    /// Changes the office whole or not at all, while nobody reads half of it.
    ///
    /// Holds the office's advisory lock from the reading to the commit. The body may run again after a deadlock and
    /// must have no other effect; what it throws rolls back and is thrown as it is.
    /// - Parameters:
    ///   - decide: the changes to make, in an order in which each finds what it names.
    ///   - answer: asked for after `decide`, what is told of it; stored with the changes.
    /// - Returns: the changes made.
    /// - Throws: `StoreError`, or what `decide` throws.
    package func changeOffice(
        _ decide: (OfficeSnapshot) throws -> [OfficeChange], answer: () -> StoredAnswer? = { nil }
    ) async throws -> [OfficeChange] {
        do {
            return try await pool.transaction { transaction in
                var reading = Batch()
                reading.add(OfficeStatements.takeLock, ())
                let office = OfficeRows.Tickets(in: &reading)
                let accounts = reading.add(AccountStatements.all, ())
                let appointments = reading.add(OfficeWriting.appointments, ())
                let versions = reading.add(CatalogueReading.versions, nil)
                let administered = reading.add(UnitStatements.administered)
                let read = try await transaction.run(reading)
                let changes = try decide(
                    OfficeSnapshot(
                        office: try office.rows(of: read), accounts: try read.rows(accounts),
                        appointments: try read.rows(appointments), versions: try read.rows(versions),
                        administered: Administered(try read.rows(administered))))
                let answer = answer()
                guard !changes.isEmpty || answer != nil else { return [] }
                var writing = Batch()
                if let answer { writing.add(IdempotencyStatements.insert, answer) }
                let tickets = changes.compactMap { $0.add(to: &writing) }
                let written = try await transaction.run(writing)
                // Each names rows that are there or are made before it; one that finds none is a defect to undo.
                guard tickets.allSatisfy({ written.affected($0) > 0 }) else { throw StoreError.notFound }
                return changes
            }
        } catch {
            throw StoreError.translate(error)
        }
    }
}

extension OfficeChange {
    /// Puts the change at the end of a batch; the ticket is that of the row which must be there, nil where there is none to
    /// write.
    fileprivate func add(to batch: inout Batch) -> Ticket<Void>? {
        switch self {
        case .addAgency(let agency, nil): return batch.add(OfficeWriting.insertRoot, agency)
        case .addAgency(let agency, let parent?):
            return batch.add(OfficeWriting.insertChild, (agency: agency, parent: parent))
        case .changeAgency(let agency): return batch.add(OfficeWriting.updateAgency, agency)
        case .addUnit(let unit): return batch.add(OfficeWriting.insertUnit, unit)
        case .changeUnit(let unit): return batch.add(OfficeWriting.updateUnit, unit)
        case .addAccount(let account): return batch.add(OfficeWriting.insertAccount, account)
        case .changeAccount(let account): return batch.add(OfficeWriting.updateAccount, account)
        case .appoint(let appointment): return batch.add(OfficeWriting.insertAppointment, appointment)
        case .dismiss(let id, _): return batch.add(OfficeWriting.deleteAppointment, id)
        case .addProcedure(let procedure): return batch.add(CatalogueWriting.insertProcedure, procedure)
        case .changeProcedure(let procedure): return batch.add(CatalogueWriting.updateProcedure, procedure)
        case .addCalendar(let calendar): return batch.add(CatalogueWriting.insertCalendar, calendar)
        case .changeCalendar(let calendar): return batch.add(CatalogueWriting.updateCalendar, calendar)
        case .endVersion(let version, _, _, let day):
            return batch.add(CatalogueWriting.endVersion, (version: version, validTo: day))
        case .addVersion(let version):
            let ticket = batch.add(CatalogueWriting.insertVersion, (version: version, published: true))
            version.addParts(to: &batch)
            return ticket
        case .addDraft(let version):
            return batch.add(CatalogueWriting.insertVersion, (version: version, published: false))
        case .changeDraft(let draft, let version):
            return batch.add(CatalogueWriting.updateDraft, (draft: draft, version: version, published: false))
        case .deleteDraft(let draft, _, _, let audit):
            batch.add(AuditStatements.insert, audit)
            return batch.add(CatalogueWriting.deleteDraft, draft)
        case .publishDraft(let draft, let version):
            let ticket = batch.add(CatalogueWriting.updateDraft, (draft: draft, version: version, published: true))
            version.addParts(to: &batch)
            return ticket
        case .disable(let account, _, let instant):
            let ticket = batch.add(AccountStatements.disable, (account: account, at: instant))
            guard let instant else { return ticket }
            batch.add(SessionStatements.end, (account: account, session: nil, but: nil, at: instant))
            batch.add(TokenStatements.revokeAll, (account: account, at: instant))
            return ticket
        case .givePassword(let account, _, let password, let until, let now):
            batch.add(SessionStatements.end, (account: account, session: nil, but: nil, at: now))
            return batch.add(
                PasswordStatements.put, (account: account, password: password, oneTimeUntil: until, at: now))
        case .removeSecondFactor(let account, _):
            return batch.add(PasswordStatements.removeSecondFactor, account)
        case .endSessions(let account, _, let session, let now):
            return batch.add(SessionStatements.end, (account: account, session: session, but: nil, at: now))
        case .revokeToken(let token, let now): return batch.add(TokenStatements.revoke, (id: token, at: now))
        case .closeUnit(let unit, _, let instant): return batch.add(UnitStatements.close, (unit: unit, at: instant))
        case .markUser(let agency, let login, let instant):
            return batch.add(UnitStatements.markAccount, (agency: agency, login: login, at: instant))
        case .markUnit(let agency, let unit, let instant):
            return batch.add(UnitStatements.markUnit, (agency: agency, unit: unit, at: instant))
        case .markAgency(let agency, let instant):
            return batch.add(UnitStatements.markAgency, (agency: agency, at: instant))
        case .keep: return nil
        case .record(let event): return batch.add(AuditStatements.insert, event)
        }
    }
}

extension VersionFacts {
    /// The rows that desk and units work by; a draft has none.
    fileprivate func addParts(to batch: inout Batch) {
        if entry.components?.isEmpty == false { batch.add(CatalogueWriting.insertComponents, self) }
        if entry.filing?.isEmpty == false { batch.add(CatalogueWriting.insertFilingWays, self) }
        if entry.fees?.isEmpty == false { batch.add(CatalogueWriting.insertFees, self) }
        guard let steps = entry.steps, !steps.isEmpty else { return }
        batch.add(CatalogueWriting.insertSteps, self)
        if steps.contains(where: { !$0.legs.isEmpty }) { batch.add(CatalogueWriting.insertStepLegs, self) }
    }
}
