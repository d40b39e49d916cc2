import PQ

/// The temporary tables of an import and what is worked out in them. They live as long as its transaction.
enum StagingTables {
    /// Opens the transaction. A log of a million rows takes longer than a request may, so the limits of one are lifted.
    /// Compiling statements to machine code costs more here than it gains.
    static let begin = SQLScript(
        unsafe: """
            begin;
            set local statement_timeout = 0;
            set local idle_in_transaction_session_timeout = '10min';
            set local work_mem = '64MB';
            set local jit = off;
            create temp table import_row (
                line          bigint not null,
                problem       text,
                case_ref      text collate "C",
                fingerprint   bigint,
                accepted      timestamptz,
                promised      timestamptz,
                ended         timestamptz,
                channel       smallint,
                channel_text  text,
                unit          text,
                officer       text,
                procedure     text,
                content       bigint,
                at            timestamptz,
                activity      text,
                event_unit    text,
                event_officer text,
                source_key    text collate "C",
                field           text,
                applicant_kind  smallint,
                unread_numbers  smallint,
                applicant       text,
                identity_number text,
                phone           text,
                email           text,
                address         text
            ) on commit drop;
            create temp table import_applicant (
                dossier_id      bigint not null,
                applicant_id    bigint not null,
                kind            smallint not null,
                name            text not null,
                identity_number text,
                phone           text,
                email           text,
                address         text,
                unread_numbers  smallint not null,
                known_since     timestamptz not null
            ) on commit drop;
            create temp table import_target (
                agency_id    bigint not null,
                tenant_id    bigint not null,
                utc_offset   interval not null,
                code_prefix  text
            ) on commit drop
            """)

    static func copy(_ rows: StagedRows) -> SQLScript {
        let own =
            switch rows {
            case .steps: "content, at, activity, event_unit, event_officer, source_key"
            case .dossiers: "field, applicant_kind, unread_numbers, applicant, identity_number, phone, email, address"
            }
        return SQLScript(
            unsafe: """
                copy import_row (line, problem, case_ref, fingerprint, accepted, promised, ended, channel, channel_text,
                    unit, officer, procedure, \(own)) from stdin (format binary)
                """)
    }

    /// One row for each case, from its first line; then what stands in the log twice.
    static let gather = SQLScript(
        unsafe: """
            analyze import_row (line, case_ref, fingerprint);
            analyze import_target;
            create temp table import_case on commit drop as
            select r.case_ref, r.line, r.fingerprint, r.accepted, r.promised, r.ended, r.channel, r.channel_text, r.unit,
                   r.officer, coalesce(r.procedure, 'imported') as procedure, r.field, g.differs
            from import_row r
            join (select min(line) as line, min(fingerprint) <> max(fingerprint) as differs
                  from import_row where fingerprint is not null and case_ref is not null group by case_ref) g
                on g.line = r.line;
            analyze import_case (case_ref, line);
            create temp table import_known on commit drop as
            select c.case_ref, c.line, d.id, d.imported,
                   d.accepted_at is not distinct from c.accepted and d.first_promise is not distinct from c.promised
                       and (c.ended is null or d.ended_at is not distinct from c.ended) as same
            from import_target t
            join import_case c on true
            join dossier d on d.line_id = t.agency_id and d.external_reference = c.case_ref;
            analyze import_known;
            create temp table import_twice on commit drop as
            select case_ref, source_key, min(line) as line, max(line) as last, min(content) <> max(content) as differs
            from import_row where source_key is not null group by case_ref, source_key having count(*) > 1;
            update import_row r set source_key = null
            from import_twice t
            where t.case_ref = r.case_ref and t.source_key = r.source_key and r.line > t.line and not t.differs
            """)

    /// Which cases are refused, each for the first line at fault.
    static let refuse = SQLScript(
        unsafe: """
            create temp table import_refusal on commit drop as
            select distinct on (case_ref) case_ref, line, reason from (
                select case_ref, line, problem as reason from import_row where problem is not null and case_ref is not null
                union all
                select case_ref, line, 'the case ends before it starts' from import_case where ended < accepted
                union all
                select c.case_ref, r.line, 'the columns of the case differ from those in line ' || c.line
                from import_case c
                join import_row r on r.case_ref = c.case_ref and r.fingerprint <> c.fingerprint
                where c.differs
                union all
                select case_ref, last, 'the step has the key of another one in line ' || line
                from import_twice where differs
                union all
                select case_ref, line, case when imported
                    then 'the case was imported before with another start, promised date or end'
                    else 'another dossier of the agency has this reference' end
                from import_known where not imported or not same
            ) found
            order by case_ref, line;
            analyze import_refusal
            """)

