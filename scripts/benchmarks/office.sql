-- Twenty agencies of one province, each with a desk, three units, staff with tokens and a procedure of their own.
-- Keys follow from the agency's number, 1 to 20, so that scripts can reckon them.
insert into agency (id, tenant_id, parent_id, code, name, utc_offset_minutes)
values (1000, 1000, null, 'H99', 'Tỉnh đo tốc độ', 420);
insert into agency (id, tenant_id, parent_id, code, name, utc_offset_minutes)
select 1000 + a, 1000, 1000, 'H99.' || lpad(a::text, 2, '0'), 'Sở đo tốc độ số ' || a, 420
from generate_series(1, 20) a;
insert into calendar (agency_id, definition) values (1000, '"viet-nam"');

insert into unit (id, agency_id, code, name, is_desk) overriding system value
select 1000 + a * 10 + u, 1000 + a, case u when 1 then 'MOTCUA' else 'PHONG' || u end,
    case u when 1 then 'Bộ phận Một cửa' else 'Phòng chuyên môn ' || u end, u = 1
from generate_series(1, 20) a, generate_series(1, 4) u;

-- 1 works at the desk, 2 to 4 are officers of units 2 to 4, 5 leads.
insert into account (id, tenant_id, agency_id, unit_id, login, name) overriding system value
select 1000 + a * 10 + s, 1000, 1000 + a, case when s < 5 then 1000 + a * 10 + s end, 'staff' || a || '.' || s,
    'Cán bộ ' || a || '.' || s
from generate_series(1, 20) a, generate_series(1, 5) s;
insert into appointment (account_id, role, agency_id, unit_id)
select 1000 + a * 10 + s, case s when 1 then 'intake' when 5 then 'leader' else 'officer' end, 1000 + a,
    case when s < 5 then 1000 + a * 10 + s end
from generate_series(1, 20) a, generate_series(1, 5) s;
insert into access_token (account_id, secret_hash, label, scopes, created_at, expires_at)
select 1000 + a * 10 + s, sha256(convert_to('mcd_bench_' || a || '_' || s, 'UTF8')), 'bench',
    '{dossiers.read,dossiers.write,reports}', now(), now() + interval '30 days'
from generate_series(1, 20) a, generate_series(1, 5) s;

insert into procedure (id, tenant_id, agency_id, code, name, field_code, field_name) overriding system value
select 1000 + a, 1000, 1000 + a, '9.99' || lpad(a::text, 4, '0'), 'Thủ tục đo tốc độ số ' || a, 'DO', 'Đo tốc độ'
from generate_series(1, 20) a;
insert into procedure_version (id, procedure_id, number, valid_from, statutory_limit, committed_limit, fingerprint)
    overriding system value
select 1000 + a, 1000 + a, 1, '2020-01-01', '7wd', '5wd', 'bench' from generate_series(1, 20) a;
insert into component (version_id, number, name, mandatory, originals, copies, electronic)
select 1000 + a, c, 'Thành phần hồ sơ ' || c, c < 3, 1, 0, true
from generate_series(1, 20) a, generate_series(1, 4) c;
insert into process_step (version_id, number, name, role, unit_id, time_limit)
select 1000 + a, s, case s when 1 then 'Thẩm định' when 2 then 'Ký' else 'Phát hành' end,
    case s when 1 then 'officer' when 2 then 'leader' else 'clerk' end, null, s || 'wd'
from generate_series(1, 20) a, generate_series(1, 3) s;

select setval('agency_id', 2000);
select setval(pg_get_serial_sequence('unit', 'id'), 2000);
select setval(pg_get_serial_sequence('account', 'id'), 2000);
select setval(pg_get_serial_sequence('procedure', 'id'), 2000);
select setval(pg_get_serial_sequence('procedure_version', 'id'), 2000);
