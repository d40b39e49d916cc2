package import OneStop
package import Records
package import Store

/// On what occasion somebody asks: what of a request is kept beside what it read or did.
package struct Occasion: Sendable, Hashable {
    package var requestID: String?
    package var purpose: ReadPurpose?

    package init(requestID: String? = nil, purpose: ReadPurpose? = nil) {
        self.requestID = requestID
        self.purpose = purpose
    }
}

/// Whoever a request comes from, with everything that decides what they may do.
package struct Principal: Sendable {
    package var account: UserID
    package var tenant: AgencyID
    package var agency: AgencyID
    package var unit: UnitID?
    package var login: String
    package var actor: Actor
    package var token: Int64
    package var occasion = Occasion()

    /// Reads a token's rights against the office: rights for a unit hold for the units below it, rights for a procedure
    /// for all its versions, and rights for what went on from an agency or unit that ended also for what that one left.
    init(_ token: TokenRow, appointments: [AppointmentRow], office: Office) {
        account = token.account
        tenant = token.tenant
        agency = token.agency
        unit = token.unit
        login = token.login
        self.token = token.token
        let grants = appointments.compactMap { appointment -> Grant? in
            guard let role = Role(rawValue: appointment.role) else { return nil }
            return Grant(
                role: role, agencies: Set(office.successions.lines(of: appointment.agency)),
                units: appointment.unit.map { office.successions.withFormer(office.unitsBelow($0)) },
                procedures: appointment.procedure.map { office.versions(of: $0) },
                standingFor: appointment.standingFor)
        }
        let scopes = Set(token.scopes.compactMap(Scope.init(rawValue:)))
        actor = Actor(
            user: token.account, grants: grants, limitedTo: Scope.verbs(of: scopes), portal: scopes.contains(.portal))
    }

    /// An account acting by itself, without a token: in a session, or from the command line, where the operating system
    /// vouches for it.
    package init(
        account: AccountRow, appointments: [AppointmentRow], office: Office
    ) {
        self.init(
            TokenRow(
                token: 0, account: account.id, tenant: account.tenant, agency: account.agency, unit: account.unit,
                login: account.login,
                scopes: [Scope.read, .write, .reports, .administer].map(\.rawValue), expiresAt: .latest, revokedAt: nil,
                disabledAt: nil),
            appointments: appointments, office: office)
    }

    /// Whether the person stands in for somebody at present.
    package func standsIn(for account: UserID) -> Bool {
        actor.grants.contains { $0.standingFor == account }
    }

    /// Whether the rights allow a verb on something that is no dossier.
    package func permits(_ verb: Verb, in agency: AgencyID) -> Permission {
        if let limits = actor.limitedTo, !limits.contains(verb) {
            return actor.grants.contains { $0.agencies.contains(agency) } ? .noRight : .outOfScope
        }
        return Rights.permits(
            verb, grants: actor.grants, target: Target(agency: agency, unit: nil, procedure: nil, user: account))
    }
}
