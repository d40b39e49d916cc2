-- The catalogue: drafts, every part of a published entry, ways of filing, and what no role changes once it is published.

-- A draft has its entry as text and nothing else that an intake could use: it has no rows in component, filing_way, fee
-- and process_step. They are written when it is published.
alter table procedure_version
    add column entry     text,
    add column revision  integer not null default 1,
    alter column valid_from drop not null,
    alter column statutory_limit drop not null,
    alter column committed_limit drop not null,
    drop constraint procedure_version_valid_order,
    add constraint procedure_version_valid_order check (not published or valid_to is null or valid_to > valid_from),
    add constraint procedure_version_published_whole check
        (not published or valid_from is not null and statutory_limit is not null and committed_limit is not null),
    add constraint procedure_version_draft_has_entry check (published or entry is not null),
    add constraint procedure_version_revision_positive check (revision > 0);

-- Dossiers are pinned to a published version for life: of such a row nothing but its end ever changes.
create function refuse_published_change() returns trigger language plpgsql as $$
declare
    unchanged procedure_version := old;
begin
    if tg_op = 'UPDATE' then
        unchanged.valid_to := new.valid_to;
        unchanged.revision := new.revision;
        if not old.published or new is not distinct from unchanged then
            return new;
        end if;
    elsif not old.published then
        return old;
    end if;
    raise exception 'a published version of a procedure is never changed'
        using errcode = 'restrict_violation', constraint = 'procedure_version_published_fixed', table = tg_table_name;
end
$$;
create trigger procedure_version_published_fixed before update or delete on procedure_version
    for each row execute function refuse_published_change();

alter table component add column reusable boolean not null default true;
alter table process_step add column online_limit text;

-- The ways in which a version's application can be filed; a version without any is older than they are, and open to all.
create table filing_way (
    version_id  bigint not null references procedure_version (id),
    channel     smallint not null,
    time_limit  text,
    primary key (version_id, channel),
    constraint filing_way_channel_known check (channel between 1 and 3)
);
alter table fee
    add column channel smallint,
    add constraint fee_channel_known check (channel between 1 and 3);

create trigger component_append_only before update or delete on component
    for each row execute function refuse_change();
create trigger filing_way_append_only before update or delete on filing_way
    for each row execute function refuse_change();
create trigger fee_append_only before update or delete on fee
    for each row execute function refuse_change();
create trigger process_step_append_only before update or delete on process_step
    for each row execute function refuse_change();

grant select, insert on filing_way to motcua_service;
-- A draft may be thrown away; the trigger above keeps what is published.
grant delete on procedure_version to motcua_service;
