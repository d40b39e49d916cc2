import Crypto
import JSONText
import OneStop
import Store

extension VersionFacts {
    /// A version as it is stored, with the fingerprint of all that a dossier is pinned to.
    init(_ number: Int, of procedure: String, agency: String, _ publication: Publication, _ entry: CatalogueEntry) {
        let text = entry.text
        self.init(
            agency: agency, procedure: procedure, number: number, publication: publication, entry: entry, text: text,
            fingerprint: Self.fingerprint(number, publication, entry, text))
    }

    /// SHA-256 of the version's content in a fixed form. Its last day is not content: it is set when the next version
    /// is published. A version keeps the fingerprint that it had before later parts were kept here, as long as it has
    /// none of them.
    private static func fingerprint(
        _ number: Int, _ publication: Publication, _ entry: CatalogueEntry, _ text: String
    ) -> String {
        var writer = JSONWriter(capacity: 1_024)
        writer.object { writer in
            writer.field("number", number)
            writer.field("validFrom", publication.validFrom?.iso)
            writer.field("decisionNumber", publication.decision?.number)
            writer.field("decisionDate", publication.decision?.date.iso)
            writer.field("statutory", entry.statutory?.text)
            writer.field("committed", (entry.committed ?? entry.statutory)?.text)
            writer.field("dayZero", entry.dayZero.rawValue)
            writer.field("restarts", entry.restarts)
            writer.array("components") { writer in
                for component in (entry.components ?? []).sorted(by: { $0.number < $1.number }) {
                    write(component, &writer)
                }
            }
            if let fees = entry.fees, !fees.isEmpty {
                writer.array("fees") { writer in
                    for fee in fees.sorted(by: { $0.number < $1.number }) { write(fee, &writer) }
                }
            }
            writer.array("steps") { writer in
                for step in (entry.steps ?? []).sorted(by: { $0.number < $1.number }) { write(step, &writer) }
            }
            if entry.hasLaterParts { writer.field("entry", text) }
        }
        return SHA256.hash(data: Array(writer.text.utf8)).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }

    private static func write(_ component: CatalogueEntry.Component, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("number", component.number)
            writer.field("name", component.name)
            writer.field("mandatory", component.mandatory)
            writer.field("originals", component.originals)
            writer.field("copies", component.copies)
            writer.field("electronic", component.electronic)
        }
    }

    private static func write(_ fee: CatalogueEntry.Fee, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("number", fee.number)
            writer.field("name", fee.name)
            writer.field("amount", fee.amount)
            writer.field("moment", fee.moment?.rawValue)
            writer.field("freeGround", fee.freeGround)
        }
    }

    private static func write(_ step: CatalogueEntry.Step, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("number", step.number)
            writer.field("name", step.name)
            writer.field("role", step.role)
            writer.field("unit", step.unit)
            writer.field("limit", step.limit.text)
        }
    }
}

extension CatalogueEntry {
    /// Whether it has anything that versions were published without at first.
    fileprivate var hasLaterParts: Bool {
        informsApplicants || filing != nil || forms != nil || requirements != nil || legalBasis != nil
            || onlineService != nil || source != nil || components?.contains { !$0.reusable } == true
            || fees?.contains { $0.way != nil } == true || steps?.contains { $0.onlineLimit != nil } == true
            || steps?.contains { !$0.legs.isEmpty } == true
    }
}
