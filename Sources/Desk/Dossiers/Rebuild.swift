import JSONText
import OneStop
import Records
package import Store

/// A place where a dossier's row and its events do not say the same.
package struct RebuildDifference: Sendable, Hashable {
    package var code: String
    /// The column of the row, or the event and its column.
    package var column: String
    package var stored: String
    package var rebuilt: String
}

/// What a rebuilding has looked at.
package struct RebuildOutcome: Sendable, Hashable {
    package var dossiers = 0
    package var events = 0
    package var differing = 0
}

extension DeskService {
    /// Few enough that a page of long lives is no weight in memory.
    private static let livesInPage = 200

    /// Rebuilds every dossier from its events by `apply` and compares the result with the stored row, column by column.
    /// Reads page by page and changes nothing; the office may go on working.
    /// - Parameter report: told of every difference as it is found.
    /// - Throws: `StoreError` when the database cannot be read.
    package func rebuild(_ report: (RebuildDifference) -> Void) async throws -> RebuildOutcome {
        let office = try await directory.office()
        var outcome = RebuildOutcome()
        var after: DossierID? = DossierID(.min)
        while let start = after {
            let page = try await database.lives(after: start, limit: Self.livesInPage)
            for life in page.lives {
                let differences = life.differences(in: office)
                for difference in differences { report(difference) }
                outcome.dossiers += 1
                outcome.events += life.events.count
                if !differences.isEmpty { outcome.differing += 1 }
            }
            after = page.next
        }
        return outcome
    }
}

extension StoredLife {
    /// Where the row and the events differ, in the order of the columns.
    package func differences(in office: Office) -> [RebuildDifference] {
        let code = record.state.code?.text ?? record.externalReference ?? ""
        var found: [RebuildDifference] = []
        func note(_ column: String, _ stored: String?, _ rebuilt: String?) {
            guard stored != rebuilt else { return }
            found.append(
                RebuildDifference(code: code, column: column, stored: stored ?? "–", rebuilt: rebuilt ?? "–"))
        }
        var replay = Replay()
        for event in events {
            do throws(FieldError) {
                try replay.apply(event)
            } catch {
                note("event \(event.sequence) facts", event.facts, error.description)
                return found
            }
            guard let status = event.status, let state = replay.state else { continue }
            note("event \(event.sequence) status", "\(status)", "\(state.status.rawValue)")
            note("event \(event.sequence) due", event.due?.shown, state.deadline?.due.shown)
            note("event \(event.sequence) paused_at", event.pausedAt?.shown, state.pause?.since.shown)
        }
        guard let rebuilt = replay.state else {
            note("events", "\(record.state.version)", "none that creates a dossier")
            return found
        }
        let offset = office.agencies[record.state.decidedBy]?.calendar.offset ?? .vietnam
        func day(_ instant: Instant?) -> String? { instant.map { offset.localDate(of: $0).iso } }
        let stored = record.state.columns
        for (place, column) in rebuilt.columns.enumerated() where !replay.untold.contains(column.name) {
            note(column.name, stored[place].value, column.value)
        }
        note("line_id", "\(line.rawValue)", replay.firstDecider.map { "\($0.rawValue)" })
        note("accepted_on", acceptedOn?.iso, day(rebuilt.acceptedAt))
        note("ended_on", endedOn?.iso, day(rebuilt.endedAt))
        note("apology_issued_on", record.apologyIssuedOn?.iso, day(rebuilt.apology?.issuedAt))
        return found
    }
}

/// A dossier that is made anew from its events.
private struct Replay {
    var state: Dossier?
    /// Who decided it when it came in.
    private(set) var firstDecider: AgencyID?
    /// Columns that the events are too old to tell.
    var untold: Set<String> = []
    /// Steps of another system that came before the event which tells of the dossier.
    private var early = 0

    mutating func apply(_ event: StoredEvent) throws(FieldError) {
        guard let read = try event.read() else {
            // A step of another system changes nothing but the version.
            if state == nil { early += 1 } else { state?.version += 1 }
            return
        }
        untold.formUnion(read.untold)
        let isFirst = state == nil
        state = OneStop.apply(event.event(read.body), to: state)
        if isFirst {
            state?.version += early
            firstDecider = state?.decidedBy
        }
    }
}

extension StoredEvent {
    /// What it says; nil for a step of another system.
    func read() throws(FieldError) -> ReadFacts? {
        guard let kind = EventKind(rawValue: kind) else { return nil }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: facts)
        } catch {
            throw FieldError(path: "", rule: .format, explanation: "\(error)")
        }
        return try ReadFacts(kind, value, of: dossier)
    }

    /// The event of the machine that it tells of.
    func event(_ body: EventBody) -> Event { Event(at: at, actor: actor ?? UserID(0), body: body) }
}

extension Instant {
    fileprivate var shown: String { rfc3339(in: .vietnam) }
}

/// A column with its value in words; nil stands for null.
private struct Column {
    var name: String
    var value: String?

    init(_ name: String, _ value: String?) {
        self.name = name
        self.value = value
    }

    init(_ name: String, _ value: Instant?) { self.init(name, value?.shown) }
    init(_ name: String, _ value: LocalDate?) { self.init(name, value?.iso) }
    init(_ name: String, _ value: some BinaryInteger) { self.init(name, "\(value)") }
    init(_ name: String, _ value: Bool?) { self.init(name, value.map { "\($0)" }) }
    init<Entity>(_ name: String, _ value: Identifier<Entity>?) { self.init(name, value.map { "\($0.rawValue)" }) }
}

