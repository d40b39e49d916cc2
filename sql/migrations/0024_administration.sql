-- Administration: passwords that somebody else gave, months that are frozen, units that are closed, and what the trail
-- keeps of it all.

-- A password that an administrator gave counts until then and for one thing only: to choose another.
alter table account_password add column one_time_until timestamptz;

-- A session between a password that somebody else gave and one of the person's own.
alter table session
    add column wants_password boolean not null default false,
    add constraint session_password_first check (not (complete and wants_password));

-- Lists of an agency's staff and tokens, a page at a time.
create index account_of_agency on account (agency_id, login);

alter table audit_event drop constraint audit_event_kind_known;
alter table audit_event add constraint audit_event_kind_known check (kind in
    ('person_erased', 'draft_deleted', 'user_added', 'user_changed', 'user_disabled', 'user_enabled', 'right_given',
     'right_taken', 'password_reset', 'second_factor_removed', 'sessions_ended', 'token_issued', 'token_revoked',
     'month_frozen', 'month_unfrozen', 'unit_added', 'unit_changed', 'unit_closed', 'unit_opened', 'letterhead_changed'));

-- A month of form II.06a as it was reported: the whole form, and where it counts each dossier. It is never changed; a month
-- that is unfrozen keeps what was frozen, with the reason.
create table frozen_month (
    id           bigint generated always as identity primary key,
    tenant_id    bigint not null,
    agency_id    bigint not null,
    -- the first day of the month that it is named after
    month        date not null,
    cut_off      text not null,
    waiting      text not null,
    form         text not null,
    frozen_at    timestamptz not null,
    frozen_by    bigint not null references account (id),
    unfrozen_at  timestamptz,
    unfrozen_by  bigint references account (id),
    reason       text,
    constraint frozen_month_agency_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint frozen_month_first_day check (extract(day from month) = 1),
    constraint frozen_month_cut_off_known check (cut_off in ('calendar', 'state')),
    constraint frozen_month_waiting_known check (waiting in ('within-limit', 'on-time')),
    constraint frozen_month_unfrozen_whole check
        ((unfrozen_at is null) = (unfrozen_by is null) and (unfrozen_at is null) = (reason is null))
);
create unique index frozen_month_once on frozen_month (agency_id, month, cut_off, waiting) where unfrozen_at is null;
create index frozen_month_of_agency on frozen_month (agency_id, id);

create table frozen_month_line (
    frozen_id   bigint not null references frozen_month (id),
    dossier_id  bigint not null references dossier (id),
    line_id     bigint not null,
    field_code  text not null,
    unit_id     bigint,
    entered     text not null,
    outcome     text not null,
    primary key (frozen_id, dossier_id),
    constraint frozen_month_line_entered_known check (entered in ('receivedOnline', 'receivedDirectOrPost', 'carriedOver')),
    constraint frozen_month_line_outcome_known check
        (outcome in ('resolvedEarly', 'resolvedOnTime', 'resolvedLate', 'openWithin', 'openOverdue'))
);

create function refuse_frozen_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.unfrozen_at is null and new.unfrozen_at is not null
        and (new.id, new.tenant_id, new.agency_id, new.month, new.cut_off, new.waiting, new.form, new.frozen_at, new.frozen_by)
            = (old.id, old.tenant_id, old.agency_id, old.month, old.cut_off, old.waiting, old.form, old.frozen_at,
               old.frozen_by) then
        return new;
    end if;
    raise exception 'a frozen month is never changed'
        using errcode = 'restrict_violation', constraint = 'frozen_month_fixed', table = tg_table_name;
end
$$;
create trigger frozen_month_fixed before update or delete on frozen_month
    for each row execute function refuse_frozen_change();
create trigger frozen_month_no_truncate before truncate on frozen_month
    for each statement execute function refuse_change();
create trigger frozen_month_line_append_only before update or delete on frozen_month_line
    for each row execute function refuse_change();
create trigger frozen_month_line_no_truncate before truncate on frozen_month_line
    for each statement execute function refuse_change();

-- Where the form counts each dossier: one of columns 4, 5 and 6, and one of 8, 9, 10, 12 and 13.
create function monthly_places
    (lines bigint[], first_day date, last_day date, cut_off timestamptz, cut_off_day date, cut_off_before timestamptz,
     waiting_is_resolved boolean)
returns table (dossier_id bigint, line_id bigint, field_code text, unit_id bigint, entered text, outcome text)
language sql stable
begin atomic
    select m.dossier_id, m.line_id, p.field_code, m.unit_id,
           case when not (m.is_new or m.was_out) then 'carriedOver'
                when m.online then 'receivedOnline' else 'receivedDirectOrPost' end,
           case when m.late then 'resolvedLate' when m.overdue then 'openOverdue'
                when m.is_out then 'resolvedOnTime'
                when m.early and not (waiting_is_resolved and m.given_back) then 'resolvedEarly'
                when m.ended then 'resolvedOnTime' else 'openWithin' end
    from monthly_account(lines, first_day, last_day, cut_off, cut_off_day, cut_off_before, waiting_is_resolved) m
    join procedure p on p.id = m.procedure_id
    where not (m.is_out and m.was_out);
end;

grant select, insert on frozen_month, frozen_month_line to motcua_service;
grant update (unfrozen_at, unfrozen_by, reason) on frozen_month to motcua_service;

-- A unit that is closed has nobody and nothing in it; what went through it keeps its name.
alter table unit add column closed_at timestamptz;

-- When an administrator changed it last: an office document leaves it as it is, and says so.
alter table account add column administered_at timestamptz;
alter table unit add column administered_at timestamptz;
alter table agency add column administered_at timestamptz;
