import JSONText
import OneStop

extension JSONWriter {
    /// A dossier's transfer, as `transfer()` reads it.
    mutating func transfer(_ transfer: AgencyTransfer) {
        field("key", transfer.key.rawValue)
        field("from", transfer.from.rawValue)
        field("to", transfer.to.rawValue)
        array("units") { writer in
            for (unit, successor) in transfer.units.sorted(by: { $0.key < $1.key }) {
                writer.object { writer in
                    writer.field("from", unit.rawValue)
                    writer.field("to", successor.rawValue)
                }
            }
        }
        field("decision", transfer.decision)
    }
}

extension FieldReader {
    mutating func transfer() throws(FieldError) -> AgencyTransfer {
        var units: [UnitID: UnitID] = [:]
        for var pair in try objects("units", maxCount: 10_000) {
            units[UnitID(try pair.key("from"))] = UnitID(try pair.key("to"))
            try pair.finish()
        }
        return AgencyTransfer(
            key: AgencyTransferID(try key("key")), from: AgencyID(try key("from")), to: AgencyID(try key("to")),
            units: units, decision: try text("decision"))
    }
}
