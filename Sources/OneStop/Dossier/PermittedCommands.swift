/// The commands that `decide` would carry out now, for this actor.
///
/// Nothing is listed twice: every command is tried with contents that are right for the dossier, and what is not
/// refused is permitted. What depends on the contents alone (an empty reason) is therefore not seen here.
package func permittedCommands(for dossier: Dossier, actor: Actor, context: Context) -> Set<CommandKind> {
    var context = context
    context.actor = actor
    let surroundings = context
    return Set(
        CommandKind.allCases.filter { kind in
            guard let command = Probe(dossier: dossier, context: surroundings).command(kind) else { return false }
            do {
                return try !decide(dossier, command, surroundings).isEmpty
            } catch {
                return false
            }
        })
}

/// Commands with contents that no rule about contents refuses.
private struct Probe {
    let dossier: Dossier
    let context: Context

    private static let text = "-"

    /// A command of the kind; nil for those that only create a dossier, or for which no right contents exist.
    func command(_ kind: CommandKind) -> Command? {
        switch kind {
        case .fileOnline, .takeIn, .refuseAtDesk: nil
        case .accept: .accept
        case .refuse:
            .refuse(
                RefusalForm(reason: Self.text, ground: Self.text, advice: Self.text, number: nil))
        case .handOver: .handOver(unit: dossier.unit ?? UnitID(1), receiver: nil)
        case .assign: .assign(officer: other(than: dossier.officer))
        case .reassign: .reassign(officer: other(than: dossier.officer))
        case .takeOver: .takeOver
        case .completeStep: .completeStep(remark: "")
        case .sendBack: .sendBack(toStep: firstStep, remark: Self.text)
        case .askSupplement:
            .askSupplement(
                SupplementRequest(items: [.init(component: nil, text: Self.text)], reason: Self.text, answerBy: nil))
        case .approveSecondSupplement: .approveSecondSupplement(ground: Self.text)
        case .recordSupplement: .recordSupplement(complete: true)
        case .demandPayment: .demandPayment(PaymentDemand(amount: 1, answerBy: nil))
        case .approveSecondPayment: .approveSecondPayment(ground: Self.text)
        case .confirmPayment: .confirmPayment(payment(of: dossier.fees.demanded ?? 1))
        case .chargeFee:
            .chargeFee(FeeCharge(number: 1, quantity: 1, amount: 1, moment: .receipt, freeGround: nil))
        case .payFee: .payFee(.receipt, payment(of: 1))
        case .noteRefund: .noteRefund(Refund(amount: 1, ground: Self.text))
        case .askOpinion: .askOpinion(unit: unasked, terms)
        case .remindOpinion: .remindOpinion(number: question { $0.state == .open })
        case .withdrawOpinion: .withdrawOpinion(number: question { $0.awaitsAnswer })
        case .passOverOpinion: .passOverOpinion(number: question { $0.state == .open && $0.isOverdue(at: now) })
        case .answerOpinion: .answerOpinion(number: question(mayAnswer), .agree)
        case .handOnOpinion: handingOn
        case .openLeg:
            .openLeg(LegRequest(agency: otherAgency, unit: UnitID(0), limit: .none))
        case .receiveLeg: answerableLeg(received: false).map { .receiveLeg($0) }
        case .completeLeg: answerableLeg().map { .completeLeg($0, statement: Self.text) }
        case .returnLeg: answerableLeg().map { .returnLeg($0, reason: Self.text) }
        case .recallLeg: dossier.openLegs.first.map { .recallLeg($0.number, reason: Self.text) }
        case .submit: .submit
        case .sign: .sign(Signing(capacity: .deputy, personalSignature: true, agencySignature: true))
        case .issueNumber: number.map(Command.issueNumber)
        case .finish: .finish
        case .returnResult: .returnResult(ResultReturn(receiver: .applicant, method: .desk, proof: .signature))
        case .withdraw: .withdraw
        case .proposeStop: .proposeStop(ground: Self.text)
        case .approveStop: .approveStop(notice: nil)
        case .stopForNoAnswer: .stopForNoAnswer(notice: Self.text)
        case .amend: .amend([.phone])
        case .recordContact: .recordContact(.visit)
        case .correct: .correct(reason: Self.text)
        case .draftApology: newDate.map { .draftApology(cause: .workload, unit: UnitID(1), newDate: $0) }
        case .approveApology: .approveApology
        case .signApology: .signApology(.deputy)
        case .numberApology: number.map(Command.numberApology)
        case .sendApology: .sendApology(.post)
        case .deliverApology: .deliverApology(.desk)
        case .noteApologyFailure: .noteApologyFailure
        case .explainDelay: .explainDelay(DelayNote(cause: .other, unit: dossier.unit ?? UnitID(1), note: Self.text))
        case .overrideGate: .overrideGate(reason: Self.text)
        case .applyCalendarDecision: .applyCalendarDecision(decision: Self.text)
        }
    }

    private var now: Instant { max(context.now, dossier.changedAt) }

    /// The number of the first question of a sort; 0, which none has, without one.
    private func question(_ fits: (Opinion) -> Bool) -> Int { dossier.opinions.first(where: fits)?.number ?? 0 }

    private func mayAnswer(_ opinion: Opinion) -> Bool {
        var scope = DossierScope(dossier)
        scope.asked.removeAll { $0.number != opinion.number }
        return Rights.permits(.answerOpinion, actor: context.actor, dossier: scope) == .allowed
    }

    private var handingOn: Command? {
        dossier.opinions.first(where: mayAnswer).map {
            .handOnOpinion(number: $0.number, officer: other(than: $0.officer))
        }
    }

    /// A unit that is not asked yet.
    private var unasked: UnitID {
        let taken = dossier.opinions.map(\.unit) + [dossier.unit].compactMap(\.self)
        return UnitID((taken.map(\.rawValue).max() ?? 0) + 1)
    }

    private var terms: OpinionTerms {
        OpinionTerms(agency: dossier.decidedBy, limit: .none, due: now, lateFrom: now)
    }

    private func payment(of amount: Int64) -> Payment {
        Payment(amount: amount, receiptNumber: Self.text, paidAt: context.now, means: .cash)
    }

    private func other(than user: UserID?) -> UserID {
        user == UserID(1) ? UserID(2) : UserID(1)
    }

    private var otherAgency: AgencyID { AgencyID(dossier.decidedBy.rawValue == 1 ? 2 : 1) }

    /// An open leg of the actor's, among those that nobody has received if it says so.
    private func answerableLeg(received: Bool? = nil) -> Int? {
        dossier.openLegs.first { leg in
            guard received == nil || received == (leg.receivedAt != nil) else { return false }
            var scope = DossierScope(dossier)
            scope.legs = [LegScope(leg)]
            return Rights.permits(.answerLeg, actor: context.actor, dossier: scope) == .allowed
        }?.number
    }

    /// The first step that a dossier can be sent back to.
    private var firstStep: Int {
        let steps = context.process.filter { $0.role != .intake && $0.role != .leader && $0.role != .clerk }
        return steps.map(\.number).min() ?? 1
    }

    private var number: DocumentNumber? {
        return try? DocumentNumber(type: nil, symbol: "X", year: context.date(of: now).year, number: 1)
    }

    /// A working day's last moment after both today and the due date.
    private var newDate: Instant? {
        let after = context.date(of: max(now, dossier.deadline?.due ?? now))
        for days in 1...60 {
            let day = after.adding(days: days)
            if context.calendar.isWorkingDay(day) {
                return context.calendar.offset.instant(of: day, minuteOfDay: 23 * 60 + 59)
            }
        }
        return nil
    }
}
