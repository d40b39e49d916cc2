-- Every version of a dossier's row is entered into each index of the table, and a row is written anew with every step. So an
-- index holds only the rows that somebody asks it for, and a code has one index, whose order is that of its bytes: what is
-- asked for by its beginning and what is asked for whole find it there alike.
drop index dossier_code_pattern;
alter table dossier drop constraint dossier_code_unique, drop constraint dossier_external_unique;
create unique index dossier_code_unique on dossier (code collate "C") where code is not null;
create unique index dossier_external_unique on dossier (line_id, external_reference) where external_reference is not null;

drop index dossier_open_by_unit, dossier_open_by_officer;
create index dossier_open_by_unit on dossier (holder_id, list_due, id)
    where ended_at is null and status not in (3, 7) and holder_id is not null;
create index dossier_open_by_officer on dossier (officer_id, list_due, id)
    where ended_at is null and status not in (3, 7) and officer_id is not null;
