package import OneStop
package import PQ
package import Records

/// Personal data of an applicant on its way into the store.
package struct NewApplicant: Sendable {
    package var id: Int64
    package var tenant: AgencyID
    package var record: ApplicantRecord
    package var createdAt: Instant

    package init(id: Int64, tenant: AgencyID, record: ApplicantRecord, createdAt: Instant) {
        self.id = id
        self.tenant = tenant
        self.record = record
        self.createdAt = createdAt
    }
}

/// What lay on the counter, one line for each component of the checklist.
package struct NewPapers: Sendable {
    package typealias Line = PaperLine

    package var dossier: DossierID
    package var version: ProcedureID
    package var lines: [Line]
    package var receivedAt: Instant

    package init(dossier: DossierID, version: ProcedureID, lines: [Line], receivedAt: Instant) {
        self.dossier = dossier
        self.version = version
        self.lines = lines
        self.receivedAt = receivedAt
    }
}

/// What comes in with a dossier, and the keys and serials it needs.
package enum IntakeStatements {
    package static let insertApplicant = Statement<NewApplicant, Void>(
        """
        insert into applicant (id, tenant_id, kind, name, identity_number, phone, email, address, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        types: [.int8, .int8, .int2, .text, .text, .text, .text, .text, .timestamptz],
        encode: { applicant, parameters in
            parameters.int8(applicant.id)
            parameters.int8(applicant.tenant.rawValue)
            parameters.int2(Int16(applicant.record.kind.rawValue))
            parameters.text(applicant.record.name)
            parameters.text(applicant.record.identityNumber)
            parameters.text(applicant.record.phone)
            parameters.text(applicant.record.email)
            parameters.text(applicant.record.address)
            parameters.instant(applicant.createdAt)
        })

    package static let insertPapers = Statement<NewPapers, Void>(
        """
        insert into paper_received (dossier_id, version_id, component, originals, copies, electronic, reused, received_at)
        select $1, $2, component, originals, copies, electronic, reused, $8
        from unnest($3::smallint[], $4::smallint[], $5::smallint[], $6::smallint[], $7::boolean[])
            as papers (component, originals, copies, electronic, reused)
        """,
        types: [.int8, .int8, .int2Array, .int2Array, .int2Array, .int2Array, .boolArray, .timestamptz],
        encode: { papers, parameters in
            parameters.int8(papers.dossier.rawValue)
            parameters.int8(papers.version.rawValue)
            parameters.int2s(papers.lines.map { Int16(clamping: $0.component) })
            parameters.int2s(papers.lines.map { Int16(clamping: $0.originals) })
            parameters.int2s(papers.lines.map { Int16(clamping: $0.copies) })
            parameters.int2s(papers.lines.map { Int16(clamping: $0.electronic) })
            parameters.bools(papers.lines.map(\.reused))
            parameters.instant(papers.receivedAt)
        })

    /// The papers that a dossier came with.
    package static let papersOf = Statement<DossierID, NewPapers.Line>(
        """
        select component, originals, copies, electronic, reused from paper_received
        where dossier_id = $1 order by component, received_at
        """,
        types: [.int8],
        encode: { dossier, parameters in parameters.int8(dossier.rawValue) },
        decode: { row throws(PQError) in
            NewPapers.Line(
                component: Int(try row.int2()), originals: Int(try row.int2()), copies: Int(try row.int2()),
                electronic: Int(try row.int2()), reused: try row.bool())
        })

    /// The first key of a block of 64.
    package static let nextDossierBlock = Statement<Void, Int64>(
        "select nextval('dossier_id')", decode: { row throws(PQError) in try row.int8() })

    /// The first key of a block of 64.
    package static let nextApplicantBlock = Statement<Void, Int64>(
        "select nextval('applicant_id')", decode: { row throws(PQError) in try row.int8() })

    /// Reserves serials of an agency and a day; the answer is the last of them.
    package static let reserveCodes = Statement<(agency: AgencyID, day: LocalDate, count: Int), Int>(
        """
        insert into code_block as b (agency_id, day, reserved) values ($1, $2, $3)
        on conflict (agency_id, day) do update set reserved = b.reserved + excluded.reserved
        returning reserved
        """,
        types: [.int8, .date, .int4],
        encode: { block, parameters in
            parameters.int8(block.agency.rawValue)
            parameters.localDate(block.day)
            parameters.int4(Int32(clamping: block.count))
        },
        decode: { row throws(PQError) in Int(try row.int4()) })
}
