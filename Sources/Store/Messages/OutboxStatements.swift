import OneStop
package import PQ
package import Records

/// How the outbox is written: with the events that cause it, and never when nobody is to be told.
package enum OutboxStatements {
    /// One row for each subscription and event. An event that is told already stays as it is.
    package static let notify = Statement<[OutboxSet], Void>(
        """
        insert into message (tenant_id, agency_id, channel, subscription_id, dossier_id, sequence, kind, lane,
            created_at, next_at, expires_at)
        select n.tenant, n.agency, 'webhook', n.subscription, n.dossier, n.sequence, n.kind,
            'webhook:' || n.subscription || ':' || n.dossier, n.at, n.at, n.expires
        from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::bigint[],
                $7::integer[], $8::text[])
            as n (tenant, agency, dossier, at, expires, subscription, sequence, kind)
        on conflict on constraint message_once do nothing
        """,
        types: [
            .int8Array, .int8Array, .int8Array, .timestamptzArray, .timestamptzArray, .int8Array, .int4Array,
            .textArray,
        ],
        encode: { sets, parameters in
            let rows = sets.flatMap { set in set.notices.map { (set: set, notice: $0) } }
            parameters.int8s(rows.map(\.set.tenant.rawValue))
            parameters.int8s(rows.map(\.set.agency.rawValue))
            parameters.int8s(rows.map(\.set.dossier.rawValue))
            parameters.timestamps(rows.map(\.set.at.microseconds))
            parameters.timestamps(rows.map { $0.set.at.adding(seconds: BackOff.longest).microseconds })
            parameters.int8s(rows.map(\.notice.subscription))
            parameters.int4s(rows.map { Int32(clamping: $0.notice.sequence) })
            parameters.texts(rows.map(\.notice.kind.rawValue))
        })

    /// One row for each message to a person, and its text apart.
    package static let write = Statement<OutboxSet, Void>(
        """
        with letter as (
            select *, l.channel || ':' || $3 as lane
            from unnest($6::text[], $7::integer[], $8::text[], $9::bigint[], $10::text[], $11::text[], $12::text[])
                as l (channel, sequence, kind, applicant, recipient, subject, body)
        ), added as (
            insert into message (tenant_id, agency_id, channel, dossier_id, sequence, kind, lane, created_at, next_at,
                expires_at)
            select $1, $2, channel, $3, sequence, kind, lane, $4, $4, $5 from letter
            on conflict on constraint message_once do nothing
            returning id, lane, sequence
        )
        insert into message_text (message_id, applicant_id, recipient, subject, body)
        select a.id, l.applicant, l.recipient, l.subject, l.body from added a join letter l using (lane, sequence)
        """,
        types: [
            .int8, .int8, .int8, .timestamptz, .timestamptz, .textArray, .int4Array, .textArray, .int8Array, .textArray,
            .textArray, .textArray,
        ],
        encode: { set, parameters in
            let letters = set.letters
            parameters.outbox(set)
            parameters.texts(letters.map(\.channel.rawValue))
            parameters.int4s(letters.map { Int32(clamping: $0.sequence) })
            parameters.texts(letters.map(\.kind.rawValue))
            parameters.int8s(letters.map(\.applicant))
            parameters.texts(letters.map(\.recipient))
            parameters.texts(letters.map(\.subject))
            parameters.texts(letters.map(\.body))
        })
}

extension ParameterWriter {
    fileprivate mutating func outbox(_ set: OutboxSet) {
        int8(set.tenant.rawValue)
        int8(set.agency.rawValue)
        int8(set.dossier.rawValue)
        instant(set.at)
        instant(set.at.adding(seconds: BackOff.longest))
    }
}

extension OutboxSet {
    /// Puts what is to be told into a batch: a statement for other systems and one for people, and none for nobody.
    func add(to batch: inout Batch) {
        [self].add(to: &batch)
        if !letters.isEmpty { batch.add(OutboxStatements.write, self) }
    }
}

extension [OutboxSet] {
    /// Puts what other systems are told of several dossiers into a batch.
    func add(to batch: inout Batch) {
        if contains(where: { !$0.notices.isEmpty }) { batch.add(OutboxStatements.notify, self) }
    }
}
