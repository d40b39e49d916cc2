import Testing

@testable import OneStop

/// What a letter is proposed from: the date, the hands, the form, and whether a draft still fits.
@Suite struct ProposalTests {
    private func newDate(_ life: Life, _ time: String) throws -> Instant {
        let context = life.office.context(life.office.actor(.officer), at: try at(time))
        return try proposedNewDate(for: try life.state, context)
    }

    @Test func `the new date is laid down from the steps that are left, and not before what C4 allows`() throws {
        var office = try Office()
        office.process = try [(2, "3wd"), (3, "2wd"), (4, "2wd")].map { number, limit in
            ProcessStep(
                number: number, name: "x", role: number == 4 ? .leader : .officer, unit: nil,
                limit: try Limit(parsing: limit))
        }
        let life = try Life.inTheUnit(office)
        // Handed over on Monday 2 March: the step lasts until Thursday 5, then two days and two: Wednesday 11 March.
        #expect(try life.state.step == 2)
        #expect(try newDate(life, "2026-03-04 09:00") == at("2026-03-11 17:00"))
        // The step's own limit is over: it is laid down whole from now, seven working days from Friday 13.
        #expect(try newDate(life, "2026-03-13 09:00") == at("2026-03-24 17:00"))
        // Without limits nothing is known of the work: the first working day after the due date, or after today.
        let bare = try Life.inTheUnit(Office())
        #expect(try newDate(bare, "2026-03-04 09:00") == at("2026-03-10 17:00"))
        #expect(try newDate(bare, "2026-03-13 09:00") == at("2026-03-16 17:00"))
    }

    @Test func `what is proposed is accepted, and what cannot have a letter has no proposal`() throws {
        var life = try Life.inTheUnit(Office())
        let proposed = try newDate(life, "2026-03-05 09:00")
        try life.run(
            .draftApology(cause: .workload, unit: Office.unit, newDate: proposed), .officer, "2026-03-05 09:00")
        let issued = try Scene.letterIssued.life(Office())
        #expect(throws: Refusal.secondLetter(issuedOn: try day("2026-03-03"))) {
            try newDate(issued, "2026-03-11 09:00")
        }
        let waiting = try Scene.supplementAfter.life(Office())
        #expect(throws: Refusal.waitingForApplicant) { try newDate(waiting, "2026-03-04 09:00") }
    }

    @Test func `a draft fits while nothing has moved, and says what has`() throws {
        var life = try Life.inTheUnit(Office())
        let basis = try #require(LetterBasis(try life.state, newDate: try at("2026-03-16 17:00")))
        let now = try at("2026-03-05 09:00")
        #expect(try basis.moved(in: life.state, now: now) == [])
        try life.run(.ask, .officer, "2026-03-05 09:00")
        #expect(try basis.moved(in: life.state, now: now) == [.status])
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-12 09:00")
        // Two working days were left: they end on the day that the draft tells.
        #expect(try basis.moved(in: life.state, now: now) == [.due, .newDate])
    }

    @Test func `a form is used from its day of acceptance on, and the oldest before all of them`() throws {
        func form(_ code: String, _ from: String) throws -> LetterForm {
            LetterForm(
                code: code, circular: "x", number: "04", title: "x", acceptedFrom: try day(from), isConfirmed: true,
                body: "{received}, {nobody} {agency}: {reason}\n{apology}{")
        }
        let forms = [try form("new", "2025-09-15"), try form("old", "2019-01-06")]
        #expect(try LetterForm.used(for: day("2025-09-15"), of: forms)?.code == "new")
        #expect(try LetterForm.used(for: day("2025-09-14"), of: forms)?.code == "old")
        #expect(try LetterForm.used(for: day("2018-01-01"), of: forms)?.code == "old")
        // What stands in a blank is not looked at again.
        let body = forms[0].paragraphs([.received: "a", .agency: "b", .reason: "{apology}", .apology: "c"])
        #expect(body == ["a, {nobody} b: {apology}", "c{"])
    }

    @Test func `dates are written as the decree has them`() throws {
        #expect(try day("2026-02-09").written == "ngày 09 tháng 02 năm 2026")
        #expect(try day("2026-11-20").written == "ngày 20 tháng 11 năm 2026")
        #expect(try day("2026-03-05").written == "ngày 05 tháng 3 năm 2026")
        #expect(try at("2026-03-16 17:00").written(in: .vietnam) == "17 giờ 00, ngày 16 tháng 3 năm 2026")
    }
}
