-- Results waiting to be returned, at the desk of another agency than the one that decided: the desk that received the
-- dossier or helped the citizen. What an agency decided itself is found by dossier_uncollected.
create index dossier_uncollected_received on dossier (received_by, list_due, id)
    where status = 9 and received_by <> decided_by;
create index dossier_uncollected_helped on dossier (helped_at, list_due, id)
    where status = 9 and helped_at <> decided_by and helped_at <> received_by;

-- What a list of results is narrowed to. A plain expression, like those of the work lists; a result that no desk is known
-- for is listed at every desk.
create function is_result_listed
    (d dossier, versions bigint[], units bigint[], at_desk boolean, officer bigint)
returns boolean
language sql immutable
return (versions is null or d.version_id = any (versions))
    and (units is null or d.unit_id = any (units) or d.desk_id = any (units) or at_desk and d.desk_id is null)
    and (officer is null or d.officer_id = officer);

-- What stands for the agency in the symbol of its documents: "SKHCN" in 12/GP-SKHCN.
alter table agency add column symbol text;
alter table agency add constraint agency_symbol_form check (symbol ~ '^[^[:space:]/]{1,40}$');
