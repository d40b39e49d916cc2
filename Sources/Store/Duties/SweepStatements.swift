package import OneStop
package import PQ

/// What one agency's duties are measured by at the time of a sweep.
package struct SweepClock: Sendable, Hashable {
    package var agency: AgencyID
    package var now: Instant
    package var offset: UTCOffset
    package var duties: [DutyKind]
    /// For each duty the four instants at or before which its cause must have arisen to be at a level.
    package var reached: [Instant]

    /// - Parameter policy: what the agency has chosen; `calendar` is its own.
    package init(agency: AgencyID, _ calendar: CompiledCalendar, _ policy: DutyPolicy, at now: Instant) {
        let clock = DutyClock(calendar, policy, at: now)
        self.agency = agency
        self.now = now
        offset = calendar.offset
        duties = DutyKind.allCases
        reached = duties.flatMap { duty in
            DutyLevel.allCases.map { clock.latestCause(of: duty, reaching: $0) }
        }
    }
}

/// The end of a page of an agency's dossiers, in the order of their work list.
package struct SweepBound: Sendable, Hashable {
    package var agency: AgencyID
    /// Microseconds, as stored: dossiers without a date come last.
    package var listDue: Int64
    package var id: Int64

    /// Before all dossiers of an agency.
    static func first(of agency: AgencyID) -> SweepBound { SweepBound(agency: agency, listDue: Int64.min, id: 0) }
}

/// A page of dossiers to look at: what comes after one place, up to and including another.
package struct SweepPage: Sendable, Hashable {
    package var clock: SweepClock
    package var after: SweepBound
    package var through: SweepBound
}

/// A page of notices to look at.
package struct SettlingPage: Sendable, Hashable {
    package var clock: SweepClock
    package var after: Int64
    package var through: Int64
}

