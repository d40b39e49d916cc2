import PQ
import TestSupport
import Testing

@testable import OneStop
@testable import Store

/// The work list's SQL and the pure function agree on every dossier.
@Suite(.timeLimit(.minutes(5))) struct ApologyStateTests {
    private static let states = Statement<LocalDate, (Int64, String)>(
        "select d.id, apology_state(d, $1) from dossier d order by d.id", types: [.date],
        encode: { $1.localDate($0) }, decode: { row in (try row.int8(), try row.text()) })

    /// A dossier that the checks allow, in random circumstances around 10 March.
    private struct Sample {
        var facts: ApologyFacts
        var values: String

        init(id: Int, _ random: inout some RandomNumberGenerator) {
            let offset = UTCOffset.vietnam
            func day(_ range: ClosedRange<Int32>) -> LocalDate {
                LocalDate(dayNumber: Sample.middle + Int32.random(in: range, using: &random))
            }
            func time(_ day: LocalDate) -> Instant {
                let minute = [0, 480, 600, 1_020, 1_439].randomElement(using: &random) ?? 0
                return offset.instant(of: day, microsecondOfDay: Int64(minute) * Instant.microsecondsPerMinute)
            }
            func quoted(_ value: Instant?) -> String { value.map { "'\($0.rfc3339(in: offset))'" } ?? "null" }
            func quoted(_ value: LocalDate?) -> String { value.map { "'\($0.iso)'" } ?? "null" }

            let accepted = offset.instant(of: LocalDate(dayNumber: Sample.middle - 10), microsecondOfDay: 0)
            let dueOn = day(-3...3)
            let due = time(dueOn)
            let byInstant = Bool.random(using: &random)
            let latest = LocalDate(dayNumber: dueOn.dayNumber - Int32.random(in: 0...2, using: &random))
            let risk = LocalDate(dayNumber: latest.dayNumber - Int32.random(in: 0...2, using: &random))
            let limited = Int.random(in: 0..<10, using: &random) > 0
            let imported = Int.random(in: 0..<5, using: &random) == 0
            let ended: Instant? = Int.random(in: 0..<3, using: &random) == 0 ? time(day(-6...6)) : nil
            let issued: Instant? = Int.random(in: 0..<4, using: &random) == 0 ? time(day(-6...3)) : nil
            let paused = ended == nil && Int.random(in: 0..<4, using: &random) == 0
            let afterDue = Bool.random(using: &random)
            facts = ApologyFacts(
                accepted: true, imported: imported,
                deadline: limited
                    ? Deadline(
                        due: due, dueOn: dueOn, byInstant: byInstant, provisional: false, dayZero: Sample.start,
                        atRiskFrom: risk, apologyLatest: latest) : nil,
                pausedBeforeDue: paused && !afterDue, endedAt: ended, issuedAt: issued)
            let issuedOn = issued.map { offset.localDate(of: $0) }
            let status = ended != nil ? 7 : paused ? 5 : 4
            let fields: [String] = [
                "\(id)", "1, 1, 1, 1", "'H1-260301-\(id)'", "\(imported ? "'r\(id)'" : "null")", "1, 1, 1", "\(status)",
                "'5wd', 'working', false", quoted(accepted), "'2026-02-28'", limited ? quoted(due) : "null",
                limited ? quoted(due) : "null", limited ? quoted(dueOn) : "null", limited ? quoted(risk) : "null",
                limited ? quoted(latest) : "null", "\(byInstant)", paused ? quoted(accepted) : "null",
                paused ? "'supplement'" : "null", paused ? "\(afterDue)" : "null", quoted(issued), quoted(issued),
                issued == nil ? "null" : "'workload'", issued == nil ? "null" : "1", quoted(issued), quoted(issued),
                quoted(issuedOn), quoted(ended), quoted(ended.map { offset.localDate(of: $0) }), "\(imported)", "1",
                quoted(accepted),
            ]
            values = "(\(fields.joined(separator: ", ")))"
        }

        static let middle = (LocalDate(iso: "2026-03-10") ?? start).dayNumber
        static let start = LocalDate(dayNumber: 9_555)
    }

    @Test func `SQL and the pure function tell the same state of random dossiers on every day`() async throws {
        let test = try await TestDatabase.make()
        try await test.script(SampleOffice.office)
        var random = SystemRandomNumberGenerator()
        let samples = (1...2_000).map { Sample(id: $0, &random) }
        try await test.script(
            """
            insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, external_reference,
                procedure_id, version_id, channel, status, time_limit, day_zero, restarts, accepted_at, accepted_on,
                first_promise, due, due_on, at_risk_from, apology_latest, by_instant, paused_at, pause_kind,
                pause_after_due, apology_issued_at, apology_approved_at, apology_cause, apology_unit, apology_new_date,
                apology_drafted_at, apology_issued_on, ended_at, ended_on, imported, version, changed_at)
            values \(samples.map(\.values).joined(separator: ",\n"))
            """)
        var seen: Set<String> = []
        try await test.withOwner { connection in
            for shift in Int32(-8)...8 {
                let today = LocalDate(dayNumber: Sample.middle + shift)
                let told = try await connection.query(Self.states, today)
                #expect(told.count == samples.count)
                for (sample, (id, state)) in zip(samples, told) {
                    let expected = ApologyState.of(sample.facts, today: today, in: .vietnam)
                    #expect(state == expected.rawValue, "dossier \(id) on \(today.iso): \(sample.values)")
                    seen.insert(state)
                }
            }
        }
        #expect(seen == Set(ApologyState.allCases.map(\.rawValue)))
    }
}
