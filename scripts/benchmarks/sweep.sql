-- 100,000 open dossiers and 20,000 results that wait, of the twenty agencies, as an office has them that is mostly on time:
-- one in twenty is late without a letter, one in twenty in the days of the letter, one in twenty has a step that is overdue,
-- one in ten waits for the applicant, a third of these without a last day; one in fifty is nobody's, one in a hundred was
-- filed and not answered; of the results one in ten lies there for more than two weeks. In one of ten that a unit has
-- another one was asked, and a fifth of these have not answered in time; of one in a hundred a mail could not be delivered.
set session_replication_role = replica;
set synchronous_commit = off;

insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, procedure_id, version_id, channel, status,
    desk_id, time_limit, day_zero, restarts, filed_at, receipt_due, accepted_at, accepted_on, first_promise, due, due_on,
    day_zero_on, at_risk_from, apology_latest, clock_from, pause_kind, paused_at, pause_after_due, pause_answer_by, unit_id,
    officer_id, step, step_started_at, step_due, version, changed_at)
select k, 1000, agency, agency, agency, 'H99.' || lpad(a::text, 2, '0') || '-' || to_char(day, 'YYMMDD') || '-' || k, agency,
    agency, case status when 1 then 2 else 1 end, status, agency * 10 - 9000 + 1, '25d', 'working', false,
    case status when 1 then at end, case status when 1 then now() - interval '3 days' end,
    case when status > 1 then at end, case when status > 1 then day end, case when status > 1 then due end,
    case when status > 1 then due end, case when status > 1 then due_on end, case when status > 1 then day end,
    case when status > 1 then due_on - 2 end, case when status > 1 then due_on - 1 end, case when status > 1 then at end,
    case status when 5 then 'supplement' end, case status when 5 then at + interval '1 day' end,
    case status when 5 then false end, case when status = 5 and k % 30 <> 7 then today - 1 + k % 20 end,
    case when status > 2 then agency * 10 - 9000 + 2 + k % 3 end,
    case when status > 2 and k % 50 <> 3 then agency * 10 - 9000 + 2 + k % 3 end,
    case when status > 2 then 1 else 0 end, case when status > 2 then at end,
    case when status = 4 then now() + case when k % 20 = 9 then interval '-5 hours' else interval '3 days' end end, 2, at
from (
    select k, 1000 + 1 + k % 20 as agency, 1 + k % 20 as a, due_on - 30 as day, due_on, today,
        (due_on + time '10:00') at time zone 'UTC' as due, (due_on - 30 + time '02:00') at time zone 'UTC' as at,
        case when k % 100 = 1 then 1 when k % 10 = 7 then 5 when k % 50 = 2 then 2 else 4 end as status
    from generate_series(1, 100000) k,
        lateral (select (now() at time zone '+07')::date as today) t,
        lateral (select today - 3 + (k / 20) % 60 as due_on) d
) lives;

insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, procedure_id, version_id, channel, status,
    desk_id, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due, due_on, day_zero_on, at_risk_from,
    apology_latest, clock_from, unit_id, officer_id, step, step_started_at, submitted_at, signed_at, signed_by, number_type,
    number_symbol, number_year, number_value, ended_at, ended_on, version, changed_at)
select k, 1000, agency, agency, agency, 'H99.' || lpad(a::text, 2, '0') || '-' || to_char(day, 'YYMMDD') || '-' || k, agency,
    agency, 1, 9, agency * 10 - 9000 + 1, '25d', 'working', false, at, day, due, due, day + 30, day, day + 28, day + 29, at,
    agency * 10 - 9000 + 2 + k % 3, agency * 10 - 9000 + 2 + k % 3, 1, at, ended, ended, agency * 10 - 9000 + 5, 'GP',
    'H99-' || a, 2026, k, ended, day + 25, 3, ended
from (
    select k, agency, a, day, (day + time '02:00') at time zone 'UTC' as at, (day + 30 + time '10:00') at time zone 'UTC' as due,
        (day + 25 + time '03:00') at time zone 'UTC' as ended
    from generate_series(100001, 120000) k,
        lateral (select 1000 + 1 + k % 20 as agency, 1 + k % 20 as a,
            (now() at time zone '+07')::date - 25 - case when k / 20 % 10 = 0 then 20 else k / 20 % 10 end as day) d
) lives;

update dossier set opinions = 1 where id <= 100000 and unit_id is not null and id % 10 = 4;
insert into opinion (dossier_id, number, tenant_id, agency_id, unit_id, time_limit, due, late_from, asked_at, asked_by,
    state, closed_at, verdict, answered_by)
select id, 1, tenant_id, decided_by, decided_by * 10 - 9000 + 2 + (id + 1) % 3, '3wd', late, late, late - interval '3 days',
    officer_id, case when id % 3 = 0 then 'answered' else 'open' end, case when id % 3 = 0 then late end,
    case when id % 3 = 0 then 'agree' end, case when id % 3 = 0 then officer_id end
from (
    select *, now() + case when id % 50 = 24 then interval '-1 day' else interval '2 days' end as late
    from dossier where opinions > 0
) asked;
insert into message (tenant_id, agency_id, channel, dossier_id, sequence, kind, lane, state, created_at, next_at, expires_at,
    ended_at)
select tenant_id, decided_by, 'email', id, 1, 'accepted', 'email/' || id, case id % 100 when 8 then 'failed' else 'sent' end,
    changed_at, changed_at, changed_at, now() - interval '5 days'
from dossier where id <= 120000;
