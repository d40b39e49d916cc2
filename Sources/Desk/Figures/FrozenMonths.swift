import JSONText
package import OneStop
package import Records
import Store

/// A month that was frozen, with its form.
package struct FrozenMonth: Sendable {
    package var row: FrozenMonthRow
    package var form: MonthlyForm
    /// The agency's code.
    package var agency: String
    package var offset: UTCOffset
}

/// What has changed since a month was frozen.
package struct FrozenDifferences: Sendable {
    /// A printed column whose total is another now.
    package struct Column: Sendable, Hashable {
        package var column: MonthlyColumn
        package var frozen: Int
        package var present: Int
    }

    package var columns: [Column]
    /// The dossiers that are counted otherwise now, at most `most`, and how many there are.
    package var dossiers: [FrozenDifferenceRow]
    package var count: Int
    /// The codes of dossiers that the form names, and of which it would say something else now: cause, letter, days.
    package var named: [String]

    /// More than anybody reads beside a form.
    package static let most = 200

    /// Whether the form would be the same now.
    package var isNothing: Bool { columns.isEmpty && count == 0 && named.isEmpty }

    init(_ frozen: MonthlyForm, _ present: MonthlyForm, _ dossiers: (rows: [FrozenDifferenceRow], count: Int)) {
        columns = MonthlyColumn.printed.filter { frozen.total[$0] != present.total[$0] }.map {
            Column(column: $0, frozen: frozen.total[$0], present: present.total[$0])
        }
        self.dossiers = dossiers.rows
        count = dossiers.count
        let (before, now) = (Set(frozen.entries), Set(present.entries))
        named = Set(before.symmetricDifference(now).map(\.code)).sorted()
    }
}

