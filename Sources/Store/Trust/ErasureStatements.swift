package import OneStop
package import PQ
package import Records

/// Who is to be erased, of those whose dossiers lie with some agencies.
package struct PersonQuery: Sendable, Hashable {
    package var tenant: AgencyID
    package var person: PersonName
    /// Every form in which the identity number may be stored, when it is that which names the person.
    package var identityNumbers: [String]
    package var agencies: [AgencyID]

    package init(tenant: AgencyID, person: PersonName, identityNumbers: [String], agencies: [AgencyID]) {
        self.tenant = tenant
        self.person = person
        self.identityNumbers = identityNumbers
        self.agencies = agencies
    }
}

/// What an erasure writes.
package struct ErasureSet: Sendable {
    package var at: Instant
    package var audit: NewAuditEvent
    package var answer: StoredAnswer?

    package init(at: Instant, audit: NewAuditEvent, answer: StoredAnswer?) {
        self.at = at
        self.audit = audit
        self.answer = answer
    }
}

/// Everything personal that is held of somebody: found, locked, emptied. Dossiers are locked before applicants, as an
/// amendment locks them, so that none comes in between.
package enum ErasureStatements {
    /// Keys of the person's records that are not erased; a number that another system grouped is the same number.
    package static let find = Statement<PersonQuery, Int64>(
        """
        with named as (
            select p.id, p.identity_number from applicant p where p.tenant_id = $1 and p.identity_number = any ($2)
            union all
            select p.id, p.identity_number from dossier d join applicant p on p.id = d.applicant_id
            where d.tenant_id = $1 and d.code collate "C" = $3
        )
        select p.id from named n join applicant p on p.id = n.id where p.erased_at is null and p.agencies && $4
        union
        select p.id from named n
        join applicant p on p.tenant_id = $1
            and p.identity_number in (n.identity_number, translate(n.identity_number, ' .-()', ''))
        where p.erased_at is null and p.agencies && $4
        """,
        types: [.int8, .textArray, .text, .int8Array],
        encode: { query, parameters in
            parameters.int8(query.tenant.rawValue)
            parameters.texts(query.identityNumbers)
            switch query.person {
            case .identityNumber: parameters.text(nil)
            case .dossier(let code): parameters.text(code.text)
            }
            parameters.int8s(query.agencies.map(\.rawValue))
        },
        decode: { row throws(PQError) in try row.int8() })

    package static let lockDossiers = Statement<[Int64], PersonOnFile.Dossier>(
        """
        select id, coalesce(code, external_reference, id::text), status, imported from dossier
        where applicant_id = any ($1) order by id for update
        """,
        types: [.int8Array],
        encode: { applicants, parameters in parameters.int8s(applicants) },
        decode: { row throws(PQError) in
            PersonOnFile.Dossier(
                id: DossierID(try row.int8()), name: try row.text(),
                status: try row.stored("status", Int(try row.int2()), Status.init(rawValue:)),
                isImported: try row.bool())
        })

    package static let lockApplicants = Statement<[Int64], PersonOnFile.Applicant>(
        """
        select id, agencies, kind, name, identity_number, phone, email, address from applicant
        where id = any ($1) and erased_at is null order by id for update
        """,
        types: [.int8Array],
        encode: { applicants, parameters in parameters.int8s(applicants) },
        decode: { row throws(PQError) in
            PersonOnFile.Applicant(
                id: try row.int8(), agencies: Set(try row.int8s().map(AgencyID.init)), record: try row.applicant())
        })

    package static let amended = Statement<[Int64], [String?]>(
        "select before, after from applicant_change where applicant_id = any ($1) and field <> 'address'",
        types: [.int8Array],
        encode: { applicants, parameters in parameters.int8s(applicants) },
        decode: { row throws(PQError) in [try row.textOrNull(), try row.textOrNull()] })

    /// Events whose facts say one of the marks somewhere.
    package static let mentions = Statement<(dossiers: [DossierID], marks: [String]), EventMention>(
        """
        select coalesce(d.code, d.external_reference, d.id::text), e.sequence
        from dossier_event e join dossier d on d.id = e.dossier_id
        where e.dossier_id = any ($1)
          and exists (select from unnest($2::text[]) as of_person (mark) where strpos(lower(e.facts::text), lower(mark)) > 0)
        order by d.id, e.sequence
        """,
        types: [.int8Array, .textArray],
        encode: { asked, parameters in
            parameters.int8s(asked.dossiers.map(\.rawValue))
            parameters.texts(asked.marks)
        },
        decode: { row throws(PQError) in EventMention(dossier: try row.text(), sequence: Int(try row.int4())) })

    package static let empty = Statement<(applicants: [Int64], at: Instant), Void>(
        """
        update applicant set name = null, identity_number = null, phone = null, email = null, address = null,
            erased_at = $2
        where id = any ($1)
        """,
        types: [.int8Array, .timestamptz],
        encode: { erased, parameters in
            parameters.int8s(erased.applicants)
            parameters.instant(erased.at)
        })

    package static let forgetChanges = Statement<[Int64], Void>(
        "delete from applicant_change where applicant_id = any ($1)",
        types: [.int8Array],
        encode: { applicants, parameters in parameters.int8s(applicants) })

    /// What was asked about somebody's dossiers, and what was answered, in free words.
    package static let forgetOpinions = Statement<[DossierID], Void>(
        "delete from opinion_text where dossier_id = any ($1)",
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) })

    /// Empties the answers that are kept for repetitions and name one of the dossiers. The key stays, so that a late
    /// repetition does nothing a second time.
    package static let emptyAnswers = Statement<(tenant: AgencyID, dossiers: [String]), Void>(
        """
        update idempotency_key k set body = '', request_hash = ''
        from account a
        where a.id = k.account_id and a.tenant_id = $1 and k.body <> ''
          and exists (select from unnest($2::text[]) as of_person (name)
                      where position(convert_to('"' || name || '"', 'UTF8') in k.body) > 0)
        """,
        types: [.int8, .textArray],
        encode: { asked, parameters in
            parameters.int8(asked.tenant.rawValue)
            parameters.texts(asked.dossiers)
        })
}

