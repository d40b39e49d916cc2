package import OneStop
package import PQ
package import Records

/// A month that is frozen.
package struct NewFrozenMonth: Sendable {
    package var tenant: AgencyID
    package var agency: AgencyID
    package var month: LocalDate
    package var cutOff: CutOff
    package var waiting: WaitingRule
    package var form: String
    package var at: Instant
    package var by: UserID

    package init(
        tenant: AgencyID, agency: AgencyID, month: LocalDate, cutOff: CutOff, waiting: WaitingRule, form: String,
        at: Instant, by: UserID
    ) {
        self.tenant = tenant
        self.agency = agency
        self.month = month
        self.cutOff = cutOff
        self.waiting = waiting
        self.form = form
        self.at = at
        self.by = by
    }
}

/// Which frozen months of an agency are asked for, the one frozen last first.
package struct FrozenMonthQuery: Sendable {
    package var agency: AgencyID
    /// Only those that are frozen still.
    package var standing: Bool
    /// Before this key; nil for the first page.
    package var before: Int64?
    package var limit: Int

    package init(agency: AgencyID, standing: Bool, before: Int64?, limit: Int) {
        self.agency = agency
        self.standing = standing
        self.before = before
        self.limit = limit
    }
}

/// A difference, with how many there are.
package struct CountedDifference: Sendable {
    package var row: FrozenDifferenceRow
    package var count: Int
}

