-- Decisions about calendars: days off, days worked, other hours, years confirmed. An office counts by its document and the
-- decisions that are in effect, in the order in which they took effect.

create sequence calendar_decision_effect;

create table calendar_decision (
    id            bigint generated always as identity primary key,
    tenant_id     bigint not null,
    agency_id     bigint not null,
    procedure_id  bigint,
    number        text not null,
    decided_on    date not null,
    issuer        text not null,
    reason        text not null,
    -- the whole decision as its document has it
    content       text not null,
    state         text not null default 'draft',
    created_at    timestamptz not null,
    created_by    bigint not null references account (id),
    -- its place among those that took effect
    effect_order  bigint,
    applied_at    timestamptz,
    applied_by    bigint references account (id),
    -- how many dossiers were found to move, and have been moved
    to_move       integer,
    moved         integer not null default 0,
    undone_at     timestamptz,
    undone_by     bigint references account (id),
    undo_reason   text,
    to_put_back   integer,
    put_back      integer not null default 0,
    constraint calendar_decision_agency_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint calendar_decision_procedure_same_tenant foreign key (tenant_id, procedure_id)
        references procedure (tenant_id, id),
    constraint calendar_decision_state_known check (state in ('draft', 'applying', 'applied', 'undoing', 'undone')),
    constraint calendar_decision_applied_whole check
        ((state = 'draft') = (applied_at is null) and (applied_at is null) = (applied_by is null)
            and (applied_at is null) = (effect_order is null)),
    constraint calendar_decision_undone_whole check
        ((state in ('undoing', 'undone')) = (undone_at is not null) and (undone_at is null) = (undone_by is null)
            and (undone_at is null) = (undo_reason is null)),
    constraint calendar_decision_counts check (moved >= 0 and put_back >= 0)
);
-- A decision is entered once for a calendar; one that was undone may be entered anew.
create unique index calendar_decision_once on calendar_decision (agency_id, procedure_id, number, decided_on)
    nulls not distinct where state <> 'undone';
create index calendar_decision_of_agency on calendar_decision (agency_id, id);
-- Few are in effect, fewer under way; both are asked for every two seconds.
create index calendar_decision_in_effect on calendar_decision (effect_order) where state in ('applying', 'applied');
create index calendar_decision_under_way on calendar_decision (id) where state in ('applying', 'undoing');

-- What a decision says is fixed as soon as it is more than a draft, and so is who did what.
create function refuse_decision_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.state = 'draft' then
            return old;
        end if;
    elsif (new.agency_id, new.number, new.decided_on, new.issuer, new.reason, new.content, new.created_at, new.created_by)
            = (old.agency_id, old.number, old.decided_on, old.issuer, old.reason, old.content, old.created_at, old.created_by)
        and new.procedure_id is not distinct from old.procedure_id
        and (old.applied_at is null or (new.applied_at, new.applied_by, new.effect_order)
            = (old.applied_at, old.applied_by, old.effect_order))
        and (old.undone_at is null or (new.undone_at, new.undone_by, new.undo_reason)
            = (old.undone_at, old.undone_by, old.undo_reason)) then
        return new;
    end if;
    raise exception 'a decision about a calendar is never changed'
        using errcode = 'restrict_violation', constraint = 'calendar_decision_fixed', table = tg_table_name;
end
$$;
create trigger calendar_decision_fixed before update or delete on calendar_decision
    for each row execute function refuse_decision_change();
create trigger calendar_decision_no_truncate before truncate on calendar_decision
    for each statement execute function refuse_change();

-- The dossiers that a decision has moved.
create index dossier_event_due_moved on dossier_event (((facts ->> 'key')::bigint), dossier_id)
    where kind = 'due_moved';

-- What of an open dossier with a date follows the calendar.
create view running_dates as
select d.id, d.decided_by, d.procedure_id, d.version_id, d.status, d.code, d.external_reference, d.holder_id,
       d.time_limit, d.day_zero, d.channel, d.first_promise, d.clock_from, d.clock_remainder,
       d.due, d.due_on, d.by_instant, d.provisional, d.day_zero_on, d.at_risk_from, d.apology_latest,
       d.step, d.step_started_at, d.step_due, d.apology_issued_at, d.new_date, d.pause_after_due
from dossier d
where d.ended_at is null and d.status not in (3, 7) and d.status in (2, 4, 5, 6)
  and d.due is not null and d.day_zero_on is not null;

grant select, insert, update, delete on calendar_decision to motcua_service;
grant usage on sequence calendar_decision_effect to motcua_service;
grant select on running_dates to motcua_service;
