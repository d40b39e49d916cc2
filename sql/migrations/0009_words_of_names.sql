-- Names are found by their words instead of by trigrams: a list of each word of each agency and quarter of a year, read
-- from the newest quarter back until enough is found. So a common name does not cost all that have it, and the newest of
-- them are found.

drop index applicant_name_trigrams;
drop function agency_trigrams(bigint[], text);
drop function asked_trigrams(bigint, text);
drop function word_patterns(text);

-- The quarters since the year 0, in UTC.
create function quarter_of(instant timestamptz) returns integer
language sql immutable strict parallel safe
return (extract(year from instant at time zone 'UTC') * 4 + extract(quarter from instant at time zone 'UTC') - 1)::integer;

-- The words of a folded text, each under every agency that may look for it and the quarter. In plpgsql, which is made ready
-- once a session: SQL that is not taken into the statement around it would be read and planned again for each intake.
create function agency_words(agencies bigint[], quarter integer, folded_text text) returns tsvector
language plpgsql immutable strict parallel safe
as $$
declare
    agency bigint;
    beginning text;
    words text := '';
begin
    foreach agency in array agencies loop
        beginning := ' ' || agency || ':' || quarter || ':';
        words := words || beginning || replace(btrim(folded_text), ' ', beginning);
    end loop;
    return array_to_tsvector(string_to_array(ltrim(words), ' '));
end
$$;

-- Without a list of what is pending, which each search would read from one end to the other.
create index applicant_name_words on applicant
    using gin (agency_words(agencies, quarter_of(created_at), name_folded)) with (fastupdate = off);
create index applicant_quarter on applicant (quarter_of(created_at));

-- Applicants who have all the words in their names, the last of which may be unfinished, or each: the newest hundred at
-- most, with the rank of what was found and how much of the name was typed. Of a quarter the rarest word decides what is
-- read. A reader of a whole agency sees all of it; of another, who has a dossier that is_readable lets through. Nobody where
-- there is no word.
-- It is taken into the statement that calls it, and so planned once a session. The bound is no parameter, for the plan
-- would reckon with a tenth of the table.
create function applicants_named(
    asked text, each_unfinished boolean, scope bigint[],
    whole bigint[], units bigint[], desks bigint[], desk_units bigint[], versions bigint[]
) returns table (id bigint, rank integer, likeness real)
language sql stable
begin atomic
    with recursive typed as materialized (
        select folded(asked) as text
    ),
    -- With an agency and quarter for each '%' it is what to look for there. Null where there is no word.
    pattern as materialized (
        select string_agg(
            format('''%%%s''%s', word, case when each_unfinished or place = words then ':*' else '' end), ' & ') as text
        from (select word, row_number() over () as place, count(*) over () as words
              from typed, string_to_table(typed.text, ' ') word where word <> '') words
    ),
    -- The quarters that there are, from the newest back: each is looked up when those before did not have enough.
    quarter (number) as (
        select max(quarter_of(created_at)) from applicant where (select text from pattern) is not null
        union all
        select (select max(quarter_of(created_at)) from applicant where quarter_of(created_at) < number)
        from quarter where number is not null
    )
    select newest.id, case when starts_with(newest.name_folded, (select text from typed)) then 1 else 2 end,
           (length((select text from typed))::real / length(newest.name_folded))::real
    from (
        select of_quarter.* from quarter cross join lateral (
            select distinct p.created_at, p.id, p.name_folded
            from unnest(scope) as of_scope (agency)
            join applicant p on agency_words(p.agencies, quarter_of(p.created_at), p.name_folded)
                @@ replace((select text from pattern), '%', of_scope.agency || ':' || number || ':')::tsquery
            where of_scope.agency = any (whole)
               or (select true from dossier d
                   where d.applicant_id = p.id and is_readable(d, whole, units, desks, desk_units, versions) limit 1)
            order by p.created_at desc, p.id desc
            limit 100
        ) of_quarter
        limit 100
    ) newest;
end;
