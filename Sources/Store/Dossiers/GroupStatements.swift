package import OneStop
package import PQ
package import Records

/// Dossiers that one applicant files together, on their way into the store.
package struct NewGroup: Sendable {
    package var code: String
    package var tenant: AgencyID
    package var createdAt: Instant
    package var createdBy: UserID

    package init(code: String, tenant: AgencyID, createdAt: Instant, createdBy: UserID) {
        self.code = code
        self.tenant = tenant
        self.createdAt = createdAt
        self.createdBy = createdBy
    }
}

/// Groups of dossiers.
package enum GroupStatements {
    package static let insert = Statement<NewGroup, Void>(
        "insert into dossier_group (code, tenant_id, created_at, created_by) values ($1, $2, $3, $4)",
        types: [.text, .int8, .timestamptz, .int8],
        encode: { group, parameters in
            parameters.text(group.code)
            parameters.int8(group.tenant.rawValue)
            parameters.instant(group.createdAt)
            parameters.int8(group.createdBy.rawValue)
        })

    /// The codes of a group's dossiers.
    package static let codes = Statement<String, String>(
        "select code from dossier where group_code = $1 and code is not null order by id",
        types: [.text],
        encode: { code, parameters in parameters.text(code) },
        decode: { row throws(PQError) in try row.text() })
}

extension Database {
    /// Writes dossiers that were filed together, all or none.
    /// - Throws: `StoreError.violates` with the name of the constraint, such as that of a used idempotency key.
    package func takeIn(
        _ group: NewGroup, _ intakes: [IntakeSet], answer: StoredAnswer?
    ) async throws(StoreError) {
        var whole = Batch()
        if let answer { whole.add(IdempotencyStatements.insert, answer) }
        whole.add(GroupStatements.insert, group)
        for intake in intakes { intake.add(to: &whole) }
        let batch = whole
        _ = try await perform { (pool) throws(PQError) in try await pool.run(batch) }
        news.note(Set(intakes.map(\.dossier.state.decidedBy)))
    }

    /// Writes an application that is refused at the desk, with the next number of the form's register.
    ///
    /// The body may run again after a deadlock and must have no other effect.
    /// - Throws: `StoreError`, or what `body` throws.
    package func register(_ register: Register, _ body: (_ number: Int) throws -> IntakeSet) async throws {
        do {
            try await pool.transaction { transaction in
                var numbering = Batch()
                let next = register.lockAndNext(in: &numbering)
                let number = try await transaction.run(numbering).first(next)
                try await transaction.commit(with: try body(number ?? 1).batch)
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// The dossiers of a group; none when there is no such group.
    package func dossiers(inGroup code: String) async throws(StoreError) -> [DossierRecord] {
        try await perform { (pool) throws(PQError) in
            try await pool.dossiers(try await pool.query(GroupStatements.codes, code))
        }
    }
}
