-- The rows of a supplement that is still lacking: the dossier, its event, the paper, the answer. Every eleventh of an
-- agency's last 2,500 dossiers waits for documents (dossiers.sql).
\set agency random(:first_agency, :last_agency)
\set place 11 * random(greatest(0, :per_agency - 2500) / 11 + 1, (:per_agency - 1) / 11)
\set id :place * 20 + :agency
\set n :n + 1
\set key :base + :client_id * 1000000 + :n
with changed as (
    update dossier set version = version + 1, contacts = contacts + 1, changed_at = clock_timestamp() where id = :id
    returning *
), event as (
    insert into dossier_event (dossier_id, sequence, at, kind, actor_id, unit_id, facts, status, due, due_on, paused_at,
        pause_after_due)
    select id, version, changed_at, 'supplement_incomplete', desk_id, unit_id, '{}', status, due, due_on, paused_at,
        pause_after_due
    from changed
), paper as (
    insert into paper_received (dossier_id, version_id, component, originals, copies, electronic, reused, received_at)
    select id, version_id, 3, 0, 1, 0, false, changed_at from changed
)
insert into idempotency_key (account_id, key, request_hash, status, etag, body, created_at)
select desk_id, 'bench-fewest-' || :key, sha256(code::bytea), 200, '"' || version || '"',
    convert_to(rpad(code, 1418, '.'), 'UTF8'), changed_at
from changed;
