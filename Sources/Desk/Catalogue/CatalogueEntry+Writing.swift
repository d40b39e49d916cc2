package import JSONText
package import OneStop

extension JSONWriter {
    /// The parts of an entry as fields of an object, in the order of the decree; what is not known is left out.
    package mutating func parts(of entry: CatalogueEntry) {
        field("name", entry.name)
        known("sequence", entry.sequence)
        list("filing", entry.filing) { writer, way in
            writer.field("way", way.channel.name)
            writer.known("limit", way.limit?.text)
            writer.known("note", way.note)
        }
        list("components", entry.components) { writer, component in
            writer.field("number", component.number)
            writer.field("name", component.name)
            writer.field("mandatory", component.mandatory)
            writer.field("originals", component.originals)
            writer.field("copies", component.copies)
            writer.field("electronic", component.electronic)
            writer.field("reusable", component.reusable)
        }
        if let sets = entry.sets { field("sets", sets) }
        if entry.statutory != nil || entry.committed != nil {
            object("limit") { writer in
                writer.known("statutory", entry.statutory?.text)
                writer.known("committed", entry.committed?.text)
            }
        }
        field("dayZero", entry.dayZero.rawValue)
        field("restarts", entry.restarts)
        known("subjects", entry.subjects)
        known("decidedBy", entry.decidedBy)
        known("result", entry.result)
        list("fees", entry.fees) { writer, fee in
            writer.field("number", fee.number)
            writer.field("name", fee.name)
            if let amount = fee.amount { writer.field("amount", amount) }
            writer.known("moment", fee.moment?.rawValue)
            writer.known("freeGround", fee.freeGround)
            writer.known("way", fee.way?.name)
        }
        list("forms", entry.forms) { writer, form in writer.field("name", form) }
        known("requirements", entry.requirements)
        list("legalBasis", entry.legalBasis) { writer, basis in
            writer.field("number", basis.number)
            writer.known("title", basis.title)
            writer.known("date", basis.date?.iso)
        }
        known("onlineService", entry.onlineService?.rawValue)
        list("steps", entry.steps) { writer, step in
            writer.field("number", step.number)
            writer.field("name", step.name)
            writer.field("role", step.role)
            writer.known("unit", step.unit)
            writer.field("limit", step.limit.text)
            writer.known("onlineLimit", step.onlineLimit?.text)
            writer.known("legs", step.legs.text)
        }
        if let source = entry.source {
            object("source") { writer in
                writer.field("certainty", source.certainty.rawValue)
                writer.field("asOf", source.asOf.iso)
                writer.known("reference", source.reference)
                writer.known("note", source.note)
            }
        }
    }

    /// Decision and validity as fields of an object; what is not known is left out.
    package mutating func publication(_ publication: Publication) {
        known("validFrom", publication.validFrom?.iso)
        known("validTo", publication.validTo?.iso)
        if let decision = publication.decision {
            object("decision") { writer in
                writer.field("number", decision.number)
                writer.field("date", decision.date.iso)
            }
        }
    }

    private mutating func known(_ key: StaticString, _ value: String?) {
        if let value { field(key, value) }
    }

    private mutating func list<Element>(
        _ key: StaticString, _ elements: [Element]?, _ write: (inout JSONWriter, Element) -> Void
    ) {
        guard let elements else { return }
        array(key) { writer in
            for element in elements { writer.object { writer in write(&writer, element) } }
        }
    }
}

extension CatalogueEntry {
    /// The entry as it is stored and read again.
    var text: String {
        var writer = JSONWriter(capacity: 4_096)
        writer.object { writer in writer.parts(of: self) }
        return writer.text
    }

    /// Reads what `text` wrote.
    /// - Throws: `DeskError` when what is stored is no entry: somebody else wrote it.
    init(stored text: String) throws(DeskError) {
        do {
            var fields = try FieldReader(try JSONValue(parsing: text))
            try self.init(&fields)
            try fields.finish()
        } catch {
            throw DeskError(
                .unavailable, rule: "office.damaged",
                "The stored catalogue cannot be read: an entry is not valid. Ask who keeps the database.")
        }
    }
}
