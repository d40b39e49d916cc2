-- Duties that run by the clock: who has to see to what, since when, and whom it has reached.

-- What an agency has chosen about its duties, as the office document says it; null for the usual.
alter table agency add column duties text;

-- One row for each dossier, duty, cause and level: a duty is said once to each. Without foreign keys to dossiers and
-- units, which are never deleted, so that no command waits for a sweep and no sweep for a command.
create table duty_notice (
    id          bigint generated always as identity primary key,
    -- whose dossier it is
    decided_by  bigint not null,
    dossier_id  bigint not null,
    duty        text collate "C" not null,
    -- what tells one cause of a duty from another, and when the cause arose
    occasion    text collate "C" not null,
    since       timestamptz not null,
    -- whom it is for: a role in an agency, in one of its units where the role is a unit's, and the officer who has it
    level       smallint not null,
    role        text not null,
    agency_id   bigint not null,
    unit_id     bigint,
    officer_id  bigint,
    -- the time of the sweeps that found the cause, and that found it gone
    raised_at   timestamptz not null,
    settled_at  timestamptz,
    constraint duty_notice_once unique (dossier_id, duty, occasion, since, level),
    constraint duty_notice_duty_known check (duty in
        ('at_risk', 'apology_due', 'apology_missing', 'receipt_late', 'step_overdue', 'window_passed',
         'result_not_collected', 'silent')),
    constraint duty_notice_level_known check (level between 0 and 3),
    constraint duty_notice_role_known check (role in ('intake', 'officer', 'head', 'leader', 'clerk')),
    constraint duty_notice_settled_after check (settled_at >= raised_at)
);
create index duty_notice_open on duty_notice (decided_by, id) where settled_at is null;
create index duty_notice_settled on duty_notice (decided_by, id) where settled_at is not null;
-- Notices for the desk of another agency than the one that decides.
create index duty_notice_for_desk on duty_notice (agency_id, id) where agency_id <> decided_by;

-- What somebody whom a notice has reached says about it. Until the end of the day that they name it climbs no further.
create table duty_answer (
    id           bigint generated always as identity primary key,
    notice_id    bigint not null references duty_notice (id),
    note         text not null,
    until_on     date,
    answered_at  timestamptz not null,
    answered_by  bigint not null references account (id)
);
create index duty_answer_of_notice on duty_answer (notice_id);
create index duty_answer_until on duty_answer (until_on);

-- As of when each agency's duties were last swept, so that no clock that is behind turns them back.
create table duty_sweep (
    agency_id  bigint primary key references agency (id),
    swept_at   timestamptz not null
);

-- Of a notice nothing changes but whether its cause is there.
create function refuse_notice_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if to_jsonb(old) - 'settled_at' = to_jsonb(new) - 'settled_at' then return new; end if;
    end if;
    raise exception 'of a notice nothing changes but when it was settled'
        using errcode = 'restrict_violation', constraint = 'duty_notice_append_only', table = tg_table_name;
end
$$;
create trigger duty_notice_append_only before update or delete on duty_notice
    for each row execute function refuse_notice_change();
create trigger duty_notice_no_truncate before truncate on duty_notice
    for each statement execute function refuse_change();
create trigger duty_answer_append_only before update or delete on duty_answer
    for each row execute function refuse_change();
create trigger duty_answer_no_truncate before truncate on duty_answer
    for each statement execute function refuse_change();

grant select, insert on duty_notice, duty_answer, duty_sweep to motcua_service;
grant update (settled_at) on duty_notice to motcua_service;
grant update on duty_sweep to motcua_service;

-- Plain expressions and queries, so that the planner takes them into the statements that use them.

create function local_midnight(day date, zone interval) returns timestamptz
language sql immutable
return (day::timestamp - zone) at time zone 'UTC';

-- Since when the officer of a dossier can no longer sign in; null while they can.
create function officer_gone_at(signs_in boolean, disabled_at timestamptz, at timestamptz) returns timestamptz
language sql immutable
return case when not signs_in then '0001-01-01 00:00+00'::timestamptz when disabled_at <= at then disabled_at end;

