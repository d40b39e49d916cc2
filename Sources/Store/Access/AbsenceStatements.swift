package import OneStop
package import PQ
package import Records

/// An absence that is entered.
package struct NewAbsence: Sendable {
    package var tenant: AgencyID
    package var agency: AgencyID
    package var account: UserID
    package var standIn: UserID
    package var from: LocalDate
    package var to: LocalDate
    package var at: Instant
    package var by: UserID

    package init(
        tenant: AgencyID, agency: AgencyID, account: UserID, standIn: UserID, from: LocalDate, to: LocalDate,
        at: Instant, by: UserID
    ) {
        self.tenant = tenant
        self.agency = agency
        self.account = account
        self.standIn = standIn
        self.from = from
        self.to = to
        self.at = at
        self.by = by
    }
}

/// Which absences of an agency are asked for, the one entered last first.
package struct AbsenceQuery: Sendable {
    package var agency: AgencyID
    /// Before this key; nil for the first page.
    package var before: Int64?
    /// Only those that are not over on this day; nil for all.
    package var notOverOn: LocalDate?
    package var limit: Int

    package init(agency: AgencyID, before: Int64?, notOverOn: LocalDate?, limit: Int) {
        self.agency = agency
        self.before = before
        self.notOverOn = notOverOn
        self.limit = limit
    }
}

/// Who is away, and who stands in.
package enum AbsenceStatements {
    /// Nobody enters another absence of these people meanwhile.
    package static let lockPeople = Statement<NewAbsence, Void>(
        "select 1 from account where id in ($1, $2) order by id for update",
        types: [.int8, .int8],
        encode: { absence, parameters in
            parameters.int8(absence.account.rawValue)
            parameters.int8(absence.standIn.rawValue)
        })

    /// What either of the two is entered for on any of the days.
    package static let ofPeople = Statement<NewAbsence, AbsenceRow>(
        """
        select b.* from absence_record b
        where b.ended_at is null and b.from_on <= $4 and b.to_on >= $3
            and (b.account_id in ($1, $2) or b.stand_in_id in ($1, $2))
        order by b.id
        """,
        types: [.int8, .int8, .date, .date],
        encode: { absence, parameters in
            parameters.int8(absence.account.rawValue)
            parameters.int8(absence.standIn.rawValue)
            parameters.localDate(absence.from)
            parameters.localDate(absence.to)
        },
        decode: { row throws(PQError) in try row.absence() })

    package static let insert = Statement<NewAbsence, Int64>(
        """
        insert into absence (tenant_id, agency_id, account_id, stand_in_id, from_on, to_on, entered_at, entered_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
        """,
        types: [.int8, .int8, .int8, .int8, .date, .date, .timestamptz, .int8],
        encode: { absence, parameters in
            parameters.int8(absence.tenant.rawValue)
            parameters.int8(absence.agency.rawValue)
            parameters.int8(absence.account.rawValue)
            parameters.int8(absence.standIn.rawValue)
            parameters.localDate(absence.from)
            parameters.localDate(absence.to)
            parameters.instant(absence.at)
            parameters.int8(absence.by.rawValue)
        },
        decode: { row throws(PQError) in try row.int8() })

    package static let byKey = Statement<Int64, AbsenceRow>(
        """
        select b.* from absence_record b
        where b.id = $1
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id) },
        decode: { row throws(PQError) in try row.absence() })

    /// The absence of somebody on the day, by their agency's clock.
    package static let present = Statement<(account: UserID, now: Instant), AbsenceRow>(
        """
        select b.* from absence_record b
        join agency g on g.id = b.agency_id
        where b.account_id = $1 and b.ended_at is null
            and local_day($2, g.utc_offset_minutes) between b.from_on and b.to_on
        """,
        types: [.int8, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.account.rawValue)
            parameters.instant(asked.now)
        },
        decode: { row throws(PQError) in try row.absence() })

    package static let ofAgency = Statement<AbsenceQuery, AbsenceRow>(
        """
        select b.* from absence_record b
        where b.agency_id = $1 and b.id < $2 and ($3::date is null or (b.ended_at is null and b.to_on >= $3))
        order by b.id desc limit $4
        """,
        types: [.int8, .int8, .date, .int8],
        encode: { query, parameters in
            parameters.int8(query.agency.rawValue)
            parameters.int8(query.before ?? Int64.max)
            parameters.localDate(query.notOverOn)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.absence() })

    package static let end = Statement<(id: Int64, at: Instant, by: UserID), Void>(
        "update absence set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null",
        types: [.int8, .timestamptz, .int8],
        encode: { absence, parameters in
            parameters.int8(absence.id)
            parameters.instant(absence.at)
            parameters.int8(absence.by.rawValue)
        })
}

extension Database {
    /// Enters an absence, while nobody enters another one of the same people.
    /// - Parameters:
    ///   - decide: looks at what the two are entered for on the days; what it throws rolls back and is thrown as it is.
    ///   - answer: what is told of it, by its key; stored with it.
    package func enter(
        _ absence: NewAbsence, decide: ([AbsenceRow]) throws -> Void, answer: (Int64) -> StoredAnswer?
    ) async throws {
        do {
            try await pool.transaction { transaction in
                var reading = Batch()
                reading.add(AbsenceStatements.lockPeople, absence)
                let others = reading.add(AbsenceStatements.ofPeople, absence)
                try decide(try await transaction.run(reading).rows(others))
                guard let id = try await transaction.query(AbsenceStatements.insert, absence).first else {
                    throw StoreError.notFound
                }
                var writing = Batch()
                if let answer = answer(id) { writing.add(IdempotencyStatements.insert, answer) }
                try await transaction.commit(with: writing)
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// An absence by its key; nil when there is none.
    package func absence(_ id: Int64) async throws(StoreError) -> AbsenceRow? {
        try await perform { (pool) throws(PQError) in try await pool.first(AbsenceStatements.byKey, id) }
    }

    /// Somebody's absence on the day of an instant; nil for who is there.
    package func absence(of account: UserID, at now: Instant) async throws(StoreError) -> AbsenceRow? {
        try await perform { (pool) throws(PQError) in
            try await pool.first(AbsenceStatements.present, (account: account, now: now))
        }
    }

    /// A page of an agency's absences.
    package func absences(_ query: AbsenceQuery) async throws(StoreError) -> [AbsenceRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(AbsenceStatements.ofAgency, query) }
    }

    /// Ends an absence at once.
    /// - Returns: whether it was not ended before.
    package func endAbsence(_ id: Int64, at now: Instant, by account: UserID) async throws(StoreError) -> Bool {
        try await perform { (pool) throws(PQError) in
            try await pool.execute(AbsenceStatements.end, (id: id, at: now, by: account)) == 1
        }
    }
}

extension RowReader {
    fileprivate mutating func absence() throws(PQError) -> AbsenceRow {
        AbsenceRow(
            id: try int8(), agency: AgencyID(try int8()), account: UserID(try int8()), person: try text(),
            standInAccount: UserID(try int8()), standIn: try text(), from: try localDate(), to: try localDate(),
            enteredAt: try instant(), enteredBy: try text(), endedAt: try instantOrNull(), endedBy: try textOrNull())
    }
}
