/// Requests to the applicant (C3).
extension Decision {
    /// Before acceptance no clock runs yet; after it the first request is free and every further one takes a
    /// leader's approval of its own.
    func askSupplement(_ request: SupplementRequest) throws(Refusal) -> [EventBody] {
        try require(.filed, .processing)
        let kind: Pause.Kind
        if dossier.status == .filed {
            kind = .supplementBeforeAcceptance
        } else {
            try requireWithTheUnit()
            guard dossier.supplementsAfterAcceptance == 0 || dossier.furtherSupplementApproved else {
                throw .secondSupplement(asked: dossier.supplementsAfterAcceptance)
            }
            kind = .supplement
        }
        var request = request
        request.items = try request.items.map { (item) throws(Refusal) in
            SupplementRequest.Item(
                component: item.component, text: try Wording.required(item.text, field: "items"))
        }
        guard !request.items.isEmpty else { throw .nothingAsked }
        request.reason = try Wording.required(request.reason, field: "reason")
        try requireWindow(request.answerBy)
        return [.supplementAsked(request, try clock.pause(kind, of: dossier, answerBy: request.answerBy))]
    }

    func approveSecondSupplement(_ ground: String) throws(Refusal) -> [EventBody] {
        try requireWithTheUnit()
        guard dossier.supplementsAfterAcceptance > 0, !dossier.furtherSupplementApproved else {
            throw .approvalNotNeeded(command)
        }
        return [.secondSupplementApproved(ground: try Wording.required(ground, field: "ground"))]
    }

    func demandPayment(_ demand: PaymentDemand) throws(Refusal) -> [EventBody] {
        try requireWithTheUnit()
        guard dossier.paymentDemands == 0 || dossier.furtherPaymentApproved else {
            throw .secondPayment(demanded: dossier.paymentDemands)
        }
        guard demand.amount > 0 else { throw .amount(demand.amount) }
        try requireWindow(demand.answerBy)
        return [.paymentDemanded(demand, try clock.pause(.payment, of: dossier, answerBy: demand.answerBy))]
    }

    func approveSecondPayment(_ ground: String) throws(Refusal) -> [EventBody] {
        try requireWithTheUnit()
        guard dossier.paymentDemands > 0, !dossier.furtherPaymentApproved else {
            throw .approvalNotNeeded(command)
        }
        return [.secondPaymentApproved(ground: try Wording.required(ground, field: "ground"))]
    }

    /// The published window for the answer must have passed, and the notice must be out (C5, 5/6→8).
    func stopForNoAnswer(_ notice: String) throws(Refusal) -> [EventBody] {
        try require(.awaitingSupplement, .awaitingPayment)
        guard let last = dossier.pause?.answerBy else { throw .noWindow }
        guard today > last else { throw .windowOpen(until: last) }
        let notice = try Wording.required(notice, field: "notice")
        return [.stoppedForNoAnswer(notice: notice, try clock.resumption(of: dossier))]
    }

    private func requireWindow(_ last: LocalDate?) throws(Refusal) {
        guard let last, last < today else { return }
        throw .windowInThePast(last)
    }
}
