/// What the one-stop desk does.
extension Decision {
    func accept() throws(Refusal) -> [EventBody] {
        try require(.filed)
        return [try accepted()]
    }

    func refuse(_ form: RefusalForm) throws(Refusal) -> [EventBody] {
        try require(.filed)
        return [.refused(try Wording.whole(form, on: today))]
    }

    /// A dossier of another system that names no unit is handed over like one that was just accepted.
    func handOver(to unit: UnitID, _ receiver: UserID?) throws(Refusal) -> [EventBody] {
        if isPlaceUnknown, dossier.unit == nil { try require(.processing) } else { try require(.accepted) }
        let planned = try clock.handOverPlan(acceptedAt: dossier.acceptedAt ?? now)
        let slip = HandOver(unit: unit, giver: actor.user, receiver: receiver, planned: planned, real: now)
        var start = try stepStart(step(after: 0))
        start.unit = nil
        return [.handedOver(slip, start)] + (try plannedLegs(at: start))
    }

    func recordSupplement(_ complete: Bool) throws(Refusal) -> [EventBody] {
        try require(.awaitingSupplement)
        guard complete else { return [.supplementIncomplete] }
        let resumption = try clock.resumption(of: dossier)
        guard dossier.acceptedAt == nil else { return [.supplementCompleted(resumption)] }
        return [.supplementCompleted(resumption), try accepted()]
    }

    /// The fees are settled first (R2.2, 9→10).
    func returnResult(_ facts: ResultReturn) throws(Refusal) -> [EventBody] {
        try require(.finished)
        guard dossier.fees.owed == 0 else { throw .feesOwed(dossier.fees.owed) }
        return [.returned(facts)]
    }

    /// Only while no result is signed (form 05 of TT 03/2025). A pause ends with the withdrawal, so that the
    /// applicant's own time never makes it late.
    func withdraw() throws(Refusal) -> [EventBody] {
        try require(.filed, .accepted, .processing, .awaitingSupplement, .awaitingPayment)
        try requireUnsigned()
        return [.withdrawn(try clock.resumption(of: dossier))]
    }

    func amend(_ fields: Set<AmendedField>) throws(Refusal) -> [EventBody] {
        try requireOpenToTheApplicant()
        guard !fields.isEmpty else { throw .nothingAmended }
        return [.amended(fields)]
    }

    func recordContact(_ kind: ContactKind) throws(Refusal) -> [EventBody] {
        try requireOpenToTheApplicant()
        return [.contactRecorded(kind)]
    }

    private func accepted() throws(Refusal) -> EventBody {
        .accepted(try clock.acceptance(limit: dossier.limit, dayZero: dossier.dayZero))
    }
}
