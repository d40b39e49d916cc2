-- Opinions that a dossier's unit asks of others, of its agency or of another one of the tree; people who are away, and who
-- stands in for them.

-- Within which time an agency's units answer, where a question names no limit of its own.
alter table agency add column opinion_limit text not null default '3wd';

-- The questions of a dossier as its events left them. Texts are kept apart.
create table opinion (
    dossier_id     bigint not null references dossier (id),
    number         smallint not null,
    tenant_id      bigint not null,
    -- who is asked
    agency_id      bigint not null,
    unit_id        bigint not null,
    time_limit     text not null,
    due            timestamptz not null,
    -- the first instant at which an answer is late
    late_from      timestamptz not null,
    asked_at       timestamptz not null,
    asked_by       bigint not null references account (id),
    officer_id     bigint references account (id),
    reminders      smallint not null default 0,
    reminded_at    timestamptz,
    state          text not null,
    closed_at      timestamptz,
    verdict        text,
    answered_by    bigint references account (id),
    answered_late  boolean not null default false,
    primary key (dossier_id, number),
    constraint opinion_agency_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint opinion_unit_of_agency foreign key (agency_id, unit_id) references unit (agency_id, id),
    constraint opinion_number_positive check (number > 0 and reminders >= 0),
    constraint opinion_state_known check (state in ('open', 'passed_over', 'answered', 'withdrawn', 'lapsed')),
    constraint opinion_open_is_not_closed check ((state = 'open') = (closed_at is null)),
    constraint opinion_verdict_known check (verdict in ('agree', 'agree_with_remarks', 'disagree', 'cannot_say')),
    constraint opinion_answered_whole check
        ((state = 'answered') = (verdict is not null) and (state = 'answered') = (answered_by is not null)),
    constraint opinion_reminded_whole check ((reminders = 0) = (reminded_at is null))
);

-- What a unit is asked, by what is due first; what it has answered, the newest last; what is overdue, of all units.
create index opinion_open_of_unit on opinion (unit_id, due, dossier_id, number) where state = 'open';
create index opinion_answered_of_unit on opinion (unit_id, closed_at, dossier_id, number) where state = 'answered';
create index opinion_overdue on opinion (late_from) where state = 'open';

-- Free text may name a person, so that it lies where it can be erased.
create table opinion_text (
    dossier_id  bigint not null,
    number      smallint not null,
    part        text not null,
    words       text not null,
    written_at  timestamptz not null,
    written_by  bigint not null references account (id),
    primary key (dossier_id, number, part),
    constraint opinion_text_of_opinion foreign key (dossier_id, number) references opinion (dossier_id, number),
    constraint opinion_text_part_known check (part in ('question', 'answer'))
);

-- How many questions a dossier has: one without is read as fast as before.
alter table dossier add column opinions smallint not null default 0;
alter table dossier add constraint dossier_opinions_positive check (opinions >= 0);

-- An instant as the program counts it: microseconds since 2000-01-01 UTC.
create function instant_number(at timestamptz) returns bigint
language sql stable
return (extract(epoch from at) * 1000000)::bigint - 946684800000000;

-- The questions of a dossier, in order. A function, so that a statement that reads a dossier without any prepares nothing
-- for them.
create function opinions_of(dossier bigint) returns jsonb
language plpgsql stable as $$
begin
    return (
        select jsonb_agg(jsonb_build_object(
            'number', q.number, 'agency', q.agency_id, 'unit', q.unit_id, 'limit', q.time_limit,
            'due', instant_number(q.due), 'lateFrom', instant_number(q.late_from),
            'askedAt', instant_number(q.asked_at), 'askedBy', q.asked_by, 'officer', q.officer_id,
            'reminders', q.reminders, 'remindedAt', instant_number(q.reminded_at), 'state', q.state,
            'closedAt', instant_number(q.closed_at), 'verdict', q.verdict, 'answeredBy', q.answered_by,
            'answeredLate', q.answered_late) order by q.number)
        from opinion q where q.dossier_id = opinions_of.dossier);
end
$$;

