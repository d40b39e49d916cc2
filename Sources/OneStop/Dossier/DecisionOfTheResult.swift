/// What the leader and the clerk do with the result.
extension Decision {
    /// Two signatures, by nobody who completed a step, and past `due` only through the gate. Who stands in for a leader
    /// signs with a formula such as KT., never as the head in person (Decree 30/2020, annex I).
    func sign(_ signing: Signing) throws(Refusal) -> [EventBody] {
        try require(.processing)
        try requireUnsigned()
        guard dossier.submittedAt != nil else { throw .notSubmitted }
        try requireImpartial()
        try requireGate()
        guard signing.capacity != .head || absent == nil else { throw .signsForAnother }
        guard signing.personalSignature else { throw .personalSignatureMissing }
        guard signing.agencySignature else { throw .agencySignatureMissing }
        let next = currentStep?.role == .leader ? step(after: dossier.step) : currentStep
        return [.signed(signing, next: try stepStart(next))]
    }

    /// The number is issued at signing and belongs to the year of that day (R5.3).
    func issueNumber(_ number: DocumentNumber) throws(Refusal) -> [EventBody] {
        try require(.processing)
        guard dossier.signedAt != nil else { throw .notSigned }
        if let issued = dossier.number { throw .alreadyNumbered(issued) }
        guard number.year == today.year else { throw .numberYear(expected: today.year, given: number.year) }
        return [.numberIssued(number)]
    }

    func finish() throws(Refusal) -> [EventBody] {
        try require(.processing)
        guard dossier.signedAt != nil else { throw .notSigned }
        guard dossier.number != nil else { throw .notNumbered }
        return [.finished]
    }

    /// A new version of the result on 9 or 10. Status and end stand.
    func correct(_ reason: String) throws(Refusal) -> [EventBody] {
        try require(.finished, .returned)
        try requireImpartial()
        let reason = try Wording.required(reason, field: "reason")
        return [.corrected(reason: reason, version: dossier.resultVersion + 1)]
    }

    func approveStop(_ notice: String?) throws(Refusal) -> [EventBody] {
        try requireWithTheUnit()
        guard dossier.stopProposed else { throw .stopNotProposed }
        let named = try notice.map { (text) throws(Refusal) in try Wording.required(text, field: "notice") }
        return [.stopped(notice: named)]
    }

    private func requireImpartial() throws(Refusal) {
        guard !dossier.stepCompletedBy.contains(actor.user) else { throw .signerCompletedStep(actor.user) }
    }
}
