package import OneStop
package import Records
import Store

/// What a caller asks of the notices of an agency, in codes as the office writes them.
package struct NoticesInput: Sendable {
    package var agency: String?
    /// Those for this unit of the agency or one below it.
    package var unit: String?
    package var duty: DutyKind?
    package var level: DutyLevel?
    /// Those whose cause is there, or those whose cause is gone.
    package var isOpen: Bool
    /// Those alone that have reached the caller.
    package var isMine: Bool
    /// The number of the last notice seen.
    package var before: Int64?
    package var limit: Int

    package init(
        agency: String?, unit: String?, duty: DutyKind?, level: DutyLevel?, isOpen: Bool, isMine: Bool = false,
        before: Int64?, limit: Int
    ) {
        self.agency = agency
        self.unit = unit
        self.duty = duty
        self.level = level
        self.isOpen = isOpen
        self.isMine = isMine
        self.before = before
        self.limit = limit
    }
}

/// A notice as it is told.
package struct NoticeView: Sendable {
    package var row: NoticeRow
    /// Codes of the agency and the unit that it is for.
    package var agency: String?
    package var unit: String?
    package var answers: [NoticeAnswerRow]
    package var offset: UTCOffset
    /// Whether it has reached the caller, who then may say something about it as long as its cause is there.
    package var isMine: Bool

    /// What a leader is proposed to do, and the notice that would go with it; nil for most duties, and once it is settled.
    package var proposal: (command: CommandKind, notice: String)? {
        guard row.settledAt == nil, let command = row.duty.proposes, let dossier = row.dossier,
            let notice = row.duty.proposedNotice(dossier: dossier, occasion: row.occasion)
        else { return nil }
        return (command, notice)
    }

    init(_ row: NoticeRow, answers: [NoticeAnswerRow], in office: Office, for principal: Principal) {
        self.row = row
        isMine = principal.isReached(by: row)
        self.answers = answers
        agency = office.agencies[row.agency]?.row.code
        unit = row.unit.flatMap { office.unit($0)?.code }
        offset = office.agencies[row.scope.decidedBy]?.calendar.offset ?? .vietnam
    }
}

extension DeskService {
    /// Notices about dossiers that the caller may read, of an agency that decides them or that its desk has to see to;
    /// the newest first.
    ///
    /// - Throws: `DeskError`: `notFound` for an agency outside the caller's scope or a unit that it does not have, `noRight`
    ///   where they may read none of its dossiers.
    package func notices(
        _ input: NoticesInput, by principal: Principal
    ) async throws -> ReadablePage<NoticeView, Int64> {
        let office = try await directory.office()
        let (agency, _) = try principal.readable(input.agency, in: office)
        var units: [UnitID]?
        if let code = input.unit {
            guard let unit = office.unit(code: code, of: agency.id) else { throw DeskError.notFound("The unit") }
            units = office.unitsBelow(unit.id).sorted()
        }
        let query = NoticeQuery(
            agency: agency.id, isOpen: input.isOpen, units: units, duty: input.duty, level: input.level, before: 0,
            limit: 0)
        return try await ReadablePage<NoticeView, Int64>(limit: input.limit, after: input.before) { after, limit in
            try await translated {
                var asked = query
                (asked.before, asked.limit) = (after ?? Int64.max, limit)
                let rows = try await database.notices(asked)
                let answers = Dictionary(
                    grouping: try await database.answers(to: rows.map(\.id)), by: \.notice)
                return rows.map { NoticeView($0, answers: answers[$0.id] ?? [], in: office, for: principal) }
            }
        } position: { (view: NoticeView) in
            view.row.id
        } show: { view in
            guard view.row.tenant == principal.tenant, principal.mayRead(view.row.scope) else { return nil }
            return view.isMine || !input.isMine ? view : nil
        }
    }

    /// One notice with what was answered.
    /// - Throws: `DeskError` of kind `notFound` for a notice about a dossier that the caller may not read.
    package func notice(_ number: Int64, by principal: Principal) async throws -> NoticeView {
        let office = try await directory.office()
        return try await translated {
            guard let row = try await database.notice(number), row.tenant == principal.tenant,
                principal.mayRead(row.scope)
            else { throw DeskError.notFound("The notice") }
            let answers = try await database.answers(to: [number])
            return NoticeView(row, answers: answers, in: office, for: principal)
        }
    }
}