/// Duties are swept in pages, each a transaction of its own: whatever a killed process had done stays, and who comes next
/// finds the rest.
package enum SweepStatements {
    /// Whether this transaction is the one that sweeps an agency now. It reads by indexes only: a plan that was made while
    /// there were few notices would else read all of them for each that is looked up. And it plans once, not for each page
    /// again: to plan these statements takes as long as a thousand dossiers.
    package static let claim = Statement<AgencyID, Bool>(
        """
        select pg_try_advisory_xact_lock(hashint8extended($1, 7885631562835099653)),
            set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)
        """,
        types: [.int8],
        encode: { agency, parameters in parameters.int8(agency.rawValue) },
        decode: { row throws(PQError) in
            let isClaimed = try row.bool()
            row.skip()
            row.skip()
            return isClaimed
        })

    /// Where the pages of each agency's open dossiers and waiting results end.
    package static let bounds = Statement<(agencies: [AgencyID], size: Int), SweepBound>(
        """
        select p.decided_by, p.list_due, p.id
        from (
            select d.decided_by, d.list_due, d.id,
                   row_number() over by_agency % $2 = 0 or lead(d.id) over by_agency is null as is_last
            from (
                select decided_by, list_due, id from dossier where ended_at is null and status not in (3, 7)
                union all
                select decided_by, list_due, id from dossier where status = 9
            ) d
            where d.decided_by = any ($1)
            window by_agency as (partition by d.decided_by order by d.list_due, d.id)
        ) p
        where p.is_last order by p.decided_by, p.list_due, p.id
        """,
        types: [.int8Array, .int8],
        encode: { asked, parameters in
            parameters.int8s(asked.agencies.map(\.rawValue))
            parameters.int8(Int64(asked.size))
        },
        decode: { row throws(PQError) in
            SweepBound(agency: AgencyID(try row.int8()), listDue: try row.timestamp(), id: try row.int8())
        })

    /// Where the pages of each agency's notices that are not settled end.
    package static let openBounds = Statement<(agencies: [AgencyID], size: Int), (agency: AgencyID, id: Int64)>(
        """
        select p.decided_by, p.id
        from (
            select n.decided_by, n.id,
                   row_number() over by_agency % $2 = 0 or lead(n.id) over by_agency is null as is_last
            from duty_notice n
            where n.settled_at is null and n.decided_by = any ($1)
            window by_agency as (partition by n.decided_by order by n.id)
        ) p
        where p.is_last order by p.decided_by, p.id
        """,
        types: [.int8Array, .int8],
        encode: { asked, parameters in
            parameters.int8s(asked.agencies.map(\.rawValue))
            parameters.int8(Int64(asked.size))
        },
        decode: { row throws(PQError) in (AgencyID(try row.int8()), try row.int8()) })

    /// Writes what a page's duties ask for and was not said before, and says how many. A notice whose cause has come back
    /// is open again.
    ///
    /// What is there already is looked up row by row, which the planner cannot turn into a reading of all notices. The claim
    /// sees to it that nobody else writes the same.
    package static let raise = Statement<SweepPage, Int64>(
        """
        with wanted as materialized (
            select * from (
                select d.id, n.*, (
                    select s.settled_at is not null from duty_notice s
                    where s.dossier_id = d.id and s.duty = n.duty and s.occasion = n.occasion and s.since = n.since
                      and s.level = n.level) as was_settled
                from (
                    select * from dossier
                    where decided_by = $1 and ended_at is null and status not in (3, 7)
                      and (list_due, id) > ($2, $3) and (list_due, id) <= ($4, $5)
                    union all
                    select * from dossier
                    where decided_by = $1 and status = 9 and (list_due, id) > ($2, $3) and (list_due, id) <= ($4, $5)
                ) d
                left join account o on o.id = d.officer_id and (o.disabled_at is not null or not o.signs_in)
                cross join lateral duty_notices(d, officer_gone_at(o.signs_in, o.disabled_at, $6), $6, $7,
                    make_interval(mins => $8), $9, $10) n
                offset 0
            ) n
            where n.was_settled is distinct from false
              and (n.level = 0 or not exists (select from duty_answer where until_on >= $7) or not exists (
                  select from duty_notice s join duty_answer a on a.notice_id = s.id
                  where s.dossier_id = n.id and s.duty = n.duty and s.occasion = n.occasion and s.since = n.since
                    and a.until_on >= $7))
        ), reopened as (
            update duty_notice s set settled_at = null from wanted w
            where w.was_settled and s.dossier_id = w.id and s.duty = w.duty and s.occasion = w.occasion
              and s.since = w.since and s.level = w.level
            returning 1
        ), raised as (
            insert into duty_notice (decided_by, dossier_id, duty, occasion, since, level, role, agency_id, unit_id,
                officer_id, raised_at)
            select $1, id, duty, occasion, since, level, role, agency_id, unit_id, officer_id, $6
            from wanted where was_settled is null order by id, duty collate "C", occasion, level
            returning 1
        )
        select (select count(*) from reopened) + (select count(*) from raised)
        """,
        types: [.int8, .timestamptz, .int8, .timestamptz, .int8] + clock + [.textArray, .timestamptzArray],
        encode: { page, parameters in
            parameters.int8(page.clock.agency.rawValue)
            parameters.timestamp(microseconds: page.after.listDue)
            parameters.int8(page.after.id)
            parameters.timestamp(microseconds: page.through.listDue)
            parameters.int8(page.through.id)
            parameters.time(of: page.clock)
            parameters.texts(page.clock.duties.map(\.rawValue))
            parameters.timestamps(page.clock.reached.map(\.microseconds))
        },
        decode: { row throws(PQError) in try row.int8() })

    /// Settles what of a page of notices has lost its cause, and says how many.
    package static let settle = Statement<SettlingPage, Int64>(
        """
        with page as materialized (
            select n.id, n.dossier_id, n.duty, n.occasion, n.since from duty_notice n
            where n.settled_at is null and (n.decided_by, n.id) > ($1, $2) and (n.decided_by, n.id) <= ($1, $3)
        ), present as materialized (
            select d.id, c.duty, c.occasion, c.since
            from (select distinct dossier_id from page) p
            join (select * from dossier) d on d.id = p.dossier_id
            left join account o on o.id = d.officer_id and (o.disabled_at is not null or not o.signs_in)
            cross join lateral duty_causes(d, officer_gone_at(o.signs_in, o.disabled_at, $4), $4, $5,
                make_interval(mins => $6)) c
        ), settled as (
            update duty_notice n set settled_at = $4
            from page p
            left join present c
                on c.id = p.dossier_id and c.duty = p.duty and c.occasion = p.occasion and c.since = p.since
            where n.id = p.id and c.id is null
            returning 1
        )
        select count(*) from settled
        """,
        types: [.int8, .int8, .int8] + clock,
        encode: { page, parameters in
            parameters.int8(page.clock.agency.rawValue)
            parameters.int8(page.after)
            parameters.int8(page.through)
            parameters.time(of: page.clock)
        },
        decode: { row throws(PQError) in try row.int8() })

    /// Says as of when an agency was swept.
    package static let mark = Statement<(agency: AgencyID, now: Instant), Void>(
        """
        insert into duty_sweep (agency_id, swept_at) values ($1, $2)
        on conflict (agency_id) do update set swept_at = excluded.swept_at
            where duty_sweep.swept_at < excluded.swept_at
        """,
        types: [.int8, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.agency.rawValue)
            parameters.instant(asked.now)
        })

    package static let marks = Statement<Void, (agency: AgencyID, at: Instant)>(
        "select agency_id, swept_at from duty_sweep order by agency_id",
        decode: { row throws(PQError) in (AgencyID(try row.int8()), try row.instant()) })

    private static let clock: [OID] = [.timestamptz, .date, .int4]
}

extension ParameterWriter {
    /// The instant, the local date and the zone in minutes.
    fileprivate mutating func time(of clock: SweepClock) {
        instant(clock.now)
        localDate(clock.offset.localDate(of: clock.now))
        int4(Int32(clock.offset.minutes))
    }
}
