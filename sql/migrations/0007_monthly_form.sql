-- What the monthly form counts and lists: every dossier of an agency that was there to be resolved in a period, with its
-- state at the period's cut-off and at the one before. Plain queries, so that the planner takes them into the statements
-- that use them. State, due date and pause are the dossier's own columns where nothing has changed since the cut-off,
-- else those of its last event before it.

create function monthly_account
    (agency_id bigint, first_day date, last_day date, cut_off timestamptz, cut_off_day date, cut_off_before timestamptz,
     waiting_is_resolved boolean)
returns table (
    dossier_id bigint, procedure_id bigint, unit_id bigint, online boolean, is_new boolean,
    due timestamptz, due_on date, status smallint, waiting boolean, second_supplement boolean,
    ended boolean, early boolean, on_time boolean, late boolean, given_back boolean, within boolean, overdue boolean,
    -- waits for a supplement and is counted as resolved for it: at the cut-off, and at the one before
    is_out boolean, was_out boolean, was_open boolean)
language sql stable
begin atomic
    select d.id, d.procedure_id, d.unit_id, d.channel = 2, d.accepted_on >= first_day,
           n.due, n.due_on, n.status, n.waiting, coalesce(d.second_supplement_at <= cut_off, false),
           n.ended,
           n.ended and case when d.by_instant then d.ended_at < n.due else d.ended_on < n.due_on end,
           n.ended and case when d.by_instant then d.ended_at = n.due else d.ended_on = n.due_on end,
           n.ended and case when d.by_instant then d.ended_at > n.due else d.ended_on > n.due_on end,
           n.ended and d.status in (7, 8),
           not n.ended and not n.waiting and case when d.by_instant then n.due >= cut_off else n.due_on >= cut_off_day end,
           not n.ended and not n.waiting and case when d.by_instant then n.due < cut_off else n.due_on < cut_off_day end,
           waiting_is_resolved and not n.ended and n.waiting and n.status = 5,
           n.was_out,
           d.accepted_at <= cut_off_before and (d.ended_at is null or d.ended_at > cut_off_before) and not n.was_out
    from dossier d
    left join lateral (
        select e.status, e.due, e.due_on, e.paused_at is not null and not e.pause_after_due as waiting
        from dossier_event e
        where d.changed_at > cut_off and e.dossier_id = d.id and e.at <= cut_off and e.status is not null
        order by e.sequence desc limit 1
    ) s on true
    left join lateral (
        select e.status = 5 and not e.pause_after_due as waited
        from dossier_event e
        where waiting_is_resolved and d.accepted_on < first_day and d.changed_at > cut_off_before
          and e.dossier_id = d.id and e.at <= cut_off_before and e.status is not null
        order by e.sequence desc limit 1
    ) b on true
    cross join lateral (
        select coalesce(d.ended_at <= cut_off, false) as ended,
               case when d.changed_at <= cut_off then d.status else s.status end as status,
               case when d.changed_at <= cut_off then d.due else s.due end as due,
               case when d.changed_at <= cut_off then d.due_on else s.due_on end as due_on,
               coalesce(case when d.changed_at <= cut_off then d.paused_at is not null and not d.pause_after_due
                             else s.waiting end, false) as waiting,
               waiting_is_resolved and d.accepted_on < first_day
                   and coalesce(case when d.changed_at <= cut_off_before then d.status = 5 and not d.pause_after_due
                                     else b.waited end, false) as was_out
    ) n
    where d.decided_by = agency_id and d.accepted_on <= last_day and d.accepted_at <= cut_off
      and (d.ended_on is null or d.ended_on >= first_day or d.ended_at > cut_off)
      -- follows from the line before, and is one that the index can answer
      and (d.ended_on is null or d.ended_on >= least(first_day, cut_off_day - 1));
end;

-- The dossiers of an agency that lie in one of several parts of it: what the grants of somebody let them count. The
-- arrays stand side by side, a place in each for a part; null leaves a condition out.
create function dossiers_in_parts
    (agency_id bigint, units text[], procedures text[], officers bigint[], receivers text[])
returns table (dossier_id bigint)
language sql stable
begin atomic
    select d.id from dossier d
    where d.decided_by = agency_id and exists (
        select from (
            select p.units::bigint[], p.procedures::bigint[], p.officer, p.receivers::bigint[]
            from unnest(units, procedures, officers, receivers) as p (units, procedures, officer, receivers)
        ) p
        where (p.procedures is null or d.version_id = any (p.procedures))
          and (p.officer is null or d.officer_id = p.officer)
          and case when p.receivers is null then p.units is null or d.unit_id = any (p.units)
                   else (d.received_by = any (p.receivers) or d.helped_at = any (p.receivers))
                       and (p.units is null or d.desk_id is null or d.desk_id = any (p.units)) end);
end;
