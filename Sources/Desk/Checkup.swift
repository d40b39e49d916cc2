package import OneStop
import Records
package import Store

/// What `motcua doctor` finds.
package struct Checkup: Sendable {
    /// One thing looked at, with what to do if it is not well.
    package struct Finding: Sendable, Hashable {
        package var isGood: Bool
        package var text: String
    }

    package let findings: [Finding]

    /// The clocks of program and database may differ by so much.
    private static let tolerance: Int64 = 2 * Instant.microsecondsPerSecond

    package init(facts: DatabaseHealth, office: Office, now: Instant) {
        var findings = [
            Finding(isGood: true, text: "PostgreSQL \(facts.serverVersion) answers; schema \(facts.schema)."),
            facts.mayChangeEvents || facts.isSuperuser
                ? Finding(
                    isGood: false,
                    text: "Role \(facts.role) may change events or numbers. Connect as a member of motcua_service only."
                )
                : Finding(isGood: true, text: "Role \(facts.role) can neither change nor delete events and numbers."),
            facts.isDurable
                ? Finding(isGood: true, text: "fsync, full_page_writes and synchronous_commit are on.")
                : Finding(
                    isGood: false,
                    text:
                        "fsync, full_page_writes or synchronous_commit is off: a power cut would lose dossiers. Turn them on."
                ),
        ]
        let skew = abs(facts.now.microseconds - now.microseconds)
        findings.append(
            skew <= Self.tolerance
                ? Finding(isGood: true, text: "The clocks of program and database agree.")
                : Finding(
                    isGood: false,
                    text:
                        "The clocks of program and database differ by \(skew / Instant.microsecondsPerSecond) s. Synchronise both (NTP)."
                ))
        for agency in office.agencies.values.sorted(by: { $0.row.code < $1.row.code }) {
            findings.append(Self.calendar(of: agency, at: now))
        }
        self.findings = findings
    }

    /// From October on, dossiers are promised for the next year, so its calendar should be confirmed.
    private static func calendar(of agency: Office.Agency, at now: Instant) -> Finding {
        let today = agency.calendar.offset.localDate(of: now)
        let needed = today.month >= 10 ? [today.year, today.year + 1] : [today.year]
        let missing = needed.filter { !agency.calendar.calendar.isConfirmed(year: $0) }
        guard let first = missing.first else {
            return Finding(
                isGood: true,
                text:
                    "\(agency.row.code): the calendar is confirmed for \(needed.map(String.init).joined(separator: " and "))."
            )
        }
        return Finding(
            isGood: false,
            text:
                "\(agency.row.code): the calendar of \(first) is not confirmed; dates that touch it are provisional. Enter the year's decision."
        )
    }
}
