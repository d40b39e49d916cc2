package import OneStop
package import PQ
package import Records

/// Who read what. Written once; forgotten by age only, through a function of the owner's.
package enum ReadRecordStatements {
    /// The same line twice is one line: a repetition after an answer that got lost does no harm.
    package static let insert = Statement<[NewReadRecord], Void>(
        """
        insert into read_record (subject_id, read_at, reader_id, what, token_id, request_id, purpose)
        select * from unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::text[], $5::bigint[], $6::text[],
                             $7::text[])
        on conflict do nothing
        """,
        types: [.int8Array, .timestamptzArray, .int8Array, .textArray, .int8Array, .textArray, .textArray],
        encode: { lines, parameters in
            parameters.int8s(lines.map(\.subject))
            parameters.timestamps(lines.map(\.at.microseconds))
            parameters.int8s(lines.map(\.reader.rawValue))
            parameters.texts(lines.map(\.what.rawValue))
            parameters.int8s(lines.map(\.token))
            parameters.texts(lines.map(\.requestID))
            parameters.texts(lines.map { $0.purpose?.rawValue })
        })

    /// The readings of a dossier, the newest first.
    package static let ofDossier = Statement<(dossier: DossierID, page: ReadRecordQuery), ReadRecordRow>(
        """
        select r.read_at, r.reader_id, r.what, r.subject_id, a.login, u.code, g.code, r.request_id, r.purpose,
               coalesce(d.code, d.external_reference)
        from read_record r
        join dossier d on d.id = r.subject_id
        left join account a on a.id = r.reader_id
        left join unit u on u.id = a.unit_id
        left join agency g on g.id = a.agency_id
        where r.subject_id = $1 and r.what not in ('applicant', 'applicant_search')
          and ($2::timestamptz is null or (r.read_at, r.reader_id, r.what, r.subject_id) < ($2, $3, $4, $5))
        order by r.read_at desc, r.reader_id desc, r.what desc, r.subject_id desc limit $6
        """,
        types: [.int8, .timestamptz, .int8, .text, .int8, .int8],
        encode: { asked, parameters in
            parameters.int8(asked.dossier.rawValue)
            parameters.page(asked.page)
        },
        decode: { row throws(PQError) in try row.readRecord() })

    /// The readings of everything that is held of a person, the newest first.
    package static let ofPerson = Statement<(person: PersonKey, page: ReadRecordQuery), ReadRecordRow>(
        """
        with person as (
            select id from applicant where tenant_id = $1 and identity_number = any ($2) and agencies && $3
        ), subject as (
            select d.id, coalesce(d.code, d.external_reference) as name, false as is_applicant
            from dossier d join person p on p.id = d.applicant_id
            union all
            select id, null, true from person
        )
        select r.read_at, r.reader_id, r.what, r.subject_id, a.login, u.code, g.code, r.request_id, r.purpose, s.name
        from subject s
        join read_record r on r.subject_id = s.id and (r.what in ('applicant', 'applicant_search')) = s.is_applicant
        left join account a on a.id = r.reader_id
        left join unit u on u.id = a.unit_id
        left join agency g on g.id = a.agency_id
        where $4::timestamptz is null or (r.read_at, r.reader_id, r.what, r.subject_id) < ($4, $5, $6, $7)
        order by r.read_at desc, r.reader_id desc, r.what desc, r.subject_id desc limit $8
        """,
        types: [.int8, .textArray, .int8Array, .timestamptz, .int8, .text, .int8, .int8],
        encode: { asked, parameters in
            parameters.int8(asked.person.tenant.rawValue)
            parameters.texts(asked.person.identityNumbers)
            parameters.int8s(asked.person.agencies.map(\.rawValue))
            parameters.page(asked.page)
        },
        decode: { row throws(PQError) in try row.readRecord() })
}

extension ParameterWriter {
    fileprivate mutating func page(_ page: ReadRecordQuery) {
        instant(page.after?.at)
        int8(page.after?.reader.rawValue)
        text(page.after?.what)
        int8(page.after?.subject)
        int8(Int64(page.limit))
    }
}

extension RowReader {
    fileprivate mutating func readRecord() throws(PQError) -> ReadRecordRow {
        ReadRecordRow(
            position: .init(
                at: try instant(), reader: UserID(try int8()), what: try text(), subject: try int8()),
            readerLogin: try textOrNull(), unitCode: try textOrNull(), agencyCode: try textOrNull(),
            requestID: try textOrNull(), purpose: try textOrNull(), dossier: try textOrNull())
    }
}

extension Database {
    /// Keeps readings; those that are kept already are passed over.
    package func record(_ lines: [NewReadRecord]) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(ReadRecordStatements.insert, lines)
        }
    }

    /// A page of a dossier's readings.
    package func reads(of dossier: DossierID, _ page: ReadRecordQuery) async throws(StoreError) -> [ReadRecordRow] {
        try await perform { (pool) throws(PQError) in
            try await pool.query(ReadRecordStatements.ofDossier, (dossier: dossier, page: page))
        }
    }

    /// A page of the readings of everything held of a person.
    package func reads(of person: PersonKey, _ page: ReadRecordQuery) async throws(StoreError) -> [ReadRecordRow] {
        try await perform { (pool) throws(PQError) in
            try await pool.query(ReadRecordStatements.ofPerson, (person: person, page: page))
        }
    }
}