create or replace view dossier_record as
select d.id, d.tenant_id, d.helped_at, d.received_by, d.decided_by, d.code, d.external_reference,
       d.procedure_id, d.version_id, d.channel, d.status, d.desk_id, d.time_limit, d.day_zero, d.restarts,
       d.filed_at, d.receipt_due, d.first_response_at, d.accepted_at, d.refused_at, d.first_promise, d.due,
       d.due_on, d.by_instant, d.provisional, d.day_zero_on, d.at_risk_from, d.apology_latest, d.new_date,
       d.clock_from, d.clock_remainder,
       d.pause_kind, d.paused_at, d.pause_after_due, d.pause_remainder, d.pause_answer_by, d.supplements,
       d.second_supplement_at, d.further_supplement, d.payment_demands, d.further_payment, d.contacts,
       d.unit_id, d.officer_id, d.hand_over_unit, d.hand_over_giver, d.hand_over_receiver, d.hand_over_planned,
       d.hand_over_at, d.step, d.step_started_at, d.step_due, d.completed_by, d.stop_proposed,
       d.submitted_at, d.signed_at, d.signed_by, d.number_type, d.number_symbol, d.number_year, d.number_value,
       d.result_version,
       d.apology_cause, d.apology_unit, d.apology_new_date, d.apology_drafted_at, d.apology_approved_at,
       d.apology_issued_at, d.apology_issued_on, d.apology_delivered_at, d.gate_overridden_by,
       d.gate_overridden_at, d.ended_at, d.returned_at, d.imported, d.version, d.changed_at,
       d.refusal_symbol, d.refusal_year, d.refusal_number, d.fees_charged, d.fees_paid, d.payment_demanded,
       d.demands_paid, d.refunded, d.group_code, d.applicant_id,
       p.kind, p.name, p.identity_number, p.phone, p.email, p.address, o.login,
       d.apology_signed_at, d.apology_sent_by,
       case when d.legs > 0 then legs_as_json(d.id) end as legs,
       case when d.opinions > 0 then opinions_of(d.id) end as opinions
from dossier d
left join applicant p on p.id = d.applicant_id
left join account o on o.id = d.officer_id;

-- Three more causes of duties: the date of a letter of apology that has passed, too; an opinion that is overdue, one cause for
-- each question; and a message to the applicant that
-- failed for good and that nobody has tried again, which makes a dossier silent beside what it lacks itself.
alter table duty_notice drop constraint duty_notice_duty_known;
alter table duty_notice add constraint duty_notice_duty_known check (duty in
    ('at_risk', 'apology_due', 'apology_missing', 'new_date_passed', 'receipt_late', 'step_overdue', 'opinion_overdue',
     'window_passed', 'result_not_collected', 'silent'));
create index message_undelivered on message (dossier_id, ended_at) where state = 'failed' and channel <> 'webhook';

create or replace function duty_causes(d dossier, officer_gone timestamptz, at timestamptz, today date, zone interval)
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
    select 'new_date_passed', to_char((d.new_date at time zone 'UTC') + zone, 'YYYY-MM-DD'), greatest(d.new_date, d.due)
    where d.ended_at is null and d.paused_at is null and d.new_date < at and d.due < at
    union all
    select 'receipt_late', to_char((d.receipt_due at time zone 'UTC') + zone, 'YYYY-MM-DD'), d.receipt_due
    where d.status = 1 and d.receipt_due < at
    union all
    select 'step_overdue', d.step::text, greatest(d.step_due, d.clock_from)
    where d.status = 4 and d.step_due < at
    union all
    select 'opinion_overdue', q.number::text, q.late_from
    from opinion q
    where d.opinions > 0 and q.dossier_id = d.id and q.state = 'open' and q.late_from <= at
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
               and (d.unit_id is null or d.officer_id is null or officer_gone is not null))
    union all
    select 'silent', 'message_failed', f.ended_at
    from (select m.ended_at from message m
          where m.dossier_id = d.id and m.state = 'failed' and m.channel <> 'webhook' and m.ended_at <= at
          order by m.ended_at limit 1) f
    where d.status not in (3, 7, 8, 10)
      -- of the few that there are: asked once for all dossiers
      and d.id in (select m.dossier_id from message m where m.state = 'failed' and m.channel <> 'webhook');
