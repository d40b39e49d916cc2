-- Imports that are begun on a page: the file as it was sent, how far it is, and what came of it. Files lie here and not in
-- a folder, so that any process of the program goes on with them, and a backup has what a page tells of.
create table import_job (
    id            bigint generated always as identity primary key,
    tenant_id     bigint not null,
    agency_id     bigint not null,
    kind          text not null,
    file_name     text not null,
    -- which column holds what, as it was given
    columns       text not null,
    -- of the form that it was sent with
    form_key      text not null,
    state         text not null,
    -- whether nothing is to be kept
    dry_run       boolean not null default true,
    total_bytes   bigint not null default 0,
    read_bytes    bigint not null default 0,
    created_at    timestamptz not null,
    created_by    bigint not null references account (id),
    -- the last attempt: whoever works on it says so again and again
    began_at      timestamptz,
    seen_at       timestamptz,
    ended_at      timestamptz,
    -- numbers only
    outcome       jsonb,
    -- what quotes the file; forgotten with it
    told          jsonb,
    failure_rule  text,
    failure       text,
    forgotten_at  timestamptz,
    constraint import_job_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint import_job_kind_known check (kind in ('dossiers', 'events')),
    constraint import_job_state_known check (state in ('sending', 'waiting', 'running', 'checked', 'done', 'failed')),
    constraint import_job_attempt_whole check ((began_at is null) = (seen_at is null)),
    constraint import_job_running_began check (state <> 'running' or began_at is not null),
    constraint import_job_failure_whole check ((failure_rule is null) = (failure is null)),
    constraint import_job_name_short check (length(file_name) <= 200),
    constraint import_job_bytes check (read_bytes between 0 and total_bytes)
);
-- A second click sends the file again and begins nothing a second time.
create unique index import_job_key_once on import_job (created_by, form_key) where state <> 'sending';
create index import_job_of_agency on import_job (agency_id, id);
create index import_job_waiting on import_job (id) where state = 'waiting';
create index import_job_age on import_job (coalesce(ended_at, created_at)) where forgotten_at is null;

-- The file, and the rows of it that were refused, in pieces that fit into memory.
create table import_piece (
    job_id  bigint not null references import_job (id) on delete cascade,
    part    text not null,
    number  integer not null,
    bytes   bytea not null,
    primary key (job_id, part, number),
    constraint import_piece_part_known check (part in ('file', 'rejects'))
);

grant select, insert, update, delete on import_job to motcua_service;
grant select, insert, delete on import_piece to motcua_service;
