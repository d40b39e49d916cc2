-- Reorganisation: an agency goes into another one from a day on, with its open dossiers, its staff and its rights. What is
-- over keeps the agency's name; everything is reported under the line of the agency that it was first decided by.

create table agency_transfer (
    id              bigint generated always as identity primary key,
    tenant_id       bigint not null,
    agency_id       bigint not null,
    successor_id    bigint not null,
    number          text not null,
    decided_on      date not null,
    issuer          text not null,
    -- the first day on which the agency takes nothing in
    effective_on    date not null,
    state           text not null default 'draft',
    created_at      timestamptz not null,
    created_by      bigint not null references account (id),
    applied_at      timestamptz,
    applied_by      bigint references account (id),
    -- when staff and rights went, and what both were called then
    begun_at        timestamptz,
    agency_name     text,
    successor_name  text,
    -- how many dossiers were found to go, and have gone
    to_move         integer,
    moved           integer not null default 0,
    constraint agency_transfer_agency_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint agency_transfer_successor_same_tenant foreign key (tenant_id, successor_id) references agency (tenant_id, id),
    constraint agency_transfer_elsewhere check (successor_id <> agency_id),
    constraint agency_transfer_state_known check (state in ('draft', 'waiting', 'applying', 'applied')),
    constraint agency_transfer_applied_whole check
        ((state = 'draft') = (applied_at is null) and (applied_at is null) = (applied_by is null)),
    constraint agency_transfer_begun_whole check
        ((state in ('applying', 'applied')) = (begun_at is not null) and (begun_at is null) = (agency_name is null)
            and (begun_at is null) = (successor_name is null)),
    constraint agency_transfer_moved_positive check (moved >= 0)
);
-- An agency ends once; a decision about it is entered once.
create unique index agency_transfer_once on agency_transfer (agency_id) where state <> 'draft';
create unique index agency_transfer_entered_once on agency_transfer (agency_id, number, decided_on);
create index agency_transfer_of_successor on agency_transfer (successor_id);
create index agency_transfer_under_way on agency_transfer (id) where state in ('waiting', 'applying');

-- Which unit goes into which.
create table agency_transfer_unit (
    transfer_id  bigint not null references agency_transfer (id) on delete cascade,
    unit_id      bigint not null references unit (id),
    successor    bigint not null references unit (id),
    primary key (transfer_id, unit_id)
);

-- What a decision says is fixed as soon as it is more than a draft, and so is who did what.
create function refuse_transfer_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.state = 'draft' then
            return old;
        end if;
    elsif (new.agency_id, new.successor_id, new.number, new.decided_on, new.issuer, new.effective_on, new.created_at,
            new.created_by) = (old.agency_id, old.successor_id, old.number, old.decided_on, old.issuer, old.effective_on,
            old.created_at, old.created_by)
        and (old.applied_at is null or old.state = 'waiting' and new.state = 'draft'
            or (new.applied_at, new.applied_by) = (old.applied_at, old.applied_by))
        and (old.begun_at is null or (new.begun_at, new.agency_name, new.successor_name)
            = (old.begun_at, old.agency_name, old.successor_name)) then
        return new;
    end if;
    raise exception 'a decision about the transfer of an agency is never changed'
        using errcode = 'restrict_violation', constraint = 'agency_transfer_fixed', table = tg_table_name;
end
$$;
create trigger agency_transfer_fixed before update or delete on agency_transfer
    for each row execute function refuse_transfer_change();
create trigger agency_transfer_no_truncate before truncate on agency_transfer
    for each statement execute function refuse_change();
create trigger agency_transfer_unit_no_update before update on agency_transfer_unit
    for each row execute function refuse_change();

-- Under whose name a dossier is reported: the agency that first decided it, whoever decides it now. So a month adds up to
-- the one before whatever happens in between, and the same dossiers make the same report at any time.
alter table dossier
    add column first_decided_by bigint,
    add column line_id bigint not null generated always as (coalesce(first_decided_by, decided_by)) stored,
    add constraint dossier_first_decided_same_tenant foreign key (tenant_id, first_decided_by)
        references agency (tenant_id, id),
    drop constraint dossier_external_unique,
    -- two agencies that become one may each have used a reference
    add constraint dossier_external_unique unique (line_id, external_reference);

drop index dossier_counted;
drop index dossier_filed;
drop index dossier_apologised;
create index dossier_counted on dossier (line_id, ended_on, accepted_on) where accepted_on is not null;
create index dossier_filed on dossier (line_id, filed_at) where filed_at is not null or refused_at is not null;
create index dossier_apologised on dossier (line_id, apology_issued_on) where apology_issued_on is not null;

-- The same as before, of several lines.
drop function monthly_account(bigint, date, date, timestamptz, date, timestamptz, boolean);
create function monthly_account
    (lines bigint[], first_day date, last_day date, cut_off timestamptz, cut_off_day date, cut_off_before timestamptz,
     waiting_is_resolved boolean)
