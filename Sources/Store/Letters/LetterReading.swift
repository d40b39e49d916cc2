package import OneStop
package import PQ
package import Records

/// How letters are read.
package enum LetterReading {
    package static let forms = Statement<Void, LetterForm>(
        """
        select code, circular, form_number, title, accepted_from, confirmed, body from letter_form order by accepted_from
        """,
        decode: { row throws(PQError) in
            LetterForm(
                code: try row.text(), circular: try row.text(), number: try row.text(), title: try row.text(),
                acceptedFrom: try row.localDate(), isConfirmed: try row.bool(), body: try row.text())
        })

    package static let byCode = Statement<String, LetterRow>(
        """
        select l.form, l.addressee_name, l.addressee_address, l.addressee_phone, l.addressee_email,
               coalesce(l.standing, ''), coalesce(l.reason, ''), coalesce(l.apology, ''),
               l.basis_status, l.basis_unit, l.basis_due, l.new_date, l.drafted_at, w.login, l.approved_at, a.login,
               l.signed_at, s.name, l.signed_as, l.signed_hash, l.symbol, l.year, l.number, l.issued_at,
               l.page_hash, l.plain_hash, l.erased_at
        from dossier d
        join letter l on l.dossier_id = d.id
        join account w on w.id = l.drafted_by
        left join account a on a.id = l.approved_by
        left join account s on s.id = l.signed_by
        where d.code collate "C" = $1
        """,
        types: [.text],
        encode: { code, parameters in parameters.text(code) },
        decode: { row throws(PQError) in try row.letter() })

    /// The page and the plain text of an issued letter.
    package static let bytes = Statement<DossierID, PrintedLetter>(
        "select page, plain from letter where dossier_id = $1 and page is not null and plain is not null",
        types: [.int8],
        encode: { dossier, parameters in parameters.int8(dossier.rawValue) },
        decode: { row throws(PQError) in PrintedLetter(page: try row.bytes(), plain: try row.bytes()) })

    package static let deliveries = Statement<DossierID, LetterDeliveryRow>(
        """
        select v.attempt, v.method, v.ordered_at, a.login, v.finished_at, v.outcome, v.proof, v.reason
        from letter_delivery v join account a on a.id = v.ordered_by
        where v.dossier_id = $1 order by v.attempt
        """,
        types: [.int8],
        encode: { dossier, parameters in parameters.int8(dossier.rawValue) },
        decode: { row throws(PQError) in
            LetterDeliveryRow(
                attempt: Int(try row.int2()), method: try row.letterMethod(), orderedAt: try row.instant(),
                orderedBy: try row.text(), finishedAt: try row.instantOrNull(),
                outcome: try row.textOrNull().flatMap(LetterDeliveryRow.Outcome.init(rawValue:)),
                proof: try row.textOrNull(), reason: try row.textOrNull())
        })

    /// Letters that are on their way in one of some manners, the oldest first.
    package static let underWay = Statement<(methods: [String], limit: Int), LetterUnderWay>(
        """
        select d.id, coalesce(d.code, ''), v.attempt, v.method, v.ordered_at, a.login, d.tenant_id,
               l.addressee_name, l.addressee_address, l.addressee_phone, l.addressee_email
        from letter_delivery v
        join dossier d on d.id = v.dossier_id
        join letter l on l.dossier_id = d.id
        join account a on a.id = v.ordered_by
        where v.finished_at is null and v.method = any ($1)
        order by v.ordered_at, v.dossier_id limit $2
        """,
        types: [.textArray, .int8],
        encode: { asked, parameters in
            parameters.texts(asked.methods)
            parameters.int8(Int64(asked.limit))
        },
        decode: { row throws(PQError) in
            LetterUnderWay(
                dossier: DossierID(try row.int8()), code: try row.text(), attempt: Int(try row.int2()),
                method: try row.letterMethod(), orderedAt: try row.instant(), orderedBy: try row.text(),
                tenant: AgencyID(try row.int8()), addressee: try row.addressee())
        })
}

extension RowReader {
    fileprivate mutating func letter() throws(PQError) -> LetterRow {
        let form = try text()
        let addressee = try addressee()
        let words = LetterWords(standing: try text(), reason: try text(), apology: try text())
        let basis = LetterBasis(
            status: try stored("basis_status", Int(try int2()), Status.init(rawValue:)),
            unit: try int8OrNull().map(UnitID.init), due: try instant(), newDate: try instant())
        var letter = LetterRow(
            form: form, addressee: addressee, words: words, basis: basis, draftedAt: try instant(),
            draftedBy: try text(), approvedAt: try instantOrNull(), approvedBy: try textOrNull(),
            signedAt: try instantOrNull(), signerName: try textOrNull(),
            signedAs: try textOrNull().flatMap(SigningCapacity.init(rawValue:)), signedHash: try bytesOrNull(),
            number: nil, issuedAt: nil, pageHash: nil, plainHash: nil, erasedAt: nil)
        let symbol = try textOrNull()
        let year = try int2OrNull()
        let number = try int4OrNull()
        if let symbol, let year, let number {
            letter.number = try stored("number", number) {
                try? DocumentNumber(
                    type: LetterText.documentType, symbol: symbol, year: Int(year), number: Int($0))
            }
        }
        letter.issuedAt = try instantOrNull()
        letter.pageHash = try bytesOrNull()
        letter.plainHash = try bytesOrNull()
        letter.erasedAt = try instantOrNull()
        return letter
    }

    fileprivate mutating func addressee() throws(PQError) -> LetterText.Addressee {
        LetterText.Addressee(
            name: try textOrNull(), address: try textOrNull(), phone: try textOrNull(), email: try textOrNull())
    }

    fileprivate mutating func letterMethod() throws(PQError) -> LetterMethod {
        try stored("method", try text(), LetterMethod.init(rawValue:))
    }
}
