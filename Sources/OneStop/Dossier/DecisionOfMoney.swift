/// Fees and payments. Only a demand of the unit pauses the clock (C3); a published fee is taken at its moment and must be
/// settled before the result is handed out (R2.2, 9→10).
extension Decision {
    /// The payment that a dossier waits for covers what was demanded, and the pause ends.
    func confirmPayment(_ payment: Payment) throws(Refusal) -> [EventBody] {
        try require(.awaitingPayment)
        let payment = try checked(payment)
        if let demanded = dossier.fees.demanded, payment.amount < demanded {
            throw .paymentShort(demanded: demanded, paid: payment.amount)
        }
        return [.paymentConfirmed(payment, try clock.resumption(of: dossier))]
    }

    func chargeFee(_ charge: FeeCharge) throws(Refusal) -> [EventBody] {
        try requireOpenToTheApplicant()
        let sum = dossier.fees.charged.addingReportingOverflow(charge.amount)
        guard charge.amount >= 0, charge.quantity > 0, !sum.overflow else { throw .amount(charge.amount) }
        var charge = charge
        if charge.amount == 0 {
            charge.freeGround = try Wording.required(charge.freeGround ?? "", field: "freeGround")
        } else {
            charge.freeGround = nil
        }
        return [.feeCharged(charge)]
    }

    func payFee(_ moment: FeeMoment, _ payment: Payment) throws(Refusal) -> [EventBody] {
        try requireOpenToTheApplicant()
        let payment = try checked(payment)
        guard payment.amount <= dossier.fees.owed else {
            throw .feeNotOwed(owed: dossier.fees.owed, paid: payment.amount)
        }
        return [.feePaid(moment, payment)]
    }

    /// Also after the end: what was paid for a dossier that was withdrawn or stopped may go back.
    func noteRefund(_ refund: Refund) throws(Refusal) -> [EventBody] {
        guard refund.amount > 0 else { throw .amount(refund.amount) }
        guard refund.amount <= dossier.fees.refundable else {
            throw .refundTooLarge(paid: dossier.fees.refundable, refund: refund.amount)
        }
        return [
            .refundNoted(Refund(amount: refund.amount, ground: try Wording.required(refund.ground, field: "ground")))
        ]
    }

    private func checked(_ payment: Payment) throws(Refusal) -> Payment {
        guard payment.amount > 0 else { throw .amount(payment.amount) }
        guard payment.paidAt <= now else { throw .paidInTheFuture }
        var payment = payment
        payment.receiptNumber = try Wording.required(payment.receiptNumber, field: "receiptNumber")
        return payment
    }
}
