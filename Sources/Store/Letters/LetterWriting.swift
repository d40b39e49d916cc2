package import OneStop
package import PQ
package import Records

/// What a command does to the letter of a dossier, beside the events that say so. Time and person are those of the event.
package enum LetterChange: Sendable {
    case draft(NewLetter)
    case approve
    case sign(SigningCapacity, hash: [UInt8])
    case issue(DocumentNumber, PrintedLetter, pageHash: [UInt8], plainHash: [UInt8])
    case send(LetterMethod)
    case deliver(LetterMethod, proof: String)
    case fail(reason: String)
}

/// A draft, in the place of the one before.
package struct NewLetter: Sendable, Hashable {
    package var form: String
    package var addressee: LetterText.Addressee
    package var words: LetterWords
    package var basis: LetterBasis

    package init(form: String, addressee: LetterText.Addressee, words: LetterWords, basis: LetterBasis) {
        self.form = form
        self.addressee = addressee
        self.words = words
        self.basis = basis
    }
}

/// A step of a letter's life: of which dossier, when, by whom.
package struct LetterStep<Facts: Sendable>: Sendable {
    package var dossier: DossierID
    package var at: Instant
    package var by: UserID
    package var facts: Facts
}

/// How letters are written, under the lock of their dossier. What is issued the table itself keeps.
package enum LetterWriting {
    package static let draft = Statement<LetterStep<NewLetter>, Void>(
        """
        insert into letter (dossier_id, drafted_at, drafted_by, form, addressee_name, addressee_address, addressee_phone,
            addressee_email, standing, reason, apology, basis_status, basis_unit, basis_due, new_date)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (dossier_id) do update set drafted_at = $2, drafted_by = $3, form = $4, addressee_name = $5,
            addressee_address = $6, addressee_phone = $7, addressee_email = $8, standing = $9, reason = $10,
            apology = $11, basis_status = $12, basis_unit = $13, basis_due = $14, new_date = $15,
            approved_at = null, approved_by = null, signed_at = null, signed_by = null, signed_as = null,
            signed_hash = null
        """,
        types: [
            .int8, .timestamptz, .int8, .text, .text, .text, .text, .text, .text, .text, .text, .int2, .int8,
            .timestamptz,
            .timestamptz,
        ],
        encode: { step, parameters in
            let new = step.facts
            parameters.step(step)
            parameters.text(new.form)
            parameters.text(new.addressee.name)
            parameters.text(new.addressee.address)
            parameters.text(new.addressee.phone)
            parameters.text(new.addressee.email)
            parameters.text(new.words.standing)
            parameters.text(new.words.reason)
            parameters.text(new.words.apology)
            parameters.int2(Int16(new.basis.status.rawValue))
            parameters.int8(new.basis.unit?.rawValue)
            parameters.instant(new.basis.due)
            parameters.instant(new.basis.newDate)
        })

    package static let approve = Statement<LetterStep<Void>, Void>(
        "update letter set approved_at = $2, approved_by = $3 where dossier_id = $1",
        types: [.int8, .timestamptz, .int8],
        encode: { step, parameters in parameters.step(step) })

    package static let sign = Statement<LetterStep<(capacity: SigningCapacity, hash: [UInt8])>, Void>(
        "update letter set signed_at = $2, signed_by = $3, signed_as = $4, signed_hash = $5 where dossier_id = $1",
        types: [.int8, .timestamptz, .int8, .text, .bytea],
        encode: { step, parameters in
            parameters.step(step)
            parameters.text(step.facts.capacity.rawValue)
            parameters.bytes(step.facts.hash)
        })

    package typealias Issue = (number: DocumentNumber, print: PrintedLetter, pageHash: [UInt8], plainHash: [UInt8])
    package static let issue = Statement<LetterStep<Issue>, Void>(
        """
        update letter set issued_at = $2, issued_by = $3, symbol = $4, year = $5, number = $6, page = $7,
            page_hash = $8, plain = $9, plain_hash = $10
        where dossier_id = $1
        """,
        types: [.int8, .timestamptz, .int8, .text, .int2, .int4, .bytea, .bytea, .bytea, .bytea],
        encode: { step, parameters in
            parameters.step(step)
            parameters.text(step.facts.number.symbol)
            parameters.int2(Int16(clamping: step.facts.number.year))
            parameters.int4(Int32(clamping: step.facts.number.number))
            parameters.bytes(step.facts.print.page)
            parameters.bytes(step.facts.pageHash)
            parameters.bytes(step.facts.print.plain)
            parameters.bytes(step.facts.plainHash)
        })

    package static let send = Statement<LetterStep<LetterMethod>, Void>(
        """
        insert into letter_delivery (dossier_id, attempt, method, ordered_at, ordered_by)
        select l.dossier_id, 1 + (select count(*) from letter_delivery v where v.dossier_id = $1), $4, $2, $3
        from letter l where l.dossier_id = $1
        """,
        types: [.int8, .timestamptz, .int8, .text],
        encode: { step, parameters in
            parameters.step(step)
            parameters.text(step.facts.rawValue)
        })

    /// Ends the attempt that is under way: with its proof if it was made in this way, else as overtaken.
    package static let finish = Statement<LetterStep<(method: LetterMethod, proof: String)>, Void>(
        """
        update letter_delivery set finished_at = $2, outcome = case method when $3 then 'delivered' else 'superseded' end,
            proof = case method when $3 then $4 end
        where dossier_id = $1 and finished_at is null
        """,
        types: [.int8, .timestamptz, .text, .text],
        encode: { step, parameters in
            parameters.int8(step.dossier.rawValue)
            parameters.instant(step.at)
            parameters.text(step.facts.method.rawValue)
            parameters.text(step.facts.proof)
        })

    /// Adds the attempt that brought it there, unless `finish` has just ended it.
    package static let deliver = Statement<LetterStep<(method: LetterMethod, proof: String)>, Void>(
        """
        insert into letter_delivery
            (dossier_id, attempt, method, ordered_at, ordered_by, finished_at, outcome, proof)
        select l.dossier_id, 1 + (select count(*) from letter_delivery v where v.dossier_id = $1), $4, $2, $3, $2,
               'delivered', $5
        from letter l
        where l.dossier_id = $1
          and not exists (select from letter_delivery v where v.dossier_id = $1 and v.outcome = 'delivered')
        """,
        types: [.int8, .timestamptz, .int8, .text, .text],
        encode: { step, parameters in
            parameters.step(step)
            parameters.text(step.facts.method.rawValue)
            parameters.text(step.facts.proof)
        })

    package static let fail = Statement<LetterStep<String>, Void>(
        """
        update letter_delivery set finished_at = $2, outcome = 'failed', reason = $3
        where dossier_id = $1 and finished_at is null
        """,
        types: [.int8, .timestamptz, .text],
        encode: { step, parameters in
            parameters.int8(step.dossier.rawValue)
            parameters.instant(step.at)
            parameters.text(step.facts)
        })

    /// Empties what letters say of a person: words, bytes and their hashes. Number, day and dates stay.
    package static let empty = Statement<(dossiers: [DossierID], at: Instant), Void>(
        """
        update letter set addressee_name = null, addressee_address = null, addressee_phone = null, addressee_email = null,
            standing = null, reason = null, apology = null, signed_hash = null, page = null, page_hash = null, plain = null,
            plain_hash = null, erased_at = $2
        where dossier_id = any ($1) and erased_at is null
        """,
        types: [.int8Array, .timestamptz],
        encode: { asked, parameters in
            parameters.int8s(asked.dossiers.map(\.rawValue))
            parameters.instant(asked.at)
        })

    package static let emptyDeliveries = Statement<[DossierID], Void>(
        """
        update letter_delivery set proof = null, reason = null
        where dossier_id = any ($1) and (proof is not null or reason is not null)
        """,
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) })
}

