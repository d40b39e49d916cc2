import Testing

@testable import OneStop

/// What somebody may do who stands in for somebody absent, and in whose name.
@Suite struct StandInTests {
    private static let time = "2026-03-03 09:00"
    private static let standIn = UserID(300)

    /// Somebody with the rights of an absent person, and rights of their own.
    private func standIn(_ office: Office, for role: Role, own: [Grant] = [], user: UserID = standIn) -> Actor {
        var actor = office.actor(role).lent(to: user)
        actor.grants += own
        return actor
    }

    @Test func `what is the absent officer's is done in the stand-in's name, and the event says for whom`() throws {
        let office = try Office()
        var life = try Life.inTheUnit(office)
        try life.run(.submit, standIn(office, for: .officer), at(Self.time))
        #expect(life.events.last?.actor == Self.standIn)
        #expect(life.events.last?.standingFor == Office.user(.officer))
        #expect(try life.state.stepCompletedBy == [Self.standIn])
    }

    @Test func `what one's own right allows is one's own act`() throws {
        let office = try Office()
        var life = try Life.inTheUnit(office)
        let head = standIn(office, for: .officer, own: office.actor(.head).grants)
        try life.run(.completeStep(remark: ""), head, at(Self.time))
        #expect(life.events.last?.standingFor == nil)
    }

    @Test func `a step of the head that an officer completes by a lent right is for the head`() throws {
        var office = try Office()
        office.process = [ProcessStep(number: 1, name: "Duyệt", role: .head, unit: nil, limit: .none)]
        var life = try Life.inTheUnit(office)
        let officer = standIn(office, for: .head, own: office.actor(.officer).grants, user: Office.user(.officer))
        try life.run(.submit, officer, at(Self.time))
        #expect(life.events.last?.standingFor == Office.user(.head))
    }

    @Test func `who completed a step does not sign it for an absent leader`() throws {
        let office = try Office()
        var life = try Life.inTheUnit(office)
        let both = standIn(office, for: .leader, own: office.actor(.officer).grants, user: Office.user(.officer))
        try life.run(.submit, both, at(Self.time))
        #expect(life.events.last?.standingFor == nil)
        #expect(
            try life.refusal(.signWell, both, "2026-03-03 10:00") == .signerCompletedStep(Office.user(.officer)))
        // Sent back by the right to sign, which is lent.
        try life.run(.sendBack(toStep: 1, remark: "x"), standIn(office, for: .leader), at("2026-03-03 11:00"))
        #expect(life.events.last?.standingFor == Office.user(.leader))
    }

    @Test func `a lent right signs with a formula, never as the head in person`() throws {
        let office = try Office()
        var life = try Life.inTheUnit(office)
        try life.run(.submit, .officer, Self.time)
        let leader = standIn(office, for: .leader)
        #expect(try life.refusal(.signWell, leader, Self.time) == .signsForAnother)
        let context = office.context(leader, at: try at(Self.time))
        #expect(permittedCommands(for: try life.state, actor: leader, context: context).contains(.sign))
        let deputy = Signing(capacity: .deputy, personalSignature: true, agencySignature: true)
        try life.run(.sign(deputy), leader, at(Self.time))
        #expect(try life.state.signedBy == Self.standIn)
    }

    @Test func `nor is a letter of apology signed as the head by whoever stands in`() throws {
        let office = try Office()
        let scene = Scene.letterApproved
        var life = try scene.life(office)
        let leader = standIn(office, for: .leader)
        #expect(try life.refusal(.signApology(.head), leader, scene.now) == .signsForAnother)
        try life.run(.signApology(.deputy), leader, at(scene.now))
        #expect(life.events.last?.standingFor == Office.user(.leader))
    }

    @Test func `a lent grant reaches what its owner has and no other officer's dossier`() throws {
        let office = try Office()
        var life = try Life.inTheUnit(office)
        try life.run(.reassign(officer: UserID(301)), .head, Self.time)
        #expect(try life.refusal(.submit, standIn(office, for: .officer), Self.time) == .noRight(.submit))
    }
}
