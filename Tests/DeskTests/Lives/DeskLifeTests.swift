import Desk
import OneStop
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct DeskLifeTests {
    /// C5, written out: from → to.
    private static let ways: [Status: Set<Status>] = [
        .filed: [.filed, .accepted, .refused, .awaitingSupplement, .withdrawn],
        .accepted: [.accepted, .processing, .withdrawn],
        .processing: [.processing, .awaitingSupplement, .awaitingPayment, .finished, .stopped, .withdrawn],
        .awaitingSupplement: [.awaitingSupplement, .accepted, .processing, .stopped, .withdrawn],
        .awaitingPayment: [.awaitingPayment, .processing, .stopped, .withdrawn],
        .finished: [.finished, .returned],
        .returned: [.returned], .refused: [.refused], .withdrawn: [.withdrawn], .stopped: [.stopped],
    ]

    @Test(arguments: [UInt64(1), 2, 3])
    func `every life keeps to the contract, and its events tell it whole`(seed: UInt64) async throws {
        var lives = try await DeskLives(seed: seed)
        var reached: Set<Status> = []
        var legs = 0
        var importedEnded = 0
        for number in 0..<30 {
            try await lives.begin()
            var refused = 0
            // Half of the lives meet the end of their agency, one of them in its middle.
            if number == 15 {
                for _ in 0..<8 { _ = try await lives.step() }
                _ = try await lives.reorganise()
            }
            while refused < 60, let status = lives.view?.state.status {
                reached.insert(status)
                guard let (before, after) = try await lives.step() else {
                    refused += 1
                    continue
                }
                if status.isFinal { refused += 10 }
                check(before, after, on: lives.calendar)
            }
            guard let state = lives.view?.state else { continue }
            legs += state.legs.count { $0.end != nil }
            if state.imported, state.endedAt != nil { importedEnded += 1 }
        }
        // Not every seed ends a dossier that it took over.
        #expect(legs > 0 && (importedEnded > 0 || seed != 3))
        #expect(reached.isSuperset(of: [.accepted, .processing, .awaitingSupplement, .awaitingPayment, .finished]))
        var differences: [RebuildDifference] = []
        let outcome = try await lives.desk.rebuild { differences.append($0) }
        #expect(differences == [])
        #expect(outcome.dossiers == 30)
        #expect(outcome.differing == 0)
    }

    private func check(_ before: Dossier, _ after: Dossier, on calendar: CompiledCalendar) {
        #expect(Self.ways[before.status]?.contains(after.status) == true, "\(before.status) → \(after.status)")
        if before.firstPromise != nil { #expect(after.firstPromise == before.firstPromise) }
        if before.endedAt != nil { #expect(after.endedAt == before.endedAt) }
        #expect(after.code == before.code)
        #expect(after.contacts >= before.contacts)
        let waits = after.status == .awaitingSupplement || after.status == .awaitingPayment
        #expect((after.pause != nil) == waits)
        if waits, before.pause != nil { #expect(after.deadline == before.deadline) }
        if let pause = before.pause, after.pause == nil, before.acceptedAt != nil {
            checkEnd(of: pause, before, after, on: calendar)
        } else if before.acceptedAt != nil {
            #expect(after.deadline == before.deadline)
        }
    }

    /// C3 counted by hand for limits in working days: what was left at the request is laid down again from the answer.
    private func checkEnd(of pause: Pause, _ before: Dossier, _ after: Dossier, on calendar: CompiledCalendar) {
        guard let old = before.deadline, let new = after.deadline else {
            #expect(after.deadline == nil)
            return
        }
        guard calendar.offset.localDate(of: pause.since) <= old.dueOn else {
            #expect(new == old)
            return
        }
        let asked = dayZero(of: pause.since, on: calendar)
        var left = 0
        var day = asked
        while day < old.dueOn {
            day = day.adding(days: 1)
            if calendar.isWorkingDay(day) { left += 1 }
        }
        var due = dayZero(of: after.changedAt, on: calendar)
        while left > 0 {
            due = due.adding(days: 1)
            if calendar.isWorkingDay(due) { left -= 1 }
        }
        #expect(
            new.dueOn == max(due, before.firstPromise.map { calendar.offset.localDate(of: $0) } ?? due),
            "\(pause), \(old), answered \(after.changedAt.rfc3339(in: .vietnam)), imported \(before.imported)")
    }

    /// The instant's date where it is a working day and not after its closing; else the next working day.
    private func dayZero(of instant: Instant, on calendar: CompiledCalendar) -> LocalDate {
        let (date, minute, _) = calendar.offset.localMinute(of: instant)
        if let closing = calendar.sessions(on: date).last?.close, minute <= closing { return date }
        var day = date.adding(days: 1)
        while !calendar.isWorkingDay(day) { day = day.adding(days: 1) }
        return day
    }

    @Test func `what somebody changed beside the program is found by its column`() async throws {
        var lives = try await DeskLives(seed: 7)
        try await lives.begin()
        for _ in 0..<20 { _ = try await lives.step() }
        let code = try #require(lives.view?.state.code?.text)
        try await lives.test.script("update dossier set contacts = contacts + 1, accepted_on = accepted_on - 1")
        var differences: [RebuildDifference] = []
        let outcome = try await lives.desk.rebuild { differences.append($0) }
        #expect(outcome.differing == 1)
        #expect(differences.map(\.code) == differences.map { _ in code })
        #expect(differences.map(\.column).contains("contacts"))
        #expect(Set(differences.map(\.column)).isSubset(of: ["contacts", "accepted_on"]))
    }
}
