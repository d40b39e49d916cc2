-- Events and numbers are written once. The trigger refuses every role, the owner's too; the grants below give
-- the service no such right to begin with.

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are written once and never changed', tg_table_name
        using errcode = 'restrict_violation', constraint = tg_table_name || '_append_only', table = tg_table_name;
end
$$;

create trigger dossier_event_append_only before update or delete on dossier_event
    for each row execute function refuse_change();
create trigger dossier_event_no_truncate before truncate on dossier_event
    for each statement execute function refuse_change();
create trigger document_number_append_only before update or delete on document_number
    for each row execute function refuse_change();
create trigger document_number_no_truncate before truncate on document_number
    for each statement execute function refuse_change();

-- The service's role owns nothing and signs in as nobody: the program's connections take it on after connecting.
do $$
begin
    create role motcua_service nologin;
exception
    when duplicate_object or unique_violation then null;
end
$$;
do $$
begin
    if not pg_has_role(current_user, 'motcua_service', 'member') then
        execute format('grant motcua_service to %I', current_user);
    end if;
end
$$;

grant usage on schema public to motcua_service;
grant select on all tables in schema public to motcua_service;
grant usage on all sequences in schema public to motcua_service;
grant insert on all tables in schema public to motcua_service;
grant update on agency, unit, account, calendar, procedure, procedure_version, access_token, applicant, dossier, stay,
    code_block to motcua_service;
grant delete on appointment, idempotency_key to motcua_service;
