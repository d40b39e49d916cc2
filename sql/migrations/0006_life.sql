-- The rest of a dossier's life: money, forms of refusal, details amended, dossiers handed over or filed together.

-- What an application of a kind costs. A free case is published with the provision that makes it free.
create table fee (
    version_id   bigint not null references procedure_version (id),
    number       smallint not null,
    name         text not null,
    amount       bigint not null,
    moment       text not null,
    free_ground  text,
    primary key (version_id, number),
    constraint fee_moment_known check (moment in ('receipt', 'supplement', 'return')),
    constraint fee_free_has_ground check (amount >= 0 and (amount = 0) = (free_ground is not null))
);

-- Dossiers that one applicant filed together: each has its own code and clock.
create table dossier_group (
    code        text primary key,
    tenant_id   bigint not null references agency (id),
    created_at  timestamptz not null,
    created_by  bigint not null references account (id),
    constraint dossier_group_tenant_key unique (tenant_id, code)
);

alter table dossier
    add column refusal_symbol    text,
    add column refusal_year      smallint,
    add column refusal_number    integer,
    add column fees_charged      bigint not null default 0,
    add column fees_paid         bigint not null default 0,
    add column payment_demanded  bigint,
    add column demands_paid      bigint not null default 0,
    add column refunded          bigint not null default 0,
    add column group_code        text,
    add constraint dossier_group_same_tenant foreign key (tenant_id, group_code)
        references dossier_group (tenant_id, code),
    add constraint dossier_refusal_number_whole check
        ((refusal_number is null) = (refusal_symbol is null) and (refusal_number is null) = (refusal_year is null)),
    add constraint dossier_refusal_number_by_status check (refusal_number is null or status = 3),
    add constraint dossier_demand_by_status check (payment_demanded is null or status = 6),
    add constraint dossier_money_sound check
        (fees_paid between 0 and fees_charged and (payment_demanded is null or payment_demanded > 0) and demands_paid >= 0
            and refunded between 0 and fees_paid + demands_paid);

-- What a dossier waits for that was demanded before the amount was kept beside its event.
update dossier d set payment_demanded =
    (select (e.facts ->> 'amount')::bigint from dossier_event e
     where e.dossier_id = d.id and e.kind = 'payment_demanded' order by e.sequence desc limit 1)
where d.status = 6;

-- A dossier as the program reads it, whatever it is found by.
create view dossier_record as
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
       p.kind, p.name, p.identity_number, p.phone, p.email, p.address, o.login
from dossier d
left join applicant p on p.id = d.applicant_id
left join account o on o.id = d.officer_id;

create index dossier_in_group on dossier (group_code) where group_code is not null;

-- The fees that a dossier is charged with, each once.
create table fee_charge (
    dossier_id   bigint not null references dossier (id),
    version_id   bigint not null,
    fee          smallint not null,
    quantity     integer not null,
    amount       bigint not null,
    moment       text not null,
    free_ground  text,
    charged_at   timestamptz not null,
    charged_by   bigint not null references account (id),
    primary key (dossier_id, fee),
    constraint fee_charge_published foreign key (version_id, fee) references fee (version_id, number),
    constraint fee_charge_free_has_ground check (amount >= 0 and (amount = 0) = (free_ground is not null)),
    constraint fee_charge_quantity_positive check (quantity > 0)
);

-- What was paid, and for what: a demand of the unit, or published fees at one of their moments. A receipt is given once.
create table payment (
    dossier_id      bigint not null references dossier (id),
    sequence        integer not null,
    agency_id       bigint not null references agency (id),
    purpose         text not null,
    amount          bigint not null,
    receipt_number  text not null,
    paid_at         timestamptz not null,
    means           text not null,
    recorded_at     timestamptz not null,
    recorded_by     bigint not null references account (id),
    primary key (dossier_id, sequence),
    constraint payment_receipt_unique unique (agency_id, receipt_number),
    constraint payment_amount_positive check (amount > 0),
    constraint payment_purpose_known check (purpose in ('demand', 'receipt', 'supplement', 'return')),
    constraint payment_means_known check
        (means in ('cash', 'card', 'transfer', 'national_portal', 'agency_gateway', 'post'))
);

create table refund (
    dossier_id  bigint not null references dossier (id),
    sequence    integer not null,
    amount      bigint not null,
    ground      text not null,
    noted_at    timestamptz not null,
    noted_by    bigint not null references account (id),
    primary key (dossier_id, sequence),
    constraint refund_amount_positive check (amount > 0)
);

-- Personal data again, so it can be erased: what a detail of an applicant was before an amendment and after it.
create table applicant_change (
    applicant_id  bigint not null references applicant (id),
    dossier_id    bigint not null references dossier (id),
    sequence      integer not null,
    field         text not null,
    before        text,
    after         text not null,
    changed_at    timestamptz not null,
    changed_by    bigint not null references account (id),
    primary key (dossier_id, sequence, field),
    constraint applicant_change_field_known check (field in ('name', 'phone', 'email', 'address', 'identity_number'))
);
create index applicant_change_of on applicant_change (applicant_id);

-- An applicant who comes again is found by identity number, the newest details first.
alter table applicant add column amended_at timestamptz;
create index applicant_by_identity on applicant (tenant_id, identity_number, created_at) where identity_number is not null;

-- Dossiers handed over together, on one numbered list with one giver and one receiver.
create table hand_over_list (
    tenant_id       bigint not null,
    agency_id       bigint not null,
    year            smallint not null,
    number          integer not null,
    unit_id         bigint not null references unit (id),
    giver_id        bigint not null references account (id),
    receiver_id     bigint references account (id),
    handed_over_at  timestamptz not null,
    primary key (agency_id, year, number),
    constraint hand_over_list_same_tenant foreign key (tenant_id, agency_id) references agency (tenant_id, id),
    constraint hand_over_list_number_positive check (number > 0)
);

create table hand_over_line (
    agency_id   bigint not null,
    year        smallint not null,
    number      integer not null,
    place       smallint not null,
    dossier_id  bigint not null references dossier (id),
    primary key (agency_id, year, number, place),
    constraint hand_over_line_of_list foreign key (agency_id, year, number)
        references hand_over_list (agency_id, year, number),
    constraint hand_over_line_once unique (dossier_id)
);

-- Receipts, refunds and lists are written once, like the events they belong to.
create trigger payment_append_only before update or delete on payment
    for each row execute function refuse_change();
create trigger refund_append_only before update or delete on refund
    for each row execute function refuse_change();
create trigger hand_over_list_append_only before update or delete on hand_over_list
    for each row execute function refuse_change();
create trigger hand_over_line_append_only before update or delete on hand_over_line
    for each row execute function refuse_change();

grant select, insert on fee, dossier_group, fee_charge, payment, refund, applicant_change, hand_over_list,
    hand_over_line, dossier_record to motcua_service;
grant delete on applicant_change to motcua_service;
