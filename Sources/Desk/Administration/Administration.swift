import JSONText
import OneStop
import Records
import Store

/// What an administrator's change is decided on: offices, people and rights as they are under the office's lock.
struct Administration: Sendable {
    let stored: OfficeSnapshot
    let office: Office
    let principal: Principal
    let now: Instant

    /// What the audit trail keeps of the change: keys and codes.
    func event(
        _ kind: NewAuditEvent.Kind, in agency: AgencyID, ground: String? = nil, _ facts: (inout JSONWriter) -> Void
    ) -> OfficeChange {
        .record(principal.event(kind, in: agency, ground: ground, at: now, facts))
    }

    /// Somebody whom the caller administers.
    /// - Throws: `DeskError` of kind `notFound` out of scope, `noRight` for somebody with rights beyond it.
    func person(_ login: String) throws(DeskError) -> AccountRow {
        guard let account = stored.accounts.first(where: { $0.tenant == principal.tenant && $0.login == login }) else {
            throw .notFound("The user")
        }
        try principal.require(.users, in: account.agency, of: "The user")
        try principal.requireWithinReach(.users, appointments(of: account.id).map(\.agency))
        return account
    }

    func appointments(of account: UserID) -> [StaffAppointmentRow] {
        stored.appointments.filter { $0.account == account }
    }

    func rights(of account: UserID) -> [UserRight] {
        appointments(of: account).compactMap { UserRight($0, in: office) }
    }

    /// An agency that people and rights can still be given to.
    func agency(_ code: String?, permitting verb: Verb) throws(DeskError) -> Office.Agency {
        let agency = try principal.agency(code, permitting: verb, in: office)
        try principal.require(verb, in: agency.id, of: "The agency")
        if let ended = stored.office.transfers.first(where: { $0.agency == agency.id && $0.begunAt != nil }) {
            let successor = office.agencies[ended.successor]?.row.code ?? ""
            throw AdministrationRefusal.agencyEnded(agency.row.code, successor: successor).error
        }
        return agency
    }

    func unit(_ code: String, of agency: Office.Agency, field: String) throws(DeskError) -> UnitRow {
        guard let unit = agency.openUnits.first(where: { $0.code == code }) else {
            throw AdministrationRefusal.unknownUnit(field: field, code, agency: agency.row.code).error
        }
        return unit
    }
}

extension Principal {
    /// What the audit trail keeps of something that this person did.
    func event(
        _ kind: NewAuditEvent.Kind, in agency: AgencyID, ground: String? = nil, at now: Instant,
        _ facts: (inout JSONWriter) -> Void
    ) -> NewAuditEvent {
        var writer = JSONWriter(capacity: 200)
        writer.object { facts(&$0) }
        return NewAuditEvent(
            kind, tenant: tenant, agency: agency, at: now, actor: account, ground: ground,
            facts: String(decoding: writer.bytes, as: UTF8.self), requestID: occasion.requestID)
    }

    /// Whether a right of administration holds for the whole of an agency. One narrowed to units or procedures does not:
    /// it would give away more than it is.
    func administers(_ agency: AgencyID, _ verb: Verb) -> Bool {
        if let limits = actor.limitedTo, !limits.contains(verb) { return false }
        return actor.grants.contains { grant in
            grant.agencies.contains(agency) && grant.units == nil && grant.procedures == nil
                && Rights.reach(verb, of: grant.role) != nil
        }
    }

    /// - Throws: `DeskError`: `notFound` where the agency is out of scope, else `noRight`.
    func require(_ verb: Verb, in agency: AgencyID, of what: String) throws(DeskError) {
        if administers(agency, verb) { return }
        guard actor.grants.contains(where: { $0.agencies.contains(agency) }) else { throw .notFound(what) }
        throw DeskError(Refusal.noRight(verb))
    }

    /// Nobody gets hold of rights in agencies that they do not administer: neither by giving them nor through somebody who
    /// has them.
    func requireWithinReach(_ verb: Verb, _ agencies: [AgencyID]) throws(DeskError) {
        guard agencies.allSatisfy({ administers($0, verb) }) else { throw AdministrationRefusal.beyondReach.error }
    }
}

extension DeskService {
    /// Changes people, rights or units under the office's lock, whole or not at all, with the answer to whoever asked.
    /// - Parameter what: what is missing where a change finds nothing to change.
    func administer(
        by principal: Principal, at now: Instant, key: RequestKey? = nil, of what: String = "The user",
        _ decide: (Administration) throws -> (changes: [OfficeChange], answer: Answer)
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            var told: Answer?
            do {
                _ = try await database.changeOffice { stored in
                    let (changes, answer) = try decide(
                        Administration(
                            stored: stored, office: try Office(stored.office), principal: principal, now: now))
                    told = answer
                    return changes
                } answer: {
                    key.flatMap { key in told?.stored(for: principal.account, under: key, at: now) }
                }
            } catch StoreError.notFound {
                throw DeskError.notFound(what)
            }
            try await directory.refresh()
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    /// The same where there is nothing to tell.
    func administer(
        by principal: Principal, at now: Instant, of what: String = "The user",
        _ decide: (Administration) throws -> [OfficeChange]
    ) async throws {
        _ = try await administer(by: principal, at: now, of: what) { administration in
            (try decide(administration), Answer(status: 204, etag: nil, location: nil, body: []))
        }
    }
}
