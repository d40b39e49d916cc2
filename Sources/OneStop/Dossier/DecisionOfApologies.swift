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
        guard let letter = dossier.apology else { throw .letterNotDrafted }
        guard letter.approvedAt == nil else { throw .letterApproved }
        return [.apologyApproved]
    }

    /// A letter whose new date has passed or fallen before a shifted `due` is drafted anew instead.
    func signApology() throws(Refusal) -> [EventBody] {
        let deadline = try requireLetterPossible()
        guard let letter = dossier.apology else { throw .letterNotDrafted }
        guard letter.approvedAt != nil else { throw .letterNotApproved }
        try requireLater(letter.newDate, than: deadline)
        return [.apologyIssued(newDate: letter.newDate)]
    }

    func deliverApology() throws(Refusal) -> [EventBody] {
        try require(.accepted, .processing, .awaitingSupplement, .awaitingPayment, .finished, .returned)
        guard dossier.apology?.issuedAt != nil else { throw .letterNotIssued }
        guard dossier.apology?.deliveredAt == nil else { throw .letterDelivered }
        return [.apologyDelivered]
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

    private func requireLetterPossible() throws(Refusal) -> Deadline {
        if let issuedAt = dossier.apology?.issuedAt { throw .secondLetter(issuedOn: context.date(of: issuedAt)) }
        try require(.accepted, .processing, .awaitingSupplement, .awaitingPayment)
        guard let deadline = dossier.deadline else { throw .noDateToMiss }
        if let pause = dossier.pause, !pause.afterDue { throw .waitingForApplicant }
        return deadline
    }
}
