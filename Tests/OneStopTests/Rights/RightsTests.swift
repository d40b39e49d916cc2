import Testing

@testable import OneStop

@Suite struct RightsTests {
    private let user = UserID(7)

    private func permission(_ verb: Verb, _ grant: Grant, unit: UnitID?, officer: UserID? = nil) -> Permission {
        Rights.permits(
            verb, grants: [grant],
            target: Target(
                agency: Office.agency, unit: unit, officer: officer, procedure: Office.procedure, user: user))
    }

    @Test func `an officer's own is what is assigned to them in a unit of theirs`() {
        let grant = Grant(role: .officer, agencies: [Office.agency], units: [UnitID(10), UnitID(11)])
        #expect(permission(.submit, grant, unit: UnitID(11), officer: user) == .allowed)
        #expect(permission(.submit, grant, unit: UnitID(11), officer: UserID(8)) == .noRight)
        #expect(permission(.submit, grant, unit: UnitID(12), officer: user) == .outOfScope)
        #expect(permission(.submit, grant, unit: nil, officer: user) == .outOfScope)
        #expect(permission(.sign, grant, unit: UnitID(10), officer: user) == .noRight)
    }

    @Test func `before the hand-over a dossier is in no unit, also for who has every unit`() {
        for role in [Role.officer, .head] {
            let grant = Grant(role: role, agencies: [Office.agency])
            for verb in Verb.allCases where verb.concernsDossier {
                #expect(permission(verb, grant, unit: nil, officer: user) == .outOfScope)
            }
        }
    }

    @Test func `procedures and agencies limit every role`() {
        for role in Role.allCases {
            let elsewhere = Grant(role: role, agencies: [AgencyID(2)])
            let otherProcedure = Grant(role: role, agencies: [Office.agency], procedures: [ProcedureID(8)])
            for verb in Verb.allCases where verb.concernsDossier {
                #expect(permission(verb, elsewhere, unit: UnitID(10), officer: user) == .outOfScope)
                #expect(permission(verb, otherProcedure, unit: UnitID(10), officer: user) == .outOfScope)
            }
        }
    }

    @Test func `a leader of some units signs for those only`() {
        let grant = Grant(role: .leader, agencies: [Office.agency], units: [UnitID(10)])
        #expect(permission(.sign, grant, unit: UnitID(10)) == .allowed)
        #expect(permission(.sign, grant, unit: UnitID(12)) == .noRight)
    }

    @Test func `the administrator touches no dossier and the auditor changes nothing`() throws {
        let office = try Office()
        for scene in Scene.allCases {
            let life = try scene.life(office)
            let dossier = try life.state
            for role in [Role.admin, .auditor] {
                let context = office.context(office.actor(role), at: try at(scene.now))
                #expect(permittedCommands(for: dossier, actor: context.actor, context: context) == [])
            }
            #expect(try life.refusal(.submit, .admin, scene.now) == .outOfScope)
            #expect(try life.refusal(.submit, .auditor, scene.now) == .noRight(.submit))
        }
    }

    @Test func `a token has no more than its user and may have less`() throws {
        let office = try Office()
        let life = try Scene.submitted.life(office)
        var token = office.actor(.leader)
        token.limitedTo = [.readDossiers]
        #expect(try life.refusal(.signWell, token, "2026-03-04 09:00") == .noRight(.sign))
        token.limitedTo = [.readDossiers, .sign, .finish]
        #expect(try life.refusal(.signWell, token, "2026-03-04 09:00") == nil)
        #expect(try life.refusal(.finish, token, "2026-03-04 09:00") == .noRight(.finish))
    }

    @Test func `the desk that helped the citizen and the desk that received act, the unit that decides works`() throws {
        let office = try Office()
        var intake = try office.intake()
        intake.helpedAt = AgencyID(2)
        intake.receivedBy = AgencyID(3)
        intake.desk = nil
        let scope = DossierScope(intake)
        for (agency, expected) in [(2, Permission.allowed), (3, .allowed), (1, .outOfScope), (4, .outOfScope)] {
            let actor = Actor(user: user, grants: [Grant(role: .intake, agencies: [AgencyID(Int64(agency))])])
            #expect(Rights.permits(.takeIn, actor: actor, dossier: scope) == expected)
        }
        for (agency, expected) in [(1, Permission.allowed), (2, .outOfScope), (3, .outOfScope)] {
            let actor = Actor(user: user, grants: [Grant(role: .clerk, agencies: [AgencyID(Int64(agency))])])
            #expect(Rights.permits(.finish, actor: actor, dossier: scope) == expected)
        }
    }

    @Test func `a portal's token files for its agency and procedures and nothing else`() throws {
        let office = try Office()
        let scope = DossierScope(try office.intake(.online))
        #expect(Rights.permits(.fileOnline, actor: office.portal, dossier: scope) == .allowed)
        #expect(Rights.permits(.takeIn, actor: office.portal, dossier: scope) == .noRight)
        var portal = office.portal
        portal.grants[0].procedures = [ProcedureID(8)]
        #expect(Rights.permits(.fileOnline, actor: portal, dossier: scope) == .outOfScope)
        for role in Role.allCases {
            #expect(Rights.permits(.fileOnline, actor: office.actor(role), dossier: scope) != .allowed)
        }
    }

    @Test func `two roles add up`() throws {
        let office = try Office()
        var both = office.actor(.clerk)
        both.grants += office.actor(.supervisor).grants
        let dossier = try Scene.overdue.life(office).state
        let context = office.context(both, at: try at(Scene.overdue.now))
        #expect(permittedCommands(for: dossier, actor: both, context: context) == [.overrideGate])
    }
}
