package import OneStop
package import Records
import Store

/// A dossier with what a reader needs to understand its keys.
package struct DossierView: Sendable {
    package var record: DossierRecord
    package var office: Office
    package var apology: ApologyState
    /// Whether the desk has let the eight working hours pass.
    package var receiptLate: Bool
    /// Codes of open dossiers that may be the same application; nil when nobody looked for any.
    package var possibleDuplicates: [String]?

    package var state: Dossier { record.state }
    package var version: Office.Version? { office.versions[state.procedure] }
    package var agency: Office.Agency? { office.agencies[state.decidedBy] }
    /// The zone in which the dossier's dates are told.
    package var offset: UTCOffset { agency?.calendar.offset ?? .vietnam }

    package init(_ record: DossierRecord, office: Office, at now: Instant) {
        self.record = record
        self.office = office
        receiptLate = record.state.receiptDue.map { $0 < record.state.firstResponseAt ?? now } ?? false
        let offset = office.agencies[record.state.decidedBy]?.calendar.offset ?? .vietnam
        apology = ApologyState.of(ApologyFacts(record.state), today: offset.localDate(of: now), in: offset)
    }
}
