package import OneStop
import Records
import Store

/// A command as a caller gives it: units and people by the codes and logins that an office writes.
package enum CommandInput: Sendable {
    /// A command that needs nothing looked up.
    case ready(Command)
    case handOver(unit: String, receiver: String?)
    /// To an officer, or to another one.
    case assign(officer: String)
    case number(type: String?, symbol: String?)
    case apology(cause: ApologyCause, unit: String, newDate: Instant)
}

extension DeskService {
    /// Looks up what the input names, then carries the command out as `perform(on:…)` does.
    package func perform(
        _ input: CommandInput, on code: String, expected: Int, by principal: Principal, at now: Instant,
        key: RequestKey? = nil, answer: (DossierView) -> Answer
    ) async throws -> Answer {
        let named = try await account(named: input, of: principal)
        return try await perform(
            on: code, expected: expected, by: principal, at: now, key: key,
            register: { record, office in input.register(for: record, in: office, at: now) }, verb: input.verb,
            command: { record, office, number in
                try input.command(for: record, in: office, named: named, number: number, at: now)
            }, answer: answer)
    }

    private func account(
        named input: CommandInput, of principal: Principal
    ) async throws -> CommandInput.Named? {
        let login: String?
        switch input {
        case .assign(let officer): login = officer
        case .handOver(_, let receiver): login = receiver
        case .ready, .number, .apology: login = nil
        }
        guard let login else { return nil }
        let found = try await translated { try await database.account(login: login, tenant: principal.tenant) }
        guard let found, found.account.disabledAt == nil else { return nil }
        return CommandInput.Named(account: found.account, appointments: found.appointments)
    }
}

extension CommandInput {
    /// A member of staff that a command names, with the rights.
    struct Named {
        var account: AccountRow
        var appointments: [AppointmentRow]

        /// Whether the person works on dossiers of the unit: an officer or head of it, or of one above it.
        func worksIn(_ unit: UnitID?, of agency: AgencyID, in office: Office) -> Bool {
            appointments.contains { appointment in
                guard appointment.agency == agency,
                    appointment.role == Role.officer.rawValue || appointment.role == Role.head.rawValue
                else { return false }
                guard let held = appointment.unit else { return true }
                return unit.map { office.unitsBelow(held).contains($0) } ?? false
            }
        }
    }

    /// The right that the command needs, where making it looks something up.
    fileprivate var verb: Verb? {
        switch self {
        case .ready: nil
        case .handOver: .handOver
        case .assign: .assign
        case .number: .issueNumber
        case .apology: .draftApology
        }
    }

    fileprivate func register(for record: DossierRecord, in office: Office, at now: Instant) -> Register? {
        guard case .number(let type, _) = self, let agency = office.agencies[record.state.decidedBy] else { return nil }
        return Register(
            agency: agency.id, type: type, year: agency.calendar.offset.localDate(of: now).year)
    }

    fileprivate func command(
        for record: DossierRecord, in office: Office, named: Named?, number: Int?, at now: Instant
    ) throws -> Command {
        let agency = record.state.decidedBy
        switch self {
        case .ready(let command):
            return command
        case .handOver(let unit, let receiver):
            if let receiver, named == nil { throw Self.unknownPerson(receiver, field: "receiver") }
            return .handOver(unit: try find(unit, in: office, of: agency), receiver: named?.account.id)
        case .assign(let login):
            guard let named else { throw Self.unknownPerson(login, field: "officer") }
            guard named.worksIn(record.state.unit, of: agency, in: office) else {
                throw DeskError.invalid(
                    "officer", rule: "C7.not_of_the_unit",
                    "Only an officer or head of the unit that has the dossier can work on it. Name one of them.")
            }
            let officer = named.account.id
            return record.state.officer == nil ? .assign(officer: officer) : .reassign(officer: officer)
        case .apology(let cause, let unit, let newDate):
            return .draftApology(cause: cause, unit: try find(unit, in: office, of: agency), newDate: newDate)
        case .number(let type, let symbol):
            let year = office.agencies[agency]?.calendar.offset.localDate(of: now).year ?? 0
            do {
                return .issueNumber(
                    try DocumentNumber(
                        type: type, symbol: symbol ?? office.agencies[agency]?.symbol ?? "", year: year,
                        number: number ?? 0))
            } catch {
                throw DeskError.invalid(
                    symbol == nil ? "type" : "symbol", rule: "R5.3.number",
                    "A document's type and symbol have letters, digits, '-', '.' and '&', at most 40 of them.")
            }
        }
    }

    private static func unknownPerson(_ login: String, field: String) -> DeskError {
        .invalid(
            field, rule: "C7.unknown_person", "There is no active member of staff with the login \"\(login)\".")
    }

    private func find(_ code: String, in office: Office, of agency: AgencyID) throws(DeskError) -> UnitID {
        guard let unit = office.unit(code: code, of: agency) else {
            throw .invalid(
                "unit", rule: "C7.unknown_unit", "The deciding agency has no unit \"\(code)\". Write a unit's code.")
        }
        return unit.id
    }
}
