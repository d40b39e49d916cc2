import Testing

@testable import OneStop

@Suite struct RefusalWordsTests {
    static func all() throws -> [Refusal] {
        let today = try day("2026-03-02")
        let number = try DocumentNumber(type: "GP", symbol: "VP", year: 2026, number: 3)
        return [
            .noDossier(.accept), .dossierExists(.takeIn), .transition(.accept, from: .processing),
            .final(.accept, status: .stopped), .channel(.takeIn, .online), .resultSigned(.withdraw),
            .alreadySubmitted(.askSupplement), .notSubmitted, .notSigned, .notNumbered, .alreadyNumbered(number),
            .numberYear(expected: 2026, given: 2025), .personalSignatureMissing, .agencySignatureMissing,
            .stopNotProposed, .stopAlreadyProposed, .noWindow, .windowOpen(until: today), .windowInThePast(today),
            .stepNeedsRole(step: 2, role: .head), .stepsRemain(current: 1, last: 3), .noStepLeft, .placeUnknown,
            .notAnEarlierStep(given: 3, current: 2), .alreadyAssigned(to: UserID(1)), .notAssigned,
            .sameOfficer(UserID(1)), .secondSupplement(asked: 1), .secondPayment(demanded: 1),
            .approvalNotNeeded(.approveSecondPayment), .gate(dueOn: today), .gateOpen, .secondLetter(issuedOn: today),
            .applicantsCause, .noDateToMiss, .notLate(dueOn: today), .waitingForApplicant,
            .newDateTooEarly(today, after: today),
            .newDateNotWorking(today), .letterNotDrafted, .letterApproved, .letterNotApproved, .letterSigned,
            .letterNotSigned, .letterSigner, .letterNotIssued, .letterOnItsWay(.post), .letterNotSent,
            .letterDelivered, .outOfScope, .noRight(.sign), .signerCompletedStep(UserID(1)),
            .clock(.noWorkingDayWithinTenYears(from: today)), .limit(.empty), .dateUnchanged,
            .textMissing(field: "reason"), .textTooLong(field: "reason", longest: 2000), .nothingAsked, .amount(-1),
            .nothingAmended, .paymentShort(demanded: 2, paid: 1), .paidInTheFuture, .feeNotOwed(owed: 1, paid: 2),
            .feesOwed(1), .refundTooLarge(paid: 1, refund: 2), .opinionOfOwnUnit, .opinionPending, .noOpinion(2),
            .opinionClosed, .opinionReminded, .opinionNotOverdue(until: today), .opinionAwaited(1), .opinionLimit,
            .signsForAnother, .legAtTheDecidingAgency, .legIsOpen(1), .legReceived(1), .legEnded(1), .noSuchLeg(2),
            .tooManyLegs(50),
        ]
    }

    @Test func `every refusal has a rule of its own and one whole sentence in each language`() throws {
        let all = try Self.all()
        #expect(Set(all.map(\.rule)).count == all.count)
        for refusal in all {
            #expect(refusal.rule.wholeMatch(of: /C[2-7]\.[a-z_]+/) != nil)
            for sentence in [refusal.explanation, refusal.explanationInVietnamese] {
                #expect(sentence.hasSuffix("."))
                #expect(sentence.contains(";") || sentence.contains(","), "\(sentence)")
                #expect(!sentence.dropLast().contains(". "), "\(sentence)")
                #expect(sentence.first?.isUppercase == true || sentence.hasPrefix("“"))
            }
        }
    }

    @Test func `the values are in the sentence`() throws {
        let gate = Refusal.gate(dueOn: try day("2026-03-09"))
        #expect(gate.explanation.contains("2026-03-09"))
        #expect(gate.explanationInVietnamese.contains("9/3/2026"))
        #expect(Refusal.noRight(.overrideGate).explanation.contains("override gate"))
        #expect(Refusal.textMissing(field: "ground").field == "ground")
        #expect(Refusal.applicantsCause.field == "cause")
        #expect(Refusal.outOfScope.field == nil)
    }

    @Test func `every event and command keeps its name`() {
        #expect(EventKind.supplementAsked.rawValue == "supplement_asked")
        #expect(CommandKind.returnResult.rawValue == "return")
        #expect(Set(EventKind.allCases.map(\.rawValue)).count == EventKind.allCases.count)
        #expect(Status.allCases.map(\.rawValue) == Array(1...10))
        #expect(Status(rawValue: 9)?.vietnamese == "Đã xử lý xong")
        #expect(Channel(rawValue: 3) == .post)
    }
}
