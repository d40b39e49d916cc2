package import OneStop
package import PQ

/// A register of an agency's own documents: one for each type and year.
package struct Register: Sendable, Hashable {
    package var agency: AgencyID
    /// The type's short form; nil for official letters.
    package var type: String?
    package var year: Int

    package init(agency: AgencyID, type: String?, year: Int) {
        self.agency = agency
        self.type = type
        self.year = year
    }

    /// A key for the advisory lock: agency, year and the letters of the type, mixed so that registers seldom meet. Two
    /// that do only wait for each other.
    var lockKey: Int64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in "\(agency.rawValue)/\(type ?? "")/\(year)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        return Int64(bitPattern: hash)
    }
}

/// A number that the clerk gives to a document of a dossier.
package struct NewDocumentNumber: Sendable {
    package var register: Register
    package var number: DocumentNumber
    package var dossier: DossierID
    package var issuedAt: Instant
    package var issuedBy: UserID

    package init(register: Register, number: DocumentNumber, dossier: DossierID, issuedAt: Instant, issuedBy: UserID) {
        self.register = register
        self.number = number
        self.dossier = dossier
        self.issuedAt = issuedAt
        self.issuedBy = issuedBy
    }
}

/// Numbers of documents. Unlike codes they have no gaps, so clerks of one register wait for each other; that is a few
/// times an hour, not at every desk.
package enum RegisterStatements {
    package static let lock = Statement<Register, Void>(
        "select pg_advisory_xact_lock($1)",
        types: [.int8],
        encode: { register, parameters in parameters.int8(register.lockKey) })

    /// The number after the highest ever given. Sent after `lock` in the same transaction.
    package static let next = Statement<Register, Int>(
        """
        select coalesce(max(number), 0) + 1 from document_number
        where agency_id = $1 and document_type = $2 and year = $3
        """,
        types: [.int8, .text, .int2],
        encode: { register, parameters in
            parameters.int8(register.agency.rawValue)
            parameters.text(register.type ?? "")
            parameters.int2(Int16(clamping: register.year))
        },
        decode: { row throws(PQError) in Int(try row.int4()) })

    package static let insert = Statement<NewDocumentNumber, Void>(
        """
        insert into document_number (agency_id, document_type, year, number, symbol, dossier_id, issued_at, issued_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        types: [.int8, .text, .int2, .int4, .text, .int8, .timestamptz, .int8],
        encode: { new, parameters in
            parameters.int8(new.register.agency.rawValue)
            parameters.text(new.register.type ?? "")
            parameters.int2(Int16(clamping: new.register.year))
            parameters.int4(Int32(clamping: new.number.number))
            parameters.text(new.number.symbol)
            parameters.int8(new.dossier.rawValue)
            parameters.instant(new.issuedAt)
            parameters.int8(new.issuedBy.rawValue)
        })
}
