-- How applicants rate the service once their dossier is over, each dossier once. No event: it is nothing that happened to the
-- dossier, and nobody of the office has a part in it.
create table rating (
    dossier_id  bigint primary key references dossier (id),
    -- 1 to 5, the best
    score       smallint not null,
    rated_at    timestamptz not null,
    -- by the clock of the agency that decided
    rated_on    date not null,
    constraint rating_score_of_five check (score between 1 and 5)
);
create index rating_day on rating (rated_on, dossier_id);
create trigger rating_append_only before update or delete on rating
    for each row execute function refuse_change();

-- Free text may name a person, so that it lies where it can be erased.
create table rating_note (
    dossier_id  bigint primary key references rating (dossier_id),
    words       text not null
);

grant select, insert on rating to motcua_service;
grant select, insert, delete on rating_note to motcua_service;
