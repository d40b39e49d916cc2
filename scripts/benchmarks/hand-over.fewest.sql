-- The rows of twenty dossiers handed over on a list: each dossier, its event, the stay that ends, the stay that begins
-- and its line; the list and the answer.
\set list :client_id * :lists_per_client + :n
\set n :n + 1
\set first 1000000000 + :list * 20
\set key :base + :list
with changed as (
    update dossier set status = 4, version = version + 1, changed_at = clock_timestamp(), unit_id = desk_id + 1,
        hand_over_unit = desk_id + 1, hand_over_giver = desk_id, hand_over_receiver = desk_id + 1,
        hand_over_planned = accepted_at, hand_over_at = clock_timestamp(), step = 1,
        step_started_at = clock_timestamp(), step_due = due
    where id = any (array(select generate_series(:first::bigint, :first::bigint + 19)))
    returning *
), event as (
    insert into dossier_event (dossier_id, sequence, at, kind, actor_id, unit_id, facts, status, due, due_on,
        pause_after_due)
    select id, version, changed_at, 'handed_over', desk_id, unit_id, jsonb_build_object(
            'next', jsonb_build_object('due', 848916000000000, 'step', step, 'unit', null), 'real', 848597019999927,
            'unit', unit_id, 'giver', desk_id, 'planned', 848707200000000, 'receiver', hand_over_receiver),
        status, due, due_on, false
    from changed
), ended as (
    update stay set left_at = changed.hand_over_at from changed where stay.dossier_id = changed.id and stay.number = 1
), begun as (
    insert into stay (dossier_id, number, step, name, unit_id, giver_id, receiver_id, planned_at, arrived_at, limit_until)
    select id, 2, step, 'Thẩm định', unit_id, desk_id, hand_over_receiver, hand_over_planned, hand_over_at, step_due
    from changed
), line as (
    insert into hand_over_line (agency_id, year, number, place, dossier_id)
    select decided_by, 1999, :list + 1, 1 + id - :first::bigint, id from changed
), list as (
    insert into hand_over_list (tenant_id, agency_id, year, number, unit_id, giver_id, receiver_id, handed_over_at)
    select tenant_id, decided_by, 1999, :list + 1, unit_id, desk_id, hand_over_receiver, hand_over_at
    from changed where id = :first::bigint
)
insert into idempotency_key (account_id, key, request_hash, status, location, body, created_at)
select desk_id, 'bench-fewest-' || :key, sha256(code::bytea), 201, '/api/v1/hand-overs/' || code, convert_to((
        select json_agg(json_build_object('code', code, 'version', version, 'status', status, 'procedure', procedure_id,
            'applicant', 'Nguyễn Thị Đo', 'planned', hand_over_planned, 'due', due))::text
        from changed), 'UTF8'), hand_over_at
from changed where id = :first::bigint;
