/// What was paid, as the receipt has it. All amounts are whole đồng.
package struct Payment: Sendable, Hashable {
    /// How the money came.
    package enum Means: String, Sendable, Hashable, CaseIterable {
        /// At the counter, in notes.
        case cash
        /// At the counter, by card.
        case card
        /// To the office's account.
        case transfer
        /// Through the National Public Service Portal (national code 1).
        case nationalPortal = "national_portal"
        /// Through the agency's own gateway (national code 2).
        case agencyGateway = "agency_gateway"
        /// With the public postal service.
        case post
    }

    /// The amount in đồng.
    package var amount: Int64
    /// The number of the receipt that the applicant got.
    package var receiptNumber: String
    /// When it was paid; never later than it is recorded.
    package var paidAt: Instant
    /// How it was paid.
    package var means: Means

    /// A payment as the receipt has it.
    package init(amount: Int64, receiptNumber: String, paidAt: Instant, means: Means) {
        self.amount = amount
        self.receiptNumber = receiptNumber
        self.paidAt = paidAt
        self.means = means
    }
}

/// When a published fee is taken.
package enum FeeMoment: String, Sendable, Hashable, CaseIterable {
    /// With the application (national code 1).
    case receipt
    /// With the supplement (national code 2).
    case supplement
    /// With the result (national code 4).
    case `return`
}

/// A published fee that a dossier is charged with.
package struct FeeCharge: Sendable, Hashable {
    /// The fee's number in the procedure's version.
    package var number: Int
    /// How often it is due: copies, pages, vehicles.
    package var quantity: Int
    /// The whole amount in đồng; 0 for a free case.
    package var amount: Int64
    /// When it is taken.
    package var moment: FeeMoment
    /// Why nothing is taken; only free cases have one.
    package var freeGround: String?

    /// A charge.
    package init(number: Int, quantity: Int, amount: Int64, moment: FeeMoment, freeGround: String?) {
        self.number = number
        self.quantity = quantity
        self.amount = amount
        self.moment = moment
        self.freeGround = freeGround
    }
}

/// Money that goes back to the applicant.
package struct Refund: Sendable, Hashable {
    /// The amount in đồng.
    package var amount: Int64
    /// Why.
    package var ground: String

    /// A refund.
    package init(amount: Int64, ground: String) {
        self.amount = amount
        self.ground = ground
    }
}

/// Where a dossier stands with the applicant's money, in đồng. Published fees and what the unit demands on the way are
/// two accounts: only a demand pauses the clock, and only unpaid fees hold the result back.
package struct FeeAccount: Sendable, Hashable {
    /// The fees charged so far.
    package var charged: Int64 = 0
    /// What was paid of them.
    package var paid: Int64 = 0
    /// The amount of the demand that the dossier waits for.
    package var demanded: Int64?
    /// What was paid on demands.
    package var demandsPaid: Int64 = 0
    /// What was given back.
    package var refunded: Int64 = 0

    /// Nothing charged and nothing paid.
    package init() {}

    /// The fees that are still to be paid.
    package var owed: Int64 { max(0, charged - paid) }
    /// What could still be given back.
    package var refundable: Int64 { paid + demandsPaid - refunded }
}