extension ParameterWriter {
    fileprivate mutating func step<Facts>(_ step: LetterStep<Facts>) {
        int8(step.dossier.rawValue)
        instant(step.at)
        int8(step.by.rawValue)
    }
}

extension LetterChange {
    /// Adds what it writes to the batch of its command.
    func add(to batch: inout Batch, of dossier: DossierID, at instant: Instant, by user: UserID) {
        func step<Facts>(_ facts: Facts) -> LetterStep<Facts> {
            LetterStep(dossier: dossier, at: instant, by: user, facts: facts)
        }
        switch self {
        case .draft(let new): batch.add(LetterWriting.draft, step(new))
        case .approve: batch.add(LetterWriting.approve, step(()))
        case .sign(let capacity, let hash): batch.add(LetterWriting.sign, step((capacity: capacity, hash: hash)))
        case .issue(let number, let print, let pageHash, let plainHash):
            batch.add(
                LetterWriting.issue,
                step((number: number, print: print, pageHash: pageHash, plainHash: plainHash)))
        case .send(let method): batch.add(LetterWriting.send, step(method))
        case .deliver(let method, let proof):
            batch.add(LetterWriting.finish, step((method: method, proof: proof)))
            batch.add(LetterWriting.deliver, step((method: method, proof: proof)))
        case .fail(let reason): batch.add(LetterWriting.fail, step(reason))
        }
    }
}
