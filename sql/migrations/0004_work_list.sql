-- What the work lists and the boards ask of a dossier. Plain expressions, so that the planner takes them into the
-- query that uses them.

-- The apology's state on a day (contract, section 4): a comparison of stored days with today.
create function apology_state(d dossier, today date) returns text
language sql immutable
return case
    when d.accepted_at is null or d.due is null then 'none'
    when d.imported and d.ended_at is not null then 'not_kept'
    when d.apology_issued_on <= d.apology_latest then 'issued_on_time'
    when d.apology_issued_on is not null then 'issued_late'
    when d.ended_at is not null and case when d.by_instant then d.ended_at <= d.due else d.ended_on <= d.due_on end
        then 'not_needed'
    when d.ended_at is not null then 'missing'
    when d.paused_at is not null and not d.pause_after_due then 'none'
    when today > d.apology_latest then 'missing'
    when today = d.apology_latest then 'due_today'
    when today >= d.at_risk_from then 'at_risk'
    else 'not_needed'
end;

-- On whom a dossier waits: the role whose turn it is.
create function waits_for(d dossier) returns text
language sql immutable
return case
    when d.status in (1, 2, 5, 6, 9) then 'intake'
    when d.status = 4 and d.signed_at is not null then 'clerk'
    when d.status = 4 and d.submitted_at is not null then 'leader'
    when d.status = 4 and d.officer_id is null then 'head'
    when d.status = 4 then 'officer'
end;

create function is_listed
    (d dossier, statuses smallint[], due_before timestamptz, waiting_role text, apology text, today date)
returns boolean
language sql immutable
return (statuses is null or d.status = any (statuses))
    and (due_before is null or d.due < due_before)
    and (waiting_role is null or waits_for(d) = waiting_role)
    and (apology is null or apology_state(d, today) = apology);
