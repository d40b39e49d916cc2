package import OneStop
package import PQ

/// How the catalogue and the calendars are written. Run under `OfficeStatements.takeLock` only.
package enum CatalogueWriting {
    package static let insertProcedure = Statement<ProcedureFacts, Void>(
        """
        insert into procedure (tenant_id, agency_id, code, name, field_code, field_name)
        select a.tenant_id, a.id, $2, $3, $4, $5 from agency a where a.code = $1
        """,
        types: [.text, .text, .text, .text, .text],
        encode: { procedure, parameters in parameters.procedure(procedure) }, prepared: false)

    package static let updateProcedure = Statement<ProcedureFacts, Void>(
        """
        update procedure p set name = $3, field_code = $4, field_name = $5, imported = false
        from agency a where a.code = $1 and p.tenant_id = a.tenant_id and p.code = $2
        """,
        types: [.text, .text, .text, .text, .text],
        encode: { procedure, parameters in parameters.procedure(procedure) }, prepared: false)

    package static let insertCalendar = Statement<CalendarFacts, Void>(
        """
        insert into calendar (agency_id, procedure_id, definition)
        select a.id, p.id, $3
        from agency a left join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        where a.code = $1
        """,
        types: [.text, .text, .text],
        encode: { calendar, parameters in parameters.calendar(calendar) }, prepared: false)

    package static let updateCalendar = Statement<CalendarFacts, Void>(
        """
        update calendar c set definition = $3, revision = c.revision + 1
        from agency a left join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        where a.code = $1 and c.agency_id = a.id and c.procedure_id is not distinct from p.id
        """,
        types: [.text, .text, .text],
        encode: { calendar, parameters in parameters.calendar(calendar) }, prepared: false)

    package static let endVersion = Statement<(version: ProcedureID, validTo: LocalDate?), Void>(
        "update procedure_version set valid_to = $2 where id = $1",
        types: [.int8, .date],
        encode: { version, parameters in
            parameters.int8(version.version.rawValue)
            parameters.localDate(version.validTo)
        }, prepared: false)

    package static let insertVersion = Statement<VersionFacts, Void>(
        """
        insert into procedure_version (procedure_id, number, valid_from, valid_to, decision_number, decision_date,
            statutory_limit, committed_limit, day_zero, restarts, fingerprint)
        select p.id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
        from agency a join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        where a.code = $1
        """,
        types: [.text, .text, .int4, .date, .date, .text, .date, .text, .text, .text, .bool, .text],
        encode: { version, parameters in
            parameters.key(of: version)
            parameters.localDate(version.validFrom)
            parameters.localDate(version.validTo)
            parameters.text(version.decisionNumber)
            parameters.localDate(version.decisionDate)
            parameters.text(version.statutoryLimit)
            parameters.text(version.committedLimit)
            parameters.text(version.dayZero)
            parameters.bool(version.restarts)
            parameters.text(version.fingerprint)
        }, prepared: false)

    package static let insertComponents = Statement<VersionFacts, Void>(
        """
        insert into component (version_id, number, name, mandatory, originals, copies, electronic)
        select v.id, c.number, c.name, c.mandatory, c.originals, c.copies, c.electronic
        from agency a
        join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        join procedure_version v on v.procedure_id = p.id and v.number = $3
        cross join unnest($4::smallint[], $5::text[], $6::boolean[], $7::smallint[], $8::smallint[], $9::boolean[])
            as c (number, name, mandatory, originals, copies, electronic)
        where a.code = $1
        """,
        types: [.text, .text, .int4, .int2Array, .textArray, .boolArray, .int2Array, .int2Array, .boolArray],
        encode: { version, parameters in
            parameters.key(of: version)
            parameters.int2s(version.components.map { Int16(clamping: $0.number) })
            parameters.texts(version.components.map(\.name))
            parameters.bools(version.components.map(\.mandatory))
            parameters.int2s(version.components.map { Int16(clamping: $0.originals) })
            parameters.int2s(version.components.map { Int16(clamping: $0.copies) })
            parameters.bools(version.components.map(\.electronic))
        }, prepared: false)

    package static let insertFees = Statement<VersionFacts, Void>(
        """
        insert into fee (version_id, number, name, amount, moment, free_ground)
        select v.id, f.number, f.name, f.amount, f.moment, nullif(f.free_ground, '')
        from agency a
        join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        join procedure_version v on v.procedure_id = p.id and v.number = $3
        cross join unnest($4::smallint[], $5::text[], $6::bigint[], $7::text[], $8::text[])
            as f (number, name, amount, moment, free_ground)
        where a.code = $1
        """,
        types: [.text, .text, .int4, .int2Array, .textArray, .int8Array, .textArray, .textArray],
        encode: { version, parameters in
            parameters.key(of: version)
            parameters.int2s(version.fees.map { Int16(clamping: $0.number) })
            parameters.texts(version.fees.map(\.name))
            parameters.int8s(version.fees.map(\.amount))
            parameters.texts(version.fees.map(\.moment))
            parameters.texts(version.fees.map { $0.freeGround ?? "" })
        }, prepared: false)

    package static let insertSteps = Statement<VersionFacts, Void>(
        """
        insert into process_step (version_id, number, name, role, unit_id, time_limit)
        select v.id, s.number, s.name, s.role, u.id, s.time_limit
        from agency a
        join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        join procedure_version v on v.procedure_id = p.id and v.number = $3
        cross join unnest($4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[])
            as s (number, name, role, unit, time_limit)
        left join unit u on u.agency_id = a.id and u.code = s.unit
        where a.code = $1
        """,
        types: [.text, .text, .int4, .int2Array, .textArray, .textArray, .textArray, .textArray],
        encode: { version, parameters in
            parameters.key(of: version)
            parameters.int2s(version.steps.map { Int16(clamping: $0.number) })
            parameters.texts(version.steps.map(\.name))
            parameters.texts(version.steps.map(\.role))
            parameters.texts(version.steps.map(\.unit))
            parameters.texts(version.steps.map(\.limit))
        }, prepared: false)
}

extension ParameterWriter {
    fileprivate mutating func procedure(_ procedure: ProcedureFacts) {
        text(procedure.agency)
        text(procedure.code)
        text(procedure.name)
        text(procedure.fieldCode)
        text(procedure.fieldName)
    }

    fileprivate mutating func calendar(_ calendar: CalendarFacts) {
        text(calendar.agency)
        text(calendar.procedure)
        text(calendar.definition)
    }

    fileprivate mutating func key(of version: VersionFacts) {
        text(version.agency)
        text(version.procedure)
        int4(Int32(clamping: version.number))
    }
}
