import PQ

/// What an import writes, each table by one statement over all rows.
enum ImportWriting {
    /// - Note: an officer known from a log only never signs in; one who is there already keeps the account.
    static let units = Statement<Void, String>(
        """
        insert into unit (agency_id, code, name)
        select t.agency_id, n.name, n.name from import_target t, import_name n where n.kind = 'unit' order by n.name
        on conflict (agency_id, code) do nothing
        returning code
        """,
        decode: { row throws(PQError) in try row.text() }, prepared: false)

    static let officers = Statement<Void, String>(
        """
        insert into account (tenant_id, agency_id, login, name, signs_in)
        select t.tenant_id, t.agency_id, n.name, n.name, false
        from import_target t, import_name n where n.kind = 'officer' order by n.name
        on conflict (tenant_id, login) do nothing
        returning login
        """,
        decode: { row throws(PQError) in try row.text() }, prepared: false)

    /// Cases need a version that they keep: number 0, which carries what another system decided and nothing is taken in
    /// under. A procedure with drafts only gets one, too.
    static let procedures = Statement<Void, String>(
        """
        with given as (
            select distinct on (c.procedure) c.procedure, c.field from import_case c
            where c.field is not null and not exists (select from import_refusal f where f.case_ref = c.case_ref)
            order by c.procedure, c.line
        ), there as (
            select p.field_name, min(p.field_code) as field_code
            from import_target t join procedure p on p.tenant_id = t.tenant_id group by p.field_name
        ), made as (
            insert into procedure (tenant_id, agency_id, code, name, field_code, field_name, imported)
            select t.tenant_id, t.agency_id, n.name,
                   case n.name when 'imported' then 'Hồ sơ nhập từ hệ thống khác' else n.name end,
                   coalesce(there.field_code, given.field, 'imported'), coalesce(given.field, 'Nhập từ hệ thống khác'), true
            from import_target t
            join import_name n on n.kind = 'procedure'
            left join given on given.procedure = n.name
            left join there on there.field_name = given.field
            order by n.name
            on conflict (tenant_id, code) do nothing
            returning id, code
        ), version as (
            insert into procedure_version (procedure_id, number, valid_from, statutory_limit, committed_limit, fingerprint)
            select id, 0, date '0001-01-01', 'none', 'none', 'imported' from made
            union all
            select p.id, 0, date '0001-01-01', 'none', 'none', 'imported'
            from import_target t
            join import_name n on n.kind = 'procedure'
            join procedure p on p.tenant_id = t.tenant_id and p.code = n.name
            where not exists (select from procedure_version v where v.procedure_id = p.id and v.published)
        )
        select code from made
        """,
        decode: { row throws(PQError) in try row.text() }, prepared: false)

    /// Known to the office since the dossier was accepted: an import reads no clock.
    static let applicants = Statement<Void, Void>(
        """
        insert into applicant (id, tenant_id, kind, name, identity_number, phone, email, address, created_at,
            agencies)
        select a.applicant_id, t.tenant_id, a.kind, a.name, a.identity_number, a.phone, a.email, a.address, a.known_since,
               array[t.agency_id]
        from import_target t cross join import_applicant a order by a.applicant_id
        """, prepared: false)

    /// A case keeps the procedure's version in force when it was accepted; the oldest, when it is older than all.
    static let dossiers = Statement<Void, Void>(
        """
        with version as (
            select p.code, v.id, v.procedure_id, v.valid_from, v.valid_to,
                   first_value(v.id) over (partition by v.procedure_id order by v.valid_from) as oldest
            from import_target t
            join procedure p on p.tenant_id = t.tenant_id
            join procedure_version v on v.procedure_id = p.id and v.published
        ), oldest as (
            select distinct code, procedure_id, oldest from version
        ), dated as (
            select f.*, d.one_before, d.two_before, a.first_serial,
                   case when f.accepted <= a.closes_at then f.accepted_on else a.next_working end as day_zero_on
            from import_fresh f
            join import_day a on a.day = f.accepted_on
            left join import_day d on d.day = f.promised_on
        ), coded as (
            select dated.*,
                   (first_serial + row_number() over (partition by accepted_on order by place) - 1)::text as serial
            from dated
        )
        insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, external_reference, procedure_id,
            version_id, channel, status, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due,
            due_on, day_zero_on, at_risk_from, apology_latest, clock_from, unit_id, officer_id, ended_at, ended_on,
            imported, version, changed_at, applicant_id)
        select c.dossier_id, t.tenant_id, t.agency_id, t.agency_id, t.agency_id,
               t.code_prefix || '-' || to_char(c.accepted_on, 'YYMMDD') || '-' || lpad(c.serial, greatest(4, length(c.serial)), '0'),
               c.case_ref, o.procedure_id, coalesce(v.id, o.oldest), c.channel,
               case when c.ended is null then 4 else 9 end, 'none', 'working', false, c.accepted, c.accepted_on,
               c.promised, c.promised, c.promised_on,
               case when c.promised is not null then c.day_zero_on end,
               case when c.promised is not null then least(c.promised_on, coalesce(c.two_before, c.day_zero_on)) end,
               case when c.promised is not null
                   then least(c.promised_on, greatest(c.day_zero_on, c.one_before)) end,
               case when c.promised is not null then c.accepted end,
               u.id, a.id, c.ended, c.ended_on, true, c.steps + case when c.ended is null then 1 else 2 end,
               coalesce(c.ended, c.accepted), p.applicant_id
        from coded c
        cross join import_target t
        join oldest o on o.code = c.procedure
        left join version v on v.procedure_id = o.procedure_id and c.accepted_on >= v.valid_from
            and (v.valid_to is null or c.accepted_on < v.valid_to)
        left join unit u on u.agency_id = t.agency_id and u.code = c.unit
        left join account a on a.tenant_id = t.tenant_id and a.login = c.officer
        left join import_applicant p on p.dossier_id = c.dossier_id
        order by c.place
        """, prepared: false)

