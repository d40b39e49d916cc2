package import OneStop
package import PQ
package import Records

/// The outbox as it is looked at.
package enum MessageListing {
    /// The newest first.
    package static let page = Statement<MessageQuery, MessageRow>(
        """
        select m.id, a.code, m.channel, m.subscription_id, m.dossier_id, d.code, m.sequence, m.kind, m.state, m.attempts,
            m.created_at, m.next_at, m.ended_at, m.failure, m.notice_id
        from message m
        join agency a on a.id = m.agency_id
        join dossier d on d.id = m.dossier_id
        where m.agency_id = any ($1) and m.id < $2
            and ($3::text is null or m.state = $3) and ($4::text is null or m.channel = $4)
            and ($5::bigint is null or m.subscription_id = $5)
        order by m.id desc limit $6
        """,
        types: [.int8Array, .int8, .text, .text, .int8, .int8],
        encode: { query, parameters in
            parameters.page(query)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.message() }, prepared: false)

    /// The same of what has failed, which is little among much that was sent and has an index of its own.
    package static let failed = Statement<MessageQuery, MessageRow>(
        """
        select m.id, a.code, m.channel, m.subscription_id, m.dossier_id, d.code, m.sequence, m.kind, m.state, m.attempts,
            m.created_at, m.next_at, m.ended_at, m.failure, m.notice_id
        from message m
        join agency a on a.id = m.agency_id
        join dossier d on d.id = m.dossier_id
        where m.agency_id = any ($1) and m.id < $2 and m.state = 'failed'
            and ($3::text is null or m.state = $3) and ($4::text is null or m.channel = $4)
            and ($5::bigint is null or m.subscription_id = $5)
        order by m.id desc limit $6
        """,
        types: [.int8Array, .int8, .text, .text, .int8, .int8],
        encode: { query, parameters in
            parameters.page(query)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.message() }, prepared: false)

    /// The same of one dossier.
    package static let ofDossier = Statement<MessageQuery, MessageRow>(
        """
        select m.id, a.code, m.channel, m.subscription_id, m.dossier_id, d.code, m.sequence, m.kind, m.state, m.attempts,
            m.created_at, m.next_at, m.ended_at, m.failure, m.notice_id
        from dossier d
        join message m on m.dossier_id = d.id
        join agency a on a.id = m.agency_id
        where d.code collate "C" = $6 and m.agency_id = any ($1) and m.id < $2
            and ($3::text is null or m.state = $3) and ($4::text is null or m.channel = $4)
            and ($5::bigint is null or m.subscription_id = $5)
        order by m.id desc limit $7
        """,
        types: [.int8Array, .int8, .text, .text, .int8, .text, .int8],
        encode: { query, parameters in
            parameters.page(query)
            parameters.text(query.dossier)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.message() }, prepared: false)

    /// One that has failed, or waits, is tried at once. What was dropped has nobody to go to.
    package static let retry = Statement<(id: Int64, agencies: [AgencyID], at: Instant), String>(
        """
        with asked as (select id, state from message where id = $1 and agency_id = any ($2) for update), again as (
            update message m set state = 'waiting', attempts = 0, next_at = $3, expires_at = $4, ended_at = null,
                failure = null
            from asked where m.id = asked.id and asked.state in ('failed', 'waiting')
        )
        select state from asked
        """,
        types: [.int8, .int8Array, .timestamptz, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.id)
            parameters.int8s(asked.agencies.map(\.rawValue))
            parameters.instant(asked.at)
            parameters.instant(asked.at.adding(seconds: BackOff.longest))
        },
        decode: { row throws(PQError) in try row.text() }, prepared: false)

    /// Forgets what has ended long ago, texts with it.
    package static let forget = Forgetting.batch(
        """
        with gone as (
            delete from message where id = any (array(
                select id from message where ended_at < $1 order by ended_at limit $2))
            returning 1
        )
        select count(*) from gone
        """)

    /// Erases what a person was told or was about to be told.
    package static let erase = Statement<(applicants: [Int64], at: Instant), Void>(
        """
        with erased as (delete from message_text where applicant_id = any ($1) returning message_id)
        update message m set state = 'dropped', ended_at = $2, failure = 'erased with the person' from erased
        where m.id = erased.message_id and m.state = 'waiting'
        """,
        types: [.int8Array, .timestamptz],
        encode: { erased, parameters in
            parameters.int8s(erased.applicants)
            parameters.instant(erased.at)
        })
}

extension Database {
    package func messages(_ query: MessageQuery) async throws(StoreError) -> [MessageRow] {
        let statement =
            query.dossier != nil
            ? MessageListing.ofDossier : query.state == .failed ? MessageListing.failed : MessageListing.page
        return try await perform { (pool) throws(PQError) in try await pool.query(statement, query) }
    }

    /// - Returns: the state that it had; nil when there is no such message in the agencies.
    package func retryMessage(
        _ id: Int64, of agencies: [AgencyID], at now: Instant
    ) async throws(StoreError) -> AttemptResult.State? {
        let state = try await perform { (pool) throws(PQError) in
            try await pool.first(MessageListing.retry, (id: id, agencies: agencies, at: now))
        }
        return state.flatMap(AttemptResult.State.init(rawValue:))
    }
}

extension ParameterWriter {
    fileprivate mutating func page(_ query: MessageQuery) {
        int8s(query.agencies.map(\.rawValue))
        int8(query.before ?? .max)
        text(query.state?.rawValue)
        text(query.channel?.rawValue)
        int8(query.subscription)
    }
}

extension RowReader {
    fileprivate mutating func message() throws(PQError) -> MessageRow {
        MessageRow(
            id: try int8(), agency: try text(), channel: try text(), subscription: try int8OrNull(),
            dossier: DossierID(try int8()), code: try textOrNull(), sequence: Int(try int4()), kind: try text(),
            state: try text(), attempts: Int(try int4()), createdAt: try instant(), nextAt: try instant(),
            endedAt: try instantOrNull(), failure: try textOrNull(),
            notice: try int8OrNull())
    }
}
