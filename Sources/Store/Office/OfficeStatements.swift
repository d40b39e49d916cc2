import OneStop
package import PQ
package import Records

/// The statements that read an office.
package enum OfficeStatements {
    /// The advisory lock that `office apply` takes alone and readers share.
    package static let shareLock = Statement<Void, Void>("select pg_advisory_xact_lock_shared(7885631562835099649)")
    /// The same lock, for the one who changes the office.
    package static let takeLock = Statement<Void, Void>("select pg_advisory_xact_lock(7885631562835099649)")

    package static let agencies = Statement<Void, AgencyRow>(
        """
        select id, tenant_id, parent_id, code, name, utc_offset_minutes, gate_from, hand_over_minute, same_day_minute,
               symbol, governing_body, place, head_title, deputy_title, duties, opinion_limit
        from agency order by id
        """,
        decode: { row throws(PQError) in
            AgencyRow(
                id: AgencyID(try row.int8()), tenant: AgencyID(try row.int8()),
                parent: try row.int8OrNull().map(AgencyID.init), code: try row.text(), name: try row.text(),
                offsetMinutes: Int(try row.int2()), gateFrom: try row.localDateOrNull(),
                handOverMinute: Int(try row.int2()), sameDayMinute: Int(try row.int2()),
                symbol: try row.textOrNull(),
                letterhead: Letterhead(
                    governingBody: try row.textOrNull(), place: try row.textOrNull(),
                    headTitle: try row.textOrNull(), deputyTitle: try row.textOrNull()),
                duties: try row.textOrNull(), opinionLimit: try row.text())
        })

    package static let units = Statement<Void, UnitRow>(
        "select id, agency_id, parent_id, code, name, is_desk, closed_at from unit order by id",
        decode: { row throws(PQError) in
            UnitRow(
                id: UnitID(try row.int8()), agency: AgencyID(try row.int8()),
                parent: try row.int8OrNull().map(UnitID.init), code: try row.text(), name: try row.text(),
                isDesk: try row.bool(), closedAt: try row.instantOrNull())
        })

    package static let calendars = Statement<Void, CalendarRow>(
        "select agency_id, procedure_id, definition, revision from calendar order by id",
        decode: { row throws(PQError) in
            CalendarRow(
                agency: AgencyID(try row.int8()), procedure: try row.int8OrNull(),
                definition: try row.text(), revision: Int(try row.int4()))
        })

    package static let decisions = Statement<Void, EffectiveDecisionRow>(
        """
        select id, agency_id, procedure_id, content from calendar_decision
        where state in ('applying', 'applied') order by effect_order
        """,
        decode: { row throws(PQError) in
            EffectiveDecisionRow(
                id: CalendarDecisionID(try row.int8()), agency: AgencyID(try row.int8()),
                procedure: try row.int8OrNull(), content: try row.text())
        })

    package static let procedures = Statement<Void, ProcedureRow>(
        "select id, tenant_id, agency_id, code, name, field_code, field_name from procedure order by id",
        decode: { row throws(PQError) in
            ProcedureRow(
                id: try row.int8(), tenant: AgencyID(try row.int8()), agency: AgencyID(try row.int8()),
                code: try row.text(), name: try row.text(), fieldCode: try row.text(), fieldName: try row.text())
        })

    package static let versions = Statement<Void, VersionRow>(
        """
        select id, procedure_id, number, valid_from, valid_to, statutory_limit, committed_limit, day_zero, restarts,
               fingerprint
        from procedure_version where published order by procedure_id, number
        """,
        decode: { row throws(PQError) in
            VersionRow(
                id: ProcedureID(try row.int8()), procedure: try row.int8(), number: Int(try row.int4()),
                validFrom: try row.localDate(), validTo: try row.localDateOrNull(), statutoryLimit: try row.text(),
                committedLimit: try row.text(), dayZero: try row.text(), restarts: try row.bool(),
                fingerprint: try row.text())
        })

    package static let components = Statement<Void, ComponentRow>(
        """
        select version_id, number, name, mandatory, originals, copies, electronic, reusable
        from component order by version_id, number
        """,
        decode: { row throws(PQError) in
            ComponentRow(
                version: ProcedureID(try row.int8()),
                component: CatalogueEntry.Component(
                    number: Int(try row.int2()), name: try row.text(), mandatory: try row.bool(),
                    originals: Int(try row.int2()), copies: Int(try row.int2()), electronic: try row.bool(),
                    reusable: try row.bool()))
        })

    package static let filingWays = Statement<Void, FilingWayRow>(
        "select version_id, channel, time_limit from filing_way order by version_id, channel",
        decode: { row throws(PQError) in
            FilingWayRow(
                version: ProcedureID(try row.int8()),
                channel: try row.stored("channel", Int(try row.int2()), Channel.init(rawValue:)),
                limit: try row.textOrNull())
        })

    package static let fees = Statement<Void, FeeRow>(
        "select version_id, number, name, amount, moment, free_ground, channel from fee order by version_id, number",
        decode: { row throws(PQError) in
            FeeRow(
                version: ProcedureID(try row.int8()), number: Int(try row.int2()), name: try row.text(),
                amount: try row.int8(),
                moment: try row.stored("moment", try row.text(), FeeMoment.init(rawValue:)),
                freeGround: try row.textOrNull(),
                way: try row.int2OrNull().flatMap { Channel(rawValue: Int($0)) })
        })

    package static let steps = Statement<Void, StepRow>(
        """
        select version_id, number, name, role, unit_id, time_limit, online_limit
        from process_step order by version_id, number
        """,
        decode: { row throws(PQError) in
            StepRow(
                version: ProcedureID(try row.int8()), number: Int(try row.int2()), name: try row.text(),
                role: try row.text(),
                unit: try row.int8OrNull().map(UnitID.init), limit: try row.text(),
                onlineLimit: try row.textOrNull())
        })

    package static let stepLegs = Statement<Void, StepLegRow>(
        """
        select version_id, step, agency_id, unit_id, time_limit from process_step_leg order by version_id, step, place
        """,
        decode: { row throws(PQError) in
            StepLegRow(
                version: ProcedureID(try row.int8()), step: Int(try row.int2()), agency: AgencyID(try row.int8()),
                unit: UnitID(try row.int8()), limit: try row.text())
        })
}
