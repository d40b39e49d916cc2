import OneStop
package import PQ
package import Records

/// How things are found by what somebody remembers of them. Each way of looking is a branch with an index of its own and
/// reads a hundred entries at most; what it found is ranked afterwards: exact numbers and codes, then beginnings, then
/// by likeness. A branch that this pass does not look through has null parameters and reads nothing.
package enum SearchStatements {
    /// Dossiers in the reader's scope. The last column says whether a branch came to its bound.
    package static let dossiers = Statement<(search: DossierSearch, pass: SearchPass), SearchHit<WorkListRow>>(
        """
        with named as materialized (
            select * from applicants_named($15, $16, $7, $8, $9, $10, $11, $12)
        ),
        found as materialized (
            select d.id, 0 as rank, 1.0::real as likeness from dossier d
            where d.code collate "C" = any ($2) and is_readable(d, $8, $9, $10, $11, $12)
            union all
            select d.id, 0, 1.0 from unnest($7::bigint[]) as scope (agency)
            join dossier d on d.line_id = scope.agency and d.external_reference = $1
            where is_readable(d, $8, $9, $10, $11, $12)
            union all
            (select d.id, 1, 0.0 from dossier d
             where d.code collate "C" >= $3 and d.code collate "C" < ($3 || ':') and is_readable(d, $8, $9, $10, $11, $12)
             order by d.code collate "C" desc limit $14)
            union all
            (select d.id, case when p.identity_number = $4 then 0 else 1 end, 0.0
             from applicant p join dossier d on d.applicant_id = p.id
             where p.tenant_id = $6 and p.identity_number collate "C" >= $4 and p.identity_number collate "C" < ($4 || ':')
               and is_readable(d, $8, $9, $10, $11, $12)
             order by p.identity_number collate "C" limit 100)
            union all
            (select d.id, case when p.phone = $5 then 0 else 1 end, 0.0
             from applicant p join dossier d on d.applicant_id = p.id
             where p.tenant_id = $6 and p.phone collate "C" >= $5 and p.phone collate "C" < ($5 || ':')
               and is_readable(d, $8, $9, $10, $11, $12)
             order by p.phone collate "C" limit 100)
            union all
            (select d.id, p.rank, p.likeness
             from (select * from named order by rank, likeness desc, id desc) p
             join dossier d on d.applicant_id = p.id
             where is_readable(d, $8, $9, $10, $11, $12)
             order by p.rank, p.likeness desc, p.id desc
             limit $14)
        ), ranked as (
            select id, min(rank) as rank, max(likeness) as likeness from found group by id
        )
        select d.id, d.code, d.version_id, d.channel, d.status, p.name, d.holder_id, o.login, d.step, d.step_due,
               d.accepted_at, d.first_promise, d.due, d.provisional, d.paused_at, d.second_supplement_at is not null,
               apology_state(d, $13), waits_for(d), d.version, d.helped_at, d.received_by, d.decided_by, d.desk_id,
               d.unit_id, d.officer_id, d.external_reference,
               (select count(*) from named) >= 100 or (select count(*) from found) >= 100
        from (select * from ranked order by rank, likeness desc, id desc limit $14) r
        join dossier d on d.id = r.id
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        order by r.rank, r.likeness desc, d.id desc
        """,
        types: [
            .text, .textArray, .text, .text, .text, .int8, .int8Array, .int8Array, .int8Array, .int8Array, .int8Array,
            .int8Array, .date, .int8, .text, .bool,
        ],
        encode: { asked, parameters in
            let (search, pass) = asked
            parameters.text(search.terms.text)
            parameters.texts(search.terms.codes)
            parameters.text(pass == .numbers ? search.terms.codePrefix : nil)
            parameters.text(search.terms.identityNumber(in: pass))
            parameters.text(search.terms.phone(in: pass))
            parameters.int8(search.tenant.rawValue)
            parameters.int8s(search.scope.agencies.map(\.rawValue))
            parameters.int8s(search.scope.whole.map(\.rawValue))
            parameters.int8s(search.scope.units.map(\.rawValue))
            parameters.int8s(search.scope.desks.map(\.rawValue))
            parameters.int8s(search.scope.deskUnits.map(\.rawValue))
            parameters.int8s(search.scope.procedures?.map(\.rawValue))
            parameters.localDate(search.today)
            parameters.int8(Int64(search.limit))
            parameters.name(of: search.terms, in: pass)
        },
        decode: { row throws(PQError) in SearchHit(row: try row.workListRow(), isBounded: try row.bool()) })

    /// Applicants, each person once with the newest details. The last column says whether a branch came to its bound.
    package static let applicants = Statement<(search: ApplicantSearch, pass: SearchPass), SearchHit<KnownApplicant>>(
        """
        with found as materialized (
            (select p.id, case when p.identity_number = $1 then 0 else 1 end as rank, 0.0::real as likeness
             from applicant p
             where p.tenant_id = $3 and p.identity_number collate "C" >= $1 and p.identity_number collate "C" < ($1 || ':')
               and (p.identity_number = $1 or p.agencies && $4)
             order by p.identity_number collate "C" limit 100)
            union all
            (select p.id, case when p.phone = $2 then 0 else 1 end, 0.0 from applicant p
             where p.tenant_id = $3 and p.phone collate "C" >= $2 and p.phone collate "C" < ($2 || ':')
               and (p.phone = $2 or p.agencies && $4)
             order by p.phone collate "C" limit 100)
            union all
            select * from applicants_named($6, $7, $4, $4, '{}', '{}', '{}', null)
        ), persons as (
            select distinct on (coalesce(p.identity_number, p.id::text)) p.*, f.rank, f.likeness
            from found f join applicant p on p.id = f.id
            where p.erased_at is null
            order by coalesce(p.identity_number, p.id::text), coalesce(p.amended_at, p.created_at) desc, p.id desc, f.rank
        )
        select id, kind, name, identity_number, phone, email, address, (select count(*) from found) >= 100
        from persons order by rank, likeness desc, id desc limit $5
        """,
        types: [.text, .text, .int8, .int8Array, .int8, .text, .bool],
        encode: { asked, parameters in
            let (search, pass) = asked
            parameters.text(search.terms.identityNumber(in: pass))
            parameters.text(search.terms.phone(in: pass))
            parameters.int8(search.tenant.rawValue)
            parameters.int8s(search.agencies.map(\.rawValue))
            parameters.int8(Int64(search.limit))
            parameters.name(of: search.terms, in: pass)
        },
        decode: { row throws(PQError) in
            SearchHit(
                row: KnownApplicant(id: try row.int8(), record: try row.applicant()),
                isBounded: try row.bool())
        })

    /// Procedures of a tenant: the keys, the best first.
    package static let procedures = Statement<ProcedureSearch, Int64>(
        """
        with asked as materialized (select folded($1) as text),
        found as (
            select id from procedure
            where tenant_id = $2 and name_folded like '%' || replace((select text from asked), ' ', '% ') || '%'
            union
            select id from procedure where tenant_id = $2 and starts_with(upper(code), upper($1))
        )
        select p.id from found f join procedure p on p.id = f.id
        where not p.imported
        order by case when upper(p.code) = upper($1) then 0
                      when starts_with(upper(p.code), upper($1)) or starts_with(p.name_folded, (select text from asked)) then 1
                      else 2 end,
                 similarity(p.name_folded, (select text from asked)) desc, p.code
        limit $3
        """,
        types: [.text, .int8, .int8],
        encode: { search, parameters in
            parameters.text(search.terms.text)
            parameters.int8(search.tenant.rawValue)
            parameters.int8(Int64(search.limit))
        },
        decode: { row throws(PQError) in try row.int8() })
}

