import Desk
import OneStop
import Store
import TestSupport
import Testing

/// Sweeps by SQL leave exactly the notices that the pure predicates ask for, on random lives and at random times.
@Suite(.timeLimit(.minutes(5))) struct SweepOracleTests {
    @Test func `sweeps leave what the predicates ask for, whatever the pages`() async throws {
        var seen: (duties: Set<DutyKind>, levels: Set<DutyLevel>, lacks: Set<DutyLack>, settled: Int) = ([], [], [], 0)
        for seed: UInt64 in 1...9
        where seed <= 2 || seen.duties.count < DutyKind.allCases.count || seen.levels.count < DutyLevel.allCases.count
            || !seen.lacks.contains(.message)
        {
            let model = try await compare(seed: seed)
            seen.duties.formUnion(model.rows.keys.map(\.duty))
            seen.levels.formUnion(model.rows.keys.map(\.level))
            seen.lacks.formUnion(model.rows.keys.compactMap { DutyLack(rawValue: $0.occasion) })
            seen.settled += model.rows.values.count { $0.settledAt != nil }
        }
        // Equality of nothing would prove nothing.
        #expect(seen.lacks.contains(.message), "\(seen.lacks)")
        #expect(seen.duties == Set(DutyKind.allCases) && seen.levels == Set(DutyLevel.allCases) && seen.settled > 0)
    }

    private func compare(seed: UInt64) async throws -> NoticeModel {
        let test = try await TestDatabase.make()
        try await test.script(StoredLives.office)
        try await test.script(
            """
            insert into unit (id, agency_id, code, name) overriding system value values (20, 1, 'K', 'Khối');
            update unit set parent_id = 20 where id in (10, 30)
            """)
        var lives = try StoredLives(test.database, seed: seed)
        var model = try NoticeModel()
        var stepDates: [String] = []
        for _ in 0..<100 {
            let events = try await lives.life()
            guard var state = events.reduce(nil as Dossier?, { apply($1, to: $0) }) else { continue }
            // These lives have no steps with limits of their own.
            if state.status == .processing, lives.random.upTo(2) == 0 {
                let due = state.changedAt.adding(minutes: Int64(lives.random.upTo(5_000)))
                state.stepDue = due
                stepDates.append("(\(state.id.rawValue), '\(due.rfc3339(in: .utc))'::timestamptz)")
            }
            if lives.random.upTo(5) == 0 {
                let failed = state.changedAt.adding(minutes: Int64(lives.random.upTo(5_000)))
                model.failed[state.id] = failed
                try await test.script(Self.failedMessage(of: state.id, at: failed))
            }
            model.dossiers.append(state)
        }
        try await test.script(
            """
            update dossier d set step_due = s.due from (values \(stepDates.joined(separator: ", "))) s (id, due)
            where d.id = s.id
            """)
        let desk = DeskService(database: test.database, directory: OfficeDirectory(database: test.database))
        var now = try Instant(rfc3339: "2026-01-20T09:00:00+07:00")
        for round in 0..<20 {
            // Officers leave and come back in between.
            let officer = Int64(100 + lives.random.upTo(20))
            let leaves = lives.random.upTo(2) == 0
            let left = now.adding(minutes: Int64(lives.random.upTo(500)))
            model.gone[UserID(officer)] = leaves ? left : nil
            try await test.script(
                "update account set disabled_at = \(leaves ? "'\(left.rfc3339(in: .utc))'" : "null") where id = \(officer)"
            )
            // Somebody tries a message again.
            if let retried = model.failed.keys.min(), lives.random.upTo(4) == 0 {
                model.failed[retried] = nil
                try await test.script(
                    """
                    update message set state = 'waiting', ended_at = null
                    where state = 'failed' and channel = 'email' and dossier_id = \(retried.rawValue)
                    """)
            }
            now = now.adding(minutes: Int64(lives.random.upTo(lives.random.pick([300, 3_000, 20_000]))))
            // One by one only while there are few notices: each page is a transaction.
            let report = try await desk.sweep(at: now, page: round == 0 ? 1 : lives.random.pick([11, 50, 2_000]))
            model.sweep(at: now)
            #expect(!report.isOthers && report.later == [])
            let stored = try await test.value(NoticeModel.query) ?? ""
            let expected = model.text
            if stored != expected {
                let difference = Set(stored.split(separator: "\n")).symmetricDifference(expected.split(separator: "\n"))
                Issue.record("seed \(seed), round \(round): \(difference.sorted().prefix(10))")
                break
            }
        }
        return model
    }
}

