import Testing

@testable import OneStop

/// Dossiers moved by a recorded decision get what the command gives one of them.
@Suite struct RedatingTests {
    @Test func `random lives are moved exactly as the command would, and go back`() throws {
        var lives = RandomLives(seed: 2_026)
        var moved = 0
        for _ in 0..<400 {
            let life = try lives.life()
            guard let dossier = life.dossier else { continue }
            let former = life.office.calendar
            var changed = former.calendar
            let start = try day("2026-01-05")
            for _ in 0..<6 {
                let off = start.adding(days: lives.numbers.upTo(260))
                changed.off.append(DayOff(day: off, decision: "12/QĐ"))
                changed.work.removeAll { $0.day == off }
            }
            var office = life.office
            office.calendar = try CompiledCalendar(changed)
            let now = dossier.changedAt.adding(minutes: 1)
            let redating = Redating(
                calendar: office.calendar, former: former, process: office.process, policy: office.policy)
            let event = redating.event(
                for: dossier, by: "12/QĐ", key: CalendarDecisionID(3), isUndone: false,
                actor: Office.user(.supervisor), at: now)
            let commanded = try? decide(
                dossier, .applyCalendarDecision(decision: "12/QĐ"), office.context(office.actor(.supervisor), at: now))
            #expect((event == nil) == (commanded == nil))
            guard let event, let after = apply(event, to: dossier), let first = commanded?.first else { continue }
            moved += 1
            #expect(after == apply(first, to: dossier))
            guard case .dueMoved(let move) = event.body else {
                Issue.record("\(event.kind)")
                continue
            }
            #expect(move.before == dossier.deadline?.due && move.key == CalendarDecisionID(3))
            #expect(RunningDates(dossier).deadline == dossier.deadline)
            // A second look finds nothing, and without the decision the date is what it was.
            #expect(redating.moved(RunningDates(after)) == nil)
            let back = Redating(calendar: former, former: nil, process: office.process, policy: office.policy)
            #expect(back.moved(RunningDates(after))?.deadline == dossier.deadline)
            #expect(back.moved(RunningDates(after))?.stepDue == dossier.stepDue)
        }
        #expect(moved > 10)
    }

    @Test func `the step follows, and a date that the decision does not touch stays`() throws {
        var office = try Office()
        office.process = [
            ProcessStep(number: 1, name: "Thẩm định", role: .officer, unit: nil, limit: try Limit(parsing: "2wd"))
        ]
        let life = try Life.inTheUnit(office)
        let before = try life.state
        #expect(try before.stepDue == at("2026-03-04 17:00"))
        var calendar = WorkCalendar.vietNam
        calendar.off.append(DayOff(day: try day("2026-03-03")))
        let redating = Redating(
            calendar: try CompiledCalendar(calendar), former: office.calendar, process: office.process,
            policy: office.policy)
        let moved = try #require(redating.moved(RunningDates(before)))
        #expect(try moved.stepDue == at("2026-03-05 17:00"))
        #expect(try moved.deadline?.dueOn == day("2026-03-10"))
        // Imported, or of another calendar long ago: what the decision does not change it does not touch.
        var odd = RunningDates(before)
        odd.clock = RunningClock(from: try at("2025-03-03 09:00"), remainder: nil)
        odd.stepDue = nil
        #expect(redating.moved(odd) == nil)
    }
}
