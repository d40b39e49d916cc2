import Testing

@testable import OneStop

/// Why a duty arises, on a dossier taken in on Monday 2 March 2026 for five working days, due on Monday 9 March.
@Suite struct DutyCauseTests {
    private func causes(_ state: Dossier, at now: String, officerGoneAt: Instant? = nil) throws -> [DutyKind: DutyCause]
    {
        let causes = DutyCauses(of: state, officerGoneAt: officerGoneAt, at: try at(now), in: .vietnam).all
        #expect(Set(causes.map(\.duty)).count == causes.count)
        return Dictionary(uniqueKeysWithValues: causes.map { ($0.duty, $0) })
    }

    private func state(_ scene: Scene) throws -> Dossier { try scene.life(Office()).state }

    @Test(
        arguments: [
            ("2026-03-04 23:59", nil), ("2026-03-05 00:00", DutyKind.atRisk), ("2026-03-06 09:00", .apologyDue),
            ("2026-03-07 00:00", .apologyMissing), ("2026-03-20 09:00", .apologyMissing),
        ] as [(String, DutyKind?)])
    func `one of the three duties of the letter follows the other`(now: String, expected: DutyKind?) throws {
        let found = try causes(state(.processing), at: now)
        let letters = Set(found.keys).intersection([.atRisk, .apologyDue, .apologyMissing])
        #expect(letters == Set([expected].compactMap(\.self)))
        if let expected { #expect(found[expected]?.occasion == "2026-03-09") }
    }

    @Test func `a letter that is out, or an end, leaves nothing of them`() throws {
        for scene: Scene in [.letterIssued, .finished, .returned, .withdrawn, .stopped, .refused] {
            let found = try causes(state(scene), at: "2026-03-20 09:00")
            #expect(Set(found.keys).isDisjoint(with: [.atRisk, .apologyDue, .apologyMissing]), "\(scene)")
        }
        #expect(try causes(state(.returned), at: "2026-06-01 09:00").isEmpty)
    }

    @Test
    func `a date that was told anew and has passed is said until the end, and not while the applicant is waited for`()
        throws
    {
        let state = try state(.letterIssued)
        let newDate = try #require(state.newDate)
        let cause = { (state: Dossier, now: Instant) in
            DutyCauses(of: state, officerGoneAt: nil, at: now, in: .vietnam).causes(of: .newDatePassed).first
        }
        #expect(cause(state, newDate) == nil)
        let found = try #require(cause(state, newDate.adding(microseconds: 1)))
        #expect(found.since == newDate && found.occasion == UTCOffset.vietnam.localDate(of: newDate).iso)
        // A pause after the letter moved the due date beyond it.
        var moved = state
        moved.deadline = try CompiledCalendar(.vietNam).deadline(Limit(parsing: "8wh"), from: newDate)
        let due = try #require(moved.deadline?.due)
        #expect(due > newDate && cause(moved, due) == nil)
        #expect(cause(moved, due.adding(microseconds: 1))?.since == due)
        var ended = state
        ended.endedAt = newDate
        #expect(cause(ended, newDate.adding(minutes: 1)) == nil)
        for level in DutyLevel.allCases { #expect(DutyPolicy()[.newDatePassed].until(level) == 0) }
    }

    @Test func `a window that has passed is said from the next day on, and nothing is stopped`() throws {
        for scene: Scene in [.windowPassed, .paymentWindowPassed] {
            let waiting = try state(scene)
            let last = try #require(waiting.pause?.answerBy)
            let next = UTCOffset.vietnam.instant(of: last.adding(days: 1), minuteOfDay: 0)
            let cause = try #require(try causes(waiting, at: scene.now)[.windowPassed])
            #expect(cause.since == next && cause.occasion == last.iso)
            let before = DutyCauses(of: waiting, officerGoneAt: nil, at: next.adding(microseconds: -1), in: .vietnam)
            #expect(before.causes(of: .windowPassed).isEmpty)
        }
    }

    @Test func `a filing is late after its receipt clock, until it is answered`() throws {
        let filed = try state(.filed)
        let due = try #require(filed.receiptDue)
        let late = DutyCauses(of: filed, officerGoneAt: nil, at: due.adding(microseconds: 1), in: .vietnam)
        #expect(late.causes(of: .receiptLate).first?.since == due)
        let onTime = DutyCauses(of: filed, officerGoneAt: nil, at: due, in: .vietnam)
        #expect(onTime.causes(of: .receiptLate).isEmpty)
        for scene: Scene in [.accepted, .refused, .supplementBefore, .withdrawn] {
            #expect(try causes(state(scene), at: "2026-06-01 09:00")[.receiptLate] == nil, "\(scene)")
        }
    }

    @Test func `silent is who has nobody, whose officer is gone, or what waits without a date`() throws {
        let morning = "2026-03-04 09:00"
        #expect(try causes(state(.processing), at: morning)[.silent] == nil)
        #expect(try causes(state(.unassigned), at: morning)[.silent]?.occasion == "no_owner")
        #expect(try causes(state(.accepted), at: morning)[.silent]?.occasion == "no_owner")
        let gone = try at("2026-03-03 09:00")
        let left = try causes(state(.processing), at: morning, officerGoneAt: gone)[.silent]
        #expect(left?.occasion == "no_owner")
        #expect(try causes(state(.processing), at: morning, officerGoneAt: at("2026-03-05 09:00"))[.silent] == nil)
        // What lies before the leader or the clerk is theirs, whoever had it.
        for scene: Scene in [.submitted, .signed, .numbered] {
            #expect(try causes(state(scene), at: morning, officerGoneAt: gone)[.silent] == nil, "\(scene)")
        }
        var waiting = try state(.supplementAfter)
        waiting.pause?.answerBy = nil
        #expect(try causes(waiting, at: morning)[.silent]?.occasion == "no_date")
        waiting.pause?.answerBy = LocalDate(iso: "2026-03-30")
        #expect(try causes(waiting, at: morning)[.silent] == nil)
        var endless = try state(.processing)
        (endless.deadline, endless.clock, endless.stepDue) = (nil, nil, nil)
        #expect(try causes(endless, at: morning)[.silent]?.occasion == "no_date")
    }

    @Test func `each opinion that is overdue is a duty of its own, until it is answered or not waited for`() throws {
        var life = try Scene.processing.life(Office())
        let asked = "2026-03-03 09:00"
        try life.run(.consult(Office(), asked, within: "2wh"), .officer, asked)
        guard case .askOpinion(_, let terms) = try Command.consult(Office(), asked, within: "4wh") else { return }
        try life.run(.askOpinion(unit: UnitID(12), terms), .officer, asked)
        func overdue(at now: String) throws -> [String] {
            try DutyCauses(of: life.state, officerGoneAt: nil, at: at(now), in: .vietnam)
                .causes(of: .opinionOverdue).map { "\($0.occasion) \($0.since.rfc3339(in: .vietnam).prefix(19))" }
        }
        #expect(try overdue(at: "2026-03-03 11:00") == [])
        #expect(try overdue(at: "2026-03-03 12:00") == ["1 2026-03-03T11:00:00"])
        #expect(try overdue(at: "2026-03-03 16:00") == ["1 2026-03-03T11:00:00", "2 2026-03-03T15:00:00"])
        try life.run(.passOverOpinion(number: 1), .officer, "2026-03-03 16:00")
        #expect(try overdue(at: "2026-03-03 16:00") == ["2 2026-03-03T15:00:00"])
        try life.run(.withdrawOpinion(number: 2), .officer, "2026-03-03 16:10")
        #expect(try overdue(at: "2026-03-04 16:00") == [])
    }

    @Test func `a message that failed for good makes a dossier silent beside what it lacks itself`() throws {
        let failed = try at("2026-03-03 09:00")
        func lacks(_ state: Dossier, at now: String) throws -> [String] {
            try DutyCauses(of: state, officerGoneAt: nil, messageFailedAt: failed, at: at(now), in: .vietnam)
                .causes(of: .silent).map(\.occasion)
        }
        #expect(try lacks(state(.processing), at: "2026-03-03 08:59") == [])
        #expect(try lacks(state(.processing), at: "2026-03-03 09:00") == ["message_failed"])
        #expect(try lacks(state(.unassigned), at: "2026-03-04 09:00") == ["no_owner", "message_failed"])
        #expect(try lacks(state(.finished), at: "2026-06-03 09:00") == ["message_failed"])
        for scene: Scene in [.returned, .refused, .withdrawn, .stopped] {
            #expect(try lacks(state(scene), at: "2026-06-03 09:00") == [], "\(scene)")
        }
    }
}
