import Testing

@testable import OneStop

@Suite struct RandomLifeTests {
    @Test(arguments: 0..<8)
    func `every life keeps what always holds`(seed: UInt64) throws {
        var random = RandomLives(seed: seed)
        for _ in 0..<100 {
            let life = try random.life()
            var before: Dossier?
            for event in life.events {
                let after = try #require(apply(event, to: before))
                #expect(after.version == (before?.version ?? 0) + 1)
                #expect(after.changedAt >= before?.changedAt ?? after.changedAt)
                if let before { check(before, after) }
                check(after)
                before = after
            }
            #expect(before == life.dossier)
            try checkTime(of: life, upTo: random.numbers.upTo(60 * 24 * 60))
            #expect(before?.contacts == life.events.count(where: \.body.isContact))
            #expect(before?.version == life.events.count)
        }
    }

    /// What one event may not do.
    private func check(_ before: Dossier, _ after: Dossier) {
        if before.firstPromise != nil { #expect(after.firstPromise == before.firstPromise) }
        if before.acceptedAt != nil { #expect(after.acceptedAt == before.acceptedAt) }
        if before.endedAt != nil { #expect(after.endedAt == before.endedAt) }
        if before.secondSupplementAt != nil { #expect(after.secondSupplementAt == before.secondSupplementAt) }
        if before.newDate != nil { #expect(after.newDate == before.newDate) }
        if before.number != nil { #expect(after.number == before.number) }
        if before.status.isFinal { #expect(after.status == before.status) }
        #expect(after.code == before.code)
        #expect(after.contacts >= before.contacts)
        #expect(after.resultVersion >= before.resultVersion)
        #expect(after.stepCompletedBy.isSuperset(of: before.stepCompletedBy))
        if let old = before.deadline, let new = after.deadline { #expect(new.due >= old.due) }
        for (old, new) in zip(before.legs, after.legs) {
            #expect(old.due == new.due && old.agency == new.agency)
            if old.end != nil { #expect(new == old) }
        }
        #expect(after.legs.count >= before.legs.count)
        // A leg never touches the clock of the whole.
        if after.legs != before.legs, after.status == before.status { #expect(after.deadline == before.deadline) }
    }

    /// All parts of the time are those of the whole, to the minute, whenever one asks.
    private func checkTime(of life: Life, upTo minutes: Int) throws {
        let last = try life.state.changedAt
        for now in [last, last.adding(minutes: Int64(minutes)), last.adding(minutes: -Int64(minutes))] {
            let calendar = life.office.calendar
            guard let used = TimeUsed(life.events, until: now, calendar: calendar) else {
                #expect(try life.state.acceptedAt.map { $0 <= now } != true)
                continue
            }
            let end = min(now, try life.state.endedAt ?? now)
            #expect(used.minutes == calendar.workingMinutes(from: used.from, to: end))
            #expect(used.parts.allSatisfy { $0.minutes > 0 })
            #expect(Set(used.parts.map(\.hands)).count == used.parts.count)
            let named = Set(used.parts.compactMap { if case .leg(let number) = $0.hands { number } else { nil } })
            #expect(named.isSubset(of: used.legs.map(\.leg.number)))
        }
    }

    /// What every state is.
    private func check(_ dossier: Dossier) {
        #expect(dossier.opinions.map(\.number) == dossier.opinions.indices.map { $0 + 1 })
        for opinion in dossier.opinions {
            #expect((opinion.state == .answered) == (opinion.verdict != nil))
            #expect((opinion.state == .open) == (opinion.closedAt == nil))
            if dossier.endedAt != nil { #expect(!opinion.awaitsAnswer) }
        }
        let fees = dossier.fees
        #expect(fees.paid >= 0 && fees.paid <= fees.charged)
        #expect(fees.refunded >= 0 && fees.refunded <= fees.paid + fees.demandsPaid)
        #expect((fees.demanded != nil) == (dossier.status == .awaitingPayment))
        if dossier.status == .returned { #expect(fees.owed == 0) }
        #expect((dossier.deadline == nil) == (dossier.firstPromise == nil))
        #expect((dossier.deadline == nil) == (dossier.clock == nil))
        if let due = dossier.deadline?.due, let promise = dossier.firstPromise { #expect(due >= promise) }
        #expect(dossier.legs.map(\.number) == Array(1..<(dossier.legs.count + 1)))
        #expect(dossier.endedAt == nil && dossier.submittedAt == nil || dossier.openLegs.isEmpty)
        #expect(dossier.legs.allSatisfy { $0.agency == Office.partner })
        let waits = dossier.status == .awaitingSupplement || dossier.status == .awaitingPayment
        #expect((dossier.pause != nil) == waits)
        switch dossier.status {
        case .filed: #expect(dossier.acceptedAt == nil && dossier.filedAt != nil)
        case .refused: #expect(dossier.acceptedAt == nil && dossier.refusedAt != nil)
        case .awaitingSupplement: #expect(dossier.acceptedAt != nil || dossier.unit == nil)
        case .withdrawn: #expect((dossier.endedAt != nil) == (dossier.acceptedAt != nil))
        case .accepted, .processing, .awaitingPayment, .stopped, .finished, .returned:
            #expect(dossier.acceptedAt != nil || dossier.status == .stopped)
        }
        switch dossier.status {
        case .stopped, .finished, .returned: #expect(dossier.endedAt != nil)
        case .filed, .accepted, .refused, .processing, .awaitingSupplement, .awaitingPayment:
            #expect(dossier.endedAt == nil)
        case .withdrawn: break
        }
        if dossier.status == .finished || dossier.status == .returned {
            #expect(dossier.number != nil && dossier.signedAt != nil && dossier.resultVersion > 0)
            if let signer = dossier.signedBy { #expect(!dossier.stepCompletedBy.contains(signer)) }
        }
    }

    @Test func `random lives reach every status and nearly every event`() throws {
        var random = RandomLives(seed: 4711)
        var statuses: Set<Status> = []
        var kinds: Set<EventKind> = []
        var importedStatuses: Set<Status> = []
        for _ in 0..<400 {
            let life = try random.life(attempts: 200)
            var dossier: Dossier?
            for event in life.events {
                dossier = apply(event, to: dossier)
                kinds.insert(event.kind)
                if let status = dossier?.status { statuses.insert(status) }
                if let dossier, dossier.imported { importedStatuses.insert(dossier.status) }
            }
        }
        #expect(statuses == Set(Status.allCases))
        #expect(importedStatuses.isSuperset(of: [.awaitingSupplement, .finished, .returned]))
        let rare: Set<EventKind> = [.refusedAtDesk, .dueMoved, .transferred]
        #expect(Set(EventKind.allCases).subtracting(kinds).isSubset(of: rare))
    }
}

extension EventBody {
    /// Whether the applicant had to come, call or send again (C3).
    fileprivate var isContact: Bool {
        [.supplementAsked, .supplementIncomplete, .paymentDemanded, .contactRecorded].contains(kind)
    }
}
