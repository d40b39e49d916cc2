import Crypto
import JSONText
import OneStop
import Store

extension VersionFacts {
    /// A version as it is stored, with the fingerprint of all that a dossier is pinned to.
    init(_ version: OfficeDocument.Version, of procedure: String, agency: String) {
        self.init(
            agency: agency, procedure: procedure, number: version.number, validFrom: version.validFrom,
            validTo: version.validTo, decisionNumber: version.decisionNumber, decisionDate: version.decisionDate,
            statutoryLimit: version.statutory.text, committedLimit: version.committed.text,
            dayZero: version.dayZero.rawValue, restarts: version.restarts, fingerprint: "",
            components: version.components.sorted { $0.number < $1.number },
            fees: version.fees.sorted { $0.number < $1.number },
            steps: version.steps.sorted { $0.number < $1.number }.map { step in
                VersionFacts.Step(
                    number: step.number, name: step.name, role: step.role.rawValue, unit: step.unit,
                    limit: step.limit.text)
            })
        fingerprint = Self.fingerprint(of: self)
    }

    /// SHA-256 of the version's content in a fixed form. Its last day is not content: it is set when the next version
    /// is published.
    private static func fingerprint(of version: VersionFacts) -> String {
        var writer = JSONWriter(capacity: 1_024)
        writer.object { writer in
            writer.field("number", version.number)
            writer.field("validFrom", version.validFrom.iso)
            writer.field("decisionNumber", version.decisionNumber)
            writer.field("decisionDate", version.decisionDate?.iso)
            writer.field("statutory", version.statutoryLimit)
            writer.field("committed", version.committedLimit)
            writer.field("dayZero", version.dayZero)
            writer.field("restarts", version.restarts)
            writer.array("components") { writer in
                for component in version.components { write(component, &writer) }
            }
            // A version without fees keeps the fingerprint that it had before fees were published here.
            if !version.fees.isEmpty {
                writer.array("fees") { writer in
                    for fee in version.fees { write(fee, &writer) }
                }
            }
            writer.array("steps") { writer in
                for step in version.steps { write(step, &writer) }
            }
        }
        return SHA256.hash(data: Array(writer.text.utf8)).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }

    private static func write(_ component: Component, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("number", component.number)
            writer.field("name", component.name)
            writer.field("mandatory", component.mandatory)
            writer.field("originals", component.originals)
            writer.field("copies", component.copies)
            writer.field("electronic", component.electronic)
        }
    }

    private static func write(_ fee: Fee, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("number", fee.number)
            writer.field("name", fee.name)
            writer.field("amount", fee.amount)
            writer.field("moment", fee.moment)
            writer.field("freeGround", fee.freeGround)
        }
    }

    private static func write(_ step: Step, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("number", step.number)
            writer.field("name", step.name)
            writer.field("role", step.role)
            writer.field("unit", step.unit)
            writer.field("limit", step.limit)
        }
    }
}
