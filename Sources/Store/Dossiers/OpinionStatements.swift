import JSONText
package import OneStop
package import PQ
package import Records

/// What somebody wrote to a question of a dossier. It may name a person, and is erased with them.
package struct NewOpinionWords: Sendable {
    /// Whose words they are.
    package enum Part: String, Sendable {
        /// What is asked.
        case question
        /// What was answered.
        case answer
    }

    package var dossier: DossierID
    package var number: Int
    package var part: Part
    package var words: String
    package var at: Instant
    package var by: UserID

    package init(dossier: DossierID, number: Int, part: Part, words: String, at: Instant, by: UserID) {
        self.dossier = dossier
        self.number = number
        self.part = part
        self.words = words
        self.at = at
        self.by = by
    }
}

/// Questions to other units: written as their events left them, read of a dossier and of a unit.
package enum OpinionStatements {
    /// Adds a question, or keeps what became of it.
    package static let keep = Statement<(dossier: DossierID, opinion: Opinion), Void>(
        """
        insert into opinion (dossier_id, number, tenant_id, agency_id, unit_id, time_limit, due, late_from, asked_at,
            asked_by, officer_id, reminders, reminded_at, state, closed_at, verdict, answered_by, answered_late)
        select d.id, $2, d.tenant_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
        from dossier d where d.id = $1
        on conflict (dossier_id, number) do update set officer_id = excluded.officer_id,
            reminders = excluded.reminders, reminded_at = excluded.reminded_at, state = excluded.state,
            closed_at = excluded.closed_at, verdict = excluded.verdict, answered_by = excluded.answered_by,
            answered_late = excluded.answered_late
        """,
        types: [
            .int8, .int2, .int8, .int8, .text, .timestamptz, .timestamptz, .timestamptz, .int8, .int8, .int2,
            .timestamptz, .text, .timestamptz, .text, .int8, .bool,
        ],
        encode: { kept, parameters in
            let opinion = kept.opinion
            parameters.int8(kept.dossier.rawValue)
            parameters.int2(Int16(clamping: opinion.number))
            parameters.int8(opinion.terms.agency.rawValue)
            parameters.int8(opinion.unit.rawValue)
            parameters.text(opinion.terms.limit.text)
            parameters.instant(opinion.terms.due)
            parameters.instant(opinion.terms.lateFrom)
            parameters.instant(opinion.askedAt)
            parameters.int8(opinion.askedBy.rawValue)
            parameters.int8(opinion.officer?.rawValue)
            parameters.int2(Int16(clamping: opinion.reminders))
            parameters.instant(opinion.remindedAt)
            parameters.text(opinion.state.rawValue)
            parameters.instant(opinion.closedAt)
            parameters.text(opinion.verdict?.rawValue)
            parameters.int8(opinion.answeredBy?.rawValue)
            parameters.bool(opinion.answeredLate)
        })

    package static let write = Statement<NewOpinionWords, Void>(
        """
        insert into opinion_text (dossier_id, number, part, words, written_at, written_by)
        values ($1, $2, $3, $4, $5, $6)
        """,
        types: [.int8, .int2, .text, .text, .timestamptz, .int8],
        encode: { words, parameters in
            parameters.int8(words.dossier.rawValue)
            parameters.int2(Int16(clamping: words.number))
            parameters.text(words.part.rawValue)
            parameters.text(words.words)
            parameters.instant(words.at)
            parameters.int8(words.by.rawValue)
        })

    /// What people are called and what they wrote, beside the questions that the dossier's own row tells.
    package static let ofDossier = Statement<DossierID, OpinionDetails>(
        """
        select o.number, a.login, f.login, b.login, q.words, w.words
        from opinion o
        join account a on a.id = o.asked_by
        left join account f on f.id = o.officer_id
        left join account b on b.id = o.answered_by
        left join opinion_text q on q.dossier_id = o.dossier_id and q.number = o.number and q.part = 'question'
        left join opinion_text w on w.dossier_id = o.dossier_id and w.number = o.number and w.part = 'answer'
        where o.dossier_id = $1 order by o.number
        """,
        types: [.int8],
        encode: { dossier, parameters in parameters.int8(dossier.rawValue) },
        decode: { row throws(PQError) in
            OpinionDetails(
                number: Int(try row.int2()), askedBy: try row.text(), officer: try row.textOrNull(),
                answeredBy: try row.textOrNull(), question: try row.textOrNull(), answer: try row.textOrNull())
        })

    /// What units are asked and have not answered, by what is due first; all of it, or what is overdue.
    package static let openOfUnits = Statement<OpinionQuery, OpinionLine>(
        """
        select o.dossier_id, o.number, d.code, d.version, d.version_id, d.decided_by, d.due, o.unit_id, o.asked_at,
               o.time_limit, o.due, o.late_from, f.login, o.reminders, o.state, o.closed_at, o.verdict, o.answered_late
        from unnest($1::bigint[]) as asked (unit_id)
        cross join lateral (
            select * from opinion o
            where o.unit_id = asked.unit_id and o.state = 'open' and (o.due, o.dossier_id, o.number) > ($2, $3, $4)
                and nullif($5::timestamptz is null or o.late_from <= $5, false) is not null
            order by o.due, o.dossier_id, o.number limit $6
        ) o
        join dossier d on d.id = o.dossier_id
        left join account f on f.id = o.officer_id
        order by o.due, o.dossier_id, o.number limit $6
        """,
        types: [.int8Array, .timestamptz, .int8, .int2, .timestamptz, .int8],
        encode: { query, parameters in
            parameters.int8s(query.units.map(\.rawValue))
            parameters.position(query.after, orElse: Int64.min)
            parameters.instant(query.overdueAt)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.opinionLine() })

    /// What units have answered, the newest first.
    package static let answeredOfUnits = Statement<OpinionQuery, OpinionLine>(
        """
        select o.dossier_id, o.number, d.code, d.version, d.version_id, d.decided_by, d.due, o.unit_id, o.asked_at,
               o.time_limit, o.due, o.late_from, f.login, o.reminders, o.state, o.closed_at, o.verdict, o.answered_late
        from unnest($1::bigint[]) as asked (unit_id)
        cross join lateral (
            select * from opinion o
            where o.unit_id = asked.unit_id and o.state = 'answered'
                and (o.closed_at, o.dossier_id, o.number) < ($2, $3, $4)
            order by o.closed_at desc, o.dossier_id desc, o.number desc limit $5
        ) o
        join dossier d on d.id = o.dossier_id
        left join account f on f.id = o.officer_id
        order by o.closed_at desc, o.dossier_id desc, o.number desc limit $5
        """,
        types: [.int8Array, .timestamptz, .int8, .int2, .int8],
        encode: { query, parameters in
            parameters.int8s(query.units.map(\.rawValue))
            parameters.position(query.after, orElse: Int64.max)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.opinionLine() })
}

