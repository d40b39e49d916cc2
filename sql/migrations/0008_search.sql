-- Search without diacritics: dossiers and applicants by name, code, identity number and telephone, procedures by name.

create extension if not exists unaccent;
create extension if not exists pg_trgm;

-- A text as it is compared: small letters without marks ("Đặng" and "dang" are one), each word after one blank, and no
-- other sign: where the words end, the trigrams of pg_trgm end, too.
-- Immutable as long as nobody edits the dictionary's rules; a new version of them asks for a reindex. The text is in
-- normal form C, as everything is that is stored.
create function folded(written text) returns text
language sql immutable strict parallel safe
return regexp_replace(' ' || lower(unaccent(written)), '[^[:alnum:]]+', ' ', 'g');

-- The trigrams of a text, each under every agency that may look for it: a search in one agency then reads the agency's
-- own lists, and not those of the whole province, in which every third name is Nguyễn.
create function agency_trigrams(agencies bigint[], folded_text text) returns text[]
language sql immutable strict parallel safe
return array(select agency || ':' || trigram from unnest(agencies) agency, unnest(show_trgm(folded_text)) trigram);

-- The trigrams of what somebody has typed: words may be unfinished, so that the trigram at their end is none; and the one
-- of a first letter says nothing that the one of the first two does not.
create function asked_trigrams(agency bigint, folded_text text) returns text[]
language sql immutable strict parallel safe
return array(
    select distinct agency || ':' || trigram
    from string_to_table(folded_text, ' ') word, unnest(show_trgm(word)) trigram
    where trigram not like '__ ' and (trigram not like '  _' or length(word) = 1));

-- The patterns that a text obeys in which every word asked for begins a word.
create function word_patterns(folded_text text) returns text[]
language sql immutable strict parallel safe
return array(select '% ' || word || '%' from string_to_table(folded_text, ' ') word where word <> '');

-- Whether a reader's rights together let a dossier through. A plain expression, like those of the work lists.
create function is_readable
    (d dossier, whole bigint[], units bigint[], desks bigint[], desk_units bigint[], versions bigint[])
returns boolean
language sql immutable
return (d.decided_by = any (whole) or d.unit_id = any (units)
        or (d.received_by = any (desks) or d.helped_at = any (desks))
            and (d.desk_id is null or d.desk_id = any (desk_units)))
    and (versions is null or d.version_id = any (versions));

-- Where an applicant's dossiers lie: the agencies that helped, received and decide. It never changes.
alter table applicant
    add column agencies bigint[] not null default '{}',
    add column name_folded text generated always as (folded(name)) stored;

update applicant p set agencies = concerned.agencies
from (
    select d.applicant_id, array_agg(distinct agency order by agency) as agencies
    from dossier d cross join lateral (values (d.helped_at), (d.received_by), (d.decided_by)) as of_dossier (agency)
    where d.applicant_id is not null
    group by d.applicant_id
) concerned
where concerned.applicant_id = p.id;

create index applicant_name_trigrams on applicant using gin (agency_trigrams(agencies, name_folded));
create index applicant_identity_pattern on applicant (tenant_id, identity_number collate "C")
    where identity_number is not null;
create index applicant_phone_pattern on applicant (tenant_id, phone collate "C") where phone is not null;
create index dossier_code_pattern on dossier (code collate "C") where code is not null;

alter table procedure add column name_folded text generated always as (folded(name)) stored;
create index procedure_name_trigrams on procedure using gin (name_folded gin_trgm_ops);
