import Testing

@testable import OneStop

@Suite struct OpinionTests {
    private static let asked = "2026-03-03 09:00"

    /// A dossier of 2 March, due on the 9th; the unit beside is asked on the 3rd and has until the 5th.
    private func asked(_ office: Office, within limit: String = "2wd") throws -> Life {
        var life = try Life.inTheUnit(office)
        try life.run(.consult(office, Self.asked, within: limit), .officer, Self.asked)
        return life
    }

    @Test func `an opinion has its own limit and moves no date of the dossier`() throws {
        let office = try Office()
        var life = try asked(office)
        let before = try Life.inTheUnit(office).state
        #expect(try life.state.opinions.map(\.terms.due) == [at("2026-03-05 17:00")])
        #expect(try life.state.deadline == before.deadline)
        try life.run(.answerOpinion(number: 1, .agree), office.neighbour(.head), at("2026-03-05 17:30"))
        let opinion = try #require(life.dossier?.opinions.first)
        #expect(opinion.state == .answered && opinion.verdict == .agree && !opinion.answeredLate)
        #expect(try life.state.deadline == before.deadline && life.state.status == .processing)
    }

    @Test func `an answer on the day after the last is late, one in hours after the minute`() throws {
        let office = try Office()
        for (limit, time, late) in [
            ("2wd", "2026-03-05 23:59", false), ("2wd", "2026-03-06 00:00", true), ("4wh", "2026-03-03 14:59", false),
            ("4wh", "2026-03-03 15:01", true),
        ] {
            var life = try asked(office, within: limit)
            try life.run(.answerOpinion(number: 1, .cannotSay), office.neighbour(.officer), at(time))
            #expect(life.dossier?.opinions.first?.answeredLate == late, "\(limit) \(time)")
        }
    }

    @Test func `a result waits for an answer while its limit runs, and no longer`() throws {
        let office = try Office()
        var life = try asked(office)
        #expect(try life.refusal(.submit, .officer, "2026-03-05 16:00") == .opinionAwaited(1))
        #expect(
            try life.refusal(.passOverOpinion(number: 1), .officer, "2026-03-05 16:00")
                == .opinionNotOverdue(until: day("2026-03-05")))
        try life.run(.submit, .officer, "2026-03-06 08:00")
        #expect(life.events.suffix(2).map(\.kind) == [.opinionPassedOver, .submitted])
        // A late answer is still taken, and marked.
        try life.run(.answerOpinion(number: 1, .disagree), office.neighbour(.officer), at("2026-03-06 09:00"))
        #expect(life.dossier?.opinions.first?.answeredLate == true)
    }

    @Test func `with the end of the dossier nothing is waited for`() throws {
        let office = try Office()
        var life = try asked(office)
        try life.run(.withdraw, .intake, "2026-03-04 09:00")
        #expect(try life.state.opinions.map(\.state) == [.lapsed])
        #expect(
            try life.refusal(.answerOpinion(number: 1, .agree), office.neighbour(.head), "2026-03-04 10:00")
                == .outOfScope)
    }

    @Test func `a unit is chased once on a day, and not on the day it was asked`() throws {
        let office = try Office()
        var life = try asked(office)
        let remind = Command.remindOpinion(number: 1)
        #expect(try life.refusal(remind, .officer, "2026-03-03 16:00") == .opinionReminded)
        try life.run(remind, .officer, "2026-03-04 08:00")
        #expect(try life.refusal(remind, .officer, "2026-03-04 16:00") == .opinionReminded)
        try life.run(remind, .head, "2026-03-05 08:00")
        #expect(try life.state.opinions.map(\.reminders) == [2])
    }

    @Test func `one question at a time to a unit, none to one's own, several to several`() throws {
        let office = try Office()
        var life = try asked(office)
        let again = try Command.consult(office, Self.asked)
        #expect(try life.refusal(again, .officer, "2026-03-03 10:00") == .opinionPending)
        let terms = try OpinionTerms(office, at(Self.asked), within: "1wd")
        #expect(
            try life.refusal(.askOpinion(unit: Office.unit, terms), .officer, "2026-03-03 10:00") == .opinionOfOwnUnit)
        try life.run(.askOpinion(unit: UnitID(12), terms), .officer, "2026-03-03 10:00")
        try life.run(.withdrawOpinion(number: 1), .officer, "2026-03-03 11:00")
        try life.run(again, .officer, "2026-03-03 11:30")
        #expect(try life.state.opinions.map(\.state) == [.withdrawn, .open, .open])
        #expect(try life.refusal(.withdrawOpinion(number: 1), .officer, "2026-03-03 12:00") == .opinionClosed)
        #expect(try life.refusal(.withdrawOpinion(number: 9), .officer, "2026-03-03 12:00") == .noOpinion(9))
        #expect(throws: Refusal.opinionLimit) { try OpinionTerms(office, at(Self.asked), within: "none") }
    }

    @Test func `the asked unit answers and reads, and does nothing else`() throws {
        let office = try Office()
        var life = try asked(office)
        let time = "2026-03-04 09:00"
        let officer = office.neighbour(.officer)
        let scope = DossierScope(try life.state)
        #expect(Rights.permits(.readDossiers, actor: officer, dossier: scope) == .allowed)
        #expect(try life.refusal(.submit, officer, time) == .noRight(.submit))
        #expect(try life.refusal(.askSupplement(SupplementRequest("x")), officer, time) == .noRight(.askSupplement))
        #expect(try life.refusal(.answerOpinion(number: 1, .agree), .officer, time) == .noRight(.answerOpinion))
        let context = office.context(officer, at: try at(time))
        #expect(
            permittedCommands(for: try life.state, actor: officer, context: context) == [
                .answerOpinion, .handOnOpinion,
            ]
        )
        // What the unit gave to one of its people is theirs, and the head's.
        let other = UserID(4711)
        try life.run(.handOnOpinion(number: 1, officer: other), office.neighbour(.head), at(time))
        #expect(try life.refusal(.answerOpinion(number: 1, .agree), officer, time) == .noRight(.answerOpinion))
        var answering = officer
        answering.user = other
        try life.run(.answerOpinion(number: 1, .agree), answering, at(time))
        let after = DossierScope(try life.state)
        #expect(Rights.permits(.readDossiers, actor: officer, dossier: after) == .outOfScope)
    }

    @Test func `a right to one question is none to another`() throws {
        let office = try Office()
        var life = try asked(office)
        let terms = try OpinionTerms(office, at(Self.asked), within: "1wd")
        try life.run(.askOpinion(unit: UnitID(12), terms), .officer, "2026-03-03 10:00")
        #expect(
            try life.refusal(.answerOpinion(number: 2, .agree), office.neighbour(.head), "2026-03-03 11:00")
                == .noRight(.answerOpinion))
    }

    @Test func `what was asked before limits were kept is a note in the log`() throws {
        let office = try Office()
        var life = try Life.inTheUnit(office)
        let old = Event(
            at: try at(Self.asked), actor: Office.user(.officer), body: .opinionAsked(unit: UnitID(11), nil))
        life.dossier = apply(old, to: life.dossier)
        #expect(try life.state.opinions == [])
        #expect(try life.refusal(.submit, .officer, "2026-03-03 10:00") == nil)
    }
}
