package import OneStop
import Records
package import Store

/// What `motcua doctor` finds.
package struct Checkup: Sendable {
    /// One thing looked at, with what to do if it is not well.
    package struct Finding: Sendable, Hashable {
        package var isGood: Bool
        package var text: String

        package static func good(_ text: String) -> Finding { Finding(isGood: true, text: text) }
        package static func attention(_ text: String) -> Finding { Finding(isGood: false, text: text) }
    }

    package let findings: [Finding]

    /// The clocks of program and database may differ by so much.
    private static let tolerance: Int64 = 2 * Instant.microsecondsPerSecond
    /// The program that serves does each duty once an hour.
    private static let longestSinceDuty: Int64 = 3 * 3_600

    /// - Parameter isOwn: whether the cluster is the program's own.
    package init(
        facts: DatabaseHealth, guards: [TableGuard], duties: [DutyRun], sweptAt: Instant?, office: Office, isOwn: Bool,
        now: Instant
    ) {
        var findings: [Finding] = [
            .good("PostgreSQL \(facts.serverVersion) answers; schema \(facts.schema).")
        ]
        findings += Self.rights(facts, guards)
        findings += Self.safety(facts.hazards(isOwn: isOwn, guards: guards).subtracting([.ownerRole]))
        findings.append(Self.clocks(facts.now, now))
        for agency in office.agencies.values.sorted(by: { $0.row.code < $1.row.code }) {
            findings.append(Self.calendar(of: agency, at: now))
        }
        findings += Duty.allCases.map { Self.duty($0, duties, at: now) }
        findings.append(Self.sweep(sweptAt, at: now))
        self.findings = findings
    }

    private static func rights(_ facts: DatabaseHealth, _ guards: [TableGuard]) -> [Finding] {
        var findings: [Finding] = []
        let breached = guards.filter(\.isBreached).map(\.table)
        findings.append(
            facts.isSuperuser || !breached.isEmpty
                ? .attention(
                    facts.isSuperuser
                        ? "Role \(facts.role) is a superuser. Connect as a member of motcua_service only."
                        : "Role \(facts.role) may change \(breached.joined(separator: ", ")). As the owner: revoke update, delete, truncate on \(breached.joined(separator: ", ")) from \(facts.role), public."
                )
                : .good("Role \(facts.role) can neither change nor delete events and numbers."))
        let open = guards.filter { TableGuard.writtenOnce.contains($0.table) && !$0.isGuarded }.map(\.table)
        findings.append(
            open.isEmpty
                ? .good("What is written once is guarded against every role.")
                : .attention(
                    "The triggers that guard \(open.joined(separator: ", ")) are switched off. As the owner: \(open.map { "alter table \($0) enable trigger all" }.joined(separator: "; "))."
                ))
        let closed = guards.filter { !$0.maySelect && $0.table != "schema_migration" }.map(\.table)
        if !closed.isEmpty {
            findings.append(
                .attention(
                    "Role \(facts.role) may not read \(closed.joined(separator: ", ")). As the owner: grant select on \(closed.joined(separator: ", ")) to motcua_service."
                ))
        }
        return findings
    }

    private static func safety(_ hazards: Set<Hazard>) -> [Finding] {
        var findings = hazards.sorted { $0.rawValue < $1.rawValue }.map { Finding.attention($0.explanation) }
        if hazards.isDisjoint(with: [.fsync, .fullPageWrites, .synchronousCommit]) {
            findings.append(.good("fsync, full_page_writes and synchronous_commit are on."))
        }
        return findings
    }

    private static func clocks(_ server: Instant, _ now: Instant) -> Finding {
        let skew = abs(server.microseconds - now.microseconds)
        return skew <= tolerance
            ? .good("The clocks of program and database agree.")
            : .attention(
                "The clocks of program and database differ by \(skew / Instant.microsecondsPerSecond) s. Synchronise both (NTP)."
            )
    }

    /// From October on, dossiers are promised for the next year, so its calendar should be confirmed.
    private static func calendar(of agency: Office.Agency, at now: Instant) -> Finding {
        let today = agency.calendar.offset.localDate(of: now)
        let needed = today.month >= 10 ? [today.year, today.year + 1] : [today.year]
        let missing = needed.filter { !agency.calendar.calendar.isConfirmed(year: $0) }
        guard let first = missing.first else {
            let years = needed.map(String.init).joined(separator: " and ")
            return .good("\(agency.row.code): the calendar is confirmed for \(years).")
        }
        return .attention(
            "\(agency.row.code): the calendar of \(first) is not confirmed; dates that touch it are provisional. Enter the year's decision."
        )
    }

    private static func sweep(_ last: Instant?, at now: Instant) -> Finding {
        guard let last else {
            return .good("Duties of the offices: not swept yet; `motcua serve` does it once a minute.")
        }
        let when = last.rfc3339(in: .vietnam)
        return last.adding(seconds: longestSinceDuty) < now
            ? .attention(
                "Duties of the offices: last swept at \(when). Is `motcua serve` running, or `motcua duties run` by a timer?"
            )
            : .good("Duties of the offices: swept at \(when).")
    }

    private static func duty(_ duty: Duty, _ runs: [DutyRun], at now: Instant) -> Finding {
        guard let run = runs.first(where: { $0.duty == duty.rawValue }) else {
            return .good("Duty \(duty.rawValue): not done yet; `motcua serve` does it once an hour.")
        }
        let when = run.at.rfc3339(in: .vietnam)
        guard run.at.adding(seconds: longestSinceDuty) < now else {
            return .good("Duty \(duty.rawValue): done at \(when), \(run.removed) rows went.")
        }
        return .attention(
            "Duty \(duty.rawValue): last done at \(when). Is `motcua serve` running? Its log says why a duty fails.")
    }
}
