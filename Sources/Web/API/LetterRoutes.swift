import Desk
import HTTPTypes
import Hummingbird
import JSONText
import NIOCore
import OneStop
import Records
import Reports

extension API {
    /// The letter of apology: proposed, drafted, approved, signed, numbered, read and delivered.
    func addLetters(to dossier: RouterGroup<DeskContext>) {
        addDrafting(to: dossier)
        addDelivering(to: dossier)
        addLetterReading(to: dossier)
    }

    private func addDrafting(to dossier: RouterGroup<DeskContext>) {
        letter("apology-drafts", in: dossier) { (fields) throws(FieldError) in
            .draft(
                cause: try fields.choice("cause", of: ApologyCause.self),
                unit: try fields.string("unit", minLength: 1, maxLength: 60),
                newDate: try fields.parsed("newDate", expected: "a time with its offset") {
                    try? Instant(rfc3339: $0)
                },
                words: LetterWordsInput(
                    standing: try fields.optionalString("standing", minLength: 1, maxLength: 2_000),
                    reason: try fields.optionalString("reason", minLength: 1, maxLength: 2_000),
                    apology: try fields.optionalString("apology", minLength: 1, maxLength: 2_000)))
        }
        letter("apology-approvals", in: dossier) { _ in .approve }
        letter("apology-signatures", in: dossier) { (fields) throws(FieldError) in
            .sign(try fields.choice("capacity", of: SigningCapacity.self))
        }
        letter("apology-numbers", in: dossier) { (fields) throws(FieldError) in
            .number(symbol: try fields.optionalString("symbol", minLength: 1, maxLength: 40))
        }
    }

    private func addDelivering(to dossier: RouterGroup<DeskContext>) {
        letter("apology-dispatches", in: dossier) { (fields) throws(FieldError) in
            .send(try fields.choice("method", of: LetterMethod.self))
        }
        letter("apology-deliveries", in: dossier) { (fields) throws(FieldError) in
            .deliver(
                try fields.choice("method", of: LetterMethod.self),
                proof: try fields.string("proof", minLength: 1, maxLength: 500))
        }
        letter("apology-failures", in: dossier) { (fields) throws(FieldError) in
            .fail(reason: try fields.string("reason", minLength: 1, maxLength: 500))
        }
    }

    private func letter(
        _ path: RouterPath, in group: RouterGroup<DeskContext>,
        _ read: @escaping @Sendable (inout FieldReader) throws(FieldError) -> LetterInput
    ) {
        command(path, in: group) { (fields) throws(FieldError) in
            .letter(try read(&fields), print: { $0.printed })
        }
    }

    private func addLetterReading(to dossier: RouterGroup<DeskContext>) {
        route(.get, "apology-proposal", in: dossier) { request, context, principal, now in
            var query = try Query(of: request)
            let cause = try query.parsed("cause", expected: "a cause, such as workload") { ApologyCause(rawValue: $0) }
            try query.finish()
            let proposal = try await desk.letterProposal(
                for: context.dossierName(), cause: cause ?? .workload, by: principal, at: now)
            return .proposal(proposal, request)
        }
        route(.get, "apology-letter", in: dossier) { request, context, principal, now in
            let letter = try await desk.letter(of: context.dossierName(), by: principal, at: now)
            return .letter(letter, request)
        }
        copy("apology-letter/page", .page, as: "text/html; charset=utf-8", in: dossier)
        copy("apology-letter/text", .plain, as: "text/plain; charset=utf-8", in: dossier)
    }