extension SweepOracleTests {
    /// A mail that failed for good, and beside it a webhook's message, which is not the dossier's.
    fileprivate static func failedMessage(of dossier: DossierID, at failed: Instant) -> String {
        let (id, at) = (dossier.rawValue, failed.rfc3339(in: .utc))
        return """
            insert into webhook_subscription (id, tenant_id, agency_id, label, url, kinds, procedures, secret, created_at,
                created_by, changed_at, changed_by) overriding system value
            values (1, 1, 1, 'x', 'https://x.test/', '{}', '{}', '', '\(at)', 100, '\(at)', 100) on conflict do nothing;
            insert into message (tenant_id, agency_id, channel, subscription_id, dossier_id, sequence, kind, lane, state,
                created_at, next_at, expires_at, ended_at)
            select 1, 1, channel, subscription, \(id), 1, 'accepted', channel || \(id), 'failed', t, t, t, t
            from (values ('email', null, '\(at)'::timestamptz),
                ('webhook', 1, '\(at)'::timestamptz - interval '1 day')) m (channel, subscription, t)
            """
    }
}

/// What notices there should be, by the pure predicates and by counting forwards.
struct NoticeModel {
    struct Key: Hashable {
        var dossier: DossierID
        var duty: DutyKind
        var occasion: String
        var since: Instant
        var level: DutyLevel
    }

    struct Row {
        var role: Role
        var agency: Int64 = 1
        var unit: Int64?
        var officer: UserID?
        var raisedAt: Instant
        var settledAt: Instant?
    }

    var dossiers: [Dossier] = []
    var gone: [UserID: Instant] = [:]
    /// Since when a message to the applicant lies that failed.
    var failed: [DossierID: Instant] = [:]
    private var byDossier: [DossierID: [Key: Row]] = [:]
    var rows: [Key: Row] { byDossier.values.reduce(into: [:]) { $0.merge($1) { first, _ in first } } }
    private let calendar = try? CompiledCalendar(.vietNam)
    private let policy = DutyPolicy()

    init() throws {}

    mutating func sweep(at now: Instant) {
        for dossier in dossiers {
            let causes = DutyCauses(
                of: dossier, officerGoneAt: dossier.officer.flatMap { gone[$0] },
                messageFailedAt: failed[dossier.id], at: now, in: .vietnam
            ).all
            var rows = byDossier[dossier.id] ?? [:]
            for key in rows.keys where rows[key]?.settledAt == nil {
                let isThere = causes.contains {
                    $0.duty == key.duty && $0.occasion == key.occasion && $0.since == key.since
                }
                if !isThere { rows[key]?.settledAt = now }
            }
            for cause in causes {
                for level in DutyLevel.allCases where hasWaited(cause, level, at: now) {
                    guard let row = row(dossier, cause, level, at: now) else { continue }
                    let key = Key(
                        dossier: dossier.id, duty: cause.duty, occasion: cause.occasion, since: cause.since,
                        level: level)
                    if rows[key] == nil { rows[key] = row } else { rows[key]?.settledAt = nil }
                }
            }
            byDossier[dossier.id] = rows
        }
    }

    /// By walking from the cause to now, where the program counts back from now.
    private func hasWaited(_ cause: DutyCause, _ level: DutyLevel, at now: Instant) -> Bool {
        guard let calendar else { return false }
        var since = cause.since
        if cause.duty == .resultNotCollected {
            var day = calendar.offset.localDate(of: since)
            var left = policy.uncollectedAfter + 1
            while left > 0 {
                day = day.adding(days: 1)
                if calendar.isWorkingDay(day) { left -= 1 }
            }
            since = calendar.offset.instant(of: day, minuteOfDay: 0)
        }
        let hours = policy[cause.duty].until(level) + (cause.duty == .silent ? policy.silentAfter : 0)
        return since <= now
            && calendar.workingMicroseconds(from: since, to: now) >= Int64(hours) * 60 * Instant.microsecondsPerMinute
    }

