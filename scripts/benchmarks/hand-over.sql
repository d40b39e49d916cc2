-- :lists lists of twenty dossiers that lie at the desks, for one run; what the run before has left is taken away. Prints
-- each list as its agency's number and the request. The dossiers' keys follow 1000000000, in the order of the lists.
-- Requests that the run before has left under way hold their dossiers until they are done, so these go first; what is
-- asked later finds none, because the codes are new each time.
set session_replication_role = replica;
set synchronous_commit = off;

delete from dossier where id between 1000000000 and 1999999999;
delete from hand_over_line where dossier_id between 1000000000 and 1999999999;
delete from hand_over_list l where not exists (
    select from hand_over_line n where (n.agency_id, n.year, n.number) = (l.agency_id, l.year, l.number));
delete from stay where dossier_id between 1000000000 and 1999999999;
delete from dossier_event where dossier_id between 1000000000 and 1999999999;

insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, procedure_id, version_id, applicant_id,
    channel, status, desk_id, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due, due_on,
    day_zero_on, at_risk_from, apology_latest, clock_from, version, changed_at)
select 1000000000 + k, 1000, 1000 + a, 1000 + a, 1000 + a,
    'H99.' || lpad(a::text, 2, '0') || '-990101-' || (100000 * run + k), 1000 + a, 1000 + a,
    a + 20 * (k % (:dossiers / 20)), 1, 2, 1000 + a * 10 + 1, '5wd', 'working', false, at, day, due, due, day + 7,
    day, day + 5, day + 6, at, 1, at
from (
    select k, 1000 + extract(epoch from now())::bigint % 9000 as run, 1 + abs(hashint4(k / 20)) % 20 as a, day,
        (day + time '01:00') at time zone 'UTC' as at, (day + 7 + time '10:00') at time zone 'UTC' as due
    from generate_series(0, :lists * 20 - 1) k, (select (now() at time zone '+07')::date - 1 as day) yesterday
) taken_in;
insert into dossier_event (dossier_id, sequence, at, kind, actor_id, unit_id, facts, status, due, due_on)
select id, 1, accepted_at, 'taken_in', desk_id, desk_id, '{"bench": true}', 2, due, due_on
from dossier where id between 1000000000 and 1999999999;
insert into stay (dossier_id, number, step, name, unit_id, officer_id, arrived_at)
select id, 1, 0, 'Tiếp nhận hồ sơ', desk_id, desk_id, accepted_at
from dossier where id between 1000000000 and 1999999999;
analyze stay;

select decided_by - 1000 || ' ' || json_build_object('unit', 'PHONG2', 'receiver', 'staff' || decided_by - 1000 || '.2',
    'dossiers', json_agg(json_build_object('code', code, 'version', version) order by id))
from dossier where id between 1000000000 and 1999999999
group by decided_by, (id - 1000000000) / 20
order by (id - 1000000000) / 20;
