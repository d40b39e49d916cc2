import OneStop
import Records
import Store

extension Life {
    /// A step of the letter of apology, with its text as the desk would have written it.
    mutating func write(_ input: LetterInput, by actor: Actor, at minute: Int) {
        guard let state, let intake, minute < stage.nowMinute else { return stop() }
        let at = stage.instant(max(self.minute, minute))
        let record = DossierRecord(
            state: state, tenant: stage.tenant, catalogueProcedure: intake.dossier.catalogueProcedure,
            externalReference: keys.reference, applicantKey: keys.applicant, applicant: intake.applicant?.record)
        let locked = LockedDossier(
            record: record, versionBeforeLock: state.version, number: keys.letterNumber,
            letter: LockedLetter(row: letter, forms: stage.letters.forms))
        let work = LetterWork(input: input, print: stage.letters.print, locked: locked, office: stage.office, at: at)
        guard let (command, change) = try? work.command() else { return stop() }
        take(command, by: actor, at: minute, letter: change)
        if !isOver { keep(change, by: actor, at: at) }
    }

    /// What the next step of the letter finds.
    private mutating func keep(_ change: LetterChange, by actor: Actor, at: Instant) {
        switch change {
        case .draft(let new):
            letter = LetterRow(
                form: new.form, addressee: new.addressee, words: new.words, basis: new.basis, draftedAt: at,
                draftedBy: "", approvedAt: nil, approvedBy: nil, signedAt: nil, signerName: nil, signedAs: nil,
                signedHash: nil, number: nil, issuedAt: nil, pageHash: nil, plainHash: nil, erasedAt: nil)
        case .approve:
            letter?.approvedAt = at
        case .sign(let capacity, let hash):
            letter?.signedAt = at
            letter?.signerName = stage.letters.names[actor.user]
            letter?.signedAs = capacity
            letter?.signedHash = hash
        case .issue(let number, _, let pageHash, let plainHash):
            letter?.number = number
            letter?.issuedAt = at
            letter?.pageHash = pageHash
            letter?.plainHash = plainHash
        case .send, .deliver, .fail: break
        }
    }
}
