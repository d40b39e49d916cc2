package import OneStop
package import PQ
package import Records

/// New details of an applicant, with the event of the dossier that they were amended on.
package struct NewApplicantDetails: Sendable {
    package var applicant: Int64
    package var dossier: DossierID
    /// The sequence number of the event.
    package var sequence: Int
    /// The details that change, with their new values.
    package var details: [AmendedField: String]
    package var at: Instant
    package var by: UserID

    package init(
        applicant: Int64, dossier: DossierID, sequence: Int, details: [AmendedField: String], at: Instant, by: UserID
    ) {
        self.applicant = applicant
        self.dossier = dossier
        self.sequence = sequence
        self.details = details
        self.at = at
        self.by = by
    }
}

/// Whose dossiers are looked for before another one is taken in.
package struct TwinQuery: Sendable, Hashable {
    package var tenant: AgencyID
    package var identityNumber: String
    package var catalogueProcedure: Int64
    /// Dossiers that came in before are no twins.
    package var since: Instant

    package init(tenant: AgencyID, identityNumber: String, catalogueProcedure: Int64, since: Instant) {
        self.tenant = tenant
        self.identityNumber = identityNumber
        self.catalogueProcedure = catalogueProcedure
        self.since = since
    }
}

/// Applicants who come again or whose details change.
package enum ApplicantStatements {
    /// Keeps what the details were. Locks the row, so that what `amend` then overwrites is what was kept.
    package static let keepBefore = Statement<NewApplicantDetails, Void>(
        """
        with present as (select * from applicant where id = $1 for update)
        insert into applicant_change (applicant_id, dossier_id, sequence, field, before, after, changed_at, changed_by)
        select $1, $2, $3, n.field,
               case n.field when 'name' then p.name when 'phone' then p.phone when 'email' then p.email
                   when 'address' then p.address when 'identity_number' then p.identity_number end,
               n.after, $6, $7
        from present p cross join unnest($4::text[], $5::text[]) as n (field, after)
        """,
        types: [.int8, .int8, .int4, .textArray, .textArray, .timestamptz, .int8],
        encode: { new, parameters in
            let details = new.details.sorted { $0.key.rawValue < $1.key.rawValue }
            parameters.int8(new.applicant)
            parameters.int8(new.dossier.rawValue)
            parameters.int4(Int32(clamping: new.sequence))
            parameters.texts(details.map(\.key.rawValue))
            parameters.texts(details.map(\.value))
            parameters.instant(new.at)
            parameters.int8(new.by.rawValue)
        })

    package static let amend = Statement<NewApplicantDetails, Void>(
        """
        update applicant set name = coalesce($2, name), phone = coalesce($3, phone), email = coalesce($4, email),
            address = coalesce($5, address), identity_number = coalesce($6, identity_number), amended_at = $7
        where id = $1
        """,
        types: [.int8, .text, .text, .text, .text, .text, .timestamptz],
        encode: { new, parameters in
            parameters.int8(new.applicant)
            parameters.text(new.details[.name])
            parameters.text(new.details[.phone])
            parameters.text(new.details[.email])
            parameters.text(new.details[.address])
            parameters.text(new.details[.identityNumber])
            parameters.instant(new.at)
        })

    package static let changesOf = Statement<DossierPage, ApplicantChangeRow>(
        """
        select c.sequence, c.field, c.before, c.after, c.changed_at, a.login
        from applicant_change c left join account a on a.id = c.changed_by
        where c.dossier_id = $1 and c.sequence > $2 order by c.sequence, c.field limit $3
        """,
        types: [.int8, .int4, .int8],
        encode: { asked, parameters in parameters.page(asked) },
        decode: { row throws(PQError) in
            ApplicantChangeRow(
                sequence: Int(try row.int4()), field: try row.text(), before: try row.textOrNull(),
                after: try row.text(), changedAt: try row.instant(), byLogin: try row.textOrNull())
        })

    /// The newest details under an identity number.
    package static let byIdentity = Statement<(tenant: AgencyID, identityNumber: String), KnownApplicant>(
        """
        select id, kind, name, identity_number, phone, email, address from applicant
        where tenant_id = $1 and identity_number = $2 and erased_at is null
        order by coalesce(amended_at, created_at) desc, id desc limit 1
        """,
        types: [.int8, .text],
        encode: { asked, parameters in
            parameters.int8(asked.tenant.rawValue)
            parameters.text(asked.identityNumber)
        },
        decode: { row throws(PQError) in KnownApplicant(id: try row.int8(), record: try row.applicant()) })

    /// Open dossiers of the same person for the same procedure.
    package static let twins = Statement<TwinQuery, TwinRow>(
        """
        select d.code, d.helped_at, d.received_by, d.decided_by, d.desk_id, d.unit_id, d.officer_id, d.version_id,
               d.accepted_at is not null
        from applicant p join dossier d on d.applicant_id = p.id
        where p.tenant_id = $1 and p.identity_number = $2 and d.procedure_id = $3 and p.created_at >= $4
          and d.ended_at is null and d.status not in (3, 7) and d.code is not null
        order by d.id desc limit 20
        """,
        types: [.int8, .text, .int8, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.tenant.rawValue)
            parameters.text(asked.identityNumber)
            parameters.int8(asked.catalogueProcedure)
            parameters.instant(asked.since)
        },
        decode: { row throws(PQError) in
            TwinRow(
                code: try row.text(),
                scope: DossierScope(
                    helpedAt: AgencyID(try row.int8()), receivedBy: AgencyID(try row.int8()),
                    decidedBy: AgencyID(try row.int8()), desk: try row.int8OrNull().map(UnitID.init),
                    unit: try row.int8OrNull().map(UnitID.init), officer: try row.int8OrNull().map(UserID.init),
                    procedure: ProcedureID(try row.int8()), accepted: try row.bool()))
        })
}

extension Database {
    /// The newest details of a person under an identity number; nil when there are none in the tenant.
    package func applicant(identityNumber: String, tenant: AgencyID) async throws(StoreError) -> KnownApplicant? {
        try await perform { (pool) throws(PQError) in
            try await pool.readFirst(ApplicantStatements.byIdentity, (tenant: tenant, identityNumber: identityNumber))
        }
    }

    /// Open dossiers of the same person for the same procedure, the newest first, twenty at most.
    package func twins(_ query: TwinQuery) async throws(StoreError) -> [TwinRow] {
        try await perform { (pool) throws(PQError) in try await pool.read(ApplicantStatements.twins, query) }
    }

    /// The amended details of a dossier's applicant.
    package func applicantChanges(_ asked: DossierPage) async throws(StoreError) -> [ApplicantChangeRow] {
        try await perform { (pool) throws(PQError) in try await pool.read(ApplicantStatements.changesOf, asked) }
    }

    /// What a dossier is charged with, and a page of its payments and of its refunds, in one round trip.
    package func money(
        _ asked: DossierPage
    ) async throws(StoreError) -> (charges: [FeeChargeRow], payments: [PaymentRow], refunds: [RefundRow]) {
        try await perform { (pool) throws(PQError) in
            var batch = Batch()
            let charges = batch.add(MoneyStatements.chargesOf, asked.dossier)
            let payments = batch.add(MoneyStatements.paymentsOf, asked)
            let refunds = batch.add(MoneyStatements.refundsOf, asked)
            let result = try await pool.read(batch)
            return (try result.rows(charges), try result.rows(payments), try result.rows(refunds))
        }
    }
}
