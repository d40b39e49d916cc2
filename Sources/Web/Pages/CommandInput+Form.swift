import Desk
import OneStop
import Records
import Reports

extension CommandInput {
    /// The command that somebody filled in. What the fields mean is the same as in the API.
    /// - Throws: `DeskError.invalid` with the field at fault.
    init(_ kind: CommandKind, _ form: Form, of view: DossierView, printing print: @escaping LetterPrinter)
        throws(DeskError)
    {
        let components = PaperFields(components: view.version?.components ?? [])
        switch kind {
        case .fileOnline, .takeIn, .refuseAtDesk:
            throw DeskError.notFound("The command")
        case .accept:
            self = .accept(papers: try components.read(form))
        case .refuse:
            self = .refuse(
                reason: try form.words("reason"), ground: try form.words("ground"), advice: try form.words("advice"))
        case .handOver:
            self = .handOver(
                unit: try form.words("unit", most: 60), receiver: try form.optionalWords("receiver", most: 100))
        case .assign, .reassign:
            self = .assign(officer: try form.words("officer", most: 100))
        case .takeOver:
            self = .ready(.takeOver)
        case .completeStep:
            self = .ready(.completeStep(remark: try form.optionalWords("remark") ?? ""))
        case .sendBack:
            self = .ready(
                .sendBack(toStep: Int(try form.number("toStep", in: 1...999)), remark: try form.words("remark")))
        case .askSupplement:
            self = .askSupplement(try SupplementRequest(form, of: view))
        case .approveSecondSupplement:
            self = .ready(.approveSecondSupplement(ground: try form.words("ground")))
        case .recordSupplement:
            self = .recordSupplement(
                complete: try form.words("complete", most: 3) == "yes", papers: try components.read(form))
        case .demandPayment:
            self = .ready(.demandPayment(PaymentDemand(amount: try form.amount(), answerBy: try form.day("answerBy"))))
        case .approveSecondPayment:
            self = .ready(.approveSecondPayment(ground: try form.words("ground")))
        case .confirmPayment:
            self = .ready(.confirmPayment(try Payment(form, at: view.offset)))
        case .chargeFee:
            self = .chargeFee(
                number: Int(try form.number("fee", in: 1...1_000)),
                quantity: Int(try form.number("quantity", in: 1...100_000)),
                freeGround: try form.optionalWords("freeGround", most: 500))
        case .payFee:
            self = .ready(.payFee(try form.choice("moment", of: FeeMoment.self), try Payment(form, at: view.offset)))
        case .noteRefund:
            self = .ready(.noteRefund(Refund(amount: try form.amount(), ground: try form.words("ground"))))
        case .askOpinion:
            self = .opinion(
                .ask(
                    unit: try form.words("unit", most: 60), agency: nil, limit: nil,
                    words: try form.optionalWords("words")))
        case .remindOpinion:
            self = .opinion(.remind(number: try form.opinion()))
        case .withdrawOpinion:
            self = .opinion(.withdraw(number: try form.opinion()))
        case .passOverOpinion:
            self = .opinion(.passOver(number: try form.opinion()))
        case .answerOpinion:
            self = .opinion(
                .answer(
                    number: try form.opinion(), try form.choice("verdict", of: OpinionVerdict.self),
                    words: try form.optionalWords("words")))
        case .handOnOpinion:
            self = .opinion(.handOn(number: try form.opinion(), officer: try form.words("officer", most: 100)))
        case .openLeg:
            let codes = try form.words("elsewhere", most: 121).split(separator: "/", maxSplits: 1).map(String.init)
            guard codes.count == 2 else { throw .invalid("elsewhere", rule: "form.choice", "Choose one of the units.") }
            self = .openLeg(
                agency: codes[0], unit: codes[1],
                limit: try DeskService.limit("\(try form.number("days", in: 1...365))wd"))
        case .receiveLeg:
            self = .ready(.receiveLeg(try form.leg()))
        case .completeLeg:
            self = .ready(.completeLeg(try form.leg(), statement: try form.words("statement")))
        case .returnLeg:
            self = .ready(.returnLeg(try form.leg(), reason: try form.words("reason")))
        case .recallLeg:
            self = .ready(.recallLeg(try form.leg(), reason: try form.words("reason")))
        case .submit:
            self = .ready(.submit)
        case .sign:
            self = .ready(
                .sign(
                    Signing(
                        capacity: try form.choice("capacity", of: SigningCapacity.self),
                        personalSignature: form.isChecked("personalSignature"),
                        agencySignature: form.isChecked("agencySignature"))))
        case .issueNumber:
            self = .number(
                type: try form.optionalWords("type", most: 20), symbol: try form.optionalWords("symbol", most: 40))
        case .finish:
            self = .ready(.finish)
        case .returnResult:
            self = .ready(
                .returnResult(
                    ResultReturn(
                        receiver: try form.choice("receiver", of: ResultReturn.Receiver.self),
                        method: try form.choice("method", of: ResultReturn.Method.self),
                        proof: try form.choice("proof", of: ResultReturn.Proof.self))))
        case .withdraw:
            self = .ready(.withdraw)
        case .proposeStop:
            self = .ready(.proposeStop(ground: try form.words("ground")))
        case .approveStop, .stopForNoAnswer:
            self = .stop(notice: try form.optionalWords("notice"))
        case .amend:
            self = .amend(try form.amendments(of: view))
        case .recordContact:
            self = .ready(.recordContact(try form.choice("kind", of: ContactKind.self)))
        case .correct:
            self = .ready(.correct(reason: try form.words("reason")))
        case .overrideGate:
            self = .ready(.overrideGate(reason: try form.words("reason")))
        case .applyCalendarDecision:
            self = .ready(.applyCalendarDecision(decision: try form.words("decision")))
        case .explainDelay:
            self = .explainDelay(
                cause: try form.choice("cause", of: DelayCause.self), unit: try form.words("unit", most: 60),
                note: try form.words("note"))
        case .draftApology, .approveApology, .signApology, .numberApology, .sendApology, .deliverApology,
            .noteApologyFailure:
            self = .letter(try LetterInput(kind, form, of: view), print: print)
        }
    }
}

