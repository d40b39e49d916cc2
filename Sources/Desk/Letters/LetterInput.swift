import Crypto
package import OneStop
import Records
import Store

/// Lays a letter out and gives the bytes that are kept.
package typealias LetterPrinter = @Sendable (LetterText) -> PrintedLetter

/// What can be asked of a letter of apology, with units by their codes.
package enum LetterInput: Sendable {
    /// A draft, in the place of the one before. Words that are left out are those of the proposal.
    case draft(cause: ApologyCause, unit: String, newDate: Instant, words: LetterWordsInput)
    case approve
    case sign(SigningCapacity)
    /// The number is the next of its register.
    case number(symbol: String?)
    case send(LetterMethod)
    /// - proof: a line of the register, a postal receipt, a message's number.
    case deliver(LetterMethod, proof: String)
    case fail(reason: String)
}

/// What somebody writes into a letter instead of what is proposed.
package struct LetterWordsInput: Sendable, Hashable {
    package var standing: String?
    package var reason: String?
    package var apology: String?

    package init(standing: String? = nil, reason: String? = nil, apology: String? = nil) {
        self.standing = standing
        self.reason = reason
        self.apology = apology
    }
}

extension LetterInput {
    /// The right that making the command asks for first.
    var verb: Verb {
        switch self {
        case .draft: .draftApology
        case .approve: .approveApology
        case .sign: .signApology
        case .number: .issueNumber
        case .send, .deliver, .fail: .deliverApology
        }
    }

    /// The register that the number is taken from.
    func register(for record: DossierRecord, in office: Office, at now: Instant) -> Register? {
        guard case .number = self else { return nil }
        return office.agencies[record.state.decidedBy]?.register(LetterText.documentType, at: now)
    }
}

/// A letter's command being made: the dossier under its lock, the office, and the time that its event will have.
struct LetterWork {
    let input: LetterInput
    let print: LetterPrinter
    let locked: LockedDossier
    let office: Office
    let at: Instant

    var state: Dossier { locked.record.state }

    /// The machine's command, and what is written beside its events.
    ///
    /// - Throws: `DeskError`: `refused` when the draft no longer fits the dossier, or is not what was signed.
    func command() throws -> (command: Command, change: LetterChange) {
        switch input {
        case .draft(let cause, let unit, let newDate, let words):
            return try draft(cause, unit, newDate, words)
        case .approve:
            try requireFit()
            return (.approveApology, .approve)
        case .sign(let capacity):
            var row = try requireFit()
            row.signedAs = capacity
            return (.signApology(capacity), .sign(capacity, hash: try hash(unnumbered(row))))
        case .number(let symbol):
            return try number(symbol)
        case .send(let method):
            return (.sendApology(method), .send(method))
        case .deliver(let method, let proof):
            return (.deliverApology(method), .deliver(method, proof: proof))
        case .fail(let reason):
            return (.noteApologyFailure, .fail(reason: reason))
        }
    }

    private func draft(
        _ cause: ApologyCause, _ unit: String, _ newDate: Instant, _ words: LetterWordsInput
    ) throws -> (command: Command, change: LetterChange) {
        guard let found = office.unit(code: unit, of: state.decidedBy) else {
            throw DeskError.invalid(
                "unit", rule: "C7.unknown_unit", "The deciding agency has no unit \"\(unit)\". Write a unit's code.")
        }
        let command = Command.draftApology(cause: cause, unit: found.id, newDate: newDate)
        guard let basis = LetterBasis(state, newDate: newDate) else { throw DeskError(Refusal.noDateToMiss) }
        let composer = LetterComposer(locked.record, office: office)
        let form = try composer.form(of: locked.letter?.forms ?? [])
        let proposed = composer.words(cause: cause)
        return (
            command,
            .draft(
                NewLetter(
                    form: form.code, addressee: composer.addressee,
                    words: LetterWords(
                        standing: words.standing ?? proposed.standing, reason: words.reason ?? proposed.reason,
                        apology: words.apology ?? proposed.apology),
                    basis: basis))
        )
    }

    private func number(_ symbol: String?) throws -> (command: Command, change: LetterChange) {
        let row = try requireFit()
        guard let agency = office.agencies[state.decidedBy] else { throw DeskError.notFound("The dossier") }
        let number: DocumentNumber
        do {
            number = try DocumentNumber(
                type: LetterText.documentType, symbol: symbol ?? agency.symbol, year: agency.year(at: at),
                number: locked.number ?? 0)
        } catch {
            throw DeskError.invalid(
                "symbol", rule: "R5.3.number",
                "A document's symbol has letters, digits, '-', '.' and '&', at most 40 of them.")
        }
        var text = try unnumbered(row)
        guard row.signedAt == nil || hash(text) == row.signedHash else {
            throw DeskError(
                .refused, rule: "C4.not_what_was_signed",
                "The letter would no longer say what was signed, because something it takes from the office has changed. Draft it anew and have it approved and signed."
            )
        }
        text.number = number
        text.day = agency.calendar.offset.localDate(of: at)
        let printed = print(text)
        return (
            .numberApology(number),
            .issue(number, printed, pageHash: Self.hash(printed.page), plainHash: Self.hash(printed.plain))
        )
    }

    /// The draft, if it still fits the dossier. What the machine refuses anyway, such as a dossier without any draft, is
    /// left to the machine, whose words are better.
    @discardableResult
    private func requireFit() throws -> LetterRow {
        guard let row = locked.letter?.row else {
            guard let letter = state.apology else { throw DeskError(.letterNotDrafted) }
            if let issuedAt = letter.issuedAt {
                throw DeskError(.secondLetter(issuedOn: offset.localDate(of: issuedAt)))
            }
            throw DeskError(
                .refused, rule: "C4.draft_without_text",
                "The draft was made before letters had a text. Draft it anew.")
        }
        guard state.apology?.issuedAt == nil else { return row }
        let shifts = LetterComposer(locked.record, office: office).shifts(under: row, at: at)
        guard shifts.isEmpty else { throw DeskError.outdated(shifts) }
        return row
    }

    private var offset: UTCOffset { office.agencies[state.decidedBy]?.calendar.offset ?? .vietnam }

    private func unnumbered(_ row: LetterRow) throws -> LetterText {
        try LetterComposer(locked.record, office: office).text(of: row, forms: locked.letter?.forms ?? [])
    }

    /// Of what is signed. Who signs is kept by key and not by name.
    private func hash(_ text: LetterText) -> [UInt8] {
        var text = text
        text.signer?.name = ""
        return Self.hash(print(text).plain)
    }

    private static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}

extension DeskError {
    /// The dossier has moved on since the letter was drafted.
    static func outdated(_ shifts: [LetterDrift]) -> DeskError {
        DeskError(
            .refused, rule: "C4.draft_outdated",
            "The draft no longer fits the dossier: \(shifts.map(\.words).joined(separator: "; ")). Draft it anew.")
    }
}
