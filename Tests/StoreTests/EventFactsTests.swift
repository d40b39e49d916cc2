import JSONText
import OneStop
import Testing

@testable import Store

/// Facts are never written over, so every form that they ever had is read.
@Suite struct EventFactsTests {
    private func read(_ kind: EventKind, _ json: String) throws -> ReadFacts {
        try ReadFacts(kind, JSONValue(parsing: json), of: DossierID(7))
    }

    private static let intake = """
        "code": "H38.14-260302-0001", "channel": 1, "helpedAt": 1, "receivedBy": 2, "decidedBy": 3, "desk": null, \
        "version": 4, "limit": "5wd", "dayZero": "working", "restarts": false
        """
    private static let pause = """
        "pause": {"kind": "supplement", "since": 5, "remainder": null, "afterDue": false, "answerBy": 9}
        """

    @Test func `what is written today is read back as it was`() throws {
        let number = try DocumentNumber(type: RefusalForm.documentType, symbol: "S", year: 2026, number: 3)
        let payment = Payment(amount: 5, receiptNumber: "BL 1", paidAt: Instant(microseconds: 7), means: .post)
        let pause = Pause(
            kind: .supplement, since: Instant(microseconds: 5), remainder: nil, afterDue: true,
            answerBy: LocalDate(dayNumber: 9))
        let request = SupplementRequest(
            items: [.init(component: 2, text: "ảnh"), .init(component: nil, text: "đơn")], reason: "mờ",
            answerBy: LocalDate(dayNumber: 9))
        let terms = OpinionTerms(
            agency: AgencyID(4), limit: try Limit(parsing: "3wd"), due: Instant(microseconds: 5),
            lateFrom: Instant(microseconds: 6))
        let bodies: [EventBody] = [
            .refused(RefusalForm(reason: "a", ground: "b", advice: "c", number: number)),
            .supplementAsked(request, pause), .paymentConfirmed(payment, .unchanged),
            .feeCharged(FeeCharge(number: 1, quantity: 2, amount: 0, moment: .return, freeGround: "d")),
            .feePaid(.supplement, payment), .refundNoted(Refund(amount: 1, ground: "e")),
            .amended([.phone, .identityNumber]), .stopped(notice: "12/TB"), .stopped(notice: nil),
            .opinionAsked(unit: UnitID(3), OpinionQuestion(number: 2, terms: terms)),
            .opinionAnswered(number: 2, .agreeWithRemarks, late: true), .opinionHandedOn(number: 2, to: UserID(9)),
            .opinionReminded(number: 2), .opinionWithdrawn(number: 2), .opinionPassedOver(number: 2),
            .legOpened(
                LegOpening(
                    number: 2, agency: AgencyID(3), unit: UnitID(4), step: 5, limit: try Limit(parsing: "2wd"),
                    due: LegDue(due: Instant(microseconds: 6), dueOn: LocalDate(dayNumber: 7), byInstant: true))),
            .legOpened(
                LegOpening(number: 1, agency: AgencyID(3), unit: UnitID(4), step: 5, limit: .none, due: nil)),
            .legReceived(1), .legCompleted(1, statement: "a"), .legReturned(2, reason: "b"),
            .legRecalled(3, reason: "c"), .apologySigned(.deputy),
            .apologyIssued(
                newDate: Instant(microseconds: 5),
                number: try DocumentNumber(type: "PXL", symbol: "S", year: 2026, number: 3)),
            .apologySent(.email), .apologyDelivered(.post), .apologyFailed,
            .delayExplained(DelayNote(cause: .equipment, unit: UnitID(4), note: "d")),
        ]
        for body in bodies {
            #expect(try read(body.kind, body.facts).body == body)
        }
    }

    @Test func `a refusal of old has a reason only, and a payment no receipt`() throws {
        let form = RefusalForm(reason: "x", ground: "", advice: "", number: nil)
        #expect(try read(.refused, #"{"reason": "x"}"#).body == .refused(form))
        #expect(try read(.paymentConfirmed, #"{"resumed": "unchanged"}"#).body == .paymentConfirmed(nil, .unchanged))
        #expect(try read(.stopped, "{}").body == .stopped(notice: nil))
    }

    @Test func `a letter of old has no number and came in no way that is known`() throws {
        let newDate = Instant(microseconds: 5)
        #expect(
            try read(.apologyIssued, #"{"newDate": 5}"#).body == .apologyIssued(newDate: newDate, number: nil))
        #expect(try read(.apologyDelivered, "{}").body == .apologyDelivered(nil))
    }

    @Test func `an opinion asked of old names the unit and no limit`() throws {
        #expect(try read(.opinionAsked, #"{"unit": 3}"#).body == .opinionAsked(unit: UnitID(3), nil))
    }

    @Test func `documents of old are named without their place in the checklist`() throws {
        let read = try read(.supplementAsked, #"{"items": ["ảnh"], "reason": "mờ", \#(Self.pause)}"#)
        guard case .supplementAsked(let request, let pause) = read.body else {
            Issue.record("\(read.body)")
            return
        }
        #expect(request.items == [SupplementRequest.Item(component: nil, text: "ảnh")])
        #expect(request.answerBy == LocalDate(dayNumber: 9))
        #expect(pause.since == Instant(microseconds: 5))
    }

    @Test func `an imported case of old tells neither unit nor officer, and says so`() throws {
        let old = "{\(Self.intake), \"acceptedAt\": 1, \"deadline\": null, \"endedAt\": null}"
        #expect(try read(.imported, old).untold == ["unit_id", "officer_id"])
        let new =
            "{\(Self.intake), \"acceptedAt\": 1, \"deadline\": null, \"endedAt\": null, \"unit\": 5, \"officer\": null}"
        let whole = try read(.imported, new)
        #expect(whole.untold == [])
        guard case .imported(let intake, let facts) = whole.body else {
            Issue.record("\(whole.body)")
            return
        }
        #expect(intake.id == DossierID(7) && intake.decidedBy == AgencyID(3))
        #expect(facts.unit == UnitID(5) && facts.officer == nil)
    }

    @Test func `a fact that is missing or unknown is told by its field`() throws {
        for (kind, json, field) in [
            (EventKind.refused, #"{"reason": "x", "grund": "y"}"#, "grund"), (.assigned, "{}", "officer"),
            (.handedOver, #"{"unit": 1, "giver": 2, "receiver": null, "planned": 3, "real": 4}"#, "next"),
        ] {
            let error = #expect(throws: FieldError.self) { try read(kind, json) }
            #expect(error?.path == field)
        }
    }
}
