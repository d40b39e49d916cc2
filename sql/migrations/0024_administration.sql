-- What administrators do on pages and through the API: passwords that somebody else gave, and what the trail keeps of it all.

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
     'right_taken', 'password_reset', 'second_factor_removed', 'sessions_ended', 'token_issued', 'token_revoked'));