extension LetterInput {
    fileprivate init(_ kind: CommandKind, _ form: Form, of view: DossierView) throws(DeskError) {
        switch kind {
        case .draftApology:
            self = .draft(
                cause: try form.choice("cause", of: ApologyCause.self), unit: try form.words("unit", most: 60),
                newDate: try form.moment("newDate", at: view.offset),
                words: LetterWordsInput(reason: try form.optionalWords("reason")))
        case .approveApology: self = .approve
        case .signApology: self = .sign(try form.choice("capacity", of: SigningCapacity.self))
        case .numberApology: self = .number(symbol: try form.optionalWords("symbol", most: 40))
        case .sendApology: self = .send(try form.choice("method", of: LetterMethod.self))
        case .deliverApology:
            self = .deliver(
                try form.choice("method", of: LetterMethod.self), proof: try form.words("proof", most: 500))
        case .noteApologyFailure: self = .fail(reason: try form.words("reason", most: 500))
        case .fileOnline, .takeIn, .refuseAtDesk, .accept, .refuse, .handOver, .assign, .reassign, .takeOver,
            .completeStep, .sendBack, .askSupplement, .approveSecondSupplement, .recordSupplement, .demandPayment,
            .approveSecondPayment, .confirmPayment, .chargeFee, .payFee, .noteRefund, .askOpinion, .remindOpinion,
            .withdrawOpinion, .passOverOpinion, .answerOpinion, .handOnOpinion, .openLeg,
            .receiveLeg, .completeLeg, .returnLeg, .recallLeg, .submit, .sign, .issueNumber, .finish, .returnResult,
            .withdraw, .proposeStop, .approveStop, .stopForNoAnswer, .amend, .recordContact, .correct, .explainDelay,
            .overrideGate, .applyCalendarDecision:
            throw DeskError.notFound("The command")
        }
    }
}

extension SupplementRequest {
    fileprivate init(_ form: Form, of view: DossierView) throws(DeskError) {
        let numbers = [0] + (view.version?.components ?? []).map(\.number)
        var items: [Item] = []
        for number in numbers {
            guard let text = try form.optionalWords("item\(number)", most: 500) else { continue }
            items.append(Item(component: number == 0 ? nil : number, text: text))
        }
        self.init(items: items, reason: try form.words("reason"), answerBy: try form.day("answerBy"))
    }
}

extension Payment {
    fileprivate init(_ form: Form, at offset: UTCOffset) throws(DeskError) {
        self.init(
            amount: try form.amount(), receiptNumber: try form.words("receiptNumber", most: 60),
            paidAt: try form.moment("paidAt", at: offset), means: try form.choice("means", of: Means.self))
    }
}

extension Form {
    /// An amount in đồng.
    fileprivate func amount() throws(DeskError) -> Int64 { try number("amount", in: 1...1_000_000_000_000) }

    fileprivate func opinion() throws(DeskError) -> Int { Int(try number("number", in: 1...32_767)) }

    fileprivate func leg() throws(DeskError) -> Int { Int(try number("leg", in: 1...10_000)) }

    /// The details that were typed anew.
    fileprivate func amendments(of view: DossierView) throws(DeskError) -> [AmendedField: String] {
        var changed: [AmendedField: String] = [:]
        for field in AmendedField.allCases {
            guard let text = try optionalWords(field.input, most: 500), text != view.record.applicant?[field] else {
                continue
            }
            changed[field] = text
        }
        return changed
    }
}