    /// The bytes of a letter. Those of an issued one are tagged by their SHA-256, for ever the same.
    private func copy(
        _ path: RouterPath, _ copy: LetterCopy, as type: String, in dossier: RouterGroup<DeskContext>
    ) {
        route(.get, path, in: dossier) { request, context, principal, now in
            let (bytes, hash) = try await desk.letterCopy(
                copy, of: context.dossierName(), by: principal, at: now, print: { $0.printed })
            let tag = hash.map { "\"\($0.hex)\"" } ?? EntityTag.of(bytes)
            let headers: HTTPFields = [
                .cacheControl: "no-cache", .xContentTypeOptions: "nosniff",
                .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            ]
            return .current(bytes, tag: tag, for: request, headers: headers) { headers in
                var headers = headers
                headers[.contentType] = type
                return Response(
                    status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            }
        }
    }
}

extension Response {
    fileprivate static func proposal(_ proposal: LetterProposal, _ request: Request) -> Response {
        let view = proposal.dossier
        let state = view.state
        var writer = JSONWriter(capacity: 2_048)
        writer.object { writer in
            writer.field("code", state.code?.text)
            writer.form(proposal.form)
            writer.addressee(proposal.addressee)
            writer.object("procedure") { writer in
                writer.field("code", view.version?.procedure.code)
                writer.field("name", view.version?.procedure.name)
            }
            writer.time("acceptedAt", state.acceptedAt, view.offset)
            writer.time("firstPromise", state.firstPromise, view.offset)
            writer.time("due", state.deadline?.due, view.offset)
            writer.day("latest", state.deadline?.apologyLatest)
            writer.field("state", view.apology.rawValue)
            writer.array("time") { writer in
                for part in proposal.time.parts {
                    writer.object { writer in
                        writer.hands(part.hands, in: view.office)
                        writer.field("minutes", part.minutes)
                    }
                }
            }
            writer.field("applicantMinutes", proposal.time.applicantMinutes)
            writer.field("unit", proposal.unit.flatMap { view.office.unit($0)?.code })
            writer.time("newDate", proposal.newDate, view.offset)
            writer.words(proposal.words)
        }
        return .current(writer.bytes, version: state.version, for: request)
    }

    fileprivate static func letter(_ letter: LetterView, _ request: Request) -> Response {
        let view = letter.dossier
        let row = letter.row
        let offset = view.offset
        var writer = JSONWriter(capacity: 2_048)
        writer.object { writer in
            writer.field("code", view.state.code?.text)
            writer.form(letter.form)
            writer.addressee(row.addressee)
            writer.words(row.words)
            writer.field("cause", view.state.apology?.cause.rawValue)
            writer.field("unit", view.state.apology.flatMap { view.office.unit($0.unit)?.code })
            writer.time("newDate", row.basis.newDate, offset)
            writer.time("draftedAt", row.draftedAt, offset)
            writer.field("draftedBy", row.draftedBy)
            writer.time("approvedAt", row.approvedAt, offset)
            writer.field("approvedBy", row.approvedBy)
            writer.time("signedAt", row.signedAt, offset)
            writer.field("signer", row.signerName)
            writer.field("signedAs", row.signedAs?.rawValue)
            writer.field("number", row.number?.text)
            writer.time("issuedAt", row.issuedAt, offset)
            writer.field("pageHash", row.pageHash?.hex)
            writer.field("textHash", row.plainHash?.hex)
            writer.time("deliveredAt", view.state.apology?.deliveredAt, offset)
            writer.time("erasedAt", row.erasedAt, offset)
            writer.array("moved") { writer in
                for drift in letter.drifts {
                    writer.object { writer in
                        writer.field("what", drift.what)
                        writer.field("before", drift.before)
                        writer.field("now", drift.now)
                    }
                }
            }
            writer.array("deliveries") { writer in
                for delivery in letter.deliveries { writer.delivery(delivery, offset) }
            }
        }
        return .current(writer.bytes, version: view.state.version, for: request)
    }
}

extension JSONWriter {
    fileprivate mutating func form(_ form: LetterForm) {
        object("form") { writer in
            writer.field("code", form.code)
            writer.field("circular", form.circular)
            writer.field("number", form.number)
            writer.field("title", form.title)
            writer.day("acceptedFrom", form.acceptedFrom)
            writer.field("confirmed", form.isConfirmed)
        }
    }

    fileprivate mutating func addressee(_ addressee: LetterText.Addressee) {
        object("addressee") { writer in
            writer.field("name", addressee.name)
            writer.field("address", addressee.address)
            writer.field("phone", addressee.phone)
            writer.field("email", addressee.email)
        }
    }

    fileprivate mutating func words(_ words: LetterWords) {
        field("standing", words.standing)
        field("reason", words.reason)
        field("apology", words.apology)
    }

    fileprivate mutating func delivery(_ delivery: LetterDeliveryRow, _ offset: UTCOffset) {
        object { writer in
            writer.field("attempt", delivery.attempt)
            writer.field("method", delivery.method.rawValue)
            writer.time("orderedAt", delivery.orderedAt, offset)
            writer.field("orderedBy", delivery.orderedBy)
            writer.time("finishedAt", delivery.finishedAt, offset)
            writer.field("outcome", delivery.outcome?.rawValue)
            writer.field("proof", delivery.proof)
            writer.field("reason", delivery.reason)
        }
    }
}

extension [UInt8] {
    fileprivate var hex: String {
        map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
