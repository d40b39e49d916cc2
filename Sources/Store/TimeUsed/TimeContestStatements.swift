package import OneStop
package import PQ
package import Records

/// Something said against the reckoning of who used the time.
package struct NewTimeContest: Sendable {
    package var dossier: DossierID
    package var number: Int
    package var part: ContestedPart
    package var note: String
    package var at: Instant
    package var by: UserID

    package init(dossier: DossierID, number: Int, part: ContestedPart, note: String, at: Instant, by: UserID) {
        self.dossier = dossier
        self.number = number
        self.part = part
        self.note = note
        self.at = at
        self.by = by
    }
}

/// The answer to it.
package struct NewTimeContestAnswer: Sendable {
    package var dossier: DossierID
    package var number: Int
    package var decision: ContestDecision
    package var movedTo: UnitID?
    package var note: String
    package var at: Instant
    package var by: UserID

    package init(
        dossier: DossierID, number: Int, decision: ContestDecision, movedTo: UnitID?, note: String, at: Instant,
        by: UserID
    ) {
        self.dossier = dossier
        self.number = number
        self.decision = decision
        self.movedTo = movedTo
        self.note = note
        self.at = at
        self.by = by
    }
}

/// What was said against reckonings, and what was decided; written once.
package enum TimeContestStatements {
    package static let insert = Statement<NewTimeContest, Void>(
        """
        insert into time_contest (dossier_id, number, unit_id, officer_id, leg, note, contested_at, contested_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        types: [.int8, .int2, .int8, .int8, .int2, .text, .timestamptz, .int8],
        encode: { contest, parameters in
            var unit: UnitID?
            var officer: UserID?
            var leg: Int?
            switch contest.part {
            case .unit(let one): unit = one
            case .officer(let one): officer = one
            case .leg(let number): leg = number
            }
            parameters.int8(contest.dossier.rawValue)
            parameters.int2(Int16(clamping: contest.number))
            parameters.int8(unit?.rawValue)
            parameters.int8(officer?.rawValue)
            parameters.int2(leg.map { Int16(clamping: $0) })
            parameters.text(contest.note)
            parameters.instant(contest.at)
            parameters.int8(contest.by.rawValue)
        })

    package static let answer = Statement<NewTimeContestAnswer, Void>(
        """
        insert into time_contest_answer (dossier_id, number, decision, moved_to, note, answered_at, answered_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        types: [.int8, .int2, .text, .int8, .text, .timestamptz, .int8],
        encode: { answer, parameters in
            parameters.int8(answer.dossier.rawValue)
            parameters.int2(Int16(clamping: answer.number))
            parameters.text(answer.decision.rawValue)
            parameters.int8(answer.movedTo?.rawValue)
            parameters.text(answer.note)
            parameters.instant(answer.at)
            parameters.int8(answer.by.rawValue)
        })

    /// Of some dossiers, by dossier and number.
    package static let ofDossiers = Statement<[DossierID], TimeContestRow>(
        """
        select c.dossier_id, c.number, c.unit_id, c.officer_id, c.leg, coalesce(u.code, o.login), c.note,
               c.contested_at, b.login, a.decision, a.moved_to, a.note, a.answered_at, s.login
        from time_contest c
        join account b on b.id = c.contested_by
        left join unit u on u.id = c.unit_id
        left join account o on o.id = c.officer_id
        left join time_contest_answer a on a.dossier_id = c.dossier_id and a.number = c.number
        left join account s on s.id = a.answered_by
        where c.dossier_id = any ($1) order by c.dossier_id, c.number
        """,
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) },
        decode: { row throws(PQError) in try row.contest() })

    /// Dossiers of an agency that ended in a period, both days included.
    package static let ended = Statement<EndedQuery, DossierID>(
        """
        with mine as materialized (
            select dossier_id from dossiers_in_parts($1, $4, $5, $6, $7) where $4::text[] is not null
        )
        select d.id from dossier d
        where d.line_id = any ($1) and d.accepted_on is not null and d.ended_on between $2 and $3
          and ($4::text[] is null or d.id in (select dossier_id from mine))
        order by d.id
        """,
        types: [.int8Array, .date, .date, .textArray, .textArray, .int8Array, .textArray],
        encode: { query, parameters in
            parameters.int8s(query.lines.map(\.rawValue))
            parameters.localDate(query.period.from)
            parameters.localDate(query.period.to)
            parameters.parts(query.parts)
        },
        decode: { row throws(PQError) in DossierID(try row.int8()) })
}

