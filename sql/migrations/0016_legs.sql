-- Legs of a dossier at other agencies (R2.6), and what was said against the reckoning of who used the time.

-- What the internal process asks of other agencies when a step begins.
create table process_step_leg (
    version_id  bigint not null,
    step        smallint not null,
    place       smallint not null,
    agency_id   bigint not null,
    unit_id     bigint not null,
    time_limit  text not null,
    primary key (version_id, step, place),
    constraint process_step_leg_of_step foreign key (version_id, step) references process_step (version_id, number),
    constraint process_step_leg_unit foreign key (agency_id, unit_id) references unit (agency_id, id)
);
create trigger process_step_leg_append_only before update or delete on process_step_leg
    for each row execute function refuse_change();

-- How many legs a dossier has: reading one that has none looks at no other table.
alter table dossier add column legs smallint not null default 0;

create table agency_leg (
    tenant_id     bigint not null,
    dossier_id    bigint not null references dossier (id),
    number        smallint not null,
    -- who answers for the total, and who has the leg
    lead_id       bigint not null,
    agency_id     bigint not null,
    unit_id       bigint not null,
    procedure_id  bigint not null references procedure (id),
    step          smallint not null,
    time_limit    text not null,
    due           timestamptz,
    due_on        date,
    by_instant    boolean not null default false,
    giver_id      bigint not null references account (id),
    sent_at       timestamptz not null,
    receiver_id   bigint references account (id),
    received_at   timestamptz,
    outcome       text,
    ended_at      timestamptz,
    -- by the clock of the agency that has it
    ended_on      date,
    ended_by      bigint references account (id),
    statement     text,
    list_due      timestamptz not null generated always as (coalesce(due, 'infinity'::timestamptz)) stored,
    primary key (dossier_id, number),
    constraint agency_leg_lead_same_tenant foreign key (tenant_id, lead_id) references agency (tenant_id, id),
    constraint agency_leg_agency_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint agency_leg_unit_of_agency foreign key (agency_id, unit_id) references unit (agency_id, id),
    constraint agency_leg_elsewhere check (agency_id <> lead_id),
    constraint agency_leg_number_positive check (number > 0),
    constraint agency_leg_due_whole check ((due is null) = (due_on is null)),
    constraint agency_leg_received_whole check ((received_at is null) = (receiver_id is null)),
    constraint agency_leg_end_whole check
        ((ended_at is null) = (outcome is null) and (ended_at is null) = (ended_on is null)
            and (ended_at is null) = (ended_by is null) and (ended_at is null) = (statement is null)),
    constraint agency_leg_outcome_known check (outcome in ('completed', 'returned', 'recalled', 'lapsed')),
    constraint agency_leg_answered_was_received check
        (outcome is null or outcome in ('recalled', 'lapsed') or received_at is not null),
    constraint agency_leg_times_in_order check (received_at >= sent_at and ended_at >= sent_at)
);
create index agency_leg_open_of_unit on agency_leg (unit_id, list_due, dossier_id, number) where ended_at is null;
create index agency_leg_open_of_agency on agency_leg (agency_id, list_due, dossier_id, number) where ended_at is null;
create index agency_leg_of_lead on agency_leg (lead_id, ended_at);

-- The legs of a dossier as the program reads them with it; times are microseconds and days are days since 2000-01-01.
create function legs_as_json(dossier bigint) returns text
language sql stable
begin atomic
    select jsonb_agg(jsonb_build_object(
        'number', l.number, 'agency', l.agency_id, 'unit', l.unit_id, 'step', l.step, 'limit', l.time_limit,
        'due', (extract(epoch from l.due - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint,
        'dueOn', l.due_on - date '2000-01-01', 'byInstant', l.by_instant, 'giver', l.giver_id,
        'sentAt', (extract(epoch from l.sent_at - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint,
        'receiver', l.receiver_id,
        'receivedAt', (extract(epoch from l.received_at - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint,
        'outcome', l.outcome,
        'endedAt', (extract(epoch from l.ended_at - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint,
        'endedBy', l.ended_by, 'statement', l.statement) order by l.number)::text
    from agency_leg l where l.dossier_id = dossier;
end;

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
       case when d.legs > 0 then legs_as_json(d.id) end as legs
from dossier d
left join applicant p on p.id = d.applicant_id
left join account o on o.id = d.officer_id;

-- What a unit or an officer says against the reckoning of who used the time, and what a supervisor decided on it. About
-- staff and no applicant; written once.
create table time_contest (
    dossier_id    bigint not null references dossier (id),
    number        smallint not null,
    unit_id       bigint references unit (id),
    officer_id    bigint references account (id),
    leg           smallint,
    note          text not null,
    contested_at  timestamptz not null,
    contested_by  bigint not null references account (id),
    primary key (dossier_id, number),
    constraint time_contest_leg foreign key (dossier_id, leg) references agency_leg (dossier_id, number),
    constraint time_contest_one_part check (num_nonnulls(unit_id, officer_id, leg) = 1),
    constraint time_contest_number_positive check (number > 0)
);
create trigger time_contest_append_only before update or delete on time_contest
    for each row execute function refuse_change();

create table time_contest_answer (
    dossier_id   bigint not null,
    number       smallint not null,
    decision     text not null,
    moved_to     bigint references unit (id),
    note         text not null,
    answered_at  timestamptz not null,
    answered_by  bigint not null references account (id),
    primary key (dossier_id, number),
    constraint time_contest_answer_of foreign key (dossier_id, number) references time_contest (dossier_id, number),
    constraint time_contest_answer_known check (decision in ('upheld', 'moved')),
    constraint time_contest_answer_moved_whole check ((decision = 'moved') = (moved_to is not null))
);
create trigger time_contest_answer_append_only before update or delete on time_contest_answer
    for each row execute function refuse_change();

grant select, insert on process_step_leg, agency_leg, time_contest, time_contest_answer to motcua_service;
grant update on agency_leg to motcua_service;