extension AgencyLeg {
    /// Every column of its row.
    fileprivate var shown: String {
        let columns = [
            Column("number", number), Column("agency", agency), Column("unit", unit), Column("step", step),
            Column("limit", limit.text), Column("due", due?.due), Column("due_on", due?.dueOn),
            Column("by_instant", due?.byInstant), Column("giver", giver), Column("sent_at", sentAt),
            Column("receiver", receiver), Column("received_at", receivedAt), Column("outcome", end?.outcome.rawValue),
            Column("ended_at", end?.at), Column("ended_by", end?.by), Column("statement", end?.statement),
        ]
        return columns.map { "\($0.name) \($0.value ?? "–")" }.joined(separator: ", ")
    }
}

extension Opinion {
    /// Every column of its row.
    fileprivate var shown: String {
        let columns = [
            Column("number", number), Column("agency", terms.agency), Column("unit", unit),
            Column("limit", terms.limit.text), Column("due", terms.due), Column("late_from", terms.lateFrom),
            Column("asked_at", askedAt), Column("asked_by", askedBy), Column("officer", officer),
            Column("reminders", reminders), Column("reminded_at", remindedAt), Column("state", state.rawValue),
            Column("closed_at", closedAt), Column("verdict", verdict?.rawValue), Column("answered_by", answeredBy),
            Column("answered_late", answeredLate),
        ]
        return columns.map { "\($0.name) \($0.value ?? "–")" }.joined(separator: ", ")
    }
}

extension Dossier {
    /// Every column of the row that the state decides, in the order of the table.
    fileprivate var columns: [Column] {
        terms + clockColumns + waitingColumns + handColumns + resultColumns + apologyColumns
            + [
                Column("ended_at", endedAt), Column("returned_at", returnedAt), Column("imported", imported),
                Column("version", version), Column("changed_at", changedAt),
            ]
    }

    private var terms: [Column] {
        [
            Column("helped_at", helpedAt), Column("received_by", receivedBy), Column("decided_by", decidedBy),
            Column("code", code?.text), Column("version_id", procedure), Column("channel", channel.rawValue),
            Column("status", status.rawValue), Column("desk_id", desk), Column("time_limit", limit.text),
            Column("day_zero", dayZero.rawValue), Column("restarts", restartsAfterSupplement),
        ]
    }

    private var clockColumns: [Column] {
        [
            Column("filed_at", filedAt), Column("receipt_due", receiptDue),
            Column("first_response_at", firstResponseAt), Column("accepted_at", acceptedAt),
            Column("refused_at", refusedAt), Column("refusal_number", refusalNumber.map { "\($0.text) \($0.year)" }),
            Column("first_promise", firstPromise), Column("due", deadline?.due), Column("due_on", deadline?.dueOn),
            Column("by_instant", deadline?.byInstant), Column("provisional", deadline?.provisional),
            Column("day_zero_on", deadline?.dayZero), Column("at_risk_from", deadline?.atRiskFrom),
            Column("apology_latest", deadline?.apologyLatest), Column("new_date", newDate),
            Column("clock_from", clock?.from), Column("clock_remainder", clock?.remainder?.text),
        ]
    }

    private var waitingColumns: [Column] {
        [
            Column("pause_kind", pause?.kind.rawValue), Column("paused_at", pause?.since),
            Column("pause_after_due", pause?.afterDue), Column("pause_remainder", pause?.remainder?.text),
            Column("pause_answer_by", pause?.answerBy), Column("supplements", supplementsAfterAcceptance),
            Column("second_supplement_at", secondSupplementAt),
            Column("further_supplement", furtherSupplementApproved), Column("payment_demands", paymentDemands),
            Column("further_payment", furtherPaymentApproved), Column("fees_charged", fees.charged),
            Column("fees_paid", fees.paid), Column("payment_demanded", fees.demanded.map { "\($0)" }),
            Column("demands_paid", fees.demandsPaid), Column("refunded", fees.refunded),
            Column("contacts", contacts),
        ]
    }

    private var handColumns: [Column] {
        [
            Column("unit_id", unit), Column("officer_id", officer), Column("hand_over_unit", handOver?.unit),
            Column("hand_over_giver", handOver?.giver), Column("hand_over_receiver", handOver?.receiver),
            Column("hand_over_planned", handOver?.planned), Column("hand_over_at", handOver?.real),
            Column("step", step), Column("step_started_at", stepStartedAt), Column("step_due", stepDue),
            Column(
                "completed_by", stepCompletedBy.map(\.rawValue).sorted().map { "\($0)" }.joined(separator: ",")),
            Column("stop_proposed", stopProposed),
            Column("legs", legs.isEmpty ? nil : legs.map(\.shown).joined(separator: "; ")),
            Column("opinions", opinions.isEmpty ? nil : opinions.map(\.shown).joined(separator: "; ")),
        ]
    }

    private var resultColumns: [Column] {
        [
            Column("submitted_at", submittedAt), Column("signed_at", signedAt), Column("signed_by", signedBy),
            Column("number_value", number.map { "\($0.text) \($0.year)" }),
            Column("result_version", resultVersion),
        ]
    }

    private var apologyColumns: [Column] {
        [
            Column("apology_cause", apology?.cause.rawValue), Column("apology_unit", apology?.unit),
            Column("apology_new_date", apology?.newDate), Column("apology_drafted_at", apology?.draftedAt),
            Column("apology_approved_at", apology?.approvedAt), Column("apology_signed_at", apology?.signedAt),
            Column("apology_issued_at", apology?.issuedAt), Column("apology_sent_by", apology?.sentBy?.rawValue),
            Column("apology_delivered_at", apology?.deliveredAt), Column("gate_overridden_by", gateOverride?.by),
            Column("gate_overridden_at", gateOverride?.at),
        ]
    }
}
