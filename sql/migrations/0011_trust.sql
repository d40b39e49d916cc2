-- Who read what of whom, what was done to a person's data, and what the program does by the clock.

-- Each reading by a member of staff, at most one line in ten minutes for the same reader, thing and way of reading. The
-- subject is a dossier's key; for 'applicant' and 'applicant_search' an applicant's. There is nothing here of which
-- somebody would have to be erased. Without foreign keys, so that no reader waits for a writer's lock; with the time in
-- the key, so that the table can be split by it.
create table read_record (
    subject_id  bigint not null,
    read_at     timestamptz not null,
    reader_id   bigint not null,
    what        text not null,
    token_id    bigint not null,
    request_id  text,
    purpose     text,
    primary key (subject_id, read_at, reader_id, what),
    constraint read_record_what_known check (what in
        ('dossier', 'events', 'control_slip', 'payments', 'amendments', 'group', 'hand_over_list', 'work_list',
         'search', 'applicant', 'applicant_search')),
    constraint read_record_purpose_known check (purpose in
        ('processing', 'supervision', 'inspection', 'complaint', 'person_request'))
);
-- Lines come in the order of time, so that a few pages say which part is old enough to be forgotten.
create index read_record_age on read_record using brin (read_at);

create trigger read_record_no_update before update on read_record
    for each row execute function refuse_change();
create trigger read_record_no_truncate before truncate on read_record
    for each statement execute function refuse_change();

-- The service may forget what is old, and nothing else: whatever it says, the last thirty days stay.
create function forget_reads(before timestamptz, most integer) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    gone bigint;
begin
    delete from read_record where ctid = any (array(
        select ctid from read_record where read_at < least(before, now() - interval '30 days') limit most));
    get diagnostics gone = row_count;
    return gone;
end
$$;

-- What was done that is no event of one dossier. The facts hold keys and codes, no personal data.
create table audit_event (
    id          bigint generated always as identity primary key,
    tenant_id   bigint not null references agency (id),
    agency_id   bigint not null references agency (id),
    at          timestamptz not null,
    -- nobody where the operating system vouched for who did it
    actor_id    bigint references account (id),
    kind        text not null,
    ground      text,
    facts       jsonb not null,
    request_id  text,
    constraint audit_event_kind_known check (kind in ('person_erased', 'draft_deleted')),
    constraint audit_event_erasure_whole check
        (kind <> 'person_erased' or (actor_id is not null and ground is not null))
);
create index audit_event_of_agency on audit_event (agency_id, id);

create trigger audit_event_append_only before update or delete on audit_event
    for each row execute function refuse_change();
create trigger audit_event_no_truncate before truncate on audit_event
    for each statement execute function refuse_change();

-- When each duty was last done, whichever process did it.
create table duty_run (
    duty     text primary key,
    ran_at   timestamptz not null,
    removed  bigint not null
);

grant select, insert on read_record, audit_event, duty_run to motcua_service;
grant update on duty_run to motcua_service;
-- An answer that is kept for repetitions loses what it says of a person.
grant update (body, request_hash) on idempotency_key to motcua_service;
revoke all on function forget_reads(timestamptz, integer) from public;
grant execute on function forget_reads(timestamptz, integer) to motcua_service;
