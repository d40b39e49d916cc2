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
        "update procedure_version set valid_to = $2, revision = revision + 1 where id = $1",
        types: [.int8, .date],
        encode: { version, parameters in
            parameters.int8(version.version.rawValue)
            parameters.localDate(version.validTo)
        }, prepared: false)

    package static let insertVersion = Statement<(version: VersionFacts, published: Bool), Void>(
        """
        insert into procedure_version (procedure_id, number, published, valid_from, valid_to, decision_number,
            decision_date, statutory_limit, committed_limit, day_zero, restarts, fingerprint, entry)
        select p.id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
        from agency a join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        where a.code = $1
        """,
        types: [.text, .text, .int4, .bool, .date, .date, .text, .date, .text, .text, .text, .bool, .text, .text],
        encode: { new, parameters in
            parameters.key(of: new.version)
            parameters.bool(new.published)
            parameters.content(of: new.version)
        }, prepared: false)

    /// Of a draft only; a published version is not found.
    package static let updateDraft = Statement<(draft: ProcedureID, version: VersionFacts, published: Bool), Void>(
        """
        update procedure_version set published = $2, valid_from = $3, valid_to = $4, decision_number = $5,
            decision_date = $6, statutory_limit = $7, committed_limit = $8, day_zero = $9, restarts = $10,
            fingerprint = $11, entry = $12, revision = revision + 1
        where id = $1 and not published
        """,
        types: [.int8, .bool, .date, .date, .text, .date, .text, .text, .text, .bool, .text, .text],
        encode: { change, parameters in
            parameters.int8(change.draft.rawValue)
            parameters.bool(change.published)
            parameters.content(of: change.version)
        }, prepared: false)

    /// Of a draft only; a published version is not found.
    package static let deleteDraft = Statement<ProcedureID, Void>(
        "delete from procedure_version where id = $1 and not published",
        types: [.int8], encode: { draft, parameters in parameters.int8(draft.rawValue) }, prepared: false)

    package static let insertComponents = Statement<VersionFacts, Void>(
        """
        insert into component (version_id, number, name, mandatory, originals, copies, electronic, reusable)
        select v.id, c.number, c.name, c.mandatory, c.originals, c.copies, c.electronic, c.reusable
        from agency a
        join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        join procedure_version v on v.procedure_id = p.id and v.number = $3
        cross join unnest($4::smallint[], $5::text[], $6::boolean[], $7::smallint[], $8::smallint[], $9::boolean[],
                          $10::boolean[])
            as c (number, name, mandatory, originals, copies, electronic, reusable)
        where a.code = $1
        """,
        types: [
            .text, .text, .int4, .int2Array, .textArray, .boolArray, .int2Array, .int2Array, .boolArray, .boolArray,
        ],
        encode: { version, parameters in
            let components = version.entry.components ?? []
            parameters.key(of: version)
            parameters.int2s(components.map { Int16(clamping: $0.number) })
            parameters.texts(components.map(\.name))
            parameters.bools(components.map(\.mandatory))
            parameters.int2s(components.map { Int16(clamping: $0.originals) })
            parameters.int2s(components.map { Int16(clamping: $0.copies) })
            parameters.bools(components.map(\.electronic))
            parameters.bools(components.map(\.reusable))
        }, prepared: false)

    package static let insertFilingWays = Statement<VersionFacts, Void>(
        """
        insert into filing_way (version_id, channel, time_limit)
        select v.id, w.channel, w.time_limit
        from agency a
        join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        join procedure_version v on v.procedure_id = p.id and v.number = $3
        cross join unnest($4::smallint[], $5::text[]) as w (channel, time_limit)
        where a.code = $1
        """,
        types: [.text, .text, .int4, .int2Array, .textArray],
        encode: { version, parameters in
            let ways = version.entry.filing ?? []
            parameters.key(of: version)
            parameters.int2s(ways.map { Int16(clamping: $0.channel.rawValue) })
            parameters.texts(ways.map { $0.limit?.text })
        }, prepared: false)

    package static let insertFees = Statement<VersionFacts, Void>(
        """
        insert into fee (version_id, number, name, amount, moment, free_ground, channel)
        select v.id, f.number, f.name, f.amount, f.moment, f.free_ground, nullif(f.channel, 0)
        from agency a
        join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        join procedure_version v on v.procedure_id = p.id and v.number = $3
        cross join unnest($4::smallint[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::smallint[])
            as f (number, name, amount, moment, free_ground, channel)
        where a.code = $1
        """,
        types: [.text, .text, .int4, .int2Array, .textArray, .int8Array, .textArray, .textArray, .int2Array],
        encode: { version, parameters in
            let fees = version.entry.fees ?? []
            parameters.key(of: version)
            parameters.int2s(fees.map { Int16(clamping: $0.number) })
            parameters.texts(fees.map(\.name))
            parameters.int8s(fees.map(\.amount))
            parameters.texts(fees.map { $0.moment?.rawValue })
            parameters.texts(fees.map(\.freeGround))
            parameters.int2s(fees.map { Int16(clamping: $0.way?.rawValue ?? 0) })
        }, prepared: false)

    package static let insertSteps = Statement<VersionFacts, Void>(
        """
        insert into process_step (version_id, number, name, role, unit_id, time_limit, online_limit)
        select v.id, s.number, s.name, s.role, u.id, s.time_limit, s.online_limit
        from agency a
        join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        join procedure_version v on v.procedure_id = p.id and v.number = $3
        cross join unnest($4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
            as s (number, name, role, unit, time_limit, online_limit)
        left join unit u on u.agency_id = a.id and u.code = s.unit
        where a.code = $1
        """,
        types: [.text, .text, .int4, .int2Array, .textArray, .textArray, .textArray, .textArray, .textArray],
        encode: { version, parameters in
            let steps = version.entry.steps ?? []
            parameters.key(of: version)
            parameters.int2s(steps.map { Int16(clamping: $0.number) })
            parameters.texts(steps.map(\.name))
            parameters.texts(steps.map(\.role))
            parameters.texts(steps.map(\.unit))
            parameters.texts(steps.map(\.limit.text))
            parameters.texts(steps.map { $0.onlineLimit?.text })
        }, prepared: false)

    /// A leg for what is no unit of the tree is refused by the table, which wants both.
    package static let insertStepLegs = Statement<VersionFacts, Void>(
        """
        insert into process_step_leg (version_id, step, place, agency_id, unit_id, time_limit)
        select v.id, s.step, s.place, o.id, u.id, s.time_limit
        from agency a
        join procedure p on p.tenant_id = a.tenant_id and p.code = $2
        join procedure_version v on v.procedure_id = p.id and v.number = $3
        cross join unnest($4::smallint[], $5::smallint[], $6::text[], $7::text[], $8::text[])
            as s (step, place, agency, unit, time_limit)
        left join agency o on o.tenant_id = a.tenant_id and o.code = s.agency
        left join unit u on u.agency_id = o.id and u.code = s.unit
        where a.code = $1
        """,
        types: [.text, .text, .int4, .int2Array, .int2Array, .textArray, .textArray, .textArray],
        encode: { version, parameters in
            let legs = (version.entry.steps ?? []).flatMap { step in
                step.legs.enumerated().map { (step: step.number, place: $0.offset + 1, leg: $0.element) }
            }
            parameters.key(of: version)
            parameters.int2s(legs.map { Int16(clamping: $0.step) })
            parameters.int2s(legs.map { Int16(clamping: $0.place) })
            parameters.texts(legs.map(\.leg.agency))
            parameters.texts(legs.map(\.leg.unit))
            parameters.texts(legs.map(\.leg.limit.text))
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

    /// Everything but the key, in the order of the columns from the first day on.
    fileprivate mutating func content(of version: VersionFacts) {
        localDate(version.publication.validFrom)
        localDate(version.publication.validTo)
        text(version.publication.decision?.number)
        localDate(version.publication.decision?.date)
        text(version.entry.statutory?.text)
        text((version.entry.committed ?? version.entry.statutory)?.text)
        text(version.entry.dayZero.rawValue)
        bool(version.entry.restarts)
        text(version.fingerprint)
        text(version.text)
    }
}
