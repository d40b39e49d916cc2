import JSONText
package import OneStop
import Records

/// What an event is called outside. The same event has the same name each time that it is told.
package struct EventName: Sendable, Hashable {
    package var dossier: DossierID
    package var sequence: Int

    package init(dossier: DossierID, sequence: Int) {
        self.dossier = dossier
        self.sequence = sequence
    }

    /// Reads `evt_12_3`; nil for another form.
    package init?(_ text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "evt", let dossier = Int64(parts[1]), let sequence = Int32(parts[2]),
            dossier > 0, sequence > 0
        else { return nil }
        self.init(dossier: DossierID(dossier), sequence: Int(sequence))
    }

    package var text: String { "evt_\(dossier.rawValue)_\(sequence)" }
}

extension ClaimedNotice {
    var name: EventName { EventName(dossier: message.dossier, sequence: message.sequence) }

    /// What is told, by the name under which it is told each time.
    var told: String { duty.map { "ntc_\($0.notice)" } ?? name.text }

    /// The event as CloudEvents 1.0 in structured mode. Codes and dates only: who wants more asks the API, where rights are looked at and
    /// readings are recorded.
    func cloudEvent(in offset: UTCOffset) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.object { writer in
            writer.field("specversion", "1.0")
            writer.field("id", told)
            writer.field("source", "/agencies/\(decidedBy)")
            writer.field("type", "vn.motcua.\(duty == nil ? "dossier.\(kind)" : kind)")
            if let code { writer.field("subject", code) }
            writer.field("time", at.rfc3339(in: offset))
            writer.field("datacontenttype", "application/json")
            writer.object("data") { writer in
                writer.field("dossier", code)
                if let duty {
                    writer.field("duty", kind)
                    writer.field("since", duty.since.rfc3339(in: offset))
                    writer.field("level", DutyLevel(rawValue: duty.level)?.name)
                    writer.field("role", duty.role)
                    writer.field("unit", duty.unit)
                } else {
                    writer.field("sequence", message.sequence)
                    writer.field("event", kind)
                    writer.field("status", status)
                    writer.field("due", due?.rfc3339(in: offset))
                }
                writer.field("procedure", procedure)
                writer.field("agency", decidedBy)
            }
        }
        return writer.bytes
    }
}
