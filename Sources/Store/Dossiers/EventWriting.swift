package import OneStop
package import PQ
package import Records

/// Events of one dossier that are appended together, each with the state it left behind.
package struct NewEvents: Sendable {
    package var dossier: DossierID
    /// The sequence number of the first; the others follow.
    package var firstSequence: Int
    package var events: [Event]
    /// The state after each event.
    package var states: [Dossier]

    package init(dossier: DossierID, firstSequence: Int, events: [Event], states: [Dossier]) {
        self.dossier = dossier
        self.firstSequence = firstSequence
        self.events = events
        self.states = states
    }
}

/// The log of a dossier: appended to, read, never changed.
package enum EventStatements {
    /// One statement for any number of events: the arrays are the columns.
    package static let append = Statement<NewEvents, Void>(
        """
        insert into dossier_event (dossier_id, sequence, at, kind, actor_id, unit_id, facts, status, due, due_on,
            paused_at, pause_after_due)
        select $1, $2 + e.place::integer - 1, e.at, e.kind, e.actor, e.unit, e.facts::jsonb, e.status, e.due, e.due_on,
            e.paused_at, e.after_due
        from unnest($3::timestamptz[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::smallint[],
                $9::timestamptz[], $10::date[], $11::timestamptz[], $12::boolean[])
            with ordinality as e (at, kind, actor, unit, facts, status, due, due_on, paused_at, after_due, place)
        """,
        types: [
            .int8, .int4, .timestamptzArray, .textArray, .int8Array, .int8Array, .textArray, .int2Array,
            .timestamptzArray, .dateArray, .timestamptzArray, .boolArray,
        ],
        encode: { new, parameters in
            parameters.int8(new.dossier.rawValue)
            parameters.int4(Int32(new.firstSequence))
            parameters.timestamps(new.events.map(\.at.microseconds))
            parameters.texts(new.events.map(\.kind.rawValue))
            parameters.int8s(new.events.map(\.actor.rawValue))
            parameters.int8s(new.states.map { $0.unit?.rawValue ?? $0.desk?.rawValue })
            parameters.texts(new.events.map(\.facts))
            parameters.int2s(new.states.map { Int16($0.status.rawValue) })
            parameters.timestamps(new.states.map { $0.deadline?.due.microseconds })
            parameters.dates(new.states.map { $0.deadline?.dueOn.dayNumber })
            parameters.timestamps(new.states.map { $0.pause?.since.microseconds })
            parameters.bools(new.states.map { $0.pause?.afterDue ?? false })
        })

    package static let ofDossier = Statement<(dossier: DossierID, after: Int, limit: Int), EventRow>(
        """
        select e.sequence, e.at, e.kind, a.login, u.code, e.facts, e.status, e.due, s.login
        from dossier_event e
        left join account a on a.id = e.actor_id
        left join unit u on u.id = e.unit_id
        left join account s on s.id = (e.facts ->> 'standingFor')::bigint
        where e.dossier_id = $1 and e.sequence > $2
        order by e.sequence limit $3
        """,
        types: [.int8, .int4, .int8],
        encode: { asked, parameters in
            parameters.int8(asked.dossier.rawValue)
            parameters.int4(Int32(clamping: asked.after))
            parameters.int8(Int64(asked.limit))
        },
        decode: { row throws(PQError) in
            EventRow(
                sequence: Int(try row.int4()), at: try row.instant(), kind: try row.text(),
                actorLogin: try row.textOrNull(), unitCode: try row.textOrNull(), facts: try row.json(),
                status: try row.int2OrNull().map(Int.init), due: try row.instantOrNull(),
                standingForLogin: try row.textOrNull())
        })
}