    /// Whom a level is, by the table of docs/rights.md; the desk is unit 5, the divisions 10 and 30 below 20.
    private func row(_ dossier: Dossier, _ cause: DutyCause, _ level: DutyLevel, at now: Instant) -> Row? {
        let duty = cause.duty
        if duty == .opinionOverdue {
            return dossier.opinions.first { "\($0.number)" == cause.occasion }.flatMap { row(of: $0, level, at: now) }
        }
        let isDesk = dossier.unit == nil || duty == .receiptLate || dossier.status == .finished
        var turn = isDesk ? Role.intake : .officer
        if duty == .stepOverdue, !isDesk, dossier.submittedAt != nil {
            turn = dossier.signedAt == nil ? .leader : .clerk
        }
        let unit: Int64? = turn == .intake ? 5 : turn == .officer ? 10 : nil
        switch level {
        case .holder:
            return Row(role: turn, unit: unit, officer: turn == .officer ? dossier.officer : nil, raisedAt: now)
        case .head: return unit.map { Row(role: .head, unit: $0, raisedAt: now) }
        case .parent: return unit == 10 ? Row(role: .head, unit: 20, raisedAt: now) : nil
        case .leader: return turn == .leader ? nil : Row(role: .leader, raisedAt: now)
        }
    }

    /// Of an opinion: those who are asked.
    private func row(of opinion: Opinion, _ level: DutyLevel, at now: Instant) -> Row? {
        let (agency, unit) = (opinion.terms.agency.rawValue, opinion.unit.rawValue)
        switch level {
        case .holder:
            return Row(role: .officer, agency: agency, unit: unit, officer: opinion.officer, raisedAt: now)
        case .head: return Row(role: .head, agency: agency, unit: unit, raisedAt: now)
        case .parent: return unit == 30 ? Row(role: .head, agency: agency, unit: 20, raisedAt: now) : nil
        case .leader: return Row(role: .leader, agency: agency, raisedAt: now)
        }
    }

    /// All columns but the number, one line a notice.
    static let query = """
        select string_agg(concat_ws(' ', dossier_id, duty, occasion, to_char(since at time zone 'UTC', form), level, role,
            agency_id, coalesce(unit_id, 0), coalesce(officer_id, 0), to_char(raised_at at time zone 'UTC', form),
            coalesce(to_char(settled_at at time zone 'UTC', form), '-')), E'\\n'
            order by dossier_id, duty collate "C", occasion collate "C", since, level)
        from duty_notice, (select 'YYYY-MM-DD"T"HH24:MI:SS.US' as form) f
        """

    /// The same of the model.
    var text: String {
        rows.sorted { left, right in
            let (one, other) = (left.key, right.key)
            return (one.dossier, one.duty.rawValue, one.occasion, one.since, one.level.rawValue)
                < (other.dossier, other.duty.rawValue, other.occasion, other.since, other.level.rawValue)
        }
        .map { key, row in
            [
                "\(key.dossier.rawValue)", key.duty.rawValue, key.occasion, Self.text(key.since),
                "\(key.level.rawValue)", row.role.rawValue, "\(row.agency)", "\(row.unit ?? 0)",
                "\(row.officer?.rawValue ?? 0)",
                Self.text(row.raisedAt), row.settledAt.map(Self.text) ?? "-",
            ].joined(separator: " ")
        }
        .joined(separator: "\n")
    }

    private static func text(_ instant: Instant) -> String {
        let whole = instant.rfc3339(in: .utc)
        let rest = instant.microseconds % Instant.microsecondsPerSecond
        let digits = String(rest < 0 ? rest + Instant.microsecondsPerSecond : rest)
        return "\(whole.prefix(19)).\(String(repeating: "0", count: 6 - digits.count))\(digits)"
    }
}