extension Database {
    /// Who asked and answered the questions of a dossier, and in which words.
    package func opinionDetails(of dossier: DossierID) async throws(StoreError) -> [OpinionDetails] {
        try await perform { (pool) throws(PQError) in try await pool.query(OpinionStatements.ofDossier, dossier) }
    }

    /// A page of what units are asked, or have answered.
    package func opinions(_ query: OpinionQuery) async throws(StoreError) -> [OpinionLine] {
        let statement =
            switch query.state {
            case .open, .overdue: OpinionStatements.openOfUnits
            case .answered: OpinionStatements.answeredOfUnits
            }
        return try await perform { (pool) throws(PQError) in try await pool.query(statement, query) }
    }
}

extension ParameterWriter {
    fileprivate mutating func position(_ position: OpinionQuery.Position?, orElse end: Int64) {
        timestamp(microseconds: position?.at.microseconds ?? end)
        int8(position?.dossier.rawValue ?? 0)
        int2(Int16(clamping: position?.number ?? 0))
    }
}

extension RowReader {
    /// The questions of a dossier, in the column `opinions` of the view `dossier_record`.
    mutating func opinions() throws(PQError) -> [Opinion] {
        guard let text = try jsonOrNull() else { return [] }
        return try stored("opinions", text) { text in
            guard case .array(let values)? = try? JSONValue(parsing: text) else { return nil }
            return try? values.map { value throws(FieldError) in
                var fields = try FieldReader(value)
                return try fields.opinion()
            }
        }
    }

    fileprivate mutating func opinionLine() throws(PQError) -> OpinionLine {
        OpinionLine(
            dossier: DossierID(try int8()), number: Int(try int2()), code: try textOrNull(),
            lockVersion: Int(try int4()), version: ProcedureID(try int8()), decidedBy: AgencyID(try int8()),
            dossierDue: try instantOrNull(), unit: UnitID(try int8()), askedAt: try instant(), limit: try text(),
            due: try instant(), lateFrom: try instant(), officer: try textOrNull(), reminders: Int(try int2()),
            state: try stored("state", try text(), Opinion.State.init(rawValue:)), closedAt: try instantOrNull(),
            verdict: try textOrNull().map { text throws(PQError) in
                try stored("verdict", text, OpinionVerdict.init(rawValue:))
            }, answeredLate: try bool())
    }
}

extension FieldReader {
    fileprivate mutating func opinion() throws(FieldError) -> Opinion {
        var opinion = Opinion(
            OpinionQuestion(number: try count("number"), terms: try opinionTerms()), unit: UnitID(try key("unit")),
            askedAt: try instant("askedAt"), askedBy: UserID(try key("askedBy")))
        opinion.officer = try optionalKey("officer").map(UserID.init)
        opinion.reminders = try count("reminders")
        opinion.remindedAt = try optionalInstant("remindedAt")
        opinion.state = try choice("state")
        opinion.closedAt = try optionalInstant("closedAt")
        opinion.verdict = try optionalChoice("verdict")
        opinion.answeredBy = try optionalKey("answeredBy").map(UserID.init)
        opinion.answeredLate = try bool("answeredLate")
        return opinion
    }
}
