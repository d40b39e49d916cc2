import JSONText
package import OneStop

extension Event {
    /// What `EventBody.facts` tells, and for whom somebody stood in.
    package var facts: String { body.facts(standingFor: standingFor) }
}

extension EventBody {
    /// The facts of an event as a JSON object: keys, dates and texts of the procedure, whole enough to apply the event
    /// again, and no personal data. Instants are microseconds since 2000-01-01 UTC, days are day numbers from that
    /// date.
    package var facts: String { facts(standingFor: nil) }

    fileprivate func facts(standingFor absent: UserID?) -> String {
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            write(into: &writer)
            if let absent { writer.field("standingFor", absent.rawValue) }
        }
        return writer.text
    }

    private func write(into writer: inout JSONWriter) {
        switch self {
        case .filed(let intake, let receiptDue):
            writer.intake(intake)
            writer.instant("receiptDue", receiptDue)
        case .takenIn(let intake, let deadline):
            writer.intake(intake)
            writer.deadline("deadline", deadline)
        case .refusedAtDesk(let intake, let form):
            writer.intake(intake)
            writer.refusal(form)
        case .imported(let intake, let imported):
            writer.intake(intake)
            writer.instant("acceptedAt", imported.acceptedAt)
            writer.deadline("deadline", imported.deadline)
            writer.instant("endedAt", imported.endedAt)
            writer.field("unit", imported.unit?.rawValue)
            writer.field("officer", imported.officer?.rawValue)
        case .accepted(let deadline):
            writer.deadline("deadline", deadline)
        case .refused(let form):
            writer.refusal(form)
        case .handedOver(let handOver, let next):
            writer.field("unit", handOver.unit.rawValue)
            writer.field("giver", handOver.giver.rawValue)
            writer.field("receiver", handOver.receiver?.rawValue)
            writer.instant("planned", handOver.planned)
            writer.instant("real", handOver.real)
            writer.start("next", next)
        case .assigned(let officer):
            writer.field("officer", officer.rawValue)
        case .reassigned(let from, let to):
            writer.field("from", from.rawValue)
            writer.field("to", to.rawValue)
        case .takenOver(let from):
            writer.field("from", from?.rawValue)
        case .stepCompleted(let step, let remark, let next):
            writer.field("step", step)
            writer.field("remark", remark)
            writer.start("next", next)
        case .sentBack(let from, let remark, let to):
            writer.field("from", from)
            writer.field("remark", remark)
            writer.start("to", to)
        case .supplementAsked(let request, let pause):
            writer.array("items") { writer in
                for item in request.items {
                    writer.object { writer in
                        writer.field("component", item.component)
                        writer.field("text", item.text)
                    }
                }
            }
            writer.field("reason", request.reason)
            writer.pause("pause", pause)
        case .secondSupplementApproved(let ground), .secondPaymentApproved(let ground), .stopProposed(let ground):
            writer.field("ground", ground)
        case .supplementCompleted(let resumption), .withdrawn(let resumption):
            writer.resumption(resumption)
        case .paymentConfirmed(let payment, let resumption):
            if let payment { writer.payment(payment) }
            writer.resumption(resumption)
        case .feeCharged(let charge):
            writer.field("fee", charge.number)
            writer.field("quantity", charge.quantity)
            writer.field("amount", charge.amount)
            writer.field("moment", charge.moment.rawValue)
            writer.field("freeGround", charge.freeGround)
        case .feePaid(let moment, let payment):
            writer.field("moment", moment.rawValue)
            writer.payment(payment)
        case .refundNoted(let refund):
            writer.field("amount", refund.amount)
            writer.field("ground", refund.ground)
        case .paymentDemanded(let demand, let pause):
            writer.field("amount", demand.amount)
            writer.pause("pause", pause)
        case .delayExplained(let note):
            writer.field("cause", note.cause.rawValue)
            writer.field("unit", note.unit.rawValue)
            writer.field("note", note.note)
        case .opinionAsked(let unit, let question):
            writer.field("unit", unit.rawValue)
            if let question { writer.question(question) }
        case .opinionReminded(let number), .opinionWithdrawn(let number), .opinionPassedOver(let number):
            writer.field("number", number)
        case .opinionAnswered(let number, let verdict, let late):
            writer.field("number", number)
            writer.field("verdict", verdict.rawValue)
            writer.field("late", late)
        case .opinionHandedOn(let number, let officer):
            writer.field("number", number)
            writer.field("to", officer.rawValue)
        case .legOpened(let opening):
            writer.opening(opening)
        case .legReceived(let number):
            writer.field("leg", number)
        case .legCompleted(let number, let statement):
            writer.field("leg", number)
            writer.field("statement", statement)
        case .legReturned(let number, let reason), .legRecalled(let number, let reason):
            writer.field("leg", number)
            writer.field("reason", reason)
        case .submitted(let step, let next):
            writer.field("step", step)
            writer.start("next", next)
        case .signed(let signing, let next):
            writer.field("capacity", signing.capacity.rawValue)
            writer.field("personalSignature", signing.personalSignature)
            writer.field("agencySignature", signing.agencySignature)
            writer.start("next", next)
        case .numberIssued(let number):
            writer.number(number)
        case .returned(let result):
            writer.field("receiver", result.receiver.rawValue)
            writer.field("method", result.method.rawValue)
            writer.field("proof", result.proof.rawValue)
        case .stoppedForNoAnswer(let notice, let resumption):
            writer.field("notice", notice)
            writer.resumption(resumption)
        case .amended(let fields):
            writer.field("fields", fields.map(\.rawValue).sorted())
        case .contactRecorded(let kind):
            writer.field("contact", kind.rawValue)
        case .corrected(let reason, let version):
            writer.field("reason", reason)
            writer.field("resultVersion", version)
        case .apologyDrafted(let cause, let unit, let newDate):
            writer.field("cause", cause.rawValue)
            writer.field("unit", unit.rawValue)
            writer.instant("newDate", newDate)
        case .apologySigned(let capacity):
            writer.field("capacity", capacity.rawValue)
        case .apologyIssued(let newDate, let number):
            writer.instant("newDate", newDate)
            if let number { writer.object("letter") { writer in writer.number(number) } }
        case .apologySent(let method):
            writer.field("method", method.rawValue)
        case .apologyDelivered(let method):
            if let method { writer.field("method", method.rawValue) }
        case .gateOverridden(let reason):
            writer.field("reason", reason)
        case .dueMoved(let move):
            writer.dueMove(move)
        case .transferred(let transfer):
            writer.transfer(transfer)
        case .stopped(let notice):
            if let notice { writer.field("notice", notice) }
        case .supplementIncomplete, .finished, .apologyApproved, .apologyFailed:
            break
        }
    }
}

