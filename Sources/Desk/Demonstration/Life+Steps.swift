import OneStop
import Records

/// The pieces that stories are made of.
extension Life {
    /// Files online; any procedure will do when none is given.
    mutating func file(_ version: ProcedureID? = nil, at minute: Int) {
        guard let chosen = version ?? stage.opening(&random, where: { _ in true })?.version else { return }
        begin(chosen, at: min(max(5, minute), stage.nowMinute - 2), through: .online) { .fileOnline($0) }
    }

    /// Comes in and is accepted at the opening's minute, by whatever way.
    mutating func arrive(_ opening: Stage.Opening, through given: Channel? = nil) {
        let channel = given ?? (random.chance(45) ? .online : random.chance(85) ? .direct : .post)
        guard channel == .online else {
            return begin(opening.version, at: opening.minute, through: channel) { .takeIn($0) }
        }
        file(opening.version, at: opening.minute - random.among(6...300))
        take(.accept, by: desk, at: opening.minute)
    }

    /// From the desk to the unit and to an officer, in minutes that a short limit has room for.
    mutating func toOfficer() {
        guard let state, state.status == .accepted else { return }
        let room = max(2, (dueMinute.map { $0 - minute } ?? 2_000) / 14)
        take(
            .handOver(unit: division.unit, receiver: random.chance(50) ? division.head.user : nil), by: desk,
            at: minute + min(room, random.among(8...90)))
        let at = minute + min(room, random.among(5...120))
        if random.chance(80) {
            take(.assign(officer: officer.user), by: division.head, at: at)
        } else {
            take(.takeOver, by: officer, at: at)
        }
    }

    /// Another officer of the division goes on, if there is one.
    mutating func changeHands() {
        guard let other = random.pick(division.officers.filter { $0.user != officer.user }) else { return }
        if random.chance(50) {
            take(.reassign(officer: other.user), by: division.head, at: minute + 60)
        } else {
            take(.takeOver, by: other, at: minute + 60)
        }
        officer = other
    }

    mutating func askSupplement(after wait: ClosedRange<Int>, answerBy: LocalDate? = nil) {
        let request = SupplementRequest(
            items: [.init(component: nil, text: "Bản thuyết minh bổ sung số liệu")],
            reason: "Số liệu trong hồ sơ chưa thống nhất",
            answerBy: answerBy)
        take(.askSupplement(request), by: officer, at: minute + random.among(wait))
    }

    /// Another division is asked and agrees.
    mutating func consult() {
        guard let asked = stage.cast.divisions.first(where: { $0.unit != division.unit }),
            let terms = try? OpinionTerms(
                agency: stage.agency.id, limit: stage.agency.opinionLimit, on: stage.agency.calendar,
                from: stage.instant(minute + 30), sameDayHour: stage.agency.policy.sameDayHour)
        else { return }
        take(.askOpinion(unit: asked.unit, terms), by: officer, at: minute + 30)
        take(.answerOpinion(number: 1, .agree), by: asked.head, at: minute + 60)
    }

    mutating func demandPayment() {
        let amount = Int64(random.among(3...60)) * 50_000
        take(
            .demandPayment(PaymentDemand(amount: amount, answerBy: nil)), by: officer,
            at: minute + random.among(40...240))
    }

    /// The applicant pays what was demanded.
    mutating func payDemand(after wait: ClosedRange<Int>) {
        let at = minute + random.among(wait)
        let payment = Payment(
            amount: state?.fees.demanded ?? 0, receiptNumber: "BL-\(keys.reference)", paidAt: stage.instant(at),
            means: .transfer)
        take(.confirmPayment(payment), by: desk, at: at)
    }

    /// Where the running date lies on the line.
    var dueMinute: Int? { state?.deadline.map { stage.timeline.minute(of: $0.due) } }

    /// The letter of apology: drafted, approved, signed, numbered, delivered.
    mutating func writeLetter(at minute: Int) {
        guard let due = dueMinute else { return }
        let day = stage.timeline.day(of: max(due, minute) + 1_500)
        guard let closing = stage.agency.calendar.sessions(on: day).last?.close else { return }
        let newDate = stage.agency.calendar.offset.instant(of: day, minuteOfDay: closing)
        let cause = random.pick(ApologyCause.allCases.filter { $0 != .applicant }) ?? .workload
        guard let unit = stage.office.unit(division.unit)?.code else { return }
        write(
            .draft(cause: cause, unit: unit, newDate: newDate, words: LetterWordsInput()), by: officer, at: minute)
        write(.approve, by: leader, at: self.minute + random.among(3...20))
        write(.sign(capacity), by: leader, at: self.minute + random.among(2...10))
        write(.number(symbol: nil), by: clerk, at: self.minute + random.among(2...20))
        if random.chance(80) {
            let proof = "Sổ trả kết quả, số \(keys.letterNumber)"
            write(.deliver(.desk, proof: proof), by: clerk, at: self.minute + random.among(3...30))
        }
    }

    /// Finished stories: applications so old that they end before now.
    /// - Parameters:
    ///   - age: how many working minutes ago they came in, at least.
    ///   - share: how much of the limit they take.
    ///   - span: how long the limit is in working minutes, at least.
    mutating func closed(
        from age: Int, share: Double = 1, atLeast span: Int = 0, notBefore first: Int = 0
    ) -> Stage.Opening? {
        let now = stage.nowMinute
        let fits = { (opening: Stage.Opening) in
            let old = now - opening.minute
            guard old >= age, opening.minute >= first else { return false }
            // Of procedures without a limit every fourth: there are few in life, and they have openings on every day.
            guard let due = opening.due else { return span == 0 && opening.minute % 4 == 0 && old >= age + 6_000 }
            let limit = due - opening.minute
            return limit >= span && age / 2 + Int(Double(limit) * share) + 500 <= old
        }
        return stage.opening(&random, where: fits)
    }

    /// Open stories: applications whose date is still to come.
    mutating func open(atLeast age: Int) -> Stage.Opening? {
        let now = stage.nowMinute
        return stage.opening(&random) { opening in
            now - opening.minute >= age && (opening.due.map { $0 > now && $0 - opening.minute >= 900 } ?? true)
        }
    }

    /// Applications whose date stands in a certain relation to today.
    mutating func opening(due fits: (Deadline) -> Bool) -> Stage.Opening? {
        let now = stage.nowMinute
        return stage.opening(&random) { opening in
            now - opening.minute >= 200 && (opening.deadline.map(fits) ?? false)
        }
    }
}
