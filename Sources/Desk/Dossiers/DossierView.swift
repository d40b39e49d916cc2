package import OneStop
package import Records
import Store

/// A dossier with what a reader needs to understand its keys.
package struct DossierView: Sendable {
    package let record: DossierRecord
    package let office: Office
    package let apology: ApologyState
    /// Whether the desk has let the eight working hours pass.
    package let receiptLate: Bool
    /// Codes of open dossiers that may be the same application; nil when nobody looked for any.
    package var possibleDuplicates: [String]?
    // Looked up once: an answer names them in many places, and each is a copy of a wide value.
    package let version: Office.Version?
    package let agency: Office.Agency?
    /// The zone in which the dossier's dates are told.
    package let offset: UTCOffset

    @inlinable package var state: Dossier { record.state }

    package init(_ record: DossierRecord, office: Office, at now: Instant) {
        self.record = record
        self.office = office
        version = office.versions[record.state.procedure]
        agency = office.agencies[record.state.decidedBy]
        offset = agency?.calendar.offset ?? .vietnam
        receiptLate = record.state.receiptDue.map { $0 < record.state.firstResponseAt ?? now } ?? false
        apology = ApologyState.of(ApologyFacts(record.state), today: offset.localDate(of: now), in: offset)
    }
}