extension JSONWriter {
    fileprivate mutating func instant(_ key: StaticString, _ value: Instant?) {
        field(key, value?.microseconds)
    }

    fileprivate mutating func intake(_ intake: Intake) {
        field("code", intake.code?.text)
        field("channel", intake.channel.rawValue)
        field("helpedAt", intake.helpedAt.rawValue)
        field("receivedBy", intake.receivedBy.rawValue)
        field("decidedBy", intake.decidedBy.rawValue)
        field("desk", intake.desk?.rawValue)
        field("version", intake.procedure.rawValue)
        field("limit", intake.limit.text)
        field("dayZero", intake.dayZero.rawValue)
        field("restarts", intake.restartsAfterSupplement)
    }

    fileprivate mutating func number(_ number: DocumentNumber) {
        field("type", number.type)
        field("symbol", number.symbol)
        field("year", number.year)
        field("number", number.number)
    }

    fileprivate mutating func refusal(_ form: RefusalForm) {
        field("reason", form.reason)
        field("ground", form.ground)
        field("advice", form.advice)
        guard let number = form.number else { return }
        object("form") { writer in writer.number(number) }
    }

    fileprivate mutating func question(_ question: OpinionQuestion) {
        object("question") { writer in
            writer.field("number", question.number)
            writer.field("agency", question.terms.agency.rawValue)
            writer.field("limit", question.terms.limit.text)
            writer.instant("due", question.terms.due)
            writer.instant("lateFrom", question.terms.lateFrom)
        }
    }

    fileprivate mutating func payment(_ payment: Payment) {
        object("payment") { writer in
            writer.field("amount", payment.amount)
            writer.field("receiptNumber", payment.receiptNumber)
            writer.instant("paidAt", payment.paidAt)
            writer.field("means", payment.means.rawValue)
        }
    }

    fileprivate mutating func deadline(_ key: StaticString, _ deadline: Deadline?) {
        guard let deadline else {
            self.key(key)
            return null()
        }
        object(key) { writer in
            writer.instant("due", deadline.due)
            writer.field("dueOn", Int(deadline.dueOn.dayNumber))
            writer.field("byInstant", deadline.byInstant)
            writer.field("provisional", deadline.provisional)
            writer.field("dayZero", Int(deadline.dayZero.dayNumber))
            writer.field("atRiskFrom", Int(deadline.atRiskFrom.dayNumber))
            writer.field("apologyLatest", Int(deadline.apologyLatest.dayNumber))
        }
    }

    fileprivate mutating func dueMove(_ move: DueMove) {
        deadline("deadline", move.deadline)
        field("decision", move.decision)
        instant("before", move.before)
        if let stepDue = move.stepDue { instant("stepDue", stepDue) }
        if let key = move.key {
            field("key", key.rawValue)
            field("undone", move.isUndone)
        }
    }

    fileprivate mutating func start(_ key: StaticString, _ start: StepStart) {
        object(key) { writer in
            writer.field("step", start.step)
            writer.instant("due", start.due)
            writer.field("unit", start.unit?.rawValue)
        }
    }

    fileprivate mutating func pause(_ key: StaticString, _ pause: Pause) {
        object(key) { writer in
            writer.field("kind", pause.kind.rawValue)
            writer.instant("since", pause.since)
            writer.field("remainder", pause.remainder?.text)
            writer.field("afterDue", pause.afterDue)
            writer.field("answerBy", pause.answerBy.map { Int($0.dayNumber) })
        }
    }

    fileprivate mutating func resumption(_ resumption: Resumption) {
        switch resumption {
        case .unchanged: field("resumed", "unchanged")
        case .laidDown(let deadline):
            field("resumed", "laid_down")
            self.deadline("deadline", deadline)
        case .restarted(let deadline):
            field("resumed", "restarted")
            self.deadline("deadline", deadline)
        }
    }
}
