package import OneStop
package import PQ
package import Records

/// Which open dossiers with a date are asked for.
package struct RunningDossierQuery: Sendable {
    package var agencies: [AgencyID]
    /// Only those of one procedure of the catalogue.
    package var procedure: Int64?
    /// Only those that a recorded decision has moved.
    package var movedBy: CalendarDecisionID?
    /// Only those with a date on this day or later; all where a decision has moved them.
    package var datedFrom: LocalDate?

    package init(
        agencies: [AgencyID], procedure: Int64? = nil, movedBy: CalendarDecisionID? = nil, datedFrom: LocalDate? = nil
    ) {
        self.agencies = agencies
        self.procedure = procedure
        self.movedBy = movedBy
        self.datedFrom = datedFrom
    }
}

/// Open dossiers with a date, without the rest of them: as many as there are in a province.
package struct RunningKeys: Sendable {
    package var dossiers: [DossierID]
    /// How many events each has.
    var sequences: [Int32]
}

/// How a decision moves dossiers: looked for without a lock, then in batches that nobody has to wait for.
package enum RedatingStatements {
    /// The keys of all in one value: whoever looks at a whole province reads the dossiers behind them page by page, so that
    /// no statement runs for long.
    package static let open = Statement<RunningDossierQuery, RunningKeys>(
        """
        select coalesce(array_agg(id order by id), '{}'), coalesce(array_agg(version order by id), '{}') from running_dates
        where decided_by = any ($1) and ($2::bigint is null or procedure_id = $2)
          and ($3::date is null or due_on >= $3 or step_due >= $3 - 2)
        """,
        types: [.int8Array, .int8, .date],
        encode: { asked, parameters in
            parameters.int8s(asked.agencies.map(\.rawValue))
            parameters.int8(asked.procedure)
            parameters.date(dayNumber: asked.datedFrom?.dayNumber)
        },
        decode: { row throws(PQError) in try row.runningKeys() }, prepared: false)

    package static let movedBy = Statement<RunningDossierQuery, RunningKeys>(
        """
        select coalesce(array_agg(r.id order by r.id), '{}'), coalesce(array_agg(r.version order by r.id), '{}')
        from running_dates r
        where r.id in (select e.dossier_id from dossier_event e
            where e.kind = 'due_moved' and (e.facts ->> 'key')::bigint = $2)
          and r.decided_by = any ($1)
        """,
        types: [.int8Array, .int8],
        encode: { asked, parameters in
            parameters.int8s(asked.agencies.map(\.rawValue))
            parameters.int8(asked.movedBy?.rawValue)
        },
        decode: { row throws(PQError) in try row.runningKeys() }, prepared: false)

    package static let running = Statement<[DossierID], RunningDossier>(
        "select * from running_dates where id = any ($1)",
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) },
        decode: { row throws(PQError) in try row.runningDossier() })

    package static let move = Statement<MovedDossiers, Void>(
        """
        update dossier d set due = m.due, due_on = m.due_on, by_instant = m.by_instant, provisional = m.provisional,
            day_zero_on = m.day_zero_on, at_risk_from = m.at_risk_from, apology_latest = m.apology_latest,
            step_due = m.step_due, version = m.version, changed_at = m.changed_at
        from unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::date[], $5::boolean[], $6::boolean[],
                $7::date[], $8::date[], $9::date[], $10::timestamptz[], $11::integer[], $12::timestamptz[])
            as m (id, version_before, due, due_on, by_instant, provisional, day_zero_on, at_risk_from, apology_latest,
                step_due, version, changed_at)
        where d.id = m.id and d.version = m.version_before
        """,
        types: [
            .int8Array, .int4Array, .timestamptzArray, .dateArray, .boolArray, .boolArray, .dateArray, .dateArray,
            .dateArray, .timestamptzArray, .int4Array, .timestamptzArray,
        ],
        encode: { moved, parameters in
            let states = moved.moves.map(\.state)
            parameters.int8s(states.map(\.id.rawValue))
            parameters.int4s(moved.moves.map { Int32($0.before.version) })
            parameters.timestamps(states.map { $0.deadline?.due.microseconds })
            parameters.dates(states.map { $0.deadline?.dueOn.dayNumber })
            parameters.bools(states.map { $0.deadline?.byInstant ?? false })
            parameters.bools(states.map { $0.deadline?.provisional ?? false })
            parameters.dates(states.map { $0.deadline?.dayZero.dayNumber })
            parameters.dates(states.map { $0.deadline?.atRiskFrom.dayNumber })
            parameters.dates(states.map { $0.deadline?.apologyLatest.dayNumber })
            parameters.timestamps(states.map { $0.stepDue?.microseconds })
            parameters.int4s(states.map { Int32($0.version) })
            parameters.timestamps(states.map(\.changedAt.microseconds))
        })

    /// The control slip's open line follows the step.
    package static let stays = Statement<MovedDossiers, Void>(
        """
        update stay s set limit_until = m.step_due
        from unnest($1::bigint[], $2::timestamptz[]) as m (dossier, step_due)
        where s.dossier_id = m.dossier and s.left_at is null and s.limit_until is not null
        """,
        types: [.int8Array, .timestamptzArray],
        encode: { moved, parameters in
            let moves = moved.moves.filter(\.movesStep)
            parameters.int8s(moves.map(\.state.id.rawValue))
            parameters.timestamps(moves.map { $0.state.stepDue?.microseconds })
        })

    /// No row is affected when the decision is no longer in this state: then nothing of the batch may stand.
    package static let progress = Statement<(id: CalendarDecisionID, state: CalendarDecisionState, by: Int), Void>(
        """
        update calendar_decision set moved = moved + case state when 'applying' then $3 else 0 end,
            put_back = put_back + case state when 'undoing' then $3 else 0 end
        where id = $1 and state = $2
        """,
        types: [.int8, .text, .int4],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.text(given.state.rawValue)
            parameters.int4(Int32(given.by))
        })

    /// How many are left, after a look at all of them.
    package static let found = Statement<(id: CalendarDecisionID, state: CalendarDecisionState, left: Int), Void>(
        """
        update calendar_decision set to_move = case state when 'applying' then moved + $3 else to_move end,
            to_put_back = case state when 'undoing' then put_back + $3 else to_put_back end
        where id = $1 and state = $2
        """,
        types: [.int8, .text, .int4],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.text(given.state.rawValue)
            parameters.int4(Int32(given.left))
        })

    package static let finish = Statement<(id: CalendarDecisionID, state: CalendarDecisionState), Void>(
        """
        update calendar_decision set state = case state when 'applying' then 'applied' else 'undone' end
        where id = $1 and state = $2
        """,
        types: [.int8, .text],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.text(given.state.rawValue)
        })
}

