-- How people sign in to the pages: a password, a second factor for who has set one up, sessions; and how often somebody
-- guessed.

-- scrypt, with the costs that it was made with, so that they can be raised from one password to the next.
create table account_password (
    account_id   bigint primary key references account (id),
    salt         bytea not null,
    hash         bytea not null,
    rounds       integer not null,
    block_size   integer not null,
    parallelism  integer not null,
    set_at       timestamptz not null,
    constraint account_password_lengths check (octet_length(salt) = 16 and octet_length(hash) = 32),
    constraint account_password_costs check
        (rounds > 1 and rounds & (rounds - 1) = 0 and block_size > 0 and parallelism > 0)
);

-- The secret of one-time codes, sealed with the installation's key. It counts once its owner has shown a code.
create table account_second_factor (
    account_id    bigint primary key references account (id),
    secret        bytea not null,
    confirmed_at  timestamptz,
    -- the time step of the last code that was taken: a code is good once
    last_step     bigint not null default 0
);

-- Only the SHA-256 of a session's secret is kept: who reads this table can sign in as nobody.
create table session (
    id           bigint generated always as identity primary key,
    account_id   bigint not null references account (id),
    secret_hash  bytea not null,
    -- false between the password and the code
    complete     boolean not null,
    agent        text not null,
    created_at   timestamptz not null,
    seen_at      timestamptz not null,
    expires_at   timestamptz not null,
    ended_at     timestamptz,
    constraint session_secret_unique unique (secret_hash),
    constraint session_hash_length check (octet_length(secret_hash) = 32),
    constraint session_agent_short check (length(agent) <= 200),
    constraint session_expires check (expires_at > created_at)
);
create index session_account on session (account_id, created_at);
create index session_age on session (expires_at);

-- Wrong guesses at one thing: a login, a code, a dossier's second fact. The subject is a SHA-256 of what was guessed at,
-- whether it exists or not, so that nobody learns from a lock that it does.
create table guess (
    subject       bytea primary key,
    failures      integer not null,
    last_at       timestamptz not null,
    locked_until  timestamptz not null,
    constraint guess_subject_length check (octet_length(subject) = 32)
);
create index guess_age on guess (last_at);

-- Who signs in says who they are before anybody knows of which tree of agencies.
create index account_login on account (login);

grant select, insert, update, delete on account_password, account_second_factor, session, guess to motcua_service;