extension DeskService {
    /// Freezes a month of form II.06a as it is counted now: figures and dossiers are kept, and shown from then on.
    ///
    /// - Throws: `DeskError`: `notFound`, `noRight` without `freeze_month` in the whole agency, `refused` for a month that is
    ///   not over (`R7.month_not_over`) or is frozen (`R7.frozen_there`), `miscounted`.
    package func freeze(
        _ request: MonthlyRequest, of code: String?, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: @Sendable (FrozenMonth) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            let agency = try principal.agency(code, permitting: .freezeMonth, in: office)
            try principal.require(.freezeMonth, in: agency.id, of: "The agency")
            let query = monthlyQuery(request, of: agency, now: now)
            let present = query.reckoning.present
            guard present.offset.instant(of: present.period.to, minuteOfDay: 24 * 60) <= now else {
                throw FrozenRefusal.notOver(present.period.to).error
            }
            var made: MonthlyForm?
            var told: Answer?
            do {
                _ = try await database.freeze(query) { counts, entries, apologies in
                    let form = try MonthlyForm(request, of: agency, query, (counts, entries, apologies))
                    made = form
                    return NewFrozenMonth(
                        tenant: principal.tenant, agency: agency.id, month: request.month.firstDay,
                        cutOff: request.cutOff, waiting: request.waiting, form: form.stored(countedAt: now), at: now,
                        by: principal.account)
                } finish: { row, lines in
                    guard let form = made, lines == form.total[.receivedTotal] else {
                        throw DeskError(
                            .miscounted, rule: "R7.2.identity",
                            "The form counts \(made?.total[.receivedTotal] ?? 0) dossiers and \(lines) are listed. Run `motcua doctor`."
                        )
                    }
                    let rendered = answer(
                        FrozenMonth(row: row, form: form, agency: agency.row.code, offset: present.offset))
                    told = rendered
                    return (
                        principal.event(.monthFrozen, in: agency.id, at: now) { $0.frozen(row) },
                        key.map { rendered.stored(for: principal.account, under: $0, at: now) }
                    )
                }
            } catch StoreError.violates(FrozenMonthStatements.frozenOnce) {
                throw FrozenRefusal.there.error
            }
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    /// Has a frozen month counted anew again. What was frozen is kept beside the reason.
    package func unfreeze(_ id: Int64, reason: String, by principal: Principal, at now: Instant) async throws {
        let (row, agency) = try await frozenRow(id, by: principal)
        try principal.require(.freezeMonth, in: agency.id, of: "The frozen month")
        let words = reason.tidied
        guard !words.isEmpty else {
            throw DeskError.invalid("reason", rule: "field.tooShort", "Say why the month is counted anew.")
        }
        let audit = principal.event(.monthUnfrozen, in: agency.id, ground: words, at: now) { $0.frozen(row) }
        let wasFrozen = try await translated {
            try await database.unfreeze(id, at: now, by: principal.account, reason: words, audit: audit)
        }
        guard wasFrozen else { throw FrozenRefusal.unfrozen.error }
    }

    /// The frozen months of an agency whose whole figures the caller may see, the one frozen last first.
    /// - Parameter all: also those that were unfrozen.
    package func frozenMonths(
        of code: String?, all: Bool, before: Int64? = nil, limit: Int, by principal: Principal
    ) async throws -> (rows: [FrozenMonthRow], agency: Office.Agency, next: Int64?) {
        let (agency, parts) = try await reported(code, for: principal)
        guard parts == nil else { throw DeskError(Refusal.noRight(.reports)) }
        let query = FrozenMonthQuery(agency: agency.id, standing: !all, before: before, limit: limit + 1)
        let rows = try await translated { try await database.frozenMonths(query) }
        let shown = Array(rows.prefix(limit))
        return (shown, agency, rows.count > limit ? shown.last?.id : nil)
    }

    /// A frozen month with what has changed since, for who sees the whole of the agency's figures.
    package func frozenMonth(
        _ id: Int64, by principal: Principal, at now: Instant
    ) async throws -> (frozen: FrozenMonth, differences: FrozenDifferences) {
        let (row, agency) = try await frozenRow(id, by: principal)
        return try await compared(row, of: agency, at: now)
    }

    /// What holds for a month, with what has changed since; nil for one that is not frozen.
    package func frozenMonth(
        _ request: MonthlyRequest, of agency: Office.Agency, at now: Instant
    ) async throws -> (frozen: FrozenMonth, differences: FrozenDifferences)? {
        guard let row = try await standing(request, of: agency) else { return nil }
        return try await compared(row, of: agency, at: now)
    }

    /// The form of a month as the caller may see it: as it was frozen or, of a part of the agency and where it is asked for,
    /// as it is counted now.
    package func reportedMonth(
        _ request: MonthlyRequest, of code: String?, counted: Bool, at now: Instant, for principal: Principal
    ) async throws -> MonthlyForm {
        let (agency, parts) = try await reported(code, for: principal)
        guard let row = try await standing(request, of: agency) else {
            return try await monthly(request, of: agency, parts: parts, now: now)
        }
        let isShown = parts == nil && !counted
        var form =
            if isShown {
                try MonthlyForm(stored: row.form)
            } else {
                try await monthly(request, of: agency, parts: parts, now: now)
            }
        form.frozen = FrozenNote(number: row.id, at: row.frozenAt, by: row.frozenBy, isShown: isShown)
        return form
    }

    private func standing(_ request: MonthlyRequest, of agency: Office.Agency) async throws -> FrozenMonthRow? {
        try await translated {
            try await database.frozenMonth(
                of: agency.id, month: request.month.firstDay, cutOff: request.cutOff, waiting: request.waiting)
        }
    }

    private func frozenRow(
        _ id: Int64, by principal: Principal
    ) async throws -> (row: FrozenMonthRow, agency: Office.Agency) {
        let found = try await translated { try await database.frozenMonth(id) }
        guard let row = found, let code = try await directory.office().agencies[row.agency]?.row.code else {
            throw DeskError.notFound("The frozen month")
        }
        let (agency, parts) = try await reported(code, for: principal)
        guard parts == nil else { throw DeskError(Refusal.noRight(.reports)) }
        return (row, agency)
    }

    private func compared(
        _ row: FrozenMonthRow, of agency: Office.Agency, at now: Instant
    ) async throws -> (frozen: FrozenMonth, differences: FrozenDifferences) {
        var form = try MonthlyForm(stored: row.form)
        form.frozen = FrozenNote(number: row.id, at: row.frozenAt, by: row.frozenBy, isShown: true)
        let request = MonthlyRequest(month: form.month, cutOff: form.cutOff, waiting: form.reckoning.waiting)
        let present = try await monthly(request, of: agency, now: now)
        let dossiers = try await translated {
            try await database.differences(
                of: row.id, from: monthlyQuery(request, of: agency, now: now), limit: FrozenDifferences.most)
        }
        return (
            FrozenMonth(row: row, form: form, agency: agency.row.code, offset: form.reckoning.present.offset),
            FrozenDifferences(form, present, dossiers)
        )
    }
}

/// Why a month is not frozen or unfrozen, in the words of both languages.
private enum FrozenRefusal {
    case notOver(LocalDate)
    case there
    case unfrozen

    var error: DeskError {
        var error: DeskError
        switch self {
        case .notOver(let day):
            error = DeskError(
                .refused, rule: "R7.month_not_over",
                "The month runs until \(day.iso), and its figures still change. Freeze it when that day is over.")
            error.vietnamese =
                "Kỳ này đến hết ngày \(day.day)/\(day.month)/\(day.year) và số liệu còn thay đổi. Hãy chốt sau ngày ấy."
        case .there:
            error = DeskError(
                .refused, rule: "R7.frozen_there", "This month is frozen already. Read it, or unfreeze it first.")
            error.vietnamese = "Tháng này đã được chốt. Hãy xem lại, hoặc mở chốt trước."
        case .unfrozen:
            error = DeskError(
                .refused, rule: "R7.not_frozen", "The month was unfrozen before. There is nothing to unfreeze.")
            error.vietnamese = "Tháng này đã được mở chốt, không còn gì để mở."
        }
        return error
    }
}

extension JSONWriter {
    fileprivate mutating func frozen(_ row: FrozenMonthRow) {
        field("frozen", row.id)
        field("month", String(row.month.iso.prefix(7)))
        field("cutoff", row.cutOff)
        field("waiting", row.waiting)
    }
}
