package import OneStop
package import PQ
package import Records

/// An answer to a notice, as it is written.
package struct NewNoticeAnswer: Sendable {
    package var notice: Int64
    package var note: String
    package var until: LocalDate?
    package var at: Instant
    package var by: UserID
    package var answer: StoredAnswer?

    package init(notice: Int64, note: String, until: LocalDate?, at: Instant, by: UserID, answer: StoredAnswer?) {
        self.notice = notice
        self.note = note
        self.until = until
        self.at = at
        self.by = by
        self.answer = answer
    }
}

/// Notices, the newest first, and what was answered.
package enum NoticeStatements {
    /// Notices of an agency's dossiers, and those of other agencies' dossiers for its desk or its units that are asked.
    package static let page = Statement<NoticeQuery, NoticeRow>(
        """
        select n.id, coalesce(d.code, d.external_reference), d.helped_at, d.received_by, d.decided_by, d.desk_id, d.unit_id,
               d.officer_id, d.version_id, d.tenant_id, n.duty, n.occasion, n.since, n.level, n.role, n.agency_id,
               n.unit_id, n.officer_id, o.login, n.raised_at, n.settled_at, q.number, q.agency_id, q.unit_id, q.officer_id
        from (
            (select * from duty_notice n
             where $2 and n.settled_at is null and n.decided_by = $1 and n.id < $6
               and nullif(($3::bigint[] is null or n.unit_id = any ($3)) and ($4::text is null or n.duty = $4)
                   and ($5::smallint is null or n.level = $5), false) is not null
             order by n.id desc limit $7)
            union all
            (select * from duty_notice n
             where not $2 and n.settled_at is not null and n.decided_by = $1 and n.id < $6
               and nullif(($3::bigint[] is null or n.unit_id = any ($3)) and ($4::text is null or n.duty = $4)
                   and ($5::smallint is null or n.level = $5), false) is not null
             order by n.id desc limit $7)
            union all
            (select * from duty_notice n
             where n.agency_id = $1 and n.agency_id <> n.decided_by and n.id < $6
               and nullif((n.settled_at is null) = $2 and ($3::bigint[] is null or n.unit_id = any ($3))
                   and ($4::text is null or n.duty = $4) and ($5::smallint is null or n.level = $5), false) is not null
             order by n.id desc limit $7)
        ) n
        join dossier d on d.id = n.dossier_id
        left join account o on o.id = n.officer_id
        left join opinion q on n.duty = 'opinion_overdue' and q.dossier_id = n.dossier_id
            and q.number::text = n.occasion and q.state in ('open', 'passed_over')
        order by n.id desc limit $7
        """,
        types: [.int8, .bool, .int8Array, .text, .int2, .int8, .int8],
        encode: { query, parameters in
            parameters.int8(query.agency.rawValue)
            parameters.bool(query.isOpen)
            parameters.int8s(query.units?.map(\.rawValue))
            parameters.text(query.duty?.rawValue)
            parameters.int2(query.level.map { Int16($0.rawValue) })
            parameters.int8(query.before)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.notice() })

    package static let byID = Statement<Int64, NoticeRow>(
        """
        select n.id, coalesce(d.code, d.external_reference), d.helped_at, d.received_by, d.decided_by, d.desk_id, d.unit_id,
               d.officer_id, d.version_id, d.tenant_id, n.duty, n.occasion, n.since, n.level, n.role, n.agency_id,
               n.unit_id, n.officer_id, o.login, n.raised_at, n.settled_at, q.number, q.agency_id, q.unit_id, q.officer_id
        from duty_notice n
        join dossier d on d.id = n.dossier_id
        left join account o on o.id = n.officer_id
        left join opinion q on n.duty = 'opinion_overdue' and q.dossier_id = n.dossier_id
            and q.number::text = n.occasion and q.state in ('open', 'passed_over')
        where n.id = $1
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id) },
        decode: { row throws(PQError) in try row.notice() })

    package static let answersTo = Statement<[Int64], NoticeAnswerRow>(
        """
        select a.notice_id, a.note, a.until_on, a.answered_at, o.login
        from duty_answer a join account o on o.id = a.answered_by
        where a.notice_id = any ($1) order by a.notice_id, a.id
        """,
        types: [.int8Array],
        encode: { notices, parameters in parameters.int8s(notices) },
        decode: { row throws(PQError) in
            NoticeAnswerRow(
                notice: try row.int8(), note: try row.text(), until: try row.localDateOrNull(), at: try row.instant(),
                by: try row.text())
        })

    /// Writes an answer to a notice that is not settled; none to one that is.
    package static let answer = Statement<NewNoticeAnswer, Void>(
        """
        insert into duty_answer (notice_id, note, until_on, answered_at, answered_by)
        select n.id, $2, $3, $4, $5 from duty_notice n where n.id = $1 and n.settled_at is null
        """,
        types: [.int8, .text, .date, .timestamptz, .int8],
        encode: { answer, parameters in
            parameters.int8(answer.notice)
            parameters.text(answer.note)
            parameters.localDate(answer.until)
            parameters.instant(answer.at)
            parameters.int8(answer.by.rawValue)
        })
}

extension Database {
    /// A page of notices, the newest first.
    package func notices(_ query: NoticeQuery) async throws(StoreError) -> [NoticeRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(NoticeStatements.page, query) }
    }

    /// One notice; nil when there is none of this number.
    package func notice(_ id: Int64) async throws(StoreError) -> NoticeRow? {
        try await perform { (pool) throws(PQError) in try await pool.first(NoticeStatements.byID, id) }
    }

    /// What was answered to some notices, in order.
    package func answers(to notices: [Int64]) async throws(StoreError) -> [NoticeAnswerRow] {
        guard !notices.isEmpty else { return [] }
        return try await perform { (pool) throws(PQError) in try await pool.query(NoticeStatements.answersTo, notices) }
    }

    /// Keeps an answer.
    /// - Throws: `StoreError.notFound` when the notice has been settled, or there is none.
    package func answer(_ answer: NewNoticeAnswer) async throws {
        do {
            try await pool.transaction { transaction in
                guard try await transaction.execute(NoticeStatements.answer, answer) == 1 else {
                    throw StoreError.notFound
                }
                var batch = Batch()
                if let stored = answer.answer { batch.add(IdempotencyStatements.insert, stored) }
                try await transaction.commit(with: batch)
            }
        } catch {
            throw StoreError.translate(error)
        }
    }
}

extension RowReader {
    fileprivate mutating func notice() throws(PQError) -> NoticeRow {
        let id = try int8()
        let dossier = try textOrNull()
        let scope = DossierScope(
            helpedAt: AgencyID(try int8()), receivedBy: AgencyID(try int8()), decidedBy: AgencyID(try int8()),
            desk: try int8OrNull().map(UnitID.init), unit: try int8OrNull().map(UnitID.init),
            officer: try int8OrNull().map(UserID.init), procedure: ProcedureID(try int8()), accepted: true)
        let tenant = AgencyID(try int8())
        var row = NoticeRow(
            id: id, dossier: dossier, scope: scope, tenant: tenant,
            duty: try stored("duty", try text(), DutyKind.init(rawValue:)), occasion: try text(),
            since: try instant(), level: try stored("level", Int(try int2()), DutyLevel.init(rawValue:)),
            role: try stored("role", try text(), Role.init(rawValue:)), agency: AgencyID(try int8()),
            unit: try int8OrNull().map(UnitID.init), officer: try int8OrNull().map(UserID.init),
            officerLogin: try textOrNull(), raisedAt: try instant(), settledAt: try instantOrNull())
        row.scope.asked = try asked()
        return row
    }

    /// The unit that is asked, of the notice of an opinion that is still waited for: its people read the dossier.
    private mutating func asked() throws(PQError) -> [DossierScope.Asked] {
        let number = try int2OrNull()
        let agency = try int8OrNull()
        let unit = try int8OrNull()
        let officer = try int8OrNull()
        guard let number, let agency, let unit else { return [] }
        return [
            DossierScope.Asked(
                number: Int(number), agency: AgencyID(agency), unit: UnitID(unit), officer: officer.map(UserID.init))
        ]
    }
}