returns table (
    dossier_id bigint, line_id bigint, procedure_id bigint, unit_id bigint, online boolean, is_new boolean,
    due timestamptz, due_on date, status smallint, waiting boolean, second_supplement boolean,
    ended boolean, early boolean, on_time boolean, late boolean, given_back boolean, within boolean, overdue boolean,
    -- waits for a supplement and is counted as resolved for it: at the cut-off, and at the one before
    is_out boolean, was_out boolean, was_open boolean)
language sql stable
begin atomic
    select d.id, d.line_id, d.procedure_id, d.unit_id, d.channel = 2, d.accepted_on >= first_day,
           n.due, n.due_on, n.status, n.waiting, coalesce(d.second_supplement_at <= cut_off, false),
           n.ended,
           n.ended and case when d.by_instant then d.ended_at < n.due else d.ended_on < n.due_on end,
           n.ended and case when d.by_instant then d.ended_at = n.due else d.ended_on = n.due_on end,
           n.ended and case when d.by_instant then d.ended_at > n.due else d.ended_on > n.due_on end,
           n.ended and d.status in (7, 8),
           not n.ended and not n.waiting and case when d.by_instant then n.due >= cut_off else n.due_on >= cut_off_day end,
           not n.ended and not n.waiting and case when d.by_instant then n.due < cut_off else n.due_on < cut_off_day end,
           waiting_is_resolved and not n.ended and n.waiting and n.status = 5,
           n.was_out,
           d.accepted_at <= cut_off_before and (d.ended_at is null or d.ended_at > cut_off_before) and not n.was_out
    from dossier d
    left join lateral (
        select e.status, e.due, e.due_on, e.paused_at is not null and not e.pause_after_due as waiting
        from dossier_event e
        where d.changed_at > cut_off and e.dossier_id = d.id and e.at <= cut_off and e.status is not null
        order by e.sequence desc limit 1
    ) s on true
    left join lateral (
        select e.status = 5 and not e.pause_after_due as waited
        from dossier_event e
        where waiting_is_resolved and d.accepted_on < first_day and d.changed_at > cut_off_before
          and e.dossier_id = d.id and e.at <= cut_off_before and e.status is not null
        order by e.sequence desc limit 1
    ) b on true
    cross join lateral (
        select coalesce(d.ended_at <= cut_off, false) as ended,
               case when d.changed_at <= cut_off then d.status else s.status end as status,
               case when d.changed_at <= cut_off then d.due else s.due end as due,
               case when d.changed_at <= cut_off then d.due_on else s.due_on end as due_on,
               coalesce(case when d.changed_at <= cut_off then d.paused_at is not null and not d.pause_after_due
                             else s.waiting end, false) as waiting,
               waiting_is_resolved and d.accepted_on < first_day
                   and coalesce(case when d.changed_at <= cut_off_before then d.status = 5 and not d.pause_after_due
                                     else b.waited end, false) as was_out
    ) n
    where d.line_id = any (lines) and d.accepted_on <= last_day and d.accepted_at <= cut_off
      and (d.ended_on is null or d.ended_on >= first_day or d.ended_at > cut_off)
      -- follows from the line before, and is one that the index can answer
      and (d.ended_on is null or d.ended_on >= least(first_day, cut_off_day - 1));
end;

drop function dossiers_in_parts(bigint, text[], text[], bigint[], text[]);
create function dossiers_in_parts
    (lines bigint[], units text[], procedures text[], officers bigint[], receivers text[])
returns table (dossier_id bigint)
language sql stable
begin atomic
    select d.id from dossier d
    where d.line_id = any (lines) and exists (
        select from (
            select p.units::bigint[], p.procedures::bigint[], p.officer, p.receivers::bigint[]
            from unnest(units, procedures, officers, receivers) as p (units, procedures, officer, receivers)
        ) p
        where (p.procedures is null or d.version_id = any (p.procedures))
          and (p.officer is null or d.officer_id = p.officer)
          and case when p.receivers is null then p.units is null or d.unit_id = any (p.units)
                   else (d.received_by = any (p.receivers) or d.helped_at = any (p.receivers))
                       and (p.units is null or d.desk_id is null or d.desk_id = any (p.units)) end);
end;

-- A notice goes with its dossier; what it says stays.
create or replace function refuse_notice_change() returns trigger language plpgsql as $$
declare
    moving constant text[] := array['settled_at', 'decided_by', 'agency_id', 'unit_id'];
begin
    if tg_op = 'UPDATE' then
        if to_jsonb(old) - moving = to_jsonb(new) - moving then return new; end if;
    end if;
    raise exception 'of a notice nothing changes but when it was settled'
        using errcode = 'restrict_violation', constraint = 'duty_notice_append_only', table = tg_table_name;
end
$$;

grant select, insert, update, delete on agency_transfer to motcua_service;
grant select, insert, delete on agency_transfer_unit to motcua_service;
grant update (decided_by, agency_id, unit_id) on duty_notice to motcua_service;
grant update (agency_id) on absence to motcua_service;
