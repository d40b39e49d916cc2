import Testing

@testable import OneStop

@Suite struct DecidedCalendarTests {
    private func decision(
        off: [String] = [], work: [DayWorked] = [], hours: [CalendarDecision.Hours] = [], confirms: Set<Int> = []
    ) throws -> CalendarDecision {
        CalendarDecision(
            number: "12/QĐ-UBND", date: try day("2026-03-02"), issuer: "UBND tỉnh", reason: "Tránh bão",
            off: try off.map { DayOff(day: try day($0)) }, work: work, hours: hours, confirms: confirms)
    }

    private func refusal(_ decision: CalendarDecision) -> CalendarDecisionRefusal? {
        do {
            _ = try decision.validated(on: .vietNam)
            return nil
        } catch {
            return error
        }
    }

    @Test func `the later decision about a day goes before the earlier, and both before the document`() throws {
        let saturday = try day("2026-01-10")
        let closes = try decision(off: ["2026-01-10", "2026-03-05"])
        let opens = try decision(work: [
            DayWorked(day: day("2026-03-05"), source: .hours([Session(open: 450, close: 690)]), reason: "Trực")
        ])
        let first = try closes.validated(on: .vietNam)
        #expect(try CompiledCalendar(.vietNam).isWorkingDay(saturday))
        #expect(!first.isWorkingDay(saturday))
        let both = try opens.validated(on: first.calendar)
        #expect(both.sessions(on: try day("2026-03-05")).map(\.text) == ["07:30-11:30"])
        #expect(!both.isWorkingDay(saturday))
        guard case .worked(let entry) = both.calendar.ground(of: try day("2026-03-05")) else {
            Issue.record("the day goes by something else")
            return
        }
        #expect(entry.reason == "Trực" && entry.decision == "12/QĐ-UBND ngày 2/3/2026 của UBND tỉnh")
        let reopened = try closes.validated(on: both.calendar)
        #expect(!reopened.isWorkingDay(try day("2026-03-05")))
    }

    @Test func `a document applied again leaves what was decided, also where it has come to say the same`() throws {
        let closes = try decision(off: ["2026-03-05"])
        var document = WorkCalendar.vietNam
        document.off.append(DayOff(day: try day("2026-03-05"), reason: "theo văn bản"))
        document.off.append(DayOff(day: try day("2026-03-06"), reason: "theo văn bản"))
        let calendar = try closes.validated(on: document)
        #expect(try !calendar.isWorkingDay(day("2026-03-05")) && !calendar.isWorkingDay(day("2026-03-06")))
        guard case .off(let entry) = calendar.calendar.ground(of: try day("2026-03-05")) else {
            Issue.record("the day is worked")
            return
        }
        #expect(entry.reason == "Tránh bão")
    }

    @Test func `changed hours hold on ordinary days, until other hours are decided`() throws {
        let summer = [Session(open: 390, close: 660), Session(open: 840, close: 1020)]
        let winter = [Session(open: 480, close: 720)]
        let first = try decision(hours: [
            .init(
                from: day("2026-08-17"), to: day("2026-09-11"), week: [.monday: summer, .friday: [], .saturday: winter])
        ])
        let calendar = try first.validated(on: .vietNam)
        #expect(calendar.sessions(on: try day("2026-08-17")) == summer)
        #expect(calendar.sessions(on: try day("2026-08-18")).map(\.text) == ["07:00-11:30", "13:30-17:00"])
        #expect(!calendar.isWorkingDay(try day("2026-08-21")))
        #expect(calendar.sessions(on: try day("2026-08-29")) == winter)
        // A day off and one that is made up for stay what they are.
        #expect(!calendar.isWorkingDay(try day("2026-08-31")))
        #expect(calendar.sessions(on: try day("2026-08-22")).map(\.text) == ["07:00-11:30", "13:30-17:00"])
        let second = try decision(hours: [
            .init(from: day("2026-09-07"), to: day("2026-09-07"), week: [.monday: winter])
        ]).validated(on: calendar.calendar)
        #expect(second.sessions(on: try day("2026-09-07")) == winter)
        #expect(second.sessions(on: try day("2026-08-24")) == summer)
    }

    @Test func `a year is confirmed with all its days off, which are then no longer computed`() throws {
        #expect(refusal(try decision(confirms: [2027])) == .confirmedWithoutDays(2027))
        let calendar = try decision(off: ["2027-01-01"], confirms: [2027]).validated(on: .vietNam)
        #expect(calendar.calendar.isConfirmed(year: 2027))
        #expect(!calendar.isWorkingDay(try day("2027-01-01")))
        // Tết 2027 was not listed.
        #expect(calendar.isWorkingDay(try day("2027-02-08")))
        #expect(try calendar.deadline(Limit(parsing: "5wd"), from: at("2027-01-04 09:00"))?.provisional == false)
    }

    @Test func `what cannot be meant is refused`() throws {
        #expect(refusal(try decision()) == .empty)
        #expect(refusal(try decision(off: ["2026-03-05", "2026-03-05"])) == .dayTwice(try day("2026-03-05")))
        let span = CalendarDecision.Hours(from: try day("2026-03-05"), to: try day("2026-03-04"), week: [.monday: []])
        #expect(refusal(try decision(hours: [span])) == .hours(from: span.from, to: span.to))
        let crossing = DayWorked(day: try day("2026-03-07"), source: .hours([Session(open: 600, close: 500)]))
        guard case .calendar = refusal(try decision(work: [crossing])) else {
            Issue.record("a session that ends before it begins was taken")
            return
        }
    }

    @Test func `on any calendar and decisions the date, its ledger and its grounds agree`() throws {
        var cases = RandomCases(seed: 4_711)
        var decided = 0
        for _ in 0..<150 {
            var calendar = cases.calendar(around: 2026)
            for _ in 0..<cases.numbers.within(1...3) {
                var days: Set<LocalDate> = []
                var next = try decision()
                for _ in 0..<cases.numbers.within(1...30) {
                    let day = cases.day(near: 2026)
                    guard days.insert(day).inserted else { continue }
                    if cases.numbers.chance(50) {
                        next.off.append(DayOff(day: day))
                    } else {
                        next.work.append(DayWorked(day: day, source: .hours(cases.shape())))
                    }
                }
                if cases.numbers.chance(60) {
                    let from = cases.day(near: 2026)
                    next.hours.append(
                        .init(
                            from: from, to: from.adding(days: cases.numbers.upTo(300)),
                            week: [.monday: cases.shape(), .wednesday: [], .saturday: cases.shape()]))
                }
                calendar = calendar.changed(by: next)
            }
            let compiled = try CompiledCalendar(calendar)
            let start = try at("2026-01-05 07:00").adding(minutes: Int64(cases.numbers.upTo(60 * 24 * 500)))
            for text in ["5wd", "20wh", "25d", "2wd+10d"] {
                let limit = try Limit(parsing: text)
                guard let deadline = try? compiled.deadline(limit, from: start) else { continue }
                let ledger = try #require(try compiled.ledger(limit, from: start))
                #expect(ledger.due == deadline.due)
                for line in ledger.lines {
                    if case .off(let entry) = line.ground, entry.decision != nil { decided += 1 }
                }
            }
        }
        #expect(decided > 20)
    }
}
