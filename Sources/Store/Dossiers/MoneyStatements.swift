package import OneStop
package import PQ
package import Records

/// A fee that a dossier is charged with, as its event says.
package struct NewFeeCharge: Sendable {
    package var dossier: DossierID
    package var version: ProcedureID
    package var charge: FeeCharge
    package var at: Instant
    package var by: UserID

    package init(dossier: DossierID, version: ProcedureID, charge: FeeCharge, at: Instant, by: UserID) {
        self.dossier = dossier
        self.version = version
        self.charge = charge
        self.at = at
        self.by = by
    }
}

/// A payment that was recorded for a dossier.
package struct NewPayment: Sendable {
    package var dossier: DossierID
    /// The sequence number of its event.
    package var sequence: Int
    /// Whose receipts are counted.
    package var agency: AgencyID
    /// The moment of the fees it is for; nil for a demand of the unit.
    package var moment: FeeMoment?
    package var payment: Payment
    package var at: Instant
    package var by: UserID

    package init(
        dossier: DossierID, sequence: Int, agency: AgencyID, moment: FeeMoment?, payment: Payment, at: Instant,
        by: UserID
    ) {
        self.dossier = dossier
        self.sequence = sequence
        self.agency = agency
        self.moment = moment
        self.payment = payment
        self.at = at
        self.by = by
    }
}

/// A refund that was noted for a dossier.
package struct NewRefund: Sendable {
    package var dossier: DossierID
    /// The sequence number of its event.
    package var sequence: Int
    package var refund: Refund
    package var at: Instant
    package var by: UserID

    package init(dossier: DossierID, sequence: Int, refund: Refund, at: Instant, by: UserID) {
        self.dossier = dossier
        self.sequence = sequence
        self.refund = refund
        self.at = at
        self.by = by
    }
}

/// The applicant's money: what falls due, what was paid, what went back.
package enum MoneyStatements {
    /// The constraint that a fee charged twice meets.
    package static let chargedOnce = "fee_charge_pkey"
    /// The constraint that a receipt number used twice in an agency meets.
    package static let receiptOnce = "payment_receipt_unique"

    package static let charge = Statement<NewFeeCharge, Void>(
        """
        insert into fee_charge (dossier_id, version_id, fee, quantity, amount, moment, free_ground, charged_at, charged_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        types: [.int8, .int8, .int2, .int4, .int8, .text, .text, .timestamptz, .int8],
        encode: { new, parameters in
            parameters.int8(new.dossier.rawValue)
            parameters.int8(new.version.rawValue)
            parameters.int2(Int16(clamping: new.charge.number))
            parameters.int4(Int32(clamping: new.charge.quantity))
            parameters.int8(new.charge.amount)
            parameters.text(new.charge.moment.rawValue)
            parameters.text(new.charge.freeGround)
            parameters.instant(new.at)
            parameters.int8(new.by.rawValue)
        })

    package static let pay = Statement<NewPayment, Void>(
        """
        insert into payment (dossier_id, sequence, agency_id, purpose, amount, receipt_number, paid_at, means,
            recorded_at, recorded_by)
        values ($1, $2, $3, coalesce($4, 'demand'), $5, $6, $7, $8, $9, $10)
        """,
        types: [.int8, .int4, .int8, .text, .int8, .text, .timestamptz, .text, .timestamptz, .int8],
        encode: { new, parameters in
            parameters.int8(new.dossier.rawValue)
            parameters.int4(Int32(clamping: new.sequence))
            parameters.int8(new.agency.rawValue)
            parameters.text(new.moment?.rawValue)
            parameters.int8(new.payment.amount)
            parameters.text(new.payment.receiptNumber)
            parameters.instant(new.payment.paidAt)
            parameters.text(new.payment.means.rawValue)
            parameters.instant(new.at)
            parameters.int8(new.by.rawValue)
        })

    package static let refund = Statement<NewRefund, Void>(
        """
        insert into refund (dossier_id, sequence, amount, ground, noted_at, noted_by) values ($1, $2, $3, $4, $5, $6)
        """,
        types: [.int8, .int4, .int8, .text, .timestamptz, .int8],
        encode: { new, parameters in
            parameters.int8(new.dossier.rawValue)
            parameters.int4(Int32(clamping: new.sequence))
            parameters.int8(new.refund.amount)
            parameters.text(new.refund.ground)
            parameters.instant(new.at)
            parameters.int8(new.by.rawValue)
        })

    package static let chargesOf = Statement<DossierID, FeeChargeRow>(
        """
        select c.fee, f.name, c.quantity, c.amount, c.moment, c.free_ground, c.charged_at, a.login
        from fee_charge c
        join fee f on f.version_id = c.version_id and f.number = c.fee
        left join account a on a.id = c.charged_by
        where c.dossier_id = $1 order by c.fee
        """,
        types: [.int8],
        encode: { dossier, parameters in parameters.int8(dossier.rawValue) },
        decode: { row throws(PQError) in
            FeeChargeRow(
                fee: Int(try row.int2()), name: try row.text(), quantity: Int(try row.int4()), amount: try row.int8(),
                moment: try row.text(), freeGround: try row.textOrNull(), chargedAt: try row.instant(),
                byLogin: try row.textOrNull())
        })

    package static let paymentsOf = Statement<DossierPage, PaymentRow>(
        """
        select p.sequence, p.purpose, p.amount, p.receipt_number, p.paid_at, p.means, p.recorded_at, a.login
        from payment p left join account a on a.id = p.recorded_by
        where p.dossier_id = $1 and p.sequence > $2 order by p.sequence limit $3
        """,
        types: [.int8, .int4, .int8],
        encode: { asked, parameters in parameters.page(asked) },
        decode: { row throws(PQError) in
            PaymentRow(
                sequence: Int(try row.int4()), purpose: try row.text(), amount: try row.int8(),
                receiptNumber: try row.text(), paidAt: try row.instant(), means: try row.text(),
                recordedAt: try row.instant(), byLogin: try row.textOrNull())
        })

    package static let refundsOf = Statement<DossierPage, RefundRow>(
        """
        select r.sequence, r.amount, r.ground, r.noted_at, a.login
        from refund r left join account a on a.id = r.noted_by
        where r.dossier_id = $1 and r.sequence > $2 order by r.sequence limit $3
        """,
        types: [.int8, .int4, .int8],
        encode: { asked, parameters in parameters.page(asked) },
        decode: { row throws(PQError) in
            RefundRow(
                sequence: Int(try row.int4()), amount: try row.int8(), ground: try row.text(),
                notedAt: try row.instant(), byLogin: try row.textOrNull())
        })
}

extension ParameterWriter {
    mutating func page(_ asked: DossierPage) {
        int8(asked.dossier.rawValue)
        int4(Int32(clamping: asked.page.after))
        int8(Int64(asked.page.limit))
    }
}
