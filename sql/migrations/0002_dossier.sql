-- The dossier: its state, its events, its hands, its papers and its numbers.

-- Blocks of 64, handed out in the program: an intake then knows its keys before it asks the server.
create sequence dossier_id increment by 64;
create sequence applicant_id increment by 64;

-- Personal data of the applicant lives here and nowhere else, so that a person can be erased.
create table applicant (
    id               bigint primary key,
    tenant_id        bigint not null references agency (id),
    kind             smallint not null,
    name             text,
    identity_number  text,
    phone            text,
    email            text,
    address          text,
    created_at       timestamptz not null,
    erased_at        timestamptz,
    constraint applicant_tenant_key unique (tenant_id, id),
    constraint applicant_kind_known check (kind in (0, 1, 2)),
    constraint applicant_named_until_erased check ((name is null) = (erased_at is not null))
);

create table dossier (
    id                    bigint primary key,
    tenant_id             bigint not null,
    helped_at             bigint not null,
    received_by           bigint not null,
    decided_by            bigint not null,
    code                  text,
    external_reference    text,
    procedure_id          bigint not null,
    version_id            bigint not null,
    applicant_id          bigint,
    channel               smallint not null,
    status                smallint not null,
    desk_id               bigint,
    -- the clock
    time_limit            text not null,
    day_zero              text not null,
    restarts              boolean not null,
    filed_at              timestamptz,
    receipt_due           timestamptz,
    first_response_at     timestamptz,
    accepted_at           timestamptz,
    accepted_on           date,
    refused_at            timestamptz,
    first_promise         timestamptz,
    due                   timestamptz,
    due_on                date,
    by_instant            boolean not null default false,
    provisional           boolean not null default false,
    day_zero_on           date,
    at_risk_from          date,
    apology_latest        date,
    new_date              timestamptz,
    clock_from            timestamptz,
    clock_remainder       text,
    -- the pause that runs now
    pause_kind            text,
    paused_at             timestamptz,
    pause_after_due       boolean,
    pause_remainder       text,
    pause_answer_by       date,
    -- what was asked of the applicant
    supplements           smallint not null default 0,
    second_supplement_at  timestamptz,
    further_supplement    boolean not null default false,
    payment_demands       smallint not null default 0,
    further_payment       boolean not null default false,
    contacts              smallint not null default 0,
    -- whose hands
    unit_id               bigint,
    officer_id            bigint,
    hand_over_unit        bigint,
    hand_over_giver       bigint,
    hand_over_receiver    bigint,
    hand_over_planned     timestamptz,
    hand_over_at          timestamptz,
    step                  smallint not null default 0,
    step_started_at       timestamptz,
    step_due              timestamptz,
    completed_by          bigint[] not null default '{}',
    stop_proposed         boolean not null default false,
    -- the result
    submitted_at          timestamptz,
    signed_at             timestamptz,
    signed_by             bigint,
    number_type           text,
    number_symbol         text,
    number_year           smallint,
    number_value          integer,
    result_version        smallint not null default 0,
    -- the apology and the gate
    apology_cause         text,
    apology_unit          bigint,
    apology_new_date      timestamptz,
    apology_drafted_at    timestamptz,
    apology_approved_at   timestamptz,
    apology_issued_at     timestamptz,
    apology_issued_on     date,
    apology_delivered_at  timestamptz,
    gate_overridden_by    bigint,
    gate_overridden_at    timestamptz,
    -- the end
    ended_at              timestamptz,
    ended_on              date,
    returned_at           timestamptz,
    imported              boolean not null default false,
    version               integer not null,
    changed_at            timestamptz not null,
    -- what is due last of all is what has no limit
    list_due              timestamptz not null generated always as (coalesce(due, 'infinity'::timestamptz)) stored,
    -- the unit it lies in: the desk until it is handed over
    holder_id             bigint generated always as (coalesce(unit_id, desk_id)) stored,

    constraint dossier_code_unique unique (code),
    constraint dossier_external_unique unique (decided_by, external_reference),
    constraint dossier_helped_same_tenant foreign key (tenant_id, helped_at) references agency (tenant_id, id),
    constraint dossier_received_same_tenant foreign key (tenant_id, received_by) references agency (tenant_id, id),
    constraint dossier_decided_same_tenant foreign key (tenant_id, decided_by) references agency (tenant_id, id),
    constraint dossier_version_of_procedure foreign key (procedure_id, version_id)
        references procedure_version (procedure_id, id),
    constraint dossier_applicant_same_tenant foreign key (tenant_id, applicant_id) references applicant (tenant_id, id),
    constraint dossier_unit foreign key (unit_id) references unit (id),
    constraint dossier_officer foreign key (officer_id) references account (id),

    constraint dossier_status_known check (status between 1 and 10),
    constraint dossier_channel_known check (channel between 1 and 3),
    constraint dossier_accepted_whole check ((accepted_at is null) = (accepted_on is null)),
    constraint dossier_code_when_accepted check (accepted_at is null or code is not null or imported),
    constraint dossier_imported_is_referenced check (not imported or external_reference is not null),
    constraint dossier_in_work_is_accepted check (status not in (2, 4, 6, 9, 10) or accepted_at is not null),
    constraint dossier_filed_is_not_accepted check (status not in (1, 3) or accepted_at is null),
    constraint dossier_due_whole check ((due is null) = (due_on is null) and (due is null) = (first_promise is null)),
    constraint dossier_due_needs_acceptance check (due is null or accepted_at is not null),
    constraint dossier_warning_before_due check (at_risk_from is null or at_risk_from <= due_on),
    constraint dossier_apology_day_before_due check (apology_latest is null or apology_latest <= due_on),
    constraint dossier_due_has_apology_day check (due is null or (at_risk_from is not null and apology_latest is not null)),
    constraint dossier_pause_whole check
        ((paused_at is null) = (pause_kind is null) and (paused_at is null) = (pause_after_due is null)),
    constraint dossier_pause_kind_known check (pause_kind in ('supplement_before_acceptance', 'supplement', 'payment')),
    constraint dossier_hand_over_whole check
        ((hand_over_at is null) = (hand_over_unit is null) and (hand_over_at is null) = (hand_over_giver is null)
            and (hand_over_at is null) = (hand_over_planned is null)),
    constraint dossier_apology_whole check
        ((apology_drafted_at is null) = (apology_cause is null) and (apology_drafted_at is null) = (apology_unit is null)
            and (apology_drafted_at is null) = (apology_new_date is null)),
    constraint dossier_apology_in_order check
        ((apology_issued_at is null or apology_approved_at is not null) and (apology_approved_at is null or
            apology_drafted_at is not null) and (apology_delivered_at is null or apology_issued_at is not null)),
    constraint dossier_apology_day_whole check ((apology_issued_at is null) = (apology_issued_on is null)),
    constraint dossier_gate_whole check ((gate_overridden_at is null) = (gate_overridden_by is null)),
    constraint dossier_waiting_is_paused check ((status in (5, 6)) = (paused_at is not null)),
    constraint dossier_signed_whole check ((signed_at is null) = (signed_by is null)),
    constraint dossier_number_whole check
        ((number_symbol is null) = (number_year is null) and (number_symbol is null) = (number_value is null)),
    constraint dossier_numbered_is_signed check (number_symbol is null or signed_at is not null),
    constraint dossier_finished_is_numbered check (status not in (9, 10) or imported or number_symbol is not null),
    constraint dossier_ended_whole check ((ended_at is null) = (ended_on is null)),
    constraint dossier_ended_by_status check
        (ended_at is not null or status not in (8, 9, 10)),
    constraint dossier_open_has_no_end check (status not in (1, 2, 3, 4, 5, 6) or ended_at is null),
    constraint dossier_ended_after_acceptance check (ended_at is null or accepted_at is null or ended_at >= accepted_at),
    constraint dossier_refused_by_status check ((status = 3) = (refused_at is not null)),
    constraint dossier_returned_by_status check ((status = 10) = (returned_at is not null)),
    constraint dossier_returned_after_end check (returned_at is null or returned_at >= ended_at),
    constraint dossier_counters_positive check
        (supplements >= 0 and payment_demands >= 0 and contacts >= 0 and step >= 0 and version > 0)
);

