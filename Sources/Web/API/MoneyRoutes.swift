import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// The applicant's money: what falls due, what is demanded, what was paid, what went back.
    func addMoney(to dossier: RouterGroup<DeskContext>) {
        command("fees", in: dossier) { (fields) throws(FieldError) in
            .chargeFee(
                number: try fields.integer("fee", in: 1...1_000),
                quantity: try fields.optionalInteger("quantity", in: 1...100_000) ?? 1,
                freeGround: try fields.optionalString("freeGround", minLength: 1, maxLength: 500))
        }
        command("payment-demands", in: dossier) { (fields) throws(FieldError) in
            .ready(
                .demandPayment(
                    PaymentDemand(
                        amount: try fields.amount(), answerBy: try fields.optionalDay("answerBy"))))
        }
        command("second-payment-approvals", in: dossier) { (fields) throws(FieldError) in
            .ready(.approveSecondPayment(ground: try fields.words("ground")))
        }
        command("payments", in: dossier) { (fields) throws(FieldError) in
            let moment = try fields.optionalChoice("moment", of: FeeMoment.self)
            let payment = Payment(
                amount: try fields.amount(), receiptNumber: try fields.line("receiptNumber", maxLength: 60),
                paidAt: try fields.parsed("paidAt", expected: "a time with its offset") { try? Instant(rfc3339: $0) },
                means: try fields.choice("means", of: Payment.Means.self))
            return .ready(moment.map { .payFee($0, payment) } ?? .confirmPayment(payment))
        }
        command("refunds", in: dossier) { (fields) throws(FieldError) in
            .ready(.noteRefund(Refund(amount: try fields.amount(), ground: try fields.words("ground"))))
        }
        route(.get, "payments", in: dossier) { request, context, principal, now in
            var query = try Query(of: request)
            let page = try query.sequencePage()
            try query.finish()
            let money = try await desk.money(of: context.dossierName(), page, by: principal, at: now)
            return .money(money, request)
        }
    }
}

extension FieldReader {
    /// An amount in đồng. There is no smaller unit, so it has no fraction.
    fileprivate mutating func amount() throws(FieldError) -> Int64 {
        try integer("amount", in: 1...1_000_000_000_000)
    }
}

extension Response {
    fileprivate static func money(_ money: DossierMoney, _ request: Request) -> Response {
        let offset = money.view.offset
        var writer = JSONWriter(capacity: 1_024)
        writer.object { writer in
            writer.field("code", money.view.state.code?.text)
            writer.array("fees") { writer in
                for row in money.charges { writer.charge(row, offset) }
            }
            writer.array("payments") { writer in
                for row in money.payments { writer.payment(row, offset) }
            }
            writer.array("refunds") { writer in
                for row in money.refunds { writer.refund(row, offset) }
            }
            writer.field("next", money.next)
        }
        return Response.current(writer.bytes, version: money.view.state.version, for: request)
            .linked(after: money.next.map { Int64($0) }, of: request)
    }
}

extension JSONWriter {
    fileprivate mutating func charge(_ row: FeeChargeRow, _ offset: UTCOffset) {
        object { writer in
            writer.field("fee", row.fee)
            writer.field("name", row.name)
            writer.field("quantity", row.quantity)
            writer.field("amount", row.amount)
            writer.field("moment", row.moment)
            writer.field("freeGround", row.freeGround)
            writer.time("chargedAt", row.chargedAt, offset)
            writer.field("by", row.byLogin)
        }
    }

    fileprivate mutating func payment(_ row: PaymentRow, _ offset: UTCOffset) {
        object { writer in
            writer.field("sequence", row.sequence)
            writer.field("purpose", row.purpose)
            writer.field("amount", row.amount)
            writer.field("receiptNumber", row.receiptNumber)
            writer.time("paidAt", row.paidAt, offset)
            writer.field("means", row.means)
            writer.time("recordedAt", row.recordedAt, offset)
            writer.field("by", row.byLogin)
        }
    }

    fileprivate mutating func refund(_ row: RefundRow, _ offset: UTCOffset) {
        object { writer in
            writer.field("sequence", row.sequence)
            writer.field("amount", row.amount)
            writer.field("ground", row.ground)
            writer.time("notedAt", row.notedAt, offset)
            writer.field("by", row.byLogin)
        }
    }
}
