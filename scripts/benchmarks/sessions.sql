-- Three sessions of each agency's leader, for the pages. The secrets follow from the agency's number and the session's.
insert into session (account_id, secret_hash, complete, agent, created_at, seen_at, expires_at)
select 1000 + a * 10 + 5, sha256(convert_to('mcsbench' || a || 'x' || s, 'UTF8')), true, 'bench', now(), now(),
    now() + interval '12 hours'
from generate_series(1, 20) a, generate_series(1, 3) s
on conflict (secret_hash) do update set seen_at = now(), expires_at = excluded.expires_at, ended_at = null;
