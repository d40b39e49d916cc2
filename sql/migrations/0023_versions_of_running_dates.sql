-- Whoever has looked at a dossier for a decision about a calendar need not look again while it keeps its version.
create or replace view running_dates as
select d.id, d.decided_by, d.procedure_id, d.version_id, d.status, d.code, d.external_reference, d.holder_id,
       d.time_limit, d.day_zero, d.channel, d.first_promise, d.clock_from, d.clock_remainder,
       d.due, d.due_on, d.by_instant, d.provisional, d.day_zero_on, d.at_risk_from, d.apology_latest,
       d.step, d.step_started_at, d.step_due, d.apology_issued_at, d.new_date, d.pause_after_due, d.version
from dossier d
where d.ended_at is null and d.status not in (3, 7) and d.status in (2, 4, 5, 6)
  and d.due is not null and d.day_zero_on is not null;
