import TestSupport
import Testing

/// A database that ends the session at a statement of a test's choice, and tells whether anything has changed.
struct FaultyDatabase: Sendable {
    let test: TestDatabase

    /// Puts the fault into every table that requests write. Blocks of serials are reserved in transactions of their own and
    /// may have gaps; readings are written apart from what is read.
    init(_ test: TestDatabase) async throws {
        self.test = test
        try await test.script(
            """
            create table fault (at integer not null);
            insert into fault values (0);
            create function fault_strikes() returns trigger language plpgsql security definer as $$
            declare
                place integer := coalesce(nullif(current_setting('fault.place', true), ''), '0')::integer + 1;
            begin
                perform set_config('fault.place', place::text, true);
                if place = (select at from fault) then
                    perform pg_terminate_backend(pg_backend_pid());
                    raise exception 'the session has outlived its end';
                end if;
                return null;
            end $$;
            create function fault_strikes_at_commit() returns trigger language plpgsql security definer as $$
            begin
                if (select at from fault) = -1 then
                    perform pg_terminate_backend(pg_backend_pid());
                    raise exception 'the session has outlived its end';
                end if;
                return null;
            end $$;
            do $$
            declare
                name text;
            begin
                for name in select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
                    and relname not in ('fault', 'code_block', 'read_record', 'duty_run')
                loop
                    execute format('create trigger aa_fault before insert or update or delete on %I
                        for each statement execute function fault_strikes()', name);
                end loop;
            end $$;
            create constraint trigger fault_of_event after insert on dossier_event deferrable initially deferred
                for each row execute function fault_strikes_at_commit();
            create constraint trigger fault_of_audit after insert on audit_event deferrable initially deferred
                for each row execute function fault_strikes_at_commit();
            create constraint trigger fault_of_answer after insert on idempotency_key deferrable initially deferred
                for each row execute function fault_strikes_at_commit();
            create function fingerprint() returns text language plpgsql as $$
            declare
                name text;
                part text;
                whole text := '';
            begin
                for name in select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
                    and relname not in ('fault', 'code_block', 'read_record', 'duty_run') order by relname
                loop
                    execute format('select coalesce(md5(string_agg(x::text, ''|'' order by x::text)), '''') from %I x', name)
                        into part;
                    whole := whole || name || part;
                end loop;
                return md5(whole);
            end $$
            """)
    }

    /// From now on the session ends at the statement of a transaction with this number, from 1 on; with -1 at its commit, with 0
    /// nowhere.
    func strike(at place: Int) async throws {
        try await test.script("update fault set at = \(place)")
    }

    /// A digest of everything that is stored.
    var fingerprint: String {
        get async throws { try #require(try await test.value("fingerprint()")) }
    }
}
