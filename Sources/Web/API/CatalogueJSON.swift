import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension Answer {
    /// A version as the answer.
    static func version(_ version: CatalogueVersion, status: Int) -> Answer {
        var writer = JSONWriter(capacity: 4_096)
        writer.version(version)
        let location = "/api/v1/procedures/\(version.procedure.code.percentEncoded)/versions/\(version.number)"
        return Answer(
            status: status, etag: EntityTag.of(writer.bytes, version: version.revision),
            location: status == 201 ? location : nil, body: writer.bytes)
    }

    /// What came of an import.
    static func imported(_ outcome: CatalogueImportOutcome) -> Answer {
        var writer = JSONWriter()
        writer.object { writer in
            writer.versions("created", outcome.created)
            writer.versions("changed", outcome.changed)
            writer.versions("unchanged", outcome.unchanged)
            writer.array("refused") { writer in
                for refusal in outcome.refused {
                    writer.object { writer in
                        writer.field("code", refusal.code)
                        writer.field("place", refusal.place)
                        writer.field("rule", refusal.rule)
                        writer.field("detail", refusal.detail)
                    }
                }
            }
        }
        return Answer(status: 200, etag: nil, location: nil, body: writer.bytes)
    }
}

extension Response {
    /// A page of a list.
    static func list<Element>(
        _ elements: [Element], next: String?, for request: Request, _ write: (inout JSONWriter, Element) -> Void
    ) -> Response {
        var writer = JSONWriter(capacity: 512 * elements.count + 64)
        writer.object { writer in
            writer.array("items") { writer in
                for element in elements { write(&writer, element) }
            }
            writer.field("next", next)
        }
        return .current(writer.bytes, for: request)
    }
}

extension JSONWriter {
    /// A procedure with the version that holds now.
    mutating func procedure(_ row: ProcedureRow, _ office: Office, at now: Instant) {
        object { writer in
            writer.field("code", row.code)
            writer.field("name", row.name)
            writer.field("field", row.fieldCode)
            writer.field("fieldName", row.fieldName)
            writer.field("agency", office.agencies[row.agency]?.row.code)
            guard let version = office.versionInForce(of: row, at: now) else {
                writer.field("inForce", nil as String?)
                return
            }
            writer.object("inForce") { writer in
                writer.field("number", version.row.number)
                writer.field("validFrom", version.row.validFrom.iso)
                writer.field("validTo", version.row.validTo?.iso)
                writer.field("limit", version.limit.text)
                writer.field("statutory", version.row.statutoryLimit)
            }
        }
    }

    /// A version with its whole entry.
    mutating func version(_ version: CatalogueVersion) {
        object { writer in
            writer.field("procedure", version.procedure.code)
            writer.field("agency", version.agency)
            writer.field("number", version.number)
            writer.field("state", version.isPublished ? "published" : "draft")
            writer.publication(version.publication)
            writer.parts(of: version.entry)
            writer.field("missing", version.entry.missingParts.map(\.rawValue))
        }
    }

    /// One thing in which two versions differ.
    mutating func difference(_ difference: EntryDifference) {
        object { writer in
            writer.field("part", difference.part.rawValue)
            writer.field("label", difference.part.vietnamese)
            writer.field("change", difference.kind.rawValue)
            writer.field("item", difference.item)
            writer.field("field", difference.field)
            writer.field("from", difference.before)
            writer.field("to", difference.after)
        }
    }

    fileprivate mutating func versions(_ key: StaticString, _ versions: [CatalogueImportOutcome.Version]) {
        array(key) { writer in
            for version in versions {
                writer.object { writer in
                    writer.field("procedure", version.code)
                    writer.field("version", version.number)
                }
            }
        }
    }
}
