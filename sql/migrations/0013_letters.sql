-- The letter of apology as a document: its text and whom it is addressed to, beside the dossier, so that a person can be
-- erased from it; the forms it takes by the day of acceptance; how it went to the applicant.

-- A letter is signed by a leader and issued when the clerk gives it number and day. How it is on its way.
alter table dossier
    add column apology_signed_at  timestamptz,
    add column apology_sent_by    text;
alter table dossier
    add constraint dossier_apology_signed_in_order check
        (apology_signed_at is null or apology_approved_at is not null),
    add constraint dossier_apology_sent_in_order check
        (apology_sent_by is null or apology_issued_at is not null and apology_delivered_at is null),
    add constraint dossier_apology_sent_by_known check (apology_sent_by in ('desk', 'post', 'email', 'sms', 'portal'));

-- What stands at the head of an agency's letters and over the signer's name (Decree 30/2020, annex I).
alter table agency
    add column governing_body  text,
    add column place           text,
    add column head_title      text,
    add column deputy_title    text;

-- The forms of the letter, each with its circular and the first day of acceptance that it is used for. What stands in
-- braces is filled in from the dossier.
create table letter_form (
    code           text primary key,
    circular       text not null,
    form_number    text not null,
    title          text not null,
    accepted_from  date not null,
    confirmed      boolean not null,
    body           text not null,
    constraint letter_form_one_a_day unique (accepted_from)
);

insert into letter_form (code, circular, form_number, title, accepted_from, confirmed, body) values
('tt01-2018', 'Thông tư số 01/2018/TT-VPCP ngày 23/11/2018', '04', 'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ',
 '2019-01-06', true,
'{received}, {agency} tiếp nhận giải quyết hồ sơ đề nghị {procedure} của {applicant}; mã hồ sơ: {code}.
Thời gian hẹn trả kết quả giải quyết hồ sơ: {promised}.
Hiện nay {standing}
{agency} chưa thể trả kết quả giải quyết hồ sơ đúng thời hạn ghi trong Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Lý do: {reason}
{apology}
{agency} hẹn lại ngày trả kết quả giải quyết hồ sơ: {newDate}.
Mong nhận được sự thông cảm của {applicant}./.'),
('tt03-2025', 'Thông tư số 03/2025/TT-VPCP ngày 15/9/2025', '04',
 'VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT',
 '2025-09-15', false,
'{received}, {agency} tiếp nhận hồ sơ thủ tục hành chính {procedure} của {applicant}; mã hồ sơ: {code}.
Thời gian hẹn trả kết quả giải quyết hồ sơ: {promised}.
Hiện nay {standing}
{agency} chưa thể trả kết quả giải quyết hồ sơ đúng thời hạn đã hẹn. Lý do: {reason}
{apology}
{agency} đề nghị gia hạn thời gian giải quyết hồ sơ và hẹn trả kết quả: {newDate}.
Mong nhận được sự thông cảm của {applicant}./.');

-- The letter of a dossier: one, which is drafted anew until it is issued. Then its bytes and all it says are the same
-- for ever, but for the erasure of the person.
create table letter (
    dossier_id         bigint primary key references dossier (id),
    form               text not null references letter_form (code),
    -- whom it is addressed to, and what it says in words
    addressee_name     text,
    addressee_address  text,
    addressee_phone    text,
    addressee_email    text,
    standing           text,
    reason             text,
    apology            text,
    -- what of the dossier it was drafted from
    basis_status       smallint not null,
    basis_unit         bigint references unit (id),
    basis_due          timestamptz not null,
    new_date           timestamptz not null,
    drafted_at         timestamptz not null,
    drafted_by         bigint not null references account (id),
    approved_at        timestamptz,
    approved_by        bigint references account (id),
    signed_at          timestamptz,
    signed_by          bigint references account (id),
    signed_as          text,
    -- of what was signed, before number and day
    signed_hash        bytea,
    symbol             text,
    year               smallint,
    number             integer,
    issued_at          timestamptz,
    issued_by          bigint references account (id),
    page               bytea,
    page_hash          bytea,
    plain              bytea,
    plain_hash         bytea,
    erased_at          timestamptz,
    constraint letter_approved_whole check ((approved_at is null) = (approved_by is null)),
    constraint letter_signed_whole check
        ((signed_at is null) = (signed_by is null) and (signed_at is null) = (signed_as is null)),
    constraint letter_in_order check
        ((signed_at is null or approved_at is not null) and (issued_at is null or signed_at is not null)),
    constraint letter_signed_is_hashed check (signed_at is null or erased_at is not null or signed_hash is not null),
    constraint letter_issued_whole check
        ((issued_at is null) = (issued_by is null) and (issued_at is null) = (symbol is null)
            and (issued_at is null) = (year is null) and (issued_at is null) = (number is null)),
    constraint letter_issued_is_fixed check
        (issued_at is null or erased_at is not null
            or page is not null and page_hash is not null and plain is not null and plain_hash is not null),
    constraint letter_erased_is_empty check
        (erased_at is null or num_nonnulls(addressee_name, addressee_address, addressee_phone, addressee_email, standing,
            reason, apology, signed_hash, page, page_hash, plain, plain_hash) = 0)
);

create function keep_letter() returns trigger language plpgsql as $$
declare
    personal constant text[] := array['addressee_name', 'addressee_address', 'addressee_phone', 'addressee_email',
        'standing', 'reason', 'apology', 'signed_hash', 'page', 'page_hash', 'plain', 'plain_hash', 'erased_at'];
begin
    if tg_op = 'UPDATE' then
        if old.issued_at is null or (old.erased_at is null and new.erased_at is not null
            and to_jsonb(new) - personal = to_jsonb(old) - personal) then
            return new;
        end if;
    end if;
    raise exception 'an issued letter is never changed'
        using errcode = 'restrict_violation', constraint = 'letter_fixed', table = 'letter';
end
$$;
create trigger letter_fixed before update or delete on letter for each row execute function keep_letter();
create trigger letter_no_truncate before truncate on letter for each statement execute function refuse_change();

-- Each attempt to bring a letter to the applicant. What proves it may name who took it.
create table letter_delivery (
    dossier_id   bigint not null references letter (dossier_id),
    attempt      smallint not null,
    method       text not null,
    ordered_at   timestamptz not null,
    ordered_by   bigint not null references account (id),
    finished_at  timestamptz,
    outcome      text,
    proof        text,
    reason       text,
    primary key (dossier_id, attempt),
    constraint letter_delivery_method_known check (method in ('desk', 'post', 'email', 'sms', 'portal')),
    constraint letter_delivery_outcome_known check (outcome in ('delivered', 'failed', 'superseded')),
    constraint letter_delivery_whole check ((finished_at is null) = (outcome is null)),
    constraint letter_delivery_attempt_positive check (attempt > 0)
);
-- One is under way at a time; the dispatcher finds those that are.
create unique index letter_delivery_open on letter_delivery (dossier_id) where finished_at is null;

-- The register of letters and the figures of a period.
create index dossier_apologised on dossier (decided_by, apology_issued_on) where apology_issued_on is not null;

grant select, insert, update on letter, letter_delivery to motcua_service;
grant select on letter_form to motcua_service;
grant update (accepted_from, confirmed) on letter_form to motcua_service;
