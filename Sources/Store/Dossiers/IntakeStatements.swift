package import OneStop
package import PQ
package import Records

/// Personal data of an applicant on its way into the store.
package struct NewApplicant: Sendable {
    package var id: Int64
    package var tenant: AgencyID
    /// The agencies that the dossier lies with: whoever may search one of them finds the applicant there.
    package var agencies: Set<AgencyID>
    package var record: ApplicantRecord
    package var createdAt: Instant

    package init(
        id: Int64, tenant: AgencyID, agencies: Set<AgencyID>, record: ApplicantRecord, createdAt: Instant
    ) {
        self.id = id
        self.tenant = tenant
        self.agencies = agencies
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
    /// The constraint that another system's reference, used twice in an agency, meets.
    package static let externalOnce = "dossier_external_unique"

    package static let insertApplicant = Statement<NewApplicant, Void>(
        """
        insert into applicant (id, tenant_id, kind, name, identity_number, phone, email, address, created_at, agencies)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        types: [.int8, .int8, .int2, .text, .text, .text, .text, .text, .timestamptz, .int8Array],
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
            parameters.int8s(applicant.agencies.map(\.rawValue).sorted())
        })

    package static let insertPapers = Statement<NewPapers, Void>(
        """
        insert into paper_received (dossier_id, version_id, component, originals, copies, electronic, reused, received_at)
        select $1, $2, component, originals, copies, electronic, reused, $8
        from unnest($3::smallint[], $4::smallint[], $5::smallint[], $6::smallint[], $7::boolean[])
            as papers (component, originals, copies, electronic, reused)
        """,
        types: [.int8, .int8, .int2Array, .int2Array, .int2Array, .int2Array, .boolArray, .timestamptz],
        encode: { papers, parameters in parameters.papers(papers) })

    /// Papers that come in later. They lie after all before them, also where two clocks differ.
    package static let addPapers = Statement<NewPapers, Void>(
        """
        insert into paper_received (dossier_id, version_id, component, originals, copies, electronic, reused, received_at)
        select $1, $2, component, originals, copies, electronic, reused,
               greatest($8, (select max(received_at) + interval '1 microsecond' from paper_received where dossier_id = $1))
        from unnest($3::smallint[], $4::smallint[], $5::smallint[], $6::smallint[], $7::boolean[])
            as papers (component, originals, copies, electronic, reused)
        """,
        types: [.int8, .int8, .int2Array, .int2Array, .int2Array, .int2Array, .boolArray, .timestamptz],
        encode: { papers, parameters in parameters.papers(papers) })

    /// The papers of a dossier by its code, whatever the time they came in.
    package static let papersByCode = Statement<String, NewPapers.Line>(
        """
        select p.component, p.originals, p.copies, p.electronic, p.reused
        from dossier d join paper_received p on p.dossier_id = d.id
        where d.code collate "C" = $1 order by p.component, p.received_at
        """,
        types: [.text],
        encode: { code, parameters in parameters.text(code) },
        decode: { row throws(PQError) in try row.paperLine() })

    /// The papers that a dossier came with.
    package static let papersOf = Statement<DossierID, NewPapers.Line>(
        """
        select component, originals, copies, electronic, reused from paper_received
        where dossier_id = $1 order by component, received_at
        """,
        types: [.int8],
        encode: { dossier, parameters in parameters.int8(dossier.rawValue) },
        decode: { row throws(PQError) in try row.paperLine() })

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

extension ParameterWriter {
    fileprivate mutating func papers(_ papers: NewPapers) {
        int8(papers.dossier.rawValue)
        int8(papers.version.rawValue)
        int2s(papers.lines.map { Int16(clamping: $0.component) })
        int2s(papers.lines.map { Int16(clamping: $0.originals) })
        int2s(papers.lines.map { Int16(clamping: $0.copies) })
        int2s(papers.lines.map { Int16(clamping: $0.electronic) })
        bools(papers.lines.map(\.reused))
        instant(papers.receivedAt)
    }
}

extension RowReader {
    fileprivate mutating func paperLine() throws(PQError) -> NewPapers.Line {
        NewPapers.Line(
            component: Int(try int2()), originals: Int(try int2()), copies: Int(try int2()),
            electronic: Int(try int2()), reused: try bool())
    }
}