    /// What is missing in the office is made before the dossiers; these are the names that the log uses.
    static let names = SQLScript(
        unsafe: """
            create temp table import_name on commit drop as
            with event_names as (
                select r.event_unit, r.event_officer from import_row r
                where r.source_key is not null
                  and not exists (select from import_refusal f where f.case_ref = r.case_ref)
                group by 1, 2
            ), case_names as (
                select c.unit, c.officer, c.procedure from import_case c
                where not exists (select from import_refusal f where f.case_ref = c.case_ref)
                group by 1, 2, 3
            )
            select 'unit' as kind, unit as name from case_names where unit is not null
            union select 'unit', event_unit from event_names where event_unit is not null
            union select 'officer', officer from case_names where officer is not null
            union select 'officer', event_officer from event_names where event_officer is not null
            union select 'procedure', procedure from case_names
            """)

    /// The dossiers to be made, with their keys; `import_known` holds those that are there already.
    static let fresh = SQLScript(
        unsafe: """
            create temp table import_fresh on commit drop as
            with steps as (
                select case_ref, count(*) as steps from import_row where source_key is not null group by case_ref
            ), numbered as materialized (
                select c.case_ref, c.line, c.accepted, c.promised, c.ended, c.channel, c.channel_text, c.unit, c.officer,
                       c.procedure, coalesce(s.steps, 0) as steps, row_number() over (order by c.line) - 1 as place,
                       ((c.accepted at time zone 'UTC') + t.utc_offset)::date as accepted_on,
                       ((c.promised at time zone 'UTC') + t.utc_offset)::date as promised_on,
                       ((c.ended at time zone 'UTC') + t.utc_offset)::date as ended_on
                from import_case c
                cross join import_target t
                left join steps s using (case_ref)
                where not exists (select from import_refusal f where f.case_ref = c.case_ref)
                  and not exists (select from import_known k where k.case_ref = c.case_ref)
            ), blocks as materialized (
                select n, nextval('dossier_id') as first
                from generate_series(0, (select (count(*) + 63) / 64 - 1 from numbered)) n
            )
            select numbered.*, blocks.first + numbered.place % 64 as dossier_id
            from numbered join blocks on blocks.n = numbered.place / 64;
            analyze import_fresh (case_ref, dossier_id, accepted_on, promised_on);
            create temp table import_day (
                day date primary key,
                closes_at timestamptz,
                next_working date,
                one_before date,
                two_before date,
                first_serial integer
            ) on commit drop
            """)

    /// What people typed by hand in a list, in one form: letters with their marks are one character.
    static let normalize = SQLScript(
        unsafe: """
            update import_case set unit = normalize(unit), officer = normalize(officer), procedure = normalize(procedure),
                field = normalize(field)
            where unit is not nfc normalized or officer is not nfc normalized or procedure is not nfc normalized
               or field is not nfc normalized
            """)

    /// The applicants of the dossiers to be made, with their keys.
    static let applicants = SQLScript(
        unsafe: """
            insert into import_applicant
            with numbered as materialized (
                select f.dossier_id, f.accepted, r.applicant_kind, normalize(r.applicant) as name,
                       normalize(r.identity_number) as identity_number, normalize(r.phone) as phone,
                       normalize(r.email) as email, normalize(r.address) as address,
                       r.unread_numbers, row_number() over (order by f.line) - 1 as place
                from import_fresh f join import_row r on r.line = f.line where r.applicant is not null
            ), blocks as materialized (
                select n, nextval('applicant_id') as first
                from generate_series(0, (select (count(*) + 63) / 64 - 1 from numbered)) n
            )
            select n.dossier_id, b.first + n.place % 64, n.applicant_kind, n.name, n.identity_number, n.phone, n.email,
                   n.address, n.unread_numbers, n.accepted
            from numbered n join blocks b on b.n = n.place / 64;
            analyze import_applicant (dossier_id)
            """)
}
