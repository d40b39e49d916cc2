-- Who is told what: other systems that subscribe to events, applicants who are written to, and the outbox between.

-- A system that is told of events. Where no kind or procedure is named it is told of every one.
create table webhook_subscription (
    id                bigint generated always as identity primary key,
    tenant_id         bigint not null,
    -- the agency whose dossiers, and those of the agencies below it, it is told of
    agency_id         bigint not null,
    label             text not null,
    url               text not null,
    kinds             text[] not null,
    procedures        text[] not null,
    -- sealed with the installation's key, which is not in the database
    secret            bytea not null,
    former_secret     bytea,
    former_until      timestamptz,
    created_at        timestamptz not null,
    created_by        bigint not null references account (id),
    changed_at        timestamptz not null,
    changed_by        bigint not null references account (id),
    -- asked for by somebody, or because nothing was taken for too long
    paused_at         timestamptz,
    paused_for        text,
    removed_at        timestamptz,
    -- failures in a row, since when, and until when nothing is tried
    failures          integer not null default 0,
    failing_since     timestamptz,
    retry_at          timestamptz,
    -- the last notice of a duty that was looked at for it
    told_notice       bigint not null default 0,
    constraint webhook_subscription_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint webhook_subscription_former_whole check ((former_secret is null) = (former_until is null)),
    constraint webhook_subscription_pause_whole check ((paused_at is null) = (paused_for is null)),
    constraint webhook_subscription_pause_known check (paused_for in ('asked', 'failing')),
    constraint webhook_subscription_failing_whole check ((failures = 0) = (failing_since is null) and failures >= 0)
);

-- What applicants are told at a moment, in a language, through a channel. Without one of its own an agency has that of
-- the nearest agency above it.
create table message_template (
    agency_id   bigint not null references agency (id),
    moment      text not null,
    channel     text not null,
    language    text not null,
    subject     text not null,
    body        text not null,
    is_on       boolean not null,
    changed_at  timestamptz not null,
    changed_by  bigint not null references account (id),
    primary key (agency_id, moment, channel, language),
    constraint message_template_channel_known check (channel in ('email', 'sms')),
    constraint message_template_language_known check (language in ('vi', 'en')),
    constraint message_template_subject_of_mail check (channel = 'email' or subject = '')
);

-- The outbox. A row is written in the transaction whose event it tells of, and holds nothing personal. What goes in one
-- lane (a dossier's events to one receiver) goes in the order of the events.
create table message (
    id               bigint generated always as identity primary key,
    tenant_id        bigint not null,
    agency_id        bigint not null,
    channel          text not null,
    subscription_id  bigint references webhook_subscription (id),
    dossier_id       bigint not null references dossier (id),
    -- of the event in the dossier; 1 for a notice of a duty
    sequence         integer not null,
    -- without a foreign key, as notices have none
    notice_id        bigint,
    kind             text not null,
    lane             text not null,
    state            text not null default 'waiting',
    attempts         integer not null default 0,
    created_at       timestamptz not null,
    -- when it is tried; while somebody tries it, when another may
    next_at          timestamptz not null,
    -- an attempt that fails after this is the last
    expires_at       timestamptz not null,
    ended_at         timestamptz,
    failure          text,
    constraint message_once unique (lane, sequence),
    constraint message_agency_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint message_channel_known check (channel in ('webhook', 'email', 'sms')),
    constraint message_state_known check (state in ('waiting', 'sent', 'failed', 'dropped')),
    constraint message_notice_of_webhook check (notice_id is null or channel = 'webhook'),
    constraint message_end_whole check ((state = 'waiting') = (ended_at is null)),
    constraint message_subscription_of_webhook check ((channel = 'webhook') = (subscription_id is not null))
);
create index message_due on message (subscription_id, next_at, id) where state = 'waiting';
create index message_of_agency on message (agency_id, id);
create index message_failed on message (agency_id, id) where state = 'failed';
create index message_of_dossier on message (dossier_id, id);
create index message_ended on message (ended_at) where ended_at is not null;

-- What a person is told, and where: apart, so that it can be erased with the person and forgotten in time.
create table message_text (
    message_id    bigint primary key references message (id) on delete cascade,
    applicant_id  bigint not null references applicant (id),
    recipient     text not null,
    subject       text not null,
    body          text not null
);
create index message_text_applicant on message_text (applicant_id);

-- The hint that something is to be sent; who misses it finds the rows.
create function tell_of_messages() returns trigger language plpgsql as $$
begin
    perform pg_notify('motcua_message', '');
    return null;
end
$$;
create trigger message_told after insert on message for each statement execute function tell_of_messages();

-- A replay begins at an event and goes through those of all dossiers since.
create index dossier_event_at on dossier_event using brin (at);

grant select, insert, update on webhook_subscription, message to motcua_service;
grant select, insert, update, delete on message_template to motcua_service;
grant select, insert, delete on message_text to motcua_service;
grant delete on message to motcua_service;
