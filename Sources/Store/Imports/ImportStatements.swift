import OneStop
import PQ

/// What is asked of the staging tables and of the office. The tables exist in an import's transaction only.
enum ImportStatements {
    static let lock = Statement<String, Void>(
        "select pg_advisory_xact_lock(hashtextextended($1, 7885631562835099))", types: [.text],
        encode: { $1.text($0) }, prepared: false)

    static let findAgency = Statement<String, ImportAgency>(
        """
        select a.id, a.tenant_id, a.utc_offset_minutes, s.code
        from agency a
        left join agency_transfer t on t.agency_id = a.id and t.begun_at is not null
        left join agency s on s.id = t.successor_id
        where a.code = $1
        """, types: [.text],
        encode: { $1.text($0) },
        decode: { row throws(PQError) in
            ImportAgency(
                id: AgencyID(try row.int8()), tenant: AgencyID(try row.int8()), offsetMinutes: Int(try row.int2()),
                isNew: false, successor: try row.textOrNull())
        }, prepared: false)

    static let addAgency = Statement<(code: String, offsetMinutes: Int), AgencyID>(
        """
        with new as (select nextval('agency_id') as id)
        insert into agency (id, tenant_id, code, name, utc_offset_minutes, imported)
        select id, id, $1, $1, $2, true from new returning id
        """,
        types: [.text, .int2],
        encode: { agency, parameters in
            parameters.text(agency.code)
            parameters.int2(Int16(agency.offsetMinutes))
        },
        decode: { row throws(PQError) in AgencyID(try row.int8()) }, prepared: false)

    static let setTarget = Statement<(agency: ImportAgency, codePrefix: String?), Void>(
        """
        insert into import_target (agency_id, tenant_id, utc_offset, code_prefix)
        values ($1, $2, make_interval(mins => $3), $4)
        """,
        types: [.int8, .int8, .int4, .text],
        encode: { target, parameters in
            parameters.int8(target.agency.id.rawValue)
            parameters.int8(target.agency.tenant.rawValue)
            parameters.int4(Int32(target.agency.offsetMinutes))
            parameters.text(target.codePrefix)
        }, prepared: false)

    static let days = Statement<Void, DayCount>(
        """
        select day, sum(accepted)::bigint from (
            select accepted_on as day, count(*) as accepted from import_fresh group by 1
            union all select promised_on, 0 from import_fresh where promised_on is not null group by 1
        ) used group by day order by day
        """,
        decode: { row throws(PQError) in DayCount(day: try row.localDate(), count: Int(try row.int8())) },
        prepared: false)

    static let addDays = Statement<[ImportDay], Void>(
        """
        insert into import_day (day, closes_at, next_working, one_before, two_before, first_serial)
        select * from unnest($1::date[], $2::timestamptz[], $3::date[], $4::date[], $5::date[], $6::integer[])
        """,
        types: [.dateArray, .timestamptzArray, .dateArray, .dateArray, .dateArray, .int4Array],
        encode: { days, parameters in
            parameters.dates(days.map(\.day.dayNumber))
            parameters.timestamps(days.map { $0.closesAt?.microseconds })
            parameters.dates(days.map(\.nextWorking.dayNumber))
            parameters.dates(days.map { $0.oneBefore?.dayNumber })
            parameters.dates(days.map { $0.twoBefore?.dayNumber })
            parameters.int4s(days.map { Int32(clamping: $0.firstSerial) })
        }, prepared: false)

    /// Reserves serials on many days; the answer is each day's last.
    static let reserve = Statement<(agency: AgencyID, days: [ImportDay]), DayCount>(
        """
        insert into code_block as b (agency_id, day, reserved)
        select $1, day, wanted from unnest($2::date[], $3::integer[]) as wish (day, wanted) order by day
        on conflict (agency_id, day) do update set reserved = b.reserved + excluded.reserved
        returning b.day, b.reserved
        """,
        types: [.int8, .dateArray, .int4Array],
        encode: { wish, parameters in
            parameters.int8(wish.agency.rawValue)
            parameters.dates(wish.days.map(\.day.dayNumber))
            parameters.int4s(wish.days.map { Int32(clamping: $0.accepted) })
        },
        decode: { row throws(PQError) in DayCount(day: try row.localDate(), count: Int(try row.int4())) },
        prepared: false)

    static let unmappedChannels = Statement<Void, CountedName>(
        """
        select channel_text, count(*) from import_fresh where channel_text is not null group by 1 order by 2 desc, 1
        """,
        decode: { row throws(PQError) in CountedName(name: try row.text(), count: Int(try row.int8())) },
        prepared: false)

    static let counts = Statement<Void, ImportCounts>(
        """
        select (select count(*) from import_row),
               (select count(*) from import_fresh where ended is not null),
               (select count(*) from import_fresh where ended is null),
               (select count(*) from import_known k
                where not exists (select from import_refusal f where f.case_ref = k.case_ref)),
               (select count(*) from import_refusal)
                   + (select count(*) from import_row where case_ref is null),
               count(*), count(*) filter (where r.at < f.accepted), count(*) filter (where r.at > f.ended)
        from import_fresh f join import_row r on r.case_ref = f.case_ref
        where r.source_key is not null
        """,
        decode: { row throws(PQError) in
            var counts = ImportCounts()
            counts.rows = Int(try row.int8())
            counts.ended = Int(try row.int8())
            counts.open = Int(try row.int8())
            counts.known = Int(try row.int8())
            counts.refused = Int(try row.int8())
            counts.steps = Int(try row.int8())
            counts.stepsBeforeStart = Int(try row.int8())
            counts.stepsAfterEnd = Int(try row.int8())
            return counts
        }, prepared: false)

    static let listCounts = Statement<Void, ListCounts>(
        """
        select (select count(*) from import_row r
                where r.case_ref is not null
                  and not exists (select from import_refusal f where f.case_ref = r.case_ref))
                   - (select count(*) from import_case c
                      where not exists (select from import_refusal f where f.case_ref = c.case_ref)),
               count(*), coalesce(sum(unread_numbers), 0)::bigint
        from import_applicant
        """,
        decode: { row throws(PQError) in
            ListCounts(
                repeated: Int(try row.int8()), applicants: Int(try row.int8()), unreadNumbers: Int(try row.int8()))
        }, prepared: false)

    static let refusedCases = Statement<Int, RefusedCase>(
        """
        select case_ref, line, reason from import_refusal
        union all select null, line, problem from import_row where case_ref is null
        order by line limit $1
        """,
        types: [.int4],
        encode: { $1.int4(Int32(clamping: $0)) },
        decode: { row throws(PQError) in
            RefusedCase(reference: try row.textOrNull(), line: Int(try row.int8()), reason: try row.text())
        }, prepared: false)

    static let refusedRows = Statement<Void, RefusedRow>(
        """
        select r.line, coalesce(f.line, r.line) as fault, coalesce(f.reason, r.problem)
        from import_row r left join import_refusal f on f.case_ref = r.case_ref
        where f.case_ref is not null or r.case_ref is null
        order by r.line
        """,
        decode: { row throws(PQError) in
            RefusedRow(line: Int(try row.int8()), faultLine: Int(try row.int8()), reason: try row.text())
        }, prepared: false)
}
