package import OneStop
package import PQ
package import Records

/// What is kept of something that was done and is no event of one dossier.
package struct NewAuditEvent: Sendable, Hashable {
    /// What was done.
    package enum Kind: String, Sendable, CaseIterable {
        case personErased = "person_erased"
        /// A draft of the catalogue, of which nothing else is left.
        case draftDeleted = "draft_deleted"
        case userAdded = "user_added"
        case userChanged = "user_changed"
        case userDisabled = "user_disabled"
        case userEnabled = "user_enabled"
        case rightGiven = "right_given"
        case rightTaken = "right_taken"
        /// An administrator gave a password that counts once.
        case passwordReset = "password_reset"
        case secondFactorRemoved = "second_factor_removed"
        case sessionsEnded = "sessions_ended"
        case tokenIssued = "token_issued"
        case tokenRevoked = "token_revoked"
        case monthFrozen = "month_frozen"
        case monthUnfrozen = "month_unfrozen"
        case unitAdded = "unit_added"
        case unitChanged = "unit_changed"
        case unitClosed = "unit_closed"
        case unitOpened = "unit_opened"
        case letterheadChanged = "letterhead_changed"
    }

    package var kind: Kind
    package var tenant: AgencyID
    package var agency: AgencyID
    package var at: Instant
    /// Nil where the operating system vouches for who did it.
    package var actor: UserID?
    /// On what it was done; required for an erasure.
    package var ground: String?
    /// JSON with keys and codes.
    package var facts: String
    package var requestID: String?

    package init(
        _ kind: Kind, tenant: AgencyID, agency: AgencyID, at: Instant, actor: UserID?, ground: String?, facts: String,
        requestID: String?
    ) {
        self.kind = kind
        self.tenant = tenant
        self.agency = agency
        self.at = at
        self.actor = actor
        self.ground = ground
        self.facts = facts
        self.requestID = requestID
    }
}

/// The audit trail beside the dossiers' events. Written once.
package enum AuditStatements {
    package static let insert = Statement<NewAuditEvent, Void>(
        """
        insert into audit_event (tenant_id, agency_id, at, actor_id, kind, ground, facts, request_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        types: [.int8, .int8, .timestamptz, .int8, .text, .text, .jsonb, .text],
        encode: { event, parameters in
            parameters.int8(event.tenant.rawValue)
            parameters.int8(event.agency.rawValue)
            parameters.instant(event.at)
            parameters.int8(event.actor?.rawValue)
            parameters.text(event.kind.rawValue)
            parameters.text(event.ground)
            parameters.json(event.facts)
            parameters.text(event.requestID)
        })

    /// Events of some agencies after a number, in order.
    package static let ofAgencies = Statement<(agencies: [AgencyID], after: Int64, limit: Int), AuditEventRow>(
        """
        select e.id, e.at, e.kind, a.login, g.code, e.ground, e.facts, e.request_id
        from audit_event e
        left join account a on a.id = e.actor_id
        left join agency g on g.id = e.agency_id
        where e.agency_id = any ($1) and e.id > $2 order by e.id limit $3
        """,
        types: [.int8Array, .int8, .int8],
        encode: { asked, parameters in
            parameters.int8s(asked.agencies.map(\.rawValue))
            parameters.int8(asked.after)
            parameters.int8(Int64(asked.limit))
        },
        decode: { row throws(PQError) in
            AuditEventRow(
                number: try row.int8(), at: try row.instant(), kind: try row.text(), actorLogin: try row.textOrNull(),
                agencyCode: try row.textOrNull(), ground: try row.textOrNull(), facts: try row.json(),
                requestID: try row.textOrNull())
        })
}

extension Database {
    /// Audit events of some agencies after a number, in order.
    package func auditEvents(
        of agencies: [AgencyID], after: Int64, limit: Int
    ) async throws(StoreError) -> [AuditEventRow] {
        try await perform { (pool) throws(PQError) in
            try await pool.query(AuditStatements.ofAgencies, (agencies: agencies, after: after, limit: limit))
        }
    }
}