    /// The steps of new dossiers in the order of their times, with the two events that carry the state: `imported` at
    /// the acceptance and `finished` at the end. A step changes no state and carries none.
    static let events = Statement<Void, Void>(
        """
        with log as (
            select f.dossier_id, r.at, 1 as rank, r.line, 'imported_step' as kind, a.id as actor_id, u.id as unit_id,
                   jsonb_build_object('activity', r.activity) as facts, r.source_key, null::smallint as status,
                   null::timestamptz as due, null::date as due_on
            from import_target t
            cross join import_row r
            join import_fresh f on f.case_ref = r.case_ref
            left join unit u on u.agency_id = t.agency_id and u.code = r.event_unit
            left join account a on a.tenant_id = t.tenant_id and a.login = r.event_officer
            where r.source_key is not null
            union all
            select d.id, d.accepted_at, 0, 0, 'imported', null, d.unit_id,
                   jsonb_build_object('code', d.code, 'channel', d.channel, 'helpedAt', d.helped_at,
                       'receivedBy', d.received_by, 'decidedBy', d.decided_by, 'desk', null, 'version', d.version_id,
                       'limit', d.time_limit, 'dayZero', d.day_zero, 'restarts', d.restarts,
                       'acceptedAt', (extract(epoch from d.accepted_at) * 1000000)::bigint - 946684800000000,
                       'deadline', case when d.due is not null then jsonb_build_object(
                           'due', (extract(epoch from d.due) * 1000000)::bigint - 946684800000000,
                           'dueOn', d.due_on - date '2000-01-01', 'byInstant', d.by_instant,
                           'provisional', d.provisional, 'dayZero', d.day_zero_on - date '2000-01-01',
                           'atRiskFrom', d.at_risk_from - date '2000-01-01',
                           'apologyLatest', d.apology_latest - date '2000-01-01') end,
                       'endedAt', null, 'unit', d.unit_id, 'officer', d.officer_id),
                   null, 4, d.due, d.due_on
            from import_fresh f join dossier d on d.id = f.dossier_id
            union all
            select d.id, d.ended_at, 2, 0, 'finished', null, d.unit_id, '{}', null, 9, d.due, d.due_on
            from import_fresh f join dossier d on d.id = f.dossier_id where d.ended_at is not null
        )
        insert into dossier_event (dossier_id, sequence, at, kind, actor_id, unit_id, facts, source_key, status, due, due_on)
        select dossier_id, row_number() over (partition by dossier_id order by at, rank, line), at, kind, actor_id,
               unit_id, facts, source_key, status, due, due_on
        from log
        """, prepared: false)

    /// Steps of dossiers that an earlier import made and that had fewer then.
    static let laterEvents = Statement<Void, Void>(
        """
        with late as (
            select k.id, r.*
            from import_known k
            join import_row r on r.case_ref = k.case_ref and r.source_key is not null
            where not exists (select from import_refusal f where f.case_ref = k.case_ref)
              and not exists (select from dossier_event e where e.dossier_id = k.id and e.source_key = r.source_key)
        ), locked as (
            select d.id, d.version from dossier d where d.id in (select id from late) order by d.id for update
        ), added as (
            insert into dossier_event (dossier_id, sequence, at, kind, actor_id, unit_id, facts, source_key)
            select l.id, d.version + row_number() over (partition by l.id order by l.at, l.line), l.at, 'imported_step',
                   a.id, u.id, jsonb_build_object('activity', l.activity), l.source_key
            from import_target t
            cross join late l
            join locked d on d.id = l.id
            left join unit u on u.agency_id = t.agency_id and u.code = l.event_unit
            left join account a on a.tenant_id = t.tenant_id and a.login = l.event_officer
            returning dossier_id
        ), counted as (
            select dossier_id, count(*) as steps from added group by dossier_id
        ), raised as (
            update dossier d set version = d.version + c.steps from counted c where d.id = c.dossier_id
        )
        select dossier_id from added
        """, prepared: false)
}
