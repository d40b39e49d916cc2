/// What the unit does: people, steps, submission.
extension Decision {
    /// The internal process in order; an empty one is a single unnamed step of an officer without a limit.
    var process: [ProcessStep] {
        let steps = context.process.sorted { $0.number < $1.number }.filter { $0.role != .intake }
        guard steps.isEmpty else { return steps }
        return [ProcessStep(number: 1, name: "", role: .officer, unit: nil, limit: .none)]
    }

    /// Whether the dossier came from another system and no step of the internal process has begun here. Once it is
    /// submitted it has a place, and being sent back gives it one like any other.
    var isPlaceUnknown: Bool { dossier.imported && dossier.step == 0 }

    /// The step the dossier is in; nil when all are completed, or its place is unknown.
    var currentStep: ProcessStep? {
        process.first { $0.number == dossier.step }
    }

    func assign(_ officer: UserID) throws(Refusal) -> [EventBody] {
        try requireWorkable()
        if let current = dossier.officer { throw .alreadyAssigned(to: current) }
        return [.assigned(officer: officer)]
    }

    func reassign(_ officer: UserID) throws(Refusal) -> [EventBody] {
        try requireWorkable()
        guard let current = dossier.officer else { throw .notAssigned }
        guard current != officer else { throw .sameOfficer(officer) }
        return [.reassigned(from: current, to: officer)]
    }

    func takeOver() throws(Refusal) -> [EventBody] {
        try requireWorkable()
        guard dossier.officer != actor.user else { throw .sameOfficer(actor.user) }
        return [.takenOver(from: dossier.officer)]
    }

    func completeStep(_ remark: String) throws(Refusal) -> [EventBody] {
        try requireWithTheUnit()
        guard !isPlaceUnknown else { throw .placeUnknown }
        guard let current = currentStep, isOfTheUnit(current) else { throw .noStepLeft }
        try requireRole(of: current)
        let remark = try Wording.optional(remark, field: "remark")
        let next = try stepStart(step(after: dossier.step))
        return [.stepCompleted(step: current.number, remark: remark, next: next)] + (try plannedLegs(at: next))
    }

    func sendBack(to number: Int, _ remark: String) throws(Refusal) -> [EventBody] {
        try require(.processing)
        try requireUnsigned()
        guard number < dossier.step, let target = process.first(where: { $0.number == number }), isOfTheUnit(target)
        else { throw .notAnEarlierStep(given: number, current: dossier.step) }
        let remark = try Wording.required(remark, field: "remark")
        return [.sentBack(from: dossier.step, remark: remark, to: try stepStart(target))]
    }

    /// Submitting completes the unit's last step, with what other agencies were asked for in hand. The gate holds from
    /// then on (C4). A dossier of another system is submitted from wherever it is: what was done there, the steps here do
    /// not tell.
    func submit() throws(Refusal) -> [EventBody] {
        try requireWithTheUnit()
        let last = process.last(where: isOfTheUnit)?.number ?? 0
        if !isPlaceUnknown {
            if last > dossier.step { throw .stepsRemain(current: dossier.step, last: last) }
            if let current = currentStep, isOfTheUnit(current) { try requireRole(of: current) }
        }
        try requireLegsAnswered()
        try requireGate()
        let settled = try opinionsSettled()
        let next: ProcessStep?
        if isPlaceUnknown {
            next = step(after: last)
        } else {
            next = currentStep.map(isOfTheUnit) ?? false ? step(after: dossier.step) : currentStep
        }
        return settled + [.submitted(step: dossier.step, next: try stepStart(next))]
    }

    func proposeStop(_ ground: String) throws(Refusal) -> [EventBody] {
        try requireWithTheUnit()
        guard !dossier.stopProposed else { throw .stopAlreadyProposed }
        return [.stopProposed(ground: try Wording.required(ground, field: "ground"))]
    }

    /// The step that follows a number: the unit's next one as long as it has one, so that a leader's step among them
    /// holds nothing up; nil after the last.
    func step(after number: Int) -> ProcessStep? {
        let later = process.filter { $0.number > number }
        return later.first(where: isOfTheUnit) ?? later.first
    }

    /// The beginning of a step now; without one, of the time after the last.
    func stepStart(_ step: ProcessStep?) throws(Refusal) -> StepStart {
        guard let step else {
            return StepStart(step: (process.last?.number ?? 0) + 1, due: nil, unit: nil)
        }
        return StepStart(
            step: step.number, due: try clock.stepDue(step.limit(through: dossier.channel)), unit: step.unit)
    }

    /// Steps of the leader and of the clerk are completed by signing and finishing.
    private func isOfTheUnit(_ step: ProcessStep) -> Bool {
        switch step.role {
        case .officer, .head, .supervisor, .coordinator, .admin, .auditor: true
        case .intake, .leader, .clerk: false
        }
    }

    /// A step of the head of division takes the head; every other step of the unit also whoever has the dossier.
    private func requireRole(of step: ProcessStep) throws(Refusal) {
        guard step.role == .head else { return }
        var asHead = actor
        asHead.grants = actor.grants.filter { $0.role == .head }
        guard Rights.permits(.completeStep, actor: asHead, dossier: DossierScope(dossier)) == .allowed else {
            throw .stepNeedsRole(step: step.number, role: .head)
        }
    }

    private func requireWorkable() throws(Refusal) {
        try require(.processing, .awaitingSupplement, .awaitingPayment)
        try requireUnsigned()
    }
}
