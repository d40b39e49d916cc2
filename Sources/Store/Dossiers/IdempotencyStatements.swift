package import OneStop
package import PQ

/// The answer that a request got the first time, to be given again.
package struct StoredAnswer: Sendable, Hashable {
    package var account: UserID
    package var key: String
    /// SHA-256 of method, path and body: the same key for another request is refused.
    package var requestHash: [UInt8]
    package var status: Int
    package var etag: String?
    package var location: String?
    package var body: [UInt8]
    package var createdAt: Instant

    package init(
        account: UserID, key: String, requestHash: [UInt8], status: Int, etag: String?, location: String?,
        body: [UInt8],
        createdAt: Instant
    ) {
        self.account = account
        self.key = key
        self.requestHash = requestHash
        self.status = status
        self.etag = etag
        self.location = location
        self.body = body
        self.createdAt = createdAt
    }
}

/// Idempotency keys: written in the transaction that they make repeatable.
package enum IdempotencyStatements {
    /// The name of the constraint that a second use of a key meets.
    package static let constraint = "idempotency_key_pkey"

    package static let find = Statement<(account: UserID, key: String), StoredAnswer>(
        """
        select account_id, key, request_hash, status, etag, location, body, created_at
        from idempotency_key where account_id = $1 and key = $2
        """,
        types: [.int8, .text],
        encode: { asked, parameters in
            parameters.int8(asked.account.rawValue)
            parameters.text(asked.key)
        },
        decode: { row throws(PQError) in
            StoredAnswer(
                account: UserID(try row.int8()), key: try row.text(), requestHash: try row.bytes(),
                status: Int(try row.int2()), etag: try row.textOrNull(), location: try row.textOrNull(),
                body: try row.bytes(), createdAt: try row.instant())
        })

    package static let insert = Statement<StoredAnswer, Void>(
        """
        insert into idempotency_key (account_id, key, request_hash, status, etag, location, body, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        types: [.int8, .text, .bytea, .int2, .text, .text, .bytea, .timestamptz],
        encode: { answer, parameters in
            parameters.int8(answer.account.rawValue)
            parameters.text(answer.key)
            parameters.bytes(answer.requestHash)
            parameters.int2(Int16(clamping: answer.status))
            parameters.text(answer.etag)
            parameters.text(answer.location)
            parameters.bytes(answer.body)
            parameters.instant(answer.createdAt)
        })
}