-- The work lists: open dossiers only, by what is due first. One index for each way a list is asked for.
create index dossier_open_by_unit on dossier (holder_id, list_due, id) where ended_at is null and status not in (3, 7);
create index dossier_open_by_officer on dossier (officer_id, list_due, id) where ended_at is null and status not in (3, 7);
create index dossier_open_by_agency on dossier (decided_by, list_due, id) where ended_at is null and status not in (3, 7);
-- Results waiting to be collected.
create index dossier_uncollected on dossier (decided_by, list_due, id) where status = 9;
-- The figures: what was accepted by a day and is open or ended since another; what was filed or refused.
create index dossier_counted on dossier (decided_by, ended_on, accepted_on) where accepted_on is not null;
create index dossier_filed on dossier (decided_by, filed_at) where filed_at is not null or refused_at is not null;
create index dossier_applicant on dossier (applicant_id) where applicant_id is not null;

-- What happened. The columns after facts are the state that the event left behind, so that figures can be
-- taken as of any instant. An imported step changes no state and leaves them null.
create table dossier_event (
    dossier_id       bigint not null references dossier (id),
    sequence         integer not null,
    at               timestamptz not null,
    kind             text not null,
    actor_id         bigint references account (id),
    unit_id          bigint references unit (id),
    facts            jsonb not null,
    source_key       text,
    status           smallint,
    due              timestamptz,
    due_on           date,
    paused_at        timestamptz,
    pause_after_due  boolean,
    primary key (dossier_id, sequence),
    constraint dossier_event_sequence_positive check (sequence > 0),
    constraint dossier_event_due_whole check ((due is null) = (due_on is null))
);
create unique index dossier_event_source on dossier_event (dossier_id, source_key) where source_key is not null;