/// Which ended dossiers are asked for.
package struct EndedQuery: Sendable, Hashable {
    /// The agencies under whose names they were first decided.
    package var lines: [AgencyID]
    package var period: Period
    /// Only those that lie in one of them; nil for all of the agency's.
    package var parts: [FigurePart]?

    package init(lines: [AgencyID], period: Period, parts: [FigurePart]?) {
        self.lines = lines
        self.period = period
        self.parts = parts
    }
}

extension RowReader {
    fileprivate mutating func contest() throws(PQError) -> TimeContestRow {
        let dossier = DossierID(try int8())
        let number = Int(try int2())
        let unit = try int8OrNull().map(UnitID.init)
        let officer = try int8OrNull().map(UserID.init)
        let leg = try int2OrNull().map { Int($0) }
        let part: ContestedPart
        if let unit {
            part = .unit(unit)
        } else if let officer {
            part = .officer(officer)
        } else {
            part = .leg(leg ?? 0)
        }
        var row = TimeContestRow(
            dossier: dossier, number: number, part: part, partName: try textOrNull(), note: try text(),
            at: try instant(), byLogin: try text(), answer: nil)
        let decision = try textOrNull()
        let movedTo = try int8OrNull().map(UnitID.init)
        let note = try textOrNull()
        let at = try instantOrNull()
        let login = try textOrNull()
        if let decision, let at {
            row.answer = TimeContestAnswerRow(
                decision: try stored("decision", decision, ContestDecision.init(rawValue:)), movedTo: movedTo,
                note: note ?? "", at: at, byLogin: login ?? "")
        }
        return row
    }
}

extension Database {
    /// What was said against the reckonings of some dossiers.
    package func timeContests(of dossiers: [DossierID]) async throws(StoreError) -> [TimeContestRow] {
        try await perform { (pool) throws(PQError) in
            try await pool.query(TimeContestStatements.ofDossiers, dossiers)
        }
    }

    /// Keys of dossiers that ended in a period.
    package func ended(_ query: EndedQuery) async throws(StoreError) -> [DossierID] {
        try await perform { (pool) throws(PQError) in try await pool.query(TimeContestStatements.ended, query) }
    }

    /// Writes a contest or an answer under the lock of the dossier's row, which gives contests their numbers.
    ///
    /// - Parameter body: makes what is written from the contests there are; it may run again after a deadlock.
    /// - Throws: `StoreError`, or what `body` throws.
    package func contest(
        _ dossier: DossierID, code: String,
        _ body: ([TimeContestRow]) throws -> (write: TimeContestWrite, answer: StoredAnswer?)
    ) async throws {
        do {
            try await pool.transaction { transaction in
                var reading = Batch()
                reading.add(DossierReading.lockByCode, code)
                let present = reading.add(TimeContestStatements.ofDossiers, [dossier])
                let (write, answer) = try body(try await transaction.run(reading).rows(present))
                var writing = Batch()
                if let answer { writing.add(IdempotencyStatements.insert, answer) }
                switch write {
                case .contest(let contest): writing.add(TimeContestStatements.insert, contest)
                case .answer(let answer): writing.add(TimeContestStatements.answer, answer)
                }
                try await transaction.commit(with: writing)
            }
        } catch {
            throw StoreError.translate(error)
        }
    }
}

/// What is written of a contest.
package enum TimeContestWrite: Sendable {
    case contest(NewTimeContest)
    case answer(NewTimeContestAnswer)
}