/// Frozen months: the form as a text, and where each dossier was counted.
package enum FrozenMonthStatements {
    /// The index that keeps a month from being frozen twice.
    package static let frozenOnce = "frozen_month_once"

    /// The counts and what is kept of them are of one state of the dossiers.
    package static let oneState = Statement<Void, Void>(
        "set transaction isolation level repeatable read", prepared: false)

    package static let insert = Statement<NewFrozenMonth, Int64>(
        """
        insert into frozen_month (tenant_id, agency_id, month, cut_off, waiting, form, frozen_at, frozen_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
        """,
        types: [.int8, .int8, .date, .text, .text, .text, .timestamptz, .int8],
        encode: { new, parameters in
            parameters.int8(new.tenant.rawValue)
            parameters.int8(new.agency.rawValue)
            parameters.localDate(new.month)
            parameters.text(new.cutOff.rawValue)
            parameters.text(new.waiting.rawValue)
            parameters.text(new.form)
            parameters.instant(new.at)
            parameters.int8(new.by.rawValue)
        },
        decode: { row throws(PQError) in try row.int8() })

    /// Every dossier that the form counts, with where.
    package static let insertLines = Statement<(frozen: Int64, query: MonthlyQuery), Void>(
        """
        insert into frozen_month_line (frozen_id, dossier_id, line_id, field_code, unit_id, entered, outcome)
        select $8, dossier_id, line_id, field_code, unit_id, entered, outcome
        from monthly_places($1, $2, $3, $4, $5, $6, $7)
        """,
        types: MonthlyStatements.accountTypes + [.int8],
        encode: { asked, parameters in
            parameters.account(of: asked.query)
            parameters.int8(asked.frozen)
        })

    package static let unfreeze = Statement<(id: Int64, at: Instant, by: UserID, reason: String), Void>(
        """
        update frozen_month set unfrozen_at = $2, unfrozen_by = $3, reason = $4 where id = $1 and unfrozen_at is null
        """,
        types: [.int8, .timestamptz, .int8, .text],
        encode: { step, parameters in
            parameters.int8(step.id)
            parameters.instant(step.at)
            parameters.int8(step.by.rawValue)
            parameters.text(step.reason)
        })

    package static let byKey = Statement<Int64, FrozenMonthRow>(
        """
        select m.id, m.agency_id, m.month, m.cut_off, m.waiting, m.form, m.frozen_at, f.login, m.unfrozen_at, u.login,
               m.reason
        from frozen_month m join account f on f.id = m.frozen_by left join account u on u.id = m.unfrozen_by
        where m.id = $1
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id) },
        decode: { row throws(PQError) in try row.frozenMonth() })

    /// The one that holds for a month; none, or one.
    package static let standing = Statement<
        (agency: AgencyID, month: LocalDate, cutOff: CutOff, waiting: WaitingRule), FrozenMonthRow
    >(
        """
        select m.id, m.agency_id, m.month, m.cut_off, m.waiting, m.form, m.frozen_at, f.login, m.unfrozen_at,
               null::text, m.reason
        from frozen_month m join account f on f.id = m.frozen_by
        where m.agency_id = $1 and m.month = $2 and m.cut_off = $3 and m.waiting = $4 and m.unfrozen_at is null
        """,
        types: [.int8, .date, .text, .text],
        encode: { asked, parameters in
            parameters.int8(asked.agency.rawValue)
            parameters.localDate(asked.month)
            parameters.text(asked.cutOff.rawValue)
            parameters.text(asked.waiting.rawValue)
        },
        decode: { row throws(PQError) in try row.frozenMonth() })

    /// A page, without the forms.
    package static let page = Statement<FrozenMonthQuery, FrozenMonthRow>(
        """
        select m.id, m.agency_id, m.month, m.cut_off, m.waiting, '', m.frozen_at, f.login, m.unfrozen_at, u.login,
               m.reason
        from frozen_month m join account f on f.id = m.frozen_by left join account u on u.id = m.unfrozen_by
        where m.agency_id = $1 and m.id < $2 and (not $3 or m.unfrozen_at is null)
        order by m.id desc limit $4
        """,
        types: [.int8, .int8, .bool, .int8],
        encode: { query, parameters in
            parameters.int8(query.agency.rawValue)
            parameters.int8(query.before ?? Int64.max)
            parameters.bool(query.standing)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.frozenMonth() })

    /// The dossiers that would be counted otherwise now, with how many there are.
    package static let differences = Statement<
        (frozen: Int64, query: MonthlyQuery, limit: Int), CountedDifference
    >(
        """
        select coalesce(d.code, d.external_reference, ''),
               t.entered, t.outcome, t.field_code, tu.code, n.entered, n.outcome, n.field_code, nu.code,
               count(*) over ()
        from (select * from frozen_month_line where frozen_id = $8) t
        full join monthly_places($1, $2, $3, $4, $5, $6, $7) n on n.dossier_id = t.dossier_id
        join dossier d on d.id = coalesce(t.dossier_id, n.dossier_id)
        left join unit tu on tu.id = t.unit_id
        left join unit nu on nu.id = n.unit_id
        where (t.entered, t.outcome, t.line_id, t.field_code, t.unit_id)
            is distinct from (n.entered, n.outcome, n.line_id, n.field_code, n.unit_id)
        order by 1 limit $9
        """,
        types: MonthlyStatements.accountTypes + [.int8, .int8],
        encode: { asked, parameters in
            parameters.account(of: asked.query)
            parameters.int8(asked.frozen)
            parameters.int8(Int64(asked.limit))
        },
        decode: { row throws(PQError) in
            let code = try row.text()
            let (frozen, present) = (try row.monthlyPlace(), try row.monthlyPlace())
            return CountedDifference(
                row: FrozenDifferenceRow(code: code, frozen: frozen, present: present), count: Int(try row.int8()))
        })
}

extension RowReader {
    fileprivate mutating func frozenMonth() throws(PQError) -> FrozenMonthRow {
        FrozenMonthRow(
            id: try int8(), agency: AgencyID(try int8()), month: try localDate(), cutOff: try text(),
            waiting: try text(), form: try text(), frozenAt: try instant(), frozenBy: try text(),
            unfrozenAt: try instantOrNull(), unfrozenBy: try textOrNull(), reason: try textOrNull())
    }

    fileprivate mutating func monthlyPlace() throws(PQError) -> MonthlyPlace? {
        let (entered, outcome) = (try textOrNull(), try textOrNull())
        let (field, unit) = (try textOrNull(), try textOrNull())
        guard let entered = entered.flatMap(MonthlyColumn.init(rawValue:)),
            let outcome = outcome.flatMap(MonthlyColumn.init(rawValue:)), let field
        else { return nil }
        return MonthlyPlace(entered: entered, outcome: outcome, field: field, unit: unit)
    }
}
