package import OneStop
package import Records
import Store

/// How a dossier to be read is named.
package enum DossierName: Sendable, Hashable {
    case code(DossierCode)
    /// Another system's name for it, among those that the caller's agency decides.
    case reference(String)
}

/// A page of a dossier's control slip.
package struct ControlSlip: Sendable {
    package var view: DossierView
    package var stays: [StayRow]
    package var papers: [PaperLine]
    /// Who gave, received and ended the legs of the dossier.
    package var legHands: [LegHands]
    /// The number of the stay after which the next page begins; nil on the last.
    package var next: Int?
}

/// The applicant's money in one dossier.
package struct DossierMoney: Sendable {
    package var view: DossierView
    package var charges: [FeeChargeRow]
    package var payments: [PaymentRow]
    package var refunds: [RefundRow]
    /// The number of the event after which the next page of payments and refunds begins; nil on the last.
    package var next: Int?
}

extension Principal {
    /// Whether the person may read the dossier with this very token.
    func mayRead(_ record: DossierRecord) -> Bool {
        record.tenant == tenant && mayRead(DossierScope(record.state))
    }

    /// The same of a dossier of the tenant.
    func mayRead(_ scope: DossierScope) -> Bool {
        Rights.permits(.readDossiers, actor: actor, dossier: scope) == .allowed
    }
}

extension DeskService {
    /// A dossier by its name.
    /// - Throws: `DeskError` of kind `notFound` when it does not exist for the caller.
    package func dossier(_ name: DossierName, by principal: Principal, at now: Instant) async throws -> DossierView {
        try await dossier(name, read: .dossier, by: principal, at: now)
    }

    /// The same, for what is read of it.
    func dossier(
        _ name: DossierName, read what: ReadKind, by principal: Principal, at now: Instant
    ) async throws -> DossierView {
        let office = try await directory.office()
        let record = try await record(named: name, by: principal)
        guard let record, principal.mayRead(record) else { throw DeskError.notFound("The dossier") }
        try note(what, of: CollectionOfOne(record.state.id.rawValue), by: principal, at: now)
        return DossierView(record, office: office, at: now)
    }

    /// What is stored under a name, whoever may read it.
    func record(named name: DossierName, by principal: Principal) async throws -> DossierRecord? {
        let lines = try await directory.office().successions.lines(of: principal.agency)
        return try await translated {
            switch name {
            case .code(let code): try await database.dossier(code: code.text)
            case .reference(let text): try await database.dossier(reference: text, of: lines)
            }
        }
    }

    /// The events of a dossier after a sequence number.
    package func events(
        of name: DossierName, after: Int, limit: Int, by principal: Principal, at now: Instant
    ) async throws -> (view: DossierView, events: [EventRow]) {
        let view = try await dossier(name, read: .events, by: principal, at: now)
        let events = try await translated {
            try await database.events(of: view.state.id, after: after, limit: limit)
        }
        return (view, events)
    }

    /// A page of a dossier's control slip, by the numbers of the stays, with all papers it came with and the lines of its
    /// legs at other agencies.
    package func controlSlip(
        of name: DossierName, _ page: SequencePage, by principal: Principal, at now: Instant
    ) async throws -> ControlSlip {
        let view = try await dossier(name, read: .controlSlip, by: principal, at: now)
        let slip = try await translated {
            try await database.stays(DossierPage(dossier: view.state.id, page: page.adding(1)))
        }
        let shown = Array(slip.stays.prefix(page.limit))
        let hands =
            view.state.legs.isEmpty
            ? [] : try await translated { try await database.legHands(of: view.state.id) }
        return ControlSlip(
            view: view, stays: shown, papers: slip.papers, legHands: hands,
            next: slip.stays.count > page.limit ? shown.last?.number : nil)
    }

    /// What a dossier is charged with, and a page of what was paid for it and what went back.
    package func money(
        of name: DossierName, _ page: SequencePage, by principal: Principal, at now: Instant
    ) async throws -> DossierMoney {
        let view = try await dossier(name, read: .payments, by: principal, at: now)
        let rows = try await translated {
            try await database.money(DossierPage(dossier: view.state.id, page: page.adding(1)))
        }
        // Each is of an event of its own, so that both lists together have one order.
        let order = (rows.payments.map(\.sequence) + rows.refunds.map(\.sequence)).sorted()
        let last = order.count > page.limit ? order[page.limit - 1] : nil
        return DossierMoney(
            view: view, charges: rows.charges, payments: rows.payments.filter { $0.sequence <= last ?? .max },
            refunds: rows.refunds.filter { $0.sequence <= last ?? .max }, next: last)
    }

    /// The commands that the caller could carry out on the dossier now.
    package func permitted(on view: DossierView, by principal: Principal, at now: Instant) -> Set<CommandKind> {
        guard let agency = view.agency else { return [] }
        return permittedCommands(
            for: view.state, actor: principal.actor,
            context: context(of: agency, version: view.version, in: view.office, by: principal, at: now))
    }
}
