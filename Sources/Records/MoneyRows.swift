package import OneStop

/// A fee that a dossier was charged with. Amounts are whole đồng.
package struct FeeChargeRow: Sendable, Hashable {
    /// The fee's number in the procedure's version.
    package var fee: Int
    package var name: String
    package var quantity: Int
    package var amount: Int64
    package var moment: String
    /// Why nothing is taken; nil for a fee that costs.
    package var freeGround: String?
    package var chargedAt: Instant
    package var byLogin: String?

    /// All fields, as read.
    package init(
        fee: Int, name: String, quantity: Int, amount: Int64, moment: String, freeGround: String?, chargedAt: Instant,
        byLogin: String?
    ) {
        self.fee = fee
        self.name = name
        self.quantity = quantity
        self.amount = amount
        self.moment = moment
        self.freeGround = freeGround
        self.chargedAt = chargedAt
        self.byLogin = byLogin
    }
}

/// A payment as the receipt has it.
package struct PaymentRow: Sendable, Hashable {
    /// The sequence number of its event.
    package var sequence: Int
    /// `demand`, or the moment of the fees it is for.
    package var purpose: String
    package var amount: Int64
    package var receiptNumber: String
    package var paidAt: Instant
    package var means: String
    package var recordedAt: Instant
    package var byLogin: String?

    /// All fields, as read.
    package init(
        sequence: Int, purpose: String, amount: Int64, receiptNumber: String, paidAt: Instant, means: String,
        recordedAt: Instant, byLogin: String?
    ) {
        self.sequence = sequence
        self.purpose = purpose
        self.amount = amount
        self.receiptNumber = receiptNumber
        self.paidAt = paidAt
        self.means = means
        self.recordedAt = recordedAt
        self.byLogin = byLogin
    }
}

/// Money that went back to the applicant.
package struct RefundRow: Sendable, Hashable {
    /// The sequence number of its event.
    package var sequence: Int
    package var amount: Int64
    package var ground: String
    package var notedAt: Instant
    package var byLogin: String?

    /// All fields, as read.
    package init(sequence: Int, amount: Int64, ground: String, notedAt: Instant, byLogin: String?) {
        self.sequence = sequence
        self.amount = amount
        self.ground = ground
        self.notedAt = notedAt
        self.byLogin = byLogin
    }
}
