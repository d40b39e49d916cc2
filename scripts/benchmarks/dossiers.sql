-- :dossiers dossiers of the twenty agencies up to today, seven in a hundred of them open, with applicants and events.
-- Dossier number k belongs to agency 1 + k % 20; it is the agency's j-th, 70 a day.
-- The rows obey the constraints; foreign keys are not looked up one by one while they are written.
set session_replication_role = replica;
set synchronous_commit = off;
set work_mem = '64MB';

create temporary table plan as
select k, 1 + k % 20 as a, k / 20 as j, :dossiers / 20 - 1 - k / 20 as age, day,
    day + time '01:00' + (k / 20 % 70) * interval '6 minutes' as accepted,
    'H99.' || lpad((1 + k % 20)::text, 2, '0') || '-' || to_char(day, 'YYMMDD') || '-'
        || lpad((1 + k / 20 % 70)::text, 4, '0') as code
from generate_series(0, :dossiers - 1) k,
    lateral (select (now() at time zone '+07')::date - 1 - (:dossiers / 20 - 1) / 70 + (k / 20) / 70 as day) days;

-- Names are as unevenly spread as in life: of ten people three or four are Nguyễn.
insert into applicant (id, tenant_id, agencies, kind, name, identity_number, phone, address, created_at)
select 1 + k, 1000, array[1000 + a], 0,
    (array['Nguyễn', 'Nguyễn', 'Nguyễn', 'Nguyễn', 'Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ'])
        [1 + abs(hashint4(k)) % 13] || ' ' ||
    (array['Văn', 'Văn', 'Văn', 'Thị', 'Thị', 'Thị', 'Hữu', 'Ngọc', 'Minh', 'Thanh', 'Quang', 'Thu', 'Đức', 'Kim'])
        [1 + abs(hashint4(k + 1)) % 14] || ' ' ||
    (array['An', 'Bình', 'Châu', 'Dũng', 'Giang', 'Hạnh', 'Khôi', 'Lâm', 'Mai', 'Nhung', 'Oanh', 'Phượng', 'Quỳnh',
        'Sáng', 'Thảo', 'Uyên', 'Việt', 'Xuân', 'Ý', 'Hưởng', 'Anh', 'Hùng', 'Hoa', 'Tuấn', 'Linh'])
        [1 + abs(hashint4(k + 2)) % 25],
    lpad(k::text, 12, '0'), '09' || lpad(k::text, 8, '0'),
    'Số ' || k % 500 || ', phố Đo Tốc Độ', accepted at time zone 'UTC'
from plan;

insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, procedure_id, version_id, applicant_id,
    channel, status, desk_id, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due, due_on,
    day_zero_on, at_risk_from, apology_latest, clock_from, pause_kind, paused_at, pause_after_due, unit_id, officer_id,
    step, step_started_at, step_due, submitted_at, signed_at, signed_by, number_type, number_symbol, number_year,
    number_value, ended_at, ended_on, returned_at, version, changed_at)
select 1 + k, 1000, 1000 + a, 1000 + a, 1000 + a, code, 1000 + a, 1000 + a, 1 + k,
    1 + 2 * (k % 2), status, 1000 + a * 10 + 1, '5wd', 'working', false, at, day, due, due, day + 7,
    day, day + 5, day + 6, at,
    case status when 5 then 'supplement' end, case status when 5 then at + interval '1 day' end,
    case status when 5 then false end,
    case when status > 2 then 1000 + a * 10 + 2 + j % 3 end, case when status > 2 then 1000 + a * 10 + 2 + j % 3 end,
    case when status > 2 then 1 else 0 end, case when status > 2 then at end, case when status > 2 then due end,
    signed, signed, case when closed then 1000 + a * 10 + 5 end, case when closed then 'GP' end,
    case when closed then 'H99-' || a end, case when closed then extract(year from day)::smallint end,
    case when closed then 1 + j end, ended, (ended at time zone '+07')::date,
    case when status = 10 then ended + interval '1 day' end, 3, coalesce(ended, at) + interval '1 day'
from (
    select *, accepted at time zone 'UTC' as at, (day + 7 + time '10:00') at time zone 'UTC' as due,
        age >= 2500 and j % 50 > 0 as closed,
        case when age >= 2500 and j % 50 > 0 then case when age < 4000 and j % 7 = 0 then 9 else 10 end
             when j % 11 = 0 then 5 when j % 5 = 0 then 2 else 4 end as status,
        case when age >= 2500 and j % 50 > 0 then
            accepted at time zone 'UTC' + case when j % 20 = 0 then interval '10 days' else interval '4 days' end
        end as ended,
        case when age >= 2500 and j % 50 > 0 then accepted at time zone 'UTC' + interval '3 days' end as signed
    from plan
) lives;

insert into dossier_event (dossier_id, sequence, at, kind, actor_id, unit_id, facts, status, due, due_on)
select id, 1, accepted_at, 'taken_in', desk_id, desk_id, '{"bench": true}'::jsonb, 2, due, due_on from dossier
union all
select id, 2, coalesce(ended_at, changed_at), case when ended_at is null then 'handed_over' else 'finished' end,
    coalesce(signed_by, officer_id), unit_id, '{"bench": true}'::jsonb, status, due, due_on
from dossier where unit_id is not null;

select setval('dossier_id', 2000000), setval('applicant_id', 2000000);
drop table plan;
set session_replication_role = default;