/// What is looked for at once. A text that may be a code or number is looked for as such first, and as a name only where
/// nothing has that number: no search pays for ways that it does not ask for.
package enum SearchPass: Sendable {
    case numbers
    /// A number exactly as it is written, or how one begins: where nobody has it in its own form.
    case writtenNumbers
    /// All the words, of which the last may be unfinished.
    case names
    /// All the words, each of which may be unfinished: where nobody has the whole ones.
    case unfinishedNames

    static func all(for terms: SearchTerms) -> [SearchPass] {
        (terms.mayBeNumber ? [.numbers] : []) + (terms.writtenNumber == nil ? [] : [.writtenNumbers])
            + [.names, .unfinishedNames]
    }

    /// Whether this pass looks at names.
    var looksAtNames: Bool {
        switch self {
        case .numbers, .writtenNumbers: false
        case .names, .unfinishedNames: true
        }
    }
}

extension SearchTerms {
    fileprivate func identityNumber(in pass: SearchPass) -> String? {
        switch pass {
        case .numbers: identityPrefix
        case .writtenNumbers: writtenNumber
        case .names, .unfinishedNames: nil
        }
    }

    fileprivate func phone(in pass: SearchPass) -> String? {
        switch pass {
        case .numbers: phonePrefix
        case .writtenNumbers: writtenNumber
        case .names, .unfinishedNames: nil
        }
    }
}

extension ParameterWriter {
    fileprivate mutating func name(of terms: SearchTerms, in pass: SearchPass) {
        text(pass.looksAtNames ? terms.text : nil)
        bool(pass == .unfinishedNames)
    }
}

extension Database {
    /// Dossiers in a reader's scope by what is remembered of them, closed ones too.
    package func search(_ search: DossierSearch) async throws(StoreError) -> Found<WorkListRow> {
        try await perform { (pool) throws(PQError) in
            Found(
                try await Self.first(of: search.terms) { (pass) throws(PQError) in
                    try await pool.query(SearchStatements.dossiers, (search, pass))
                }, limit: search.limit)
        }
    }

    /// Applicants by what is remembered of them.
    package func search(_ search: ApplicantSearch) async throws(StoreError) -> Found<KnownApplicant> {
        try await perform { (pool) throws(PQError) in
            Found(
                try await Self.first(of: search.terms) { (pass) throws(PQError) in
                    try await pool.query(SearchStatements.applicants, (search, pass))
                }, limit: search.limit)
        }
    }

    /// What the first pass finds that finds something.
    private static func first<Row>(
        of terms: SearchTerms, _ look: (SearchPass) async throws(PQError) -> [SearchHit<Row>]
    ) async throws(PQError) -> [SearchHit<Row>] {
        for pass in SearchPass.all(for: terms) {
            let hits = try await look(pass)
            if !hits.isEmpty { return hits }
        }
        return []
    }

    /// Keys of procedures by what is remembered of them.
    package func search(_ search: ProcedureSearch) async throws(StoreError) -> Found<Int64> {
        try await perform { (pool) throws(PQError) in
            let rows = try await pool.query(SearchStatements.procedures, search)
            return Found(rows: rows, isComplete: rows.count < search.limit)
        }
    }
}
