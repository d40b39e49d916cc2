/// The letter of apology and the gate.
extension Decision {
    /// Only for what is open, has a date and does not wait for the applicant; never a second time, and never for a
    /// cause on the applicant's side (C4).
    func draftApology(_ cause: ApologyCause, _ unit: UnitID, _ newDate: Instant) throws(Refusal) -> [EventBody] {
        let deadline = try requireLetterPossible()
        guard cause != .applicant else { throw .applicantsCause }
        try requireLater(newDate, than: deadline)
        let day = context.date(of: newDate)
        guard context.calendar.isWorkingDay(day) else { throw .newDateNotWorking(day) }
        return [.apologyDrafted(cause: cause, unit: unit, newDate: newDate)]
    }

    func approveApology() throws(Refusal) -> [EventBody] {
        _ = try requireLetterPossible()
        let letter = try requireDraft()
        guard letter.approvedAt == nil else { throw .letterApproved }
        return [.apologyApproved]
    }

    /// By the head of the agency at fault, a deputy for the head, or who acts for the head (R4.1), as whom a stand-in signs.
    /// A letter whose new date has passed or fallen before a shifted `due` is drafted anew instead.
    func signApology(_ capacity: SigningCapacity) throws(Refusal) -> [EventBody] {
        let deadline = try requireLetterPossible()
        let letter = try requireDraft()
        guard letter.approvedAt != nil else { throw .letterNotApproved }
        guard letter.signedAt == nil else { throw .letterSigned }
        guard capacity.standsForTheHead else { throw .letterSigner }
        guard capacity != .head || absent == nil else { throw .signsForAnother }
        try requireLater(letter.newDate, than: deadline)
        return [.apologySigned(capacity)]
    }

    /// Number and day come from the clerk, at the signature and not at the draft (R5.3): the letter is issued with them.
    func numberApology(_ number: DocumentNumber) throws(Refusal) -> [EventBody] {
        let deadline = try requireLetterPossible()
        let letter = try requireDraft()
        guard letter.signedAt != nil else { throw .letterNotSigned }
        try requireLater(letter.newDate, than: deadline)
        guard number.year == today.year else { throw .numberYear(expected: today.year, given: number.year) }
        return [.apologyIssued(newDate: letter.newDate, number: number)]
    }

    func sendApology(_ method: LetterMethod) throws(Refusal) -> [EventBody] {
        let letter = try requireLetterToDeliver()
        if let sentBy = letter.sentBy { throw .letterOnItsWay(sentBy) }
        return [.apologySent(method)]
    }

    /// In whatever way it reached the applicant first: one that is on its way by post may be handed over at the desk.
    func deliverApology(_ method: LetterMethod) throws(Refusal) -> [EventBody] {
        _ = try requireLetterToDeliver()
        return [.apologyDelivered(method)]
    }

    func noteApologyFailure() throws(Refusal) -> [EventBody] {
        let letter = try requireLetterToDeliver()
        guard letter.sentBy != nil else { throw .letterNotSent }
        return [.apologyFailed]
    }

    /// What the monthly report names of a late dossier that has no letter, or says better than its letter (R7.3); the last
    /// word counts. A cause on the applicant's side is refused: that is a pause.
    func explainDelay(_ given: DelayNote) throws(Refusal) -> [EventBody] {
        guard let deadline = dossier.deadline else { throw .noDateToMiss }
        if let pause = dossier.pause, !pause.afterDue { throw .waitingForApplicant }
        guard deadline.punctuality(of: dossier.endedAt ?? now, in: context.calendar.offset) == .late else {
            throw .notLate(dueOn: deadline.dueOn)
        }
        guard given.cause != .applicant else { throw .applicantsCause }
        var note = given
        note.note = try Wording.required(given.note, field: "note")
        return [.delayExplained(note)]
    }

    func overrideGate(_ reason: String) throws(Refusal) -> [EventBody] {
        try require(.processing)
        try requireUnsigned()
        guard isGateShut else { throw .gateOpen }
        return [.gateOverridden(reason: try Wording.required(reason, field: "reason"))]
    }

    /// Refuses to submit or sign past `due` without an issued letter (practice, from the agency's own date on).
    func requireGate() throws(Refusal) {
        guard isGateShut, let deadline = dossier.deadline else { return }
        throw .gate(dueOn: deadline.dueOn)
    }

    private var isGateShut: Bool {
        guard let from = context.policy.gateFrom, today >= from, let deadline = dossier.deadline else { return false }
        return dossier.apology?.issuedAt == nil && dossier.gateOverride == nil
            && deadline.punctuality(of: now, in: context.calendar.offset) == .late
    }

    private func requireLater(_ newDate: Instant, than deadline: Deadline) throws(Refusal) {
        let earliest = max(now, deadline.due)
        guard newDate <= earliest else { return }
        throw .newDateTooEarly(context.date(of: newDate), after: context.date(of: earliest))
    }

    private func requireDraft() throws(Refusal) -> Apology {
        guard let letter = dossier.apology else { throw .letterNotDrafted }
        return letter
    }

    private func requireLetterToDeliver() throws(Refusal) -> Apology {
        try require(.accepted, .processing, .awaitingSupplement, .awaitingPayment, .finished, .returned)
        guard let letter = dossier.apology, letter.issuedAt != nil else { throw .letterNotIssued }
        guard letter.deliveredAt == nil else { throw .letterDelivered }
        return letter
    }

    /// Refuses where no letter can be written: a second one, a dossier that is over, has no date or waits for the applicant.
    func requireLetterPossible() throws(Refusal) -> Deadline {
        if let issuedAt = dossier.apology?.issuedAt { throw .secondLetter(issuedOn: context.date(of: issuedAt)) }
        try require(.accepted, .processing, .awaitingSupplement, .awaitingPayment)
        guard let deadline = dossier.deadline else { throw .noDateToMiss }
        if let pause = dossier.pause, !pause.afterDue { throw .waitingForApplicant }
        return deadline
    }
}
