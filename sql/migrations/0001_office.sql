-- The office: who decides, who works, by which calendar, under which procedures.
-- A tree of agencies is a tenant. Every row reaches its tenant through its agency, and foreign keys
-- that carry tenant_id keep two trees apart whatever the program does.

create extension if not exists btree_gist;

create sequence agency_id;

create table agency (
    id                  bigint primary key default nextval('agency_id'),
    tenant_id           bigint not null,
    parent_id           bigint,
    code                text not null,
    name                text not null,
    utc_offset_minutes  smallint not null,
    gate_from           date,
    hand_over_minute    smallint not null default 900,
    same_day_minute     smallint not null default 900,
    imported            boolean not null default false,
    constraint agency_code_unique unique (code),
    constraint agency_tenant_key unique (tenant_id, id),
    constraint agency_parent_same_tenant foreign key (tenant_id, parent_id) references agency (tenant_id, id),
    constraint agency_root_is_tenant check ((parent_id is null) = (tenant_id = id)),
    constraint agency_offset_range check (utc_offset_minutes between -1080 and 1080),
    constraint agency_minutes_range check (hand_over_minute between 0 and 1440 and same_day_minute between 0 and 1440)
);

create table unit (
    id         bigint generated always as identity primary key,
    agency_id  bigint not null references agency (id),
    parent_id  bigint,
    code       text not null,
    name       text not null,
    is_desk    boolean not null default false,
    constraint unit_code_unique unique (agency_id, code),
    constraint unit_agency_key unique (agency_id, id),
    constraint unit_parent_same_agency foreign key (agency_id, parent_id) references unit (agency_id, id),
    constraint unit_not_own_parent check (parent_id is distinct from id)
);

-- Staff. An officer known only from an imported log has signs_in false and no token.
create table account (
    id           bigint generated always as identity primary key,
    tenant_id    bigint not null,
    agency_id    bigint not null,
    unit_id      bigint,
    login        text not null,
    name         text not null,
    signs_in     boolean not null default true,
    disabled_at  timestamptz,
    constraint account_login_unique unique (tenant_id, login),
    constraint account_agency_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint account_unit_same_agency foreign key (agency_id, unit_id) references unit (agency_id, id)
);

create table calendar (
    id            bigint generated always as identity primary key,
    agency_id     bigint not null references agency (id),
    procedure_id  bigint,
    definition    text not null,
    revision      integer not null default 1,
    constraint calendar_owner_unique unique nulls not distinct (agency_id, procedure_id)
);

create table procedure (
    id          bigint generated always as identity primary key,
    tenant_id   bigint not null references agency (id),
    agency_id   bigint not null,
    code        text not null,
    name        text not null,
    field_code  text not null,
    field_name  text not null,
    imported    boolean not null default false,
    constraint procedure_code_unique unique (tenant_id, code),
    constraint procedure_tenant_key unique (tenant_id, id),
    constraint procedure_agency_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id)
);

alter table calendar add constraint calendar_procedure foreign key (procedure_id) references procedure (id);

-- What an account may do: a role, in an agency, narrowed to a unit (and those below it) or to a procedure.
create table appointment (
    id            bigint generated always as identity primary key,
    account_id    bigint not null references account (id),
    role          text not null,
    agency_id     bigint not null references agency (id),
    unit_id       bigint,
    procedure_id  bigint references procedure (id),
    constraint appointment_unique unique nulls not distinct (account_id, role, agency_id, unit_id, procedure_id),
    constraint appointment_unit_same_agency foreign key (agency_id, unit_id) references unit (agency_id, id),
    constraint appointment_role_known check (role in
        ('intake', 'officer', 'head', 'leader', 'clerk', 'supervisor', 'coordinator', 'admin', 'auditor'))
);

-- Only the SHA-256 of a token is kept: who reads this table can sign in as nobody.
create table access_token (
    id           bigint generated always as identity primary key,
    account_id   bigint not null references account (id),
    secret_hash  bytea not null,
    label        text not null,
    scopes       text[] not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    constraint access_token_secret_unique unique (secret_hash),
    constraint access_token_hash_length check (octet_length(secret_hash) = 32),
    constraint access_token_expires check (expires_at > created_at)
);
create index access_token_account on access_token (account_id);

-- A dossier keeps the version it was taken in under, for life.
create table procedure_version (
    id                  bigint generated always as identity primary key,
    procedure_id        bigint not null references procedure (id),
    number              integer not null,
    published           boolean not null default true,
    valid_from          date not null,
    valid_to            date,
    decision_number     text,
    decision_date       date,
    statutory_limit     text not null,
    committed_limit     text not null,
    day_zero            text not null default 'working',
    restarts            boolean not null default false,
    fingerprint         text not null,
    constraint procedure_version_number_unique unique (procedure_id, number),
    constraint procedure_version_key unique (procedure_id, id),
    constraint procedure_version_valid_order check (valid_to is null or valid_to > valid_from),
    constraint procedure_version_day_zero_known check (day_zero in ('working', 'received')),
    constraint procedure_version_one_at_a_time exclude using gist
        (procedure_id with =, daterange(valid_from, valid_to) with &&) where (published)
);

create table component (
    version_id  bigint not null references procedure_version (id),
    number      smallint not null,
    name        text not null,
    mandatory   boolean not null,
    originals   smallint not null,
    copies      smallint not null,
    electronic  boolean not null,
    primary key (version_id, number),
    constraint component_counts check (originals >= 0 and copies >= 0)
);

create table process_step (
    version_id  bigint not null references procedure_version (id),
    number      smallint not null,
    name        text not null,
    role        text not null,
    unit_id     bigint references unit (id),
    time_limit  text not null,
    primary key (version_id, number),
    constraint process_step_number_positive check (number > 0)
);
