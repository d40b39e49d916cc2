import OneStop
import Records

/// The way from the desk through the unit to the result.
extension Life {
    enum Milestone {
        case finished
        case returned
    }

    private enum Beat {
        case letter
        case step(ProcessStep, isLast: Bool)
        case sign
        case number
        case finish
    }

    /// Works through the internal process so that it is finished when so much of the time left is used.
    mutating func work(within share: Double, until last: Milestone) {
        toOfficer()
        guard !isOver, let state, let version = stage.office.versions[state.procedure] else { return }
        let start = minute
        var span = random.among(2_000...5_000)
        if let due = dueMinute { span = due > start ? Int(Double(due - start) * share) : random.among(100...400) }
        span = max(span, 24)
        func at(_ part: Double) -> Int { start + Int(Double(span) * part) }
        let steps = version.steps.sorted { $0.number < $1.number }.filter { step in
            step.number >= state.step && ![.intake, .leader, .clerk].contains(step.role)
        }
        var beats: [(minute: Int, beat: Beat)] = steps.enumerated().map { index, step in
            let part = 0.55 + 0.3 * Double(index + 1) / Double(steps.count)
            return (at(part), .step(step, isLast: index == steps.count - 1))
        }
        if steps.isEmpty {
            let unnamed = ProcessStep(number: state.step, name: "", role: .officer, unit: nil, limit: .none)
            beats.append((at(0.85), .step(unnamed, isLast: true)))
        }
        beats += [(at(0.92), .sign), (at(0.96), .number), (at(1), .finish)]
        if [.lateWithLetter, .overdueWithLetter].contains(story), let deadline = state.deadline {
            let day = stage.timeline.opening(of: deadline.apologyLatest)
            beats.append((max(start + 2, day + random.among(10...120)), .letter))
        }
        for (minute, beat) in beats.sorted(by: { $0.minute < $1.minute }) { play(beat, at: minute, version) }
        if last == .returned { giveBack(after: random.among(10...1_400)) }
    }

    private mutating func play(_ beat: Beat, at minute: Int, _ version: Office.Version) {
        guard !isOver else { return }
        switch beat {
        case .letter:
            writeLetter(at: minute)
        case .step(let step, let isLast):
            if state?.officer == nil { take(.assign(officer: officer.user), by: division.head, at: minute) }
            let actor = step.role == .head ? division.head : officer
            if isLast {
                passGate(at: minute)
                take(.submit, by: actor, at: minute)
            } else {
                complete(step, by: actor, at: minute)
            }
        case .sign:
            passGate(at: minute)
            take(
                .sign(Signing(capacity: capacity, personalSignature: true, agencySignature: true)), by: leader,
                at: minute)
        case .number:
            let year = stage.agency.calendar.offset.localDate(of: stage.instant(max(minute, self.minute))).year
            let types = ["GP", "GCN", "QĐ"]
            let type = types[Int(version.procedure.id) % types.count]
            let number = try? DocumentNumber(type: type, symbol: stage.agency.symbol, year: year, number: keys.number)
            if let number { take(.issueNumber(number), by: clerk, at: minute) }
        case .finish:
            take(.finish, by: clerk, at: minute)
        }
    }

    private mutating func complete(_ step: ProcessStep, by actor: Actor, at minute: Int) {
        take(.completeStep(remark: ""), by: actor, at: minute)
        guard story == .sentBack, state?.step != step.number else { return }
        take(
            .sendBack(toStep: step.number, remark: "Đề nghị làm rõ căn cứ pháp lý"), by: division.head,
            at: self.minute + 20)
        take(.completeStep(remark: "Đã làm rõ"), by: actor, at: self.minute + 30)
    }

    /// The first leader is the head; the others sign for the head.
    var capacity: SigningCapacity { leader.user == stage.cast.leaders.first?.user ? .head : .deputy }

    /// Past `due` nothing is submitted or signed without a letter: some offices write it then, some ask the supervisor,
    /// and some dossiers lie.
    private mutating func passGate(at minute: Int) {
        guard let state, let deadline = state.deadline, state.apology?.issuedAt == nil, state.gateOverride == nil,
            let from = stage.agency.policy.gateFrom
        else { return }
        let instant = stage.instant(max(minute, self.minute))
        let offset = stage.agency.calendar.offset
        guard offset.localDate(of: instant) >= from, deadline.punctuality(of: instant, in: offset) == .late else {
            return
        }
        switch story {
        case .overdue, .overdueWithLetter: stop()
        case .lateWithoutLetter:
            take(
                .overrideGate(reason: "Hệ thống gián đoạn, đã có biên bản sự cố"), by: supervisor, at: minute)
        default: writeLetter(at: minute)
        }
    }

    private mutating func giveBack(after wait: Int) {
        guard let state, state.status == .finished else { return }
        let (method, proof): (ResultReturn.Method, ResultReturn.Proof) =
            switch state.channel {
            case .direct: (.desk, .signature)
            case .online: (.online, .electronicReceipt)
            case .post: (.post, .postalReceipt)
            }
        take(
            .returnResult(ResultReturn(receiver: .applicant, method: method, proof: proof)), by: desk, at: minute + wait
        )
    }
}
