import Testing

@testable import OneStop

@Suite struct MoneyTests {
    private static let fee = FeeCharge(number: 1, quantity: 1, amount: 100, moment: .receipt, freeGround: nil)

    @Test func `fees and demands are two accounts, and only a demand pauses`() throws {
        var life = try Life.inTheUnit(Office())
        let due = try life.state.deadline
        try life.run(.chargeFee(Self.fee), .intake, "2026-03-03 09:00")
        try life.run(.payFee(.receipt, .example(60)), .intake, "2026-03-03 09:10")
        #expect(try life.state.fees.owed == 40)
        #expect(try life.state.pause == nil)
        try life.run(.demand, .officer, "2026-03-04 09:00")
        #expect(try life.state.fees.demanded == 150_000)
        #expect(
            try life.refusal(.pay(149_999), .intake, "2026-03-05 09:00")
                == .paymentShort(demanded: 150_000, paid: 149_999))
        try life.run(.paid, .intake, "2026-03-05 09:00")
        #expect(try life.state.fees.demanded == nil)
        #expect(try life.state.fees.demandsPaid == 150_000)
        #expect(try life.state.fees.owed == 40)
        #expect(try life.state.deadline?.due ?? at("2026-01-01 00:00") > due?.due ?? at("2026-12-31 00:00"))
    }

    @Test func `a payment is not of tomorrow and not more than is owed`() throws {
        var life = try Life.taken(Office())
        let time = "2026-03-03 09:00"
        #expect(try life.refusal(.payFee(.receipt, .example(1)), .intake, time) == .feeNotOwed(owed: 0, paid: 1))
        try life.run(.chargeFee(Self.fee), .intake, time)
        var payment = Payment.example(100)
        payment.paidAt = try at("2026-03-03 09:01")
        #expect(try life.refusal(.payFee(.receipt, payment), .intake, time) == .paidInTheFuture)
        #expect(try life.refusal(.payFee(.receipt, .example(0)), .intake, time) == .amount(0))
        payment.receiptNumber = " "
        payment.paidAt = try at(time)
        #expect(
            try life.refusal(.payFee(.receipt, payment), .intake, time) == .textMissing(field: "receiptNumber"))
    }

    @Test func `a free case says why, and the result waits for what costs`() throws {
        var life = try Life.inTheUnit(Office())
        let time = "2026-03-03 09:00"
        var free = Self.fee
        free.amount = 0
        #expect(try life.refusal(.chargeFee(free), .intake, time) == .textMissing(field: "freeGround"))
        free.freeGround = "Thông tư 1"
        try life.run(.chargeFee(free), .intake, time)
        try life.finish("2026-03-04 09:00")
        #expect(try life.refusal(.giveBack, .intake, "2026-03-04 10:00") == nil)
        try life.run(.chargeFee(Self.fee), .intake, "2026-03-04 10:00")
        #expect(try life.refusal(.giveBack, .intake, "2026-03-04 10:00") == .feesOwed(100))
        try life.run(.payFee(.return, .example(100)), .intake, "2026-03-04 10:00")
        try life.run(.giveBack, .intake, "2026-03-04 10:00")
        #expect(
            try life.refusal(.noteRefund(Refund(amount: 101, ground: "x")), .intake, "2026-03-05 09:00")
                == .refundTooLarge(paid: 100, refund: 101))
        try life.run(.noteRefund(Refund(amount: 40, ground: "thu thừa")), .intake, "2026-03-05 09:00")
        #expect(try life.state.fees.refundable == 60)
        #expect(try life.state.status == .returned)
    }
}