end;

-- As before, but that an overdue opinion is for those who are asked.
create or replace function duty_notices
    (d dossier, officer_gone timestamptz, at timestamptz, today date, zone interval, duties text[],
     reached timestamptz[])
returns table (duty text, occasion text, since timestamptz, level smallint, role text, agency_id bigint,
    unit_id bigint, officer_id bigint)
language sql stable
begin atomic
    select r.duty, r.occasion, r.since, r.level::smallint, r.role,
           case when r.turn = 'intake' and r.level < 3 then d.received_by else r.agency end,
           case r.level when 0 then r.base when 1 then r.base when 2 then r.above end,
           case when r.level = 0 and r.role = 'officer' then r.officer end
    from (
        select t.duty, t.occasion, t.since, t.turn, t.agency, t.base, t.officer, l.level,
               case when l.level = 2 then (select u.parent_id from unit u where u.id = t.base) end as above,
               case when l.level = 0 and t.turn = 'asked' then 'officer' when l.level = 0 then t.turn
                    when l.level = 3 then 'leader' else 'head' end as role
        from (
            select c.duty, c.occasion, c.since, w.turn,
                   case w.turn when 'asked' then (
                       select q.agency_id from opinion q where q.dossier_id = d.id and q.number::text = c.occasion)
                   else d.decided_by end as agency,
                   case w.turn when 'asked' then (
                       select q.officer_id from opinion q where q.dossier_id = d.id and q.number::text = c.occasion)
                   else d.officer_id end as officer,
                   case w.turn
                       when 'intake' then coalesce(d.desk_id,
                           (select min(u.id) from unit u where u.agency_id = d.received_by and u.is_desk))
                       when 'officer' then d.unit_id
                       when 'asked' then (
                           select q.unit_id from opinion q where q.dossier_id = d.id and q.number::text = c.occasion)
                       end as base
            from duty_causes(d, officer_gone, at, today, zone) c
            cross join lateral (
                select case when c.duty = 'opinion_overdue' then 'asked'
                            when d.unit_id is null or d.status = 9 or c.duty = 'receipt_late' then 'intake'
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

-- Who is away on which days, both included, and who has their rights on them. Of what was entered nothing changes but
-- that it is ended early.
create table absence (
    id           bigint generated always as identity primary key,
    tenant_id    bigint not null,
    agency_id    bigint not null,
    account_id   bigint not null references account (id),
    stand_in_id  bigint not null references account (id),
    from_on      date not null,
    to_on        date not null,
    entered_at   timestamptz not null,
    entered_by   bigint not null references account (id),
    ended_at     timestamptz,
    ended_by     bigint references account (id),
    constraint absence_agency_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint absence_days_in_order check (to_on >= from_on),
    constraint absence_somebody_else check (stand_in_id <> account_id),
    constraint absence_ended_whole check ((ended_at is null) = (ended_by is null)),
    constraint absence_once_at_a_time exclude using gist
        (account_id with =, daterange(from_on, to_on, '[]') with &&) where (ended_at is null)
);
create index absence_of_agency on absence (agency_id, id);
create index absence_of_stand_in on absence (stand_in_id, to_on) where ended_at is null;

-- An absence as it is read: with the names of everybody in it.
create view absence_record as
select b.id, b.agency_id, b.account_id, p.login as account, b.stand_in_id, s.login as stand_in, b.from_on, b.to_on,
       b.entered_at, e.login as enterer, b.ended_at, x.login as ender
from absence b
join account p on p.id = b.account_id
join account s on s.id = b.stand_in_id
join account e on e.id = b.entered_by
left join account x on x.id = b.ended_by;

-- The date by an agency's clock.
create function local_day(at timestamptz, offset_minutes integer) returns date
language sql immutable
return ((at at time zone 'UTC') + make_interval(mins => offset_minutes))::date;

grant select, insert on absence to motcua_service;
grant select on absence_record to motcua_service;
grant update (ended_at, ended_by) on absence to motcua_service;
grant select, insert, update on opinion to motcua_service;
grant select, insert, delete on opinion_text to motcua_service;
