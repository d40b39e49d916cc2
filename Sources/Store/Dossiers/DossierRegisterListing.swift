import OneStop
package import PQ
package import Records

/// The register of what an agency received, in the order of the codes: one index, read as far as the limit.
package enum DossierRegisterListing {
    package static let page = Statement<DossierRegisterQuery, DossierRegisterLine>(
        """
        select d.id, d.code, v.entry::json ->> 'sets', p.name, p.address, p.phone, d.status, d.filed_at, d.accepted_at,
               d.first_promise, d.new_date, d.ended_at, d.returned_at, r.facts ->> 'method',
               d.helped_at, d.received_by, d.decided_by, d.desk_id, d.unit_id, d.version_id
        from dossier d
        join procedure_version v on v.id = d.version_id
        left join applicant p on p.id = d.applicant_id
        left join lateral (
            select e.facts from dossier_event e
            where e.dossier_id = d.id and e.sequence <= d.version and e.kind = 'returned' and d.status = 10 limit 1
        ) r on true
        where d.code collate "C" > $2 and d.code collate "C" < $3 and d.received_by = $1
        order by d.code collate "C" limit $4
        """,
        types: [.int8, .text, .text, .int8],
        encode: { query, parameters in
            parameters.int8(query.agency.rawValue)
            parameters.text(query.after)
            parameters.text(query.before)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in
            let id = DossierID(try row.int8())
            let code = try row.text()
            let sets = try row.textOrNull().flatMap { Int($0) }
            let (name, address, phone) = (try row.textOrNull(), try row.textOrNull(), try row.textOrNull())
            let status = try row.stored("status", Int(try row.int2()), Status.init(rawValue:))
            let (filed, accepted) = (try row.instantOrNull(), try row.instantOrNull())
            let (promise, newDate) = (try row.instantOrNull(), try row.instantOrNull())
            let (ended, returned) = (try row.instantOrNull(), try row.instantOrNull())
            let method = try row.textOrNull()
            let scope = try row.dossierScope()
            return DossierRegisterLine(
                id: id, code: code, version: scope.procedure, sets: sets, applicantName: name, address: address,
                phone: phone, status: status, filedAt: filed, acceptedAt: accepted, firstPromise: promise,
                newDate: newDate, endedAt: ended, returnedAt: returned, returnMethod: method, scope: scope)
        })
}

extension Database {
    /// A part of an agency's register.
    package func dossierRegister(
        _ query: DossierRegisterQuery
    ) async throws(StoreError) -> [DossierRegisterLine] {
        try await perform { (pool) throws(PQError) in try await pool.query(DossierRegisterListing.page, query) }
    }
}
