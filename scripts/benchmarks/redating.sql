-- A coordinator of the province, whose calendar the twenty agencies count by.
insert into account (id, tenant_id, agency_id, login, name) overriding system value
values (1999, 1000, 1000, 'coordinator', 'Đầu mối tổng hợp') on conflict do nothing;
insert into appointment (account_id, role, agency_id) values (1999, 'coordinator', 1000) on conflict do nothing;
insert into access_token (account_id, secret_hash, label, scopes, created_at, expires_at)
values (1999, sha256('mcd_bench_coordinator'), 'bench', '{dossiers.read,dossiers.write,reports}', now(),
    now() + interval '30 days')
on conflict do nothing;

-- What pgbench wrote in other cases bears codes that are none, and numbers above all of the program's.
set session_replication_role = replica;
delete from dossier where id > 1000000000000;
