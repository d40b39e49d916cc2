import OneStop
import Testing

@Suite(.timeLimit(.minutes(5))) struct MoneyTests {
    private static func payment(_ amount: Int, _ receipt: String, moment: String? = nil) -> String {
        """
        {"amount": \(amount), "receiptNumber": "\(receipt)", "paidAt": "2026-03-03T08:50:00+07:00", "means": "cash"\
        \(moment.map { #", "moment": "\#($0)""# } ?? "")}
        """
    }

    @Test func `a demand pauses until all of it is paid, and a second one takes a leader`() async throws {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            let demanded = try await site.live(
                code, from: try #require(assigned.etag),
                [("officer", "payment-demands", #"{"amount": 150000, "answerBy": "2026-03-20"}"#)])
            #expect(demanded["status"] == "6")
            #expect(demanded["fees.demanded"] == "150000")
            #expect(demanded["clock.answerBy"] == "2026-03-20")
            let short = try await site.command(
                "payments", on: code, as: "desk", version: demanded.etag, json: Self.payment(149_999, "01"))
            #expect(short.isProblem(422, rule: "C5.payment_short", field: "amount"), "\(short.text)")
            let paid = try await site.live(
                code, from: try #require(demanded.etag), [("desk", "payments", Self.payment(150_000, "01"))])
            #expect(paid["status"] == "4")
            #expect(paid["fees.demandsPaid"] == "150000")
            let second = try await site.command(
                "payment-demands", on: code, as: "officer", version: paid.etag, json: #"{"amount": 1000}"#)
            #expect(second.isProblem(422, rule: "C3.second_payment"))
            let allowed = try await site.live(
                code, from: try #require(paid.etag),
                [
                    ("leader", "second-payment-approvals", #"{"ground": "điều chỉnh giá đất"}"#),
                    ("officer", "payment-demands", #"{"amount": 1000}"#),
                ])
            let used = try await site.command(
                "payments", on: code, as: "desk", version: allowed.etag, json: Self.payment(1_000, "01"))
            #expect(used.isProblem(422, rule: "C5.receipt_used", field: "receiptNumber"), "\(used.text)")
            let list = try await site.get("/api/v1/dossiers/\(code)/payments", as: "desk")
            #expect(list["payments"] == "1")
            #expect(list["payments.0.purpose"] == "demand")
            #expect(list["payments.0.receiptNumber"] == "01")
        }
    }

    @Test func `a result waits for its fees, a free case for none, and what was paid may go back`() async throws {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            let charged = try await site.live(
                code, from: try #require(assigned.etag),
                [("desk", "fees", #"{"fee": 1, "quantity": 2}"#), ("desk", "fees", #"{"fee": 2}"#)])
            #expect(charged["fees.owed"] == "60000")
            #expect(charged["status"] == "4")
            let twice = try await site.command(
                "fees", on: code, as: "desk", version: charged.etag, json: #"{"fee": 1}"#)
            #expect(twice.isProblem(422, rule: "C5.fee_charged", field: "fee"), "\(twice.text)")
            let unknown = try await site.command(
                "fees", on: code, as: "desk", version: charged.etag, json: #"{"fee": 9}"#)
            #expect(unknown.isProblem(422, rule: "R10.unknown_fee"))
            let finished = try await site.live(
                code, from: try #require(charged.etag), Site.toSubmission + Site.toReturn.dropLast())
            let early = try await site.command(
                "returns", on: code, as: "desk", version: finished.etag,
                json: #"{"receiver": "applicant", "method": "desk", "proof": "signature"}"#)
            #expect(early.isProblem(422, rule: "C5.fees_owed"), "\(early.text)")
            let over = try await site.command(
                "payments", on: code, as: "desk", version: finished.etag,
                json: Self.payment(60_001, "02", moment: "return"))
            #expect(over.isProblem(422, rule: "C5.fee_not_owed"))
            let returned = try await site.live(
                code, from: try #require(finished.etag),
                [("desk", "payments", Self.payment(60_000, "02", moment: "return")), Site.toReturn[3]])
            #expect(returned["status"] == "10")
            let refunded = try await site.live(
                code, from: try #require(returned.etag),
                [("desk", "refunds", #"{"amount": 10000, "ground": "thu thừa"}"#)])
            #expect(refunded["fees.refunded"] == "10000")
            let list = try await site.get("/api/v1/dossiers/\(code)/payments", as: "desk")
            #expect(list["fees.0.amount"] == "60000")
            #expect(list["fees.1.amount"] == "0")
            #expect(list["fees.1.freeGround"] == "Thông tư 1")
            #expect(list["refunds.0.ground"] == "thu thừa")
        }
    }
}
