package import OneStop
package import Records
import Store

/// A recorded decision by which an agency goes into another, as it is told.
package struct TransferView: Sendable {
    package let row: AgencyTransferRow
    package let office: Office

    init(_ row: AgencyTransferRow, in office: Office) {
        self.row = row
        self.office = office
    }

    package var agencyCode: String { office.agencies[row.agency]?.row.code ?? "" }
    package var successorCode: String { office.agencies[row.successor]?.row.code ?? "" }
    /// What they were called when it began; before, what they are called.
    package var agencyName: String { row.agencyName ?? office.agencies[row.agency]?.row.name ?? "" }
    package var successorName: String { row.successorName ?? office.agencies[row.successor]?.row.name ?? "" }
    package var offset: UTCOffset { office.agencies[row.agency]?.calendar.offset ?? .vietnam }
}

/// What a decision would bring to the successor.
package struct TransferPreview: Sendable {
    package var view: TransferView
    package var counts: TransferCounts
    package var units: [TransferCounts.InUnit]
}

/// Decisions about the organisation of agencies: everybody of the tree reads them; who keeps agencies and units, in both
/// agencies, drafts and applies them.
extension DeskService {
    /// Enters a decision as a draft, which changes nothing.
    package func draftTransfer(
        _ input: TransferInput, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (TransferView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.refresh()
            let (agency, successor) = try TransferPlan.agencies(of: input, in: office, tenant: principal.tenant)
            try requireTransferRight(principal, in: agency.id, successor.id)
            let plan = try TransferPlan(input, of: agency, into: successor, in: office)
            var told: Answer?
            _ = try await database.addTransfer(
                NewAgencyTransfer(
                    tenant: principal.tenant, agency: plan.agency.id, successor: plan.successor.id,
                    number: input.number, decidedOn: input.date, issuer: input.issuer, effectiveOn: input.effectiveOn,
                    units: plan.units, at: now, by: principal.account)
            ) { row in
                let answer = answer(TransferView(row, in: office))
                told = answer
                return key.map { answer.stored(for: principal.account, under: $0, at: now) }
            }
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    /// Decisions of the caller's tree, the newest first, and the key that the next page begins before.
    /// - Parameter agency: of this agency or into it; nil for all.
    package func transfers(
        of agency: String?, state: AgencyTransferState?, before: AgencyTransferID?, limit: Int,
        for principal: Principal
    ) async throws -> (views: [TransferView], next: AgencyTransferID?) {
        let office = try await directory.office()
        let found = try agency.map { code throws(DeskError) in try agencyOfTree(code, in: office, of: principal).id }
        let rows = try await translated {
            try await database.transfers(
                AgencyTransferQuery(
                    tenant: principal.tenant, agency: found, state: state, before: before, limit: limit + 1))
        }
        let views = rows.prefix(limit).map { TransferView($0, in: office) }
        return (views, rows.count > limit ? views.last?.row.id : nil)
    }

    /// One decision of the caller's tree.
    package func transfer(_ id: AgencyTransferID, for principal: Principal) async throws -> TransferView {
        let office = try await directory.office()
        let row = try await translated { try await database.transfer(id) }
        guard let row, row.tenant == principal.tenant else { throw DeskError.notFound("The transfer") }
        return TransferView(row, in: office)
    }

    /// What would go to the successor if the decision took effect now, or what still has to go.
    package func previewTransfer(_ id: AgencyTransferID, by principal: Principal) async throws -> TransferPreview {
        let view = try await transfer(id, for: principal)
        try requireTransferRight(principal, in: view.row.agency, view.row.successor)
        let (counts, units) = try await translated { try await database.transferCounts(id) }
        return TransferPreview(view: view, counts: counts, units: units)
    }

    /// Throws a draft away.
    package func deleteTransfer(_ id: AgencyTransferID, by principal: Principal) async throws {
        try await translated {
            _ = try await database.changeTransfer(id) { row, _ in
                try decidable(row, by: principal).require(.draft, "What is applied is not thrown away.")
                return .delete
            }
        }
    }

    /// Says that a draft holds. From the first moment of its day the agency takes nothing in; then, or at once where that
    /// has come, `carryOut` brings staff, rights and procedures to the successor, and the dossiers after them.
    package func applyTransfer(
        _ id: AgencyTransferID, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (TransferView) -> Answer
    ) async throws -> Answer {
        try await stepTransfer(id, by: principal, at: now, key: key, answer: answer) { row, office in
            try row.require(.draft, "What is applied once is not applied again.")
            _ = try TransferPlan(row, in: office)
            return .apply(by: principal.account, at: now)
        }
    }

    /// Makes a decision that waits for its day a draft again.
    package func withdrawTransfer(
        _ id: AgencyTransferID, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (TransferView) -> Answer
    ) async throws -> Answer {
        try await stepTransfer(id, by: principal, at: now, key: key, answer: answer) { row, office in
            try row.require(.waiting, "From its day on it is not withdrawn.")
            let offset = office.agencies[row.agency]?.calendar.offset ?? .vietnam
            guard offset.localDate(of: now) < row.effectiveOn else {
                throw DeskError(
                    .refused, rule: "R10.1.transfer_state",
                    "The decision is in effect since \(row.effectiveOn.iso). From its day on it is not withdrawn.")
            }
            return .withdraw
        }
    }

    private func stepTransfer(
        _ id: AgencyTransferID, by principal: Principal, at now: Instant, key: RequestKey?,
        answer: (TransferView) -> Answer, _ decide: (AgencyTransferRow, Office) throws -> AgencyTransferStep
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            var read: Office?
            var told: Answer?
            _ = try await database.changeTransfer(id) { row, rows in
                let row = try decidable(row, by: principal)
                let office = try Office(rows)
                read = office
                return try decide(row, office)
            } answer: { row in
                guard let read else { return nil }
                let answer = answer(TransferView(row, in: read))
                told = answer
                return key.map { answer.stored(for: principal.account, under: $0, at: now) }
            }
            guard let told else { throw StoreError.notFound }
            // From now on this program works by it; where the reading fails, housekeeping makes up for it.
            _ = try? await directory.refresh()
            return told
        }
    }

    private func decidable(_ row: AgencyTransferRow?, by principal: Principal) throws(DeskError) -> AgencyTransferRow {
        guard let row, row.tenant == principal.tenant else { throw .notFound("The transfer") }
        try requireTransferRight(principal, in: row.agency, row.successor)
        return row
    }

    /// The agencies of the tree are known to everybody in it, so that a missing right is told.
    private func requireTransferRight(_ principal: Principal, in agencies: AgencyID...) throws(DeskError) {
        guard agencies.allSatisfy({ principal.permits(.units, in: $0) == .allowed }) else {
            throw DeskError(
                .noRight, rule: "C7.no_right",
                "Your rights do not include keeping the units of both agencies. Ask somebody who administers both.")
        }
    }
}

extension AgencyTransferRow {
    /// - Parameter words: what follows for whoever wants something else.
    fileprivate func require(_ wanted: AgencyTransferState, _ words: String) throws(DeskError) {
        guard state == wanted else {
            throw DeskError(
                .refused, rule: "R10.1.transfer_state",
                "The decision is \(state.rawValue), not \(wanted.rawValue). \(words)")
        }
    }
}
