/// Who may do what: role × unit × procedure.
///
/// The table itself is `reach(_:of:)`; `docs/rights.md` holds it written by hand, and a test compares the two.
package enum Rights {
    /// How far a verb goes for a role; nil when the role has no such right.
    package static func reach(_ verb: Verb, of role: Role) -> Reach? {
        switch verb {
        case .fileOnline:
            nil
        case .takeIn, .refuse, .handOver, .recordSupplement, .confirmPayment, .returnResult, .withdraw, .amend:
            role == .intake ? .any : nil
        case .askSupplement:
            role == .intake ? .beforeAcceptance : ofTheUnit(role)
        case .demandPayment, .completeStep, .sendBack, .askOpinion, .answerOpinion, .openLeg, .submit, .draftApology:
            ofTheUnit(role)
        case .assign, .reassign, .proposeStop:
            role == .head ? .unit : nil
        case .takeOver, .answerLeg:
            role == .officer || role == .head ? .unit : nil
        case .contestTime:
            role == .intake || role == .officer || role == .head ? .unit : nil
        case .approveSecondSupplement, .approveSecondPayment, .approveStop, .sign, .approveApology, .signApology:
            role == .leader ? .any : nil
        case .issueNumber, .finish, .deliverApology:
            role == .clerk ? .any : nil
        case .overrideGate, .answerContest:
            role == .supervisor ? .any : nil
        case .answerNotice:
            ofNotices(role)
        case .readDossiers:
            ofReaders(role)
        case .reports:
            ofReports(role)
        case .decideCalendar, .freezeMonth:
            role == .supervisor || role == .coordinator ? .any : nil
        case .users, .units, .catalogue, .tokens, .templates, .erasePerson:
            role == .admin ? .any : nil
        case .readMessages:
            role == .supervisor || role == .coordinator || role == .admin ? .any : nil
        case .absences:
            role == .head ? .unit : role == .admin ? .any : nil
        case .readAudit:
            role == .admin || role == .auditor ? .any : nil
        }
    }

    private static func ofTheUnit(_ role: Role) -> Reach? {
        switch role {
        case .officer: .own
        case .head: .unit
        case .intake, .leader, .clerk, .supervisor, .coordinator, .admin, .auditor: nil
        }
    }

    private static func ofNotices(_ role: Role) -> Reach? {
        switch role {
        case .intake, .leader, .clerk: .any
        case .officer, .head: .unit
        case .supervisor, .coordinator, .admin, .auditor: nil
        }
    }

    private static func ofReaders(_ role: Role) -> Reach? {
        switch role {
        case .intake, .officer, .head: .unit
        case .leader, .clerk, .supervisor, .coordinator, .auditor: .agency
        case .admin: nil
        }
    }

    private static func ofReports(_ role: Role) -> Reach? {
        switch role {
        case .intake, .officer: .own
        case .head: .unit
        case .leader, .supervisor, .coordinator, .auditor: .agency
        case .clerk, .admin: nil
        }
    }

    /// Whether the grants allow a verb on something.
    ///
    /// A missing right is told (`noRight`) only where the thing is known to the caller: a dossier the grants let them
    /// read, or a thing of an agency that one of the grants is for. Everything else does not exist for them.
    package static func permits(_ verb: Verb, grants: [Grant], target: Target) -> Permission {
        grants.reduce(.outOfScope) { better($0, permits(verb, $1, target)) }
    }

    private static func permits(_ verb: Verb, _ grant: Grant, _ target: Target) -> Permission {
        if allows(verb, grant, target) { return .allowed }
        let known =
            verb.concernsDossier ? allows(.readDossiers, grant, target) : grant.agencies.contains(target.agency)
        return known ? .noRight : .outOfScope
    }

    /// Whether an actor may do a verb on a dossier, or on one that is about to come into being.
    ///
    /// The desk's people are measured by the agency and desk that received the dossier or helped the citizen, all
    /// others by the agency and unit that decides it, by those that have or had a leg of it, or by the unit that is
    /// asked for an opinion. A token has no more than its user and only what it is limited to;
    /// filing online takes a portal's token for an agency in its grants, whatever their role.
    package static func permits(_ verb: Verb, actor: Actor, dossier: DossierScope) -> Permission {
        let best = actor.grants.reduce(Permission.outOfScope) { best, grant in
            guard grant.role == .intake else {
                return better(best, inTheAgencies(verb, grant, dossier, for: actor))
            }
            let received = permits(verb, grant, dossier.targetAtTheDesk(of: dossier.receivedBy, for: actor))
            let helped = permits(verb, grant, dossier.targetAtTheDesk(of: dossier.helpedAt, for: actor))
            return better(best, better(received, helped))
        }
        if verb == .fileOnline {
            let covered = actor.grants.contains {
                $0.agencies.contains(dossier.receivedBy)
                    && ($0.procedures?.contains(dossier.procedure) ?? true)
            }
            guard covered else { return .outOfScope }
            return actor.portal ? .allowed : .noRight
        }
        guard best == .allowed else { return best }
        if let limits = actor.limitedTo, !limits.contains(verb) { return .noRight }
        return actor.portal ? .noRight : .allowed
    }

    /// In the deciding agency everything but the answer to a leg or a question; where a leg lies, its answer, reading, and
    /// contesting what time it is said to have taken; in a unit that is asked, reading and the answer.
    private static func inTheAgencies(
        _ verb: Verb, _ grant: Grant, _ dossier: DossierScope, for actor: Actor
    ) -> Permission {
        let decides = permits(verb, grant, dossier.targetInTheAgency(for: actor))
        let isAnswer = verb == .answerLeg || verb == .answerOpinion
        let best = isAnswer && decides == .allowed ? .noRight : decides
        guard !dossier.legs.isEmpty || !dossier.asked.isEmpty else { return best }
        let isOfLegs = verb == .answerLeg || verb == .readDossiers || verb == .contestTime
        let withLegs = dossier.legs.reduce(best) { best, leg in
            let there = permits(verb, grant, dossier.target(of: leg, for: actor))
            return better(best, there == .allowed && !isOfLegs ? .noRight : there)
        }
        return better(withLegs, permits(verb, grant, asked: dossier, for: actor))
    }

    /// For whom an actor does what only the rights of somebody absent allow; nil for who has the right themselves.
    package static func absent(behind verb: Verb, of actor: Actor, on dossier: DossierScope) -> UserID? {
        let lent = actor.grants.filter { $0.standingFor != nil }
        guard !lent.isEmpty else { return nil }
        func isAllowed(_ grants: [Grant]) -> Bool {
            var alone = actor
            alone.grants = grants
            return permits(verb, actor: alone, dossier: dossier) == .allowed
        }
        if isAllowed(actor.grants.filter { $0.standingFor == nil }) { return nil }
        return lent.first { isAllowed([$0]) }?.standingFor
    }

    /// What somebody of a unit that is asked about the dossier may do: read it as one of the unit's own, answer, and say
    /// something to a notice that has reached them. The
    /// procedures of a grant are those of the unit's own work and bar nobody from being asked.
    private static func permits(
        _ verb: Verb, _ grant: Grant, asked dossier: DossierScope, for actor: Actor
    ) -> Permission {
        dossier.asked.reduce(.outOfScope) { best, question in
            let target = Target(
                agency: question.agency, unit: question.unit, officer: question.officer ?? actor.user, procedure: nil,
                user: actor.user)
            guard allows(.readDossiers, grant, target) else { return best }
            let isAnswer = verb == .answerOpinion || verb == .answerNotice
            let isTheirs = verb == .readDossiers || isAnswer && allows(verb, grant, target)
            return better(best, isTheirs ? .allowed : .noRight)
        }
    }

    private static func better(_ left: Permission, _ right: Permission) -> Permission {
        switch (left, right) {
        case (.allowed, _), (_, .allowed): .allowed
        case (.noRight, _), (_, .noRight): .noRight
        case (.outOfScope, .outOfScope): .outOfScope
        }
    }

    /// Whether one grant allows a verb on something.
    private static func allows(_ verb: Verb, _ grant: Grant, _ target: Target) -> Bool {
        guard let reach = reach(verb, of: grant.role), grant.agencies.contains(target.agency) else { return false }
        if let procedures = grant.procedures, let procedure = target.procedure, !procedures.contains(procedure) {
            return false
        }
        switch reach {
        case .agency: return true
        case .any: return covers(grant, target)
        case .beforeAcceptance: return !target.accepted && covers(grant, target)
        case .unit: return isInUnit(grant, target)
        case .own:
            let isLent = grant.standingFor != nil && target.officer == grant.standingFor
            let isTheirs = target.officer == target.user || isLent
            return isTheirs && isInUnit(grant, target)
        }
    }

    /// Whether the thing lies in the grant's units; a grant for some units only does not cover what is in none.
    private static func covers(_ grant: Grant, _ target: Target) -> Bool {
        guard let units = grant.units else { return true }
        guard let unit = target.unit else { return grant.role == .intake }
        return units.contains(unit)
    }

    /// Whether the thing is in a unit, and in one of the grant's. A dossier the desk still holds is in none.
    private static func isInUnit(_ grant: Grant, _ target: Target) -> Bool {
        guard grant.role == .intake || target.unit != nil else { return false }
        return covers(grant, target)
    }
}