extension Database {
    /// Erases a person: what is held of them is found and locked, the body decides, and everything is emptied in one
    /// transaction.
    ///
    /// - Parameter body: decides; what it throws rolls back and is thrown as it is. It may run again after a deadlock.
    package func erase(
        _ query: PersonQuery, _ body: (PersonOnFile, [EventMention]) throws -> ErasureSet
    ) async throws {
        do {
            try await pool.transaction { transaction in
                let keys = try await transaction.query(ErasureStatements.find, query)
                var locking = Batch()
                let dossiers = locking.add(ErasureStatements.lockDossiers, keys)
                let applicants = locking.add(ErasureStatements.lockApplicants, keys)
                let amended = locking.add(ErasureStatements.amended, keys)
                let locked = try await transaction.run(locking)
                let person = PersonOnFile(
                    applicants: try locked.rows(applicants), dossiers: try locked.rows(dossiers),
                    amended: try locked.rows(amended).flatMap { $0.compactMap(\.self) })
                let mentions = try await transaction.query(
                    ErasureStatements.mentions, (dossiers: person.dossiers.map(\.id), marks: person.marks))
                let set = try body(person, mentions)
                let erased = person.applicants.map(\.id)
                var writing = Batch()
                writing.add(ErasureStatements.empty, (applicants: erased, at: set.at))
                writing.add(ErasureStatements.forgetChanges, erased)
                let theirs = person.dossiers.map(\.id)
                writing.add(LetterWriting.empty, (dossiers: theirs, at: set.at))
                writing.add(LetterWriting.emptyDeliveries, theirs)
                writing.add(ErasureStatements.forgetOpinions, theirs)
                writing.add(RatingStatements.forgetNotes, theirs)
                writing.add(MessageListing.erase, (applicants: erased, at: set.at))
                writing.add(
                    ErasureStatements.emptyAnswers, (tenant: query.tenant, dossiers: person.dossiers.map(\.name)))
                writing.add(AuditStatements.insert, set.audit)
                if let answer = set.answer { writing.add(IdempotencyStatements.insert, answer) }
                try await transaction.commit(with: writing)
            }
        } catch {
            throw StoreError.translate(error)
        }
    }
}