extension MovedDossiers.Move {
    /// Whether the planned end of its step moves, too.
    var movesStep: Bool { state.stepDue != before.stepDue }
}

extension RowReader {
    fileprivate mutating func runningKeys() throws(PQError) -> RunningKeys {
        RunningKeys(dossiers: try int8s().map(DossierID.init), sequences: try int4s())
    }

    /// A dossier in the columns of the view `running_dates`.
    fileprivate mutating func runningDossier() throws(PQError) -> RunningDossier {
        let id = DossierID(try int8())
        let decidedBy = AgencyID(try int8())
        let procedure = try int8()
        let version = ProcedureID(try int8())
        let status = try stored("status", Int(try int2()), Status.init(rawValue:))
        let code = try textOrNull()
        let reference = try textOrNull()
        let unit = try int8OrNull().map(UnitID.init)
        let limit = try stored("time_limit", try text()) { try? Limit(parsing: $0) }
        let dayZero = try stored("day_zero", try text(), DayZeroRule.init(rawValue:))
        let channel = try stored("channel", Int(try int2()), Channel.init(rawValue:))
        let promise = try instantOrNull()
        let from = try instantOrNull()
        let remainder = try remainderOrNull("clock_remainder")
        let deadline = Deadline(
            stored: try instant(), dueOn: try localDate(), byInstant: try bool(), provisional: try bool(),
            dayZero: try localDateOrNull() ?? .earliest, atRiskFrom: try localDate(), apologyLatest: try localDate())
        let dates = RunningDates(
            limit: limit, dayZero: dayZero, channel: channel, firstPromise: promise,
            clock: from.map { RunningClock(from: $0, remainder: remainder) }, deadline: deadline,
            step: Int(try int2()), stepStartedAt: try instantOrNull(), stepDue: try instantOrNull())
        let (apologyIssuedAt, newDate) = (try instantOrNull(), try instantOrNull())
        let pausedAfterDue = try boolOrNull()
        // The version, which the keys have.
        skip()
        return RunningDossier(
            id: id, decidedBy: decidedBy, catalogueProcedure: procedure, version: version, status: status, code: code,
            externalReference: reference, unit: unit, dates: dates, apologyIssuedAt: apologyIssuedAt, newDate: newDate,
            pausedAfterDue: pausedAfterDue)
    }
}
