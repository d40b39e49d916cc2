import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Who read what, what was done to a person's data, and the erasure itself.
    func addAudit(to group: RouterGroup<DeskContext>) {
        route(.get, "dossiers/{code}/reads", in: group) { request, context, principal, _ in
            var query = try Query(of: request)
            let page = try query.readPage()
            try query.finish()
            let (code, reads) = try await desk.reads(of: context.dossierName(), page, by: principal)
            return .reads(reads, request) { writer in writer.field("code", code) }
        }
        route(.get, "applicants/reads", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let number = try query.required("identityNumber", expected: "a citizen's or a tax number") {
                (1...20).contains($0.count) ? $0 : nil
            }
            let page = try query.readPage()
            try query.finish()
            return .reads(try await desk.reads(ofPerson: number, page, by: principal), request) { _ in }
        }
        creation("erasures", in: group) { fields throws(FieldError) in
            try ErasureInput(&fields)
        } by: { input, principal, now, key in
            try await desk.erase(input, by: principal, at: now, key: key) { .erasure($0) }
        }
        route(.get, "audit-events", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let after = try query.parsed("after", expected: "the number of an audit event") {
                Int64($0).flatMap { $0 >= 0 ? $0 : nil }
            }
            let limit = try query.limit(most: 200, standard: 50)
            try query.finish()
            let (events, next, offset) = try await desk.auditEvents(after: after ?? 0, limit: limit, by: principal)
            return .auditEvents(events, next: next, offset, request)
        }
    }
}

extension Query {
    fileprivate mutating func readPage() throws(DeskError) -> ReadRecordQuery {
        let limit = try limit(most: 500, standard: 100)
        let after = try parsed("cursor", expected: "the cursor of a Link header") {
            ReadRecordRow.Position(cursor: $0)
        }
        return ReadRecordQuery(after: after, limit: limit)
    }
}

extension ReadRecordRow.Position {
    /// Opaque to callers: time, reader, way of reading and subject.
    fileprivate init?(cursor: String) {
        let parts = cursor.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, let at = Int64(parts[0]), let reader = Int64(parts[1]),
            let what = ReadKind(rawValue: String(parts[2])), let subject = Int64(parts[3])
        else { return nil }
        self.init(
            at: Instant(microseconds: at), reader: UserID(reader), what: what.rawValue, subject: subject)
    }

    fileprivate var cursor: String { "\(at.microseconds).\(reader.rawValue).\(what).\(subject)" }
}

extension ErasureInput {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        let number = try fields.optionalLine("identityNumber", maxLength: 20)
        let dossier = try fields.optionalParsed("dossier", maxLength: 60, expected: "a dossier's code") {
            try? DossierCode(parsing: $0)
        }
        let ground = try fields.string("ground", minLength: 1, maxLength: 500)
        switch (number, dossier) {
        case (let number?, nil): self.init(person: .identityNumber(number), ground: ground)
        case (nil, let dossier?): self.init(person: .dossier(dossier), ground: ground)
        case (nil, nil):
            throw fields.error("identityNumber", .missing, "or dossier must say who is to be erased")
        case (_?, _?):
            throw fields.error("dossier", .unknown, "must be left out where there is an identityNumber")
        }
    }
}

extension Answer {
    fileprivate static func erasure(_ erasure: ErasureView) -> Answer {
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            writer.time("erasedAt", erasure.at, erasure.offset)
            writer.field("ground", erasure.ground)
            writer.field("applicants", erasure.applicants)
            writer.field("dossiers", erasure.dossiers)
            writer.array("mentions") { writer in
                for mention in erasure.mentions {
                    writer.object { writer in
                        writer.field("dossier", mention.dossier)
                        writer.field("sequence", mention.sequence)
                    }
                }
            }
        }
        return Answer(status: 201, etag: nil, location: nil, body: writer.bytes)
    }
}

extension Response {
    fileprivate static func reads(
        _ page: ReadRecordPage, _ request: Request, _ head: (inout JSONWriter) -> Void
    ) -> Response {
        var writer = JSONWriter(capacity: 200 * page.rows.count + 64)
        writer.object { writer in
            head(&writer)
            writer.array("reads") { writer in
                for row in page.rows {
                    writer.object { writer in
                        writer.time("at", row.position.at, page.offset)
                        writer.field("reader", row.readerLogin)
                        writer.field("agency", row.agencyCode)
                        writer.field("unit", row.unitCode)
                        writer.field("what", row.position.what)
                        writer.field("dossier", row.dossier)
                        writer.field("purpose", row.purpose)
                        writer.field("request", row.requestID)
                    }
                }
            }
            writer.field("next", page.next?.cursor)
        }
        return Response.json(writer.bytes, headers: [.cacheControl: "no-store"])
            .linked(to: page.next?.cursor, of: request)
    }

    fileprivate static func auditEvents(
        _ events: [AuditEventRow], next: Int64?, _ offset: UTCOffset, _ request: Request
    ) -> Response {
        var writer = JSONWriter(capacity: 200 * events.count + 64)
        writer.object { writer in
            writer.array("events") { writer in
                for event in events {
                    writer.object { writer in
                        writer.field("number", event.number)
                        writer.time("at", event.at, offset)
                        writer.field("kind", event.kind)
                        writer.field("actor", event.actorLogin)
                        writer.field("agency", event.agencyCode)
                        writer.field("ground", event.ground)
                        writer.field("request", event.requestID)
                        writer.key("facts")
                        writer.raw(event.facts.utf8)
                    }
                }
            }
            writer.field("next", next)
        }
        return Response.json(writer.bytes, headers: [.cacheControl: "no-store"]).linked(after: next, of: request)
    }
}
