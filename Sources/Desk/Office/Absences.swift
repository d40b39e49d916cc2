package import OneStop
package import Records
import Store

/// An absence as somebody enters it; people by their sign-in names.
package struct AbsenceInput: Sendable {
    package var person: String
    package var standIn: String
    /// The first and the last day.
    package var from: LocalDate
    package var to: LocalDate

    package init(person: String, standIn: String, from: LocalDate, to: LocalDate) {
        self.person = person
        self.standIn = standIn
        self.from = from
        self.to = to
    }
}

/// An absence with the zone that its times are told in.
package struct AbsenceView: Sendable {
    package var row: AbsenceRow
    package var offset: UTCOffset
    /// The local day on which it is looked at.
    package var today: LocalDate

    /// Whether the stand-in has the rights today.
    package var isRunning: Bool { row.endedAt == nil && row.from <= today && row.to >= today }
}

extension DeskService {
    /// Enters that somebody is away and who has their rights on those days. Everybody enters their own absence, the head
    /// of a unit those of its people, an administrator those of heads and leaders as well.
    ///
    /// - Throws: `DeskError`: `notFound` for somebody out of scope, `noRight`, `invalid` with the rule for days that are
    ///   past or overlap, for a stand-in of another agency, and for a stand-in of a stand-in.
    package func enter(
        _ input: AbsenceInput, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (AbsenceView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            let person = try await staff(input.person, field: "person", of: principal)
            try principal.requireAbsences(of: person.account, leads: person.leads)
            let standIn = try await staff(input.standIn, field: "standIn", of: principal)
            let offset = office.agencies[person.account.agency]?.calendar.offset ?? .vietnam
            let today = offset.localDate(of: now)
            try input.check(person.account, standIn.account, today: today)
            let absence = NewAbsence(
                tenant: principal.tenant, agency: person.account.agency, account: person.account.id,
                standIn: standIn.account.id, from: input.from, to: input.to, at: now, by: principal.account)
            var told: Answer?
            try await database.enter(absence) { others in
                try absence.check(against: others)
            } answer: { id in
                let row = AbsenceRow(
                    id: id, agency: absence.agency, account: absence.account, person: person.account.login,
                    standInAccount: absence.standIn, standIn: standIn.account.login, from: absence.from,
                    to: absence.to, enteredAt: now, enteredBy: principal.login, endedAt: nil, endedBy: nil)
                let rendered = answer(AbsenceView(row: row, offset: offset, today: today))
                told = rendered
                return key.map { rendered.stored(for: principal.account, under: $0, at: now) }
            }
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    /// Ends an absence at once: from then on the stand-in has only their own rights.
    package func endAbsence(_ id: Int64, by principal: Principal, at now: Instant) async throws -> AbsenceView {
        let office = try await directory.office()
        let found = try await translated { try await database.absence(id) }
        guard var row = found, let agency = office.agencies[row.agency], agency.row.tenant == principal.tenant else {
            throw DeskError.notFound("The absence")
        }
        let person = try await staff(row.person, field: "person", of: principal)
        try principal.requireAbsences(of: person.account, leads: person.leads)
        let today = agency.calendar.offset.localDate(of: now)
        guard row.endedAt == nil, row.to >= today,
            try await translated({ try await database.endAbsence(id, at: now, by: principal.account) })
        else {
            throw DeskError(
                .refused, rule: "C7.absence_over", "The absence is over already. There is nothing to end.")
        }
        row.endedAt = now
        row.endedBy = principal.login
        return AbsenceView(row: row, offset: agency.calendar.offset, today: today)
    }

    /// The absences of an agency, for whoever has a right in it: the one entered last first.
    /// - Parameter all: also those that are over.
    package func absences(
        of code: String?, all: Bool, before: Int64?, limit: Int, by principal: Principal, at now: Instant
    ) async throws -> (views: [AbsenceView], next: Int64?) {
        let office = try await directory.office()
        let found = code.map { office.agency(code: $0) } ?? office.agencies[principal.agency]
        guard let agency = found, agency.row.tenant == principal.tenant,
            principal.actor.grants.contains(where: { $0.agencies.contains(agency.id) })
        else { throw DeskError.notFound("The agency") }
        let offset = agency.calendar.offset
        let today = offset.localDate(of: now)
        let query = AbsenceQuery(
            agency: agency.id, before: before, notOverOn: all ? nil : today, limit: limit + 1)
        let rows = try await translated { try await database.absences(query) }
        let shown = rows.prefix(limit).map { AbsenceView(row: $0, offset: offset, today: today) }
        return (shown, rows.count > limit ? shown.last?.row.id : nil)
    }

    /// An active member of staff of the caller's tree, and whether they lead a unit or the agency.
    private func staff(
        _ login: String, field: String, of principal: Principal
    ) async throws -> (account: AccountRow, leads: Bool) {
        let found = try await translated { try await database.account(login: login, tenant: principal.tenant) }
        guard let found, found.account.disabledAt == nil, found.account.signsIn else {
            throw CommandInput.unknownPerson(login, field: field)
        }
        let leads = found.appointments.contains { [Role.head.rawValue, Role.leader.rawValue].contains($0.role) }
        return (found.account, leads)
    }
}

extension AbsenceInput {
    /// Longer than anybody's leave.
    private static let mostDays = 366

    fileprivate func check(_ person: AccountRow, _ standIn: AccountRow, today: LocalDate) throws(DeskError) {
        guard from >= today, to >= from, to <= from.adding(days: Self.mostDays) else {
            throw .invalid(
                "to", rule: "C7.absence_days",
                "An absence begins today or later, does not end before it begins, and lasts a year at most. Name other days."
            )
        }
        guard person.id != standIn.id, person.agency == standIn.agency else {
            throw .invalid(
                "standIn", rule: "C7.absence_stand_in",
                "Somebody else of the same agency stands in. Name one of them.")
        }
    }
}

extension NewAbsence {
    /// One absence at a time, and nobody lends what is lent to them.
    fileprivate func check(against others: [AbsenceRow]) throws(DeskError) {
        for other in others {
            let days = "from \(other.from.iso) to \(other.to.iso)"
            if other.account == account {
                throw .invalid(
                    "from", rule: "C7.absence_overlaps",
                    "\(other.person) is entered as away \(days) already. End that absence first, or name other days.")
            }
            if other.account == standIn {
                throw .invalid(
                    "standIn", rule: "C7.absence_chain",
                    "\(other.person) is away \(days) and cannot stand in. Name somebody who is there.")
            }
            if other.standInAccount == account {
                throw .invalid(
                    "person", rule: "C7.absence_chain",
                    "\(other.standIn) stands in for \(other.person) \(days), and a stand-in has none. End that absence and enter it with another stand-in first."
                )
            }
        }
    }
}

extension Principal {
    /// Refuses unless this person may enter and end an absence. What is lent to a stand-in does not reach so far.
    fileprivate func requireAbsences(of person: AccountRow, leads: Bool) throws(DeskError) {
        let isLimited = actor.limitedTo.map { !$0.contains(.absences) } ?? false
        if person.id == account, !isLimited { return }
        func permission(_ fits: (Grant) -> Bool) -> Permission {
            Rights.permits(
                .absences, grants: actor.grants.filter { $0.standingFor == nil && fits($0) },
                target: Target(agency: person.agency, unit: person.unit, procedure: nil, user: account))
        }
        guard permission({ _ in true }) != .outOfScope else { throw .notFound("The member of staff") }
        let allowed = leads ? permission { $0.role == .admin } : permission { _ in true }
        guard allowed == .allowed, !isLimited else {
            throw DeskError(
                .noRight, rule: "C7.no_right",
                "Everybody enters their own absence, the head of a unit those of its people, an administrator those of heads and leaders. Ask one of them."
            )
        }
    }
}