-- Each stay of a dossier in somebody's hands: the lines of the control slip.
create table stay (
    dossier_id   bigint not null references dossier (id),
    number       smallint not null,
    step         smallint not null,
    name         text not null,
    unit_id      bigint references unit (id),
    officer_id   bigint references account (id),
    giver_id     bigint references account (id),
    receiver_id  bigint references account (id),
    planned_at   timestamptz,
    arrived_at   timestamptz not null,
    limit_until  timestamptz,
    left_at      timestamptz,
    primary key (dossier_id, number),
    constraint stay_leaves_after_arrival check (left_at is null or left_at >= arrived_at)
);

-- What lay on the counter, against the checklist of the procedure's version.
create table paper_received (
    dossier_id   bigint not null references dossier (id),
    version_id   bigint not null,
    component    smallint not null,
    originals    smallint not null,
    copies       smallint not null,
    electronic   smallint not null,
    reused       boolean not null,
    received_at  timestamptz not null,
    primary key (dossier_id, component, received_at),
    constraint paper_received_in_checklist foreign key (version_id, component) references component (version_id, number),
    constraint paper_received_something check
        (originals >= 0 and copies >= 0 and electronic >= 0 and (reused or originals + copies + electronic > 0))
);

-- The registers of the office's own documents: a number once given is never given again. An official letter has no
-- type before its symbol; its type is the empty text.
create table document_number (
    agency_id      bigint not null references agency (id),
    document_type  text not null,
    year           smallint not null,
    number         integer not null,
    symbol         text not null,
    dossier_id     bigint not null references dossier (id),
    issued_at      timestamptz not null,
    issued_by      bigint not null references account (id),
    primary key (agency_id, document_type, year, number),
    constraint document_number_positive check (number > 0)
);
create index document_number_dossier on document_number (dossier_id);

-- The highest serial reserved for the codes of an agency and a day. Blocks are reserved in a transaction of
-- their own, so that no desk waits for another's commit; what a block leaves unused is a gap.
create table code_block (
    agency_id  bigint not null references agency (id),
    day        date not null,
    reserved   integer not null,
    primary key (agency_id, day),
    constraint code_block_positive check (reserved >= 0)
);

-- The first answer to a request, kept with the transaction that it answered.
create table idempotency_key (
    account_id    bigint not null references account (id),
    key           text not null,
    request_hash  bytea not null,
    status        smallint not null,
    etag          text,
    location      text,
    body          bytea not null,
    created_at    timestamptz not null,
    primary key (account_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);
