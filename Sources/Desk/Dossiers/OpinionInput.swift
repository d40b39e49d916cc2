package import OneStop
import Records
import Store

/// What is done with a question to another unit, as a caller gives it. Questions are named by their number in the
/// dossier.
package enum OpinionInput: Sendable {
    /// To a unit of the deciding agency, or of another one of the tree; within a limit, that agency's own if none is named.
    case ask(unit: String, agency: String?, limit: Limit?, words: String?)
    case remind(number: Int)
    case withdraw(number: Int)
    case passOver(number: Int)
    case answer(number: Int, OpinionVerdict, words: String?)
    case handOn(number: Int, officer: String)
}

extension OpinionInput {
    /// The right that it needs.
    var verb: Verb {
        switch self {
        case .ask, .remind, .withdraw, .passOver: .askOpinion
        case .answer, .handOn: .answerOpinion
        }
    }

    func command(
        for record: DossierRecord, in office: Office, named: CommandInput.Named?, at now: Instant
    ) throws -> Command {
        switch self {
        case .ask(let unit, let agency, let limit, _):
            return try ask(unit, of: agency, within: limit, about: record, in: office, at: now)
        case .remind(let number): return .remindOpinion(number: number)
        case .withdraw(let number): return .withdrawOpinion(number: number)
        case .passOver(let number): return .passOverOpinion(number: number)
        case .answer(let number, let verdict, let words):
            guard words != nil || !verdict.needsWords else {
                throw DeskError.invalid(
                    "words", rule: "C5.text_missing",
                    "An answer other than agree says why, in words. Write them out.")
            }
            return .answerOpinion(number: number, verdict)
        case .handOn(let number, let login):
            guard let named else { throw CommandInput.unknownPerson(login, field: "officer") }
            guard let opinion = record.state.opinions.first(where: { $0.number == number }) else {
                throw Refusal.noOpinion(number)
            }
            guard named.worksIn(opinion.unit, of: opinion.terms.agency, in: office) else {
                throw DeskError.invalid(
                    "officer", rule: "C7.not_of_the_unit",
                    "Only an officer or head of the unit that is asked can answer for it. Name one of them.")
            }
            try named.requirePresent()
            return .handOnOpinion(number: number, officer: named.account.id)
        }
    }

    /// The limit runs by the calendar of the asked unit's agency, from now or from the dossier's last event.
    private func ask(
        _ unit: String, of code: String?, within limit: Limit?, about record: DossierRecord, in office: Office,
        at now: Instant
    ) throws -> Command {
        let found = code.map { office.agency(code: $0) } ?? office.agencies[record.state.decidedBy]
        guard let agency = found, agency.row.tenant == record.tenant else {
            throw DeskError.invalid(
                "agency", rule: "C7.unknown_agency",
                "There is no agency \"\(code ?? "")\" in the tree. Write the code of the agency whose unit is asked.")
        }
        try office.requireGoingOn(agency, "agency", at: now)
        guard let asked = office.unit(code: unit, of: agency.id), asked.closedAt == nil else {
            throw DeskError.invalid(
                "unit", rule: "C7.unknown_unit",
                "The agency \(agency.row.code) has no unit \"\(unit)\". Write a unit's code.")
        }
        return .askOpinion(
            unit: asked.id,
            try OpinionTerms(
                agency: agency.id, limit: limit ?? agency.opinionLimit, on: agency.calendar,
                from: max(now, record.state.changedAt), sameDayHour: agency.policy.sameDayHour))
    }

    /// What was written with it, to be kept beside the dossier.
    /// - Parameter before: the dossier before the event.
    func words(of before: Dossier, _ event: Event) -> NewOpinionWords? {
        func kept(_ part: NewOpinionWords.Part, _ number: Int, _ words: String?) -> NewOpinionWords? {
            words.map {
                NewOpinionWords(
                    dossier: before.id, number: number, part: part, words: $0, at: event.at, by: event.actor)
            }
        }
        switch self {
        case .ask(_, _, _, let words): return kept(.question, before.opinions.count + 1, words)
        case .answer(let number, _, let words): return kept(.answer, number, words)
        case .remind, .withdraw, .passOver, .handOn: return nil
        }
    }
}
