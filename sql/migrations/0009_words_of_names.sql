-- Names are found by their words instead of by trigrams: a list of each word of each agency, where the rarest word of
-- those asked for decides how much is read. Three words of a common name took 60 ms by their trigrams, and 1 ms now.

drop index applicant_name_trigrams;
drop function agency_trigrams(bigint[], text);
drop function asked_trigrams(bigint, text);
drop function word_patterns(text);

-- The words of a folded text, each under every agency that may look for it.
create function agency_words(agencies bigint[], folded_text text) returns tsvector
language sql immutable strict parallel safe
return array_to_tsvector(array(
    select agency || ':' || word from unnest(agencies) agency, string_to_table(folded_text, ' ') word where word <> ''));

-- What somebody has typed, in an agency: the last word may be unfinished, or each of them. Null where there is no word.
create function asked_words(agency bigint, folded_text text, each_unfinished boolean) returns tsquery
language sql immutable strict parallel safe
return (
    select string_agg(
        format('''%s:%s''%s', agency, word, case when each_unfinished or place = words then ':*' else '' end), ' & ')
    from (select word, row_number() over () as place, count(*) over () as words
          from string_to_table(folded_text, ' ') word where word <> '') typed
)::tsquery;

create index applicant_name_words on applicant using gin (agency_words(agencies, name_folded));

-- Applicants by the words of their names, of each agency so many at most, with the rank of what was found and how much of
-- the name was typed: first those who have all the words, the last of which may be unfinished; where there is nobody,
-- each word may be. Who has the rarest word decides what is read. A reader of a whole agency sees all of it; of another,
-- who has a dossier that is_readable lets through.
create function applicants_named(
    asked text, scope bigint[], bound bigint,
    whole bigint[], units bigint[], desks bigint[], desk_units bigint[], versions bigint[]
) returns table (id bigint, rank integer, likeness real)
language plpgsql stable rows 20 as $$
declare
    typed constant text := folded(asked);
begin
    for each_unfinished in 0..1 loop
        return query
        select found.* from unnest(scope) as of_scope (agency) cross join lateral (
            select p.id, case when starts_with(p.name_folded, typed) then 1 else 2 end,
                   (length(typed)::real / length(p.name_folded))::real
            from applicant p
            where agency_words(p.agencies, p.name_folded) @@ asked_words(of_scope.agency, typed, each_unfinished = 1)
              and (of_scope.agency = any (whole)
                   or (select true from dossier d
                       where d.applicant_id = p.id and is_readable(d, whole, units, desks, desk_units, versions) limit 1))
            limit bound
        ) found;
        exit when found;
    end loop;
end
$$;
