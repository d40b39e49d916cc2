package import OneStop
package import PQ

/// How an office is written, everything found by its codes. Run under `OfficeStatements.takeLock` only.
package enum OfficeWriting {
    /// The top of a tree: a tenant of its own.
    package static let insertRoot = Statement<AgencyFacts, Void>(
        """
        insert into agency (id, tenant_id, code, name, utc_offset_minutes, gate_from, hand_over_minute, same_day_minute,
            symbol, governing_body, place, head_title, deputy_title, duties, opinion_limit)
        select key, key, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from nextval('agency_id') as key
        """,
        types: [.text, .text, .int2, .date, .int2, .int2, .text, .text, .text, .text, .text, .text, .text],
        encode: { agency, parameters in parameters.agency(agency) }, prepared: false)

    package static let insertChild = Statement<(agency: AgencyFacts, parent: String), Void>(
        """
        insert into agency (tenant_id, parent_id, code, name, utc_offset_minutes, gate_from, hand_over_minute,
            same_day_minute, symbol, governing_body, place, head_title, deputy_title, duties, opinion_limit)
        select p.tenant_id, p.id, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from agency p
        where p.code = $14
        """,
        types: [.text, .text, .int2, .date, .int2, .int2, .text, .text, .text, .text, .text, .text, .text, .text],
        encode: { child, parameters in
            parameters.agency(child.agency)
            parameters.text(child.parent)
        }, prepared: false)

    package static let updateAgency = Statement<AgencyFacts, Void>(
        """
        update agency set name = $2, utc_offset_minutes = $3, gate_from = $4, hand_over_minute = $5,
            same_day_minute = $6, symbol = $7, governing_body = $8, place = $9, head_title = $10, deputy_title = $11,
            duties = $12, opinion_limit = $13
        where code = $1
        """,
        types: [.text, .text, .int2, .date, .int2, .int2, .text, .text, .text, .text, .text, .text, .text],
        encode: { agency, parameters in parameters.agency(agency) }, prepared: false)

    package static let insertUnit = Statement<UnitFacts, Void>(
        """
        insert into unit (agency_id, parent_id, code, name, is_desk)
        select a.id, p.id, $2, $3, $4
        from agency a left join unit p on p.agency_id = a.id and p.code = $5
        where a.code = $1
        """,
        types: [.text, .text, .text, .bool, .text],
        encode: { unit, parameters in parameters.unit(unit) }, prepared: false)

    package static let updateUnit = Statement<UnitFacts, Void>(
        """
        update unit u set parent_id = p.id, name = $3, is_desk = $4
        from agency a left join unit p on p.agency_id = a.id and p.code = $5
        where a.code = $1 and u.agency_id = a.id and u.code = $2
        """,
        types: [.text, .text, .text, .bool, .text],
        encode: { unit, parameters in parameters.unit(unit) }, prepared: false)

    package static let insertAccount = Statement<AccountFacts, Void>(
        """
        insert into account (tenant_id, agency_id, unit_id, login, name)
        select a.tenant_id, a.id, u.id, $2, $3
        from agency a left join unit u on u.agency_id = a.id and u.code = $4
        where a.code = $1
        """,
        types: [.text, .text, .text, .text],
        encode: { account, parameters in parameters.account(account) }, prepared: false)

    /// Whoever is named in a document signs in, also somebody so far known from an import only.
    package static let updateAccount = Statement<AccountFacts, Void>(
        """
        update account c set agency_id = a.id, unit_id = u.id, name = $3, signs_in = true
        from agency a left join unit u on u.agency_id = a.id and u.code = $4
        where a.code = $1 and c.tenant_id = a.tenant_id and c.login = $2
        """,
        types: [.text, .text, .text, .text],
        encode: { account, parameters in parameters.account(account) }, prepared: false)

    package static let insertAppointment = Statement<AppointmentFacts, Void>(
        """
        insert into appointment (account_id, role, agency_id, unit_id, procedure_id)
        select c.id, $3, a.id, u.id, p.id
        from agency h
        join account c on c.tenant_id = h.tenant_id and c.login = $2
        join agency a on a.tenant_id = h.tenant_id and a.code = $4
        left join unit u on u.agency_id = a.id and u.code = $5
        left join procedure p on p.tenant_id = h.tenant_id and p.code = $6
        where h.code = $1
        """,
        types: [.text, .text, .text, .text, .text, .text],
        encode: { appointment, parameters in
            parameters.text(appointment.home)
            parameters.text(appointment.login)
            parameters.text(appointment.role)
            parameters.text(appointment.agency)
            parameters.text(appointment.unit)
            parameters.text(appointment.procedure)
        }, prepared: false)

    package static let deleteAppointment = Statement<Int64, Void>(
        "delete from appointment where id = $1",
        types: [.int8],
        encode: { id, parameters in parameters.int8(id) }, prepared: false)

    /// Every right with its key.
    package static let appointments = Statement<Void, StaffAppointmentRow>(
        "select id, account_id, role, agency_id, unit_id, procedure_id from appointment order by id",
        decode: { row throws(PQError) in try row.staffAppointment() }, prepared: false)
}

/// A right as stored, with its key and its holder.
package struct StaffAppointmentRow: Sendable, Hashable {
    package var id: Int64
    package var account: UserID
    package var role: String
    package var agency: AgencyID
    package var unit: UnitID?
    package var procedure: Int64?
}

extension ParameterWriter {
    fileprivate mutating func agency(_ agency: AgencyFacts) {
        text(agency.code)
        text(agency.name)
        int2(Int16(clamping: agency.offsetMinutes))
        localDate(agency.gateFrom)
        int2(Int16(clamping: agency.handOverMinute))
        int2(Int16(clamping: agency.sameDayMinute))
        text(agency.symbol)
        text(agency.letterhead.governingBody)
        text(agency.letterhead.place)
        text(agency.letterhead.headTitle)
        text(agency.letterhead.deputyTitle)
        text(agency.duties)
        text(agency.opinionLimit)
    }

    fileprivate mutating func unit(_ unit: UnitFacts) {
        text(unit.agency)
        text(unit.code)
        text(unit.name)
        bool(unit.isDesk)
        text(unit.parent)
    }

    fileprivate mutating func account(_ account: AccountFacts) {
        text(account.agency)
        text(account.login)
        text(account.name)
        text(account.unit)
    }
}