-- The causes of a dossier's duties at an instant, at most one for a duty: what OneStop's DutyCauses says.
create function duty_causes(d dossier, officer_gone timestamptz, at timestamptz, today date, zone interval)
returns table (duty text, occasion text, since timestamptz)
language sql stable
begin atomic
    select case a.state when 'at_risk' then 'at_risk' when 'due_today' then 'apology_due' else 'apology_missing' end,
           to_char(d.due_on, 'YYYY-MM-DD'),
           greatest(
               local_midnight(case a.state when 'at_risk' then d.at_risk_from when 'due_today' then today
                                           else d.apology_latest + 1 end, zone), d.clock_from, d.accepted_at)
    from (select apology_state(d, today) as state) a
    where d.ended_at is null and a.state in ('at_risk', 'due_today', 'missing')
    union all
    select 'receipt_late', to_char((d.receipt_due at time zone 'UTC') + zone, 'YYYY-MM-DD'), d.receipt_due
    where d.status = 1 and d.receipt_due < at
    union all
    select 'step_overdue', d.step::text, greatest(d.step_due, d.clock_from)
    where d.status = 4 and d.step_due < at
    union all
    select 'window_passed', to_char(d.pause_answer_by, 'YYYY-MM-DD'), local_midnight(d.pause_answer_by + 1, zone)
    where d.pause_answer_by < today
    union all
    select 'result_not_collected', to_char(d.ended_on, 'YYYY-MM-DD'), d.ended_at
    where d.status = 9
    union all
    select 'silent', 'no_owner', greatest(coalesce(d.step_started_at, d.accepted_at), officer_gone)
    where d.status in (2, 4, 5, 6) and d.accepted_at is not null and d.submitted_at is null
      and (d.unit_id is null or d.officer_id is null or officer_gone is not null)
    union all
    select 'silent', 'no_date', coalesce(d.paused_at, d.step_started_at, d.accepted_at)
    where d.status in (2, 4, 5, 6)
      and case when d.paused_at is null then d.due is null and d.step_due is null else d.pause_answer_by is null end
      -- who has nobody lacks that first
      and not (d.accepted_at is not null and d.submitted_at is null
               and (d.unit_id is null or d.officer_id is null or officer_gone is not null));
end;

-- The notices that a dossier's duties ask for at an instant. For the k-th of the duties, reached holds at 4k-3 to 4k the
-- latest instants at which its cause may have arisen to be at each of the four levels.
create function duty_notices
    (d dossier, officer_gone timestamptz, at timestamptz, today date, zone interval, duties text[],
     reached timestamptz[])
returns table (duty text, occasion text, since timestamptz, level smallint, role text, agency_id bigint,
    unit_id bigint, officer_id bigint)
language sql stable
begin atomic
    select r.duty, r.occasion, r.since, r.level::smallint, r.role,
           case when r.turn = 'intake' and r.level < 3 then d.received_by else d.decided_by end,
           case r.level when 0 then r.base when 1 then r.base when 2 then r.above end,
           case when r.level = 0 and r.role = 'officer' then d.officer_id end
    from (
        select t.duty, t.occasion, t.since, t.turn, t.base, l.level,
               case when l.level = 2 then (select u.parent_id from unit u where u.id = t.base) end as above,
               case l.level when 0 then t.turn when 3 then 'leader' else 'head' end as role
        from (
            select c.duty, c.occasion, c.since, w.turn,
                   case w.turn
                       when 'intake' then coalesce(d.desk_id,
                           (select min(u.id) from unit u where u.agency_id = d.received_by and u.is_desk))
                       when 'officer' then d.unit_id end as base
            from duty_causes(d, officer_gone, at, today, zone) c
            cross join lateral (
                select case when d.unit_id is null or c.duty in ('receipt_late', 'result_not_collected') then 'intake'
                            when c.duty <> 'step_overdue' then 'officer'
                            when d.signed_at is not null then 'clerk'
                            when d.submitted_at is not null then 'leader'
                            else 'officer' end as turn
            ) w
        ) t
        cross join (values (0), (1), (2), (3)) l (level)
        where t.since <= reached[4 * (array_position(duties, t.duty) - 1) + l.level + 1]
    ) r
    -- no head stands between the leader and a step of the leader's or the clerk's, nor above another agency's desk
    where case r.level when 0 then true when 3 then r.turn <> 'leader'
               else (r.turn <> 'intake' or d.received_by = d.decided_by)
                   and case r.level when 1 then r.base else r.above end is not null end;
end;
