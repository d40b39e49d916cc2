package import JSONText
package import OneStop

/// An event's facts as read back.
package struct ReadFacts: Sendable {
    package var body: EventBody
    /// The absent person with whose rights it was done.
    package var standingFor: UserID?
    /// Columns of the dossier that an event of this age does not tell. What another system kept of the unit and the
    /// officer is part of the event since migration 6.
    package var untold: Set<String> = []
}

extension ReadFacts {
    /// Reads what `EventBody.facts` wrote, also in the forms that earlier versions of the program wrote: a refusal with a
    /// reason only, a payment without its receipt, a letter without its number, documents without their place in the
    /// checklist, an opinion asked without a limit.
    /// - Throws: `FieldError` with the field that is missing, unknown or of another type.
    package init(_ kind: EventKind, _ facts: JSONValue, of dossier: DossierID) throws(FieldError) {
        var fields = try FieldReader(facts)
        body = try fields.body(kind, of: dossier)
        standingFor = try fields.optionalKey("standingFor").map(UserID.init)
        try fields.finish()
        if kind == .imported, fields.object["officer"] == nil { untold = ["unit_id", "officer_id"] }
    }
}

extension FieldReader {
    fileprivate mutating func body(_ kind: EventKind, of dossier: DossierID) throws(FieldError) -> EventBody {
        switch kind {
        case .filed: return .filed(try intake(dossier), receiptDue: try optionalInstant("receiptDue"))
        case .takenIn: return .takenIn(try intake(dossier), try deadline())
        case .refusedAtDesk: return .refusedAtDesk(try intake(dossier), try refusal())
        case .imported: return .imported(try intake(dossier), try imported())
        case .accepted: return .accepted(try deadline())
        case .refused: return .refused(try refusal())
        case .handedOver: return .handedOver(try handOver(), try start("next"))
        case .assigned: return .assigned(officer: UserID(try key("officer")))
        case .reassigned: return .reassigned(from: UserID(try key("from")), to: UserID(try key("to")))
        case .takenOver: return .takenOver(from: try optionalKey("from").map(UserID.init))
        case .stepCompleted:
            return .stepCompleted(step: try count("step"), remark: try text("remark"), next: try start("next"))
        case .sentBack: return .sentBack(from: try count("from"), remark: try text("remark"), to: try start("to"))
        case .supplementAsked: return try supplementAsked()
        case .secondSupplementApproved: return .secondSupplementApproved(ground: try text("ground"))
        case .supplementIncomplete: return .supplementIncomplete
        case .supplementCompleted: return .supplementCompleted(try resumption())
        case .paymentDemanded: return try paymentDemanded()
        case .secondPaymentApproved: return .secondPaymentApproved(ground: try text("ground"))
        case .paymentConfirmed:
            return .paymentConfirmed(has("payment") ? try payment() : nil, try resumption())
        case .feeCharged: return .feeCharged(try charge())
        case .feePaid: return .feePaid(try choice("moment"), try payment())
        case .refundNoted: return .refundNoted(Refund(amount: try key("amount"), ground: try text("ground")))
        case .opinionAsked: return .opinionAsked(unit: UnitID(try key("unit")), try question())
        case .opinionReminded: return .opinionReminded(number: try count("number"))
        case .opinionWithdrawn: return .opinionWithdrawn(number: try count("number"))
        case .opinionPassedOver: return .opinionPassedOver(number: try count("number"))
        case .opinionAnswered:
            return .opinionAnswered(number: try count("number"), try choice("verdict"), late: try bool("late"))
        case .opinionHandedOn: return .opinionHandedOn(number: try count("number"), to: UserID(try key("to")))
        case .legOpened: return .legOpened(try legOpening())
        case .legReceived: return .legReceived(try count("leg"))
        case .legCompleted: return .legCompleted(try count("leg"), statement: try text("statement"))
        case .legReturned: return .legReturned(try count("leg"), reason: try text("reason"))
        case .legRecalled: return .legRecalled(try count("leg"), reason: try text("reason"))
        case .submitted: return .submitted(step: try count("step"), next: try start("next"))
        case .signed: return .signed(try signing(), next: try start("next"))
        case .numberIssued: return .numberIssued(try number())
        case .finished: return .finished
        case .returned:
            return .returned(
                ResultReturn(
                    receiver: try choice("receiver"), method: try choice("method"), proof: try choice("proof")))
        case .withdrawn: return .withdrawn(try resumption())
        case .stopProposed: return .stopProposed(ground: try text("ground"))
        case .stopped: return .stopped(notice: has("notice") ? try text("notice") : nil)
        case .stoppedForNoAnswer: return .stoppedForNoAnswer(notice: try text("notice"), try resumption())
        case .amended: return .amended(try amended())
        case .contactRecorded: return .contactRecorded(try choice("contact"))
        case .corrected: return .corrected(reason: try text("reason"), version: try count("resultVersion"))
        case .apologyDrafted:
            return .apologyDrafted(
                cause: try choice("cause"), unit: UnitID(try key("unit")), newDate: try instant("newDate"))
        case .apologyApproved: return .apologyApproved
        case .apologySigned: return .apologySigned(try choice("capacity"))
        case .apologyIssued: return .apologyIssued(newDate: try instant("newDate"), number: try letterNumber())
        case .apologySent: return .apologySent(try choice("method"))
        case .apologyDelivered: return .apologyDelivered(has("method") ? try choice("method") : nil)
        case .apologyFailed: return .apologyFailed
        case .delayExplained:
            return .delayExplained(
                DelayNote(cause: try choice("cause"), unit: UnitID(try key("unit")), note: try text("note")))
        case .gateOverridden: return .gateOverridden(reason: try text("reason"))
        case .dueMoved:
            guard let deadline = try deadline() else { throw error("deadline", .missing, "is required") }
            return .dueMoved(
                DueMove(
                    deadline: deadline, before: try optionalInstant("before"), stepDue: try optionalInstant("stepDue"),
                    decision: try text("decision"), key: try optionalKey("key").map(CalendarDecisionID.init),
                    isUndone: try optionalBool("undone") ?? false))
        case .transferred: return .transferred(try transfer())
        }
    }

    private mutating func supplementAsked() throws(FieldError) -> EventBody {
        var items: [SupplementRequest.Item] = []
        for element in try array("items", maxCount: 10_000) {
            if case .string(let text) = element {
                items.append(SupplementRequest.Item(component: nil, text: text))
            } else {
                var item = try FieldReader(element, path: path(of: "items"))
                items.append(
                    SupplementRequest.Item(
                        component: try item.optionalKey("component").map { Int($0) }, text: try item.text("text")))
                try item.finish()
            }
        }
        let reason = try text("reason")
        let pause = try pause()
        return .supplementAsked(
            SupplementRequest(items: items, reason: reason, answerBy: pause.answerBy), pause)
    }

    private mutating func paymentDemanded() throws(FieldError) -> EventBody {
        let amount = try key("amount")
        let pause = try pause()
        return .paymentDemanded(PaymentDemand(amount: amount, answerBy: pause.answerBy), pause)
    }

    private mutating func amended() throws(FieldError) -> Set<AmendedField> {
        var fields: Set<AmendedField> = []
        for name in try strings("fields", maxCount: 100, maxLength: 100) {
            guard let field = AmendedField(rawValue: name) else { throw error("fields", .choice, "must be known") }
            fields.insert(field)
        }
        return fields
    }
}
