package import OneStop
package import PQ
package import Records

/// What a dispatcher asks for.
package struct ClaimQuery: Sendable, Hashable {
    package var now: Instant
    /// Until when nobody else tries what is claimed.
    package var leaseEnds: Instant
    /// At most so many of each subscription.
    package var mostNotices: Int
    /// At most so many to people.
    package var mostLetters: Int
    /// The ways to people that are open.
    package var channels: [MessageChannel]

    package init(
        now: Instant, leaseEnds: Instant, mostNotices: Int, mostLetters: Int, channels: [MessageChannel]
    ) {
        self.now = now
        self.leaseEnds = leaseEnds
        self.mostNotices = mostNotices
        self.mostLetters = mostLetters
        self.channels = channels
    }
}

/// How dispatchers share the outbox: whoever has locked a row takes it, moves its next attempt to the end of the lease, and
/// counts the attempt. An array stands between the search and the change, so that however many rows the planner expects it
/// reads them by their keys. Of each lane only the first that waits can be taken, so that nothing overtakes.
package enum ClaimStatements {
    /// Each subscription is asked for its own, so that one that is down keeps none of the others waiting. A receiver that has
    /// failed three times in a row is tried with one message at a time.
    package static let notices = Statement<ClaimQuery, ClaimedNotice>(
        """
        with claimed as (
            update message m set attempts = m.attempts + 1, next_at = $2, failure = null
            where m.id = any (array(
                select head.id
                from webhook_subscription s
                cross join lateral (
                    select w.id from message w
                    where w.subscription_id = s.id and w.state = 'waiting' and w.next_at <= $1
                        and not exists (select from message e
                            where e.lane = w.lane and e.sequence < w.sequence and e.state = 'waiting')
                    order by w.next_at, w.id limit case when s.failures >= 3 then 1 else $3 end
                    for update of w skip locked
                ) head
                where s.paused_at is null and s.removed_at is null and coalesce(s.retry_at, $1) <= $1))
            returning m.id, m.agency_id, m.dossier_id, m.sequence, m.attempts, m.expires_at, m.subscription_id,
                m.kind, m.notice_id
        )
        select c.id, c.agency_id, c.dossier_id, c.sequence, c.attempts, c.expires_at, c.subscription_id,
            s.url, s.secret, case when s.former_until > $1 then s.former_secret end, s.failures,
            c.kind, coalesce(n.raised_at, e.at), e.status, e.due, d.code, p.code, a.code,
            n.id, n.since, n.level, n.role, u.code
        from claimed c
        join webhook_subscription s on s.id = c.subscription_id
        left join dossier_event e on e.dossier_id = c.dossier_id and e.sequence = c.sequence
        left join duty_notice n on n.id = c.notice_id
        left join unit u on u.id = n.unit_id
        join dossier d on d.id = c.dossier_id
        join procedure p on p.id = d.procedure_id
        join agency a on a.id = d.decided_by
        order by c.id
        """,
        types: [.timestamptz, .timestamptz, .int8],
        encode: { query, parameters in
            parameters.instant(query.now)
            parameters.instant(query.leaseEnds)
            parameters.int8(Int64(query.mostNotices))
        },
        decode: { row throws(PQError) in
            ClaimedNotice(
                message: try row.claimedMessage(), subscription: try row.int8(), url: try row.text(),
                secret: try row.bytes(), formerSecret: try row.bytesOrNull(), failures: Int(try row.int4()),
                kind: try row.text(), at: try row.instant(), status: try row.int2OrNull().map(Int.init),
                due: try row.instantOrNull(), code: try row.textOrNull(), procedure: try row.text(),
                decidedBy: try row.text(), duty: try row.claimedDuty())
        })

    package static let letters = Statement<ClaimQuery, ClaimedLetter>(
        """
        with claimed as (
            update message m set attempts = m.attempts + 1, next_at = $2, failure = null
            where m.id = any (array(
                select w.id from message w
                where w.subscription_id is null and w.state = 'waiting' and w.next_at <= $1 and w.channel = any ($4)
                    and not exists (select from message e
                        where e.lane = w.lane and e.sequence < w.sequence and e.state = 'waiting')
                order by w.next_at, w.id limit $3
                for update of w skip locked))
            returning m.id, m.agency_id, m.dossier_id, m.sequence, m.attempts, m.expires_at, m.channel,
                m.kind
        )
        select c.id, c.agency_id, c.dossier_id, c.sequence, c.attempts, c.expires_at, c.channel, c.kind,
            t.recipient, t.subject, t.body
        from claimed c left join message_text t on t.message_id = c.id
        order by c.id
        """,
        types: [.timestamptz, .timestamptz, .int8, .textArray],
        encode: { query, parameters in
            parameters.instant(query.now)
            parameters.instant(query.leaseEnds)
            parameters.int8(Int64(query.mostLetters))
            parameters.texts(query.channels.map(\.rawValue))
        },
        decode: { row throws(PQError) in
            let message = try row.claimedMessage()
            let channel = try row.stored("channel", try row.text(), MessageChannel.init(rawValue:))
            let kind = try row.text()
            let (recipient, subject, body) = (try row.textOrNull(), try row.textOrNull(), try row.textOrNull())
            return ClaimedLetter(
                message: message, channel: channel, kind: kind,
                text: recipient.map { ClaimedText(recipient: $0, subject: subject ?? "", body: body ?? "") })
        })

    /// How the carrying of letters of apology ended, the latest first.
    package static let carried = Statement<[DossierID], CarriedLetter>(
        """
        select dossier_id, id, created_at, state = 'sent', failure from message
        where dossier_id = any ($1) and kind = 'apology_sent' and subscription_id is null and state in ('sent', 'failed')
        order by id desc
        """,
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) },
        decode: { row throws(PQError) in
            CarriedLetter(
                dossier: DossierID(try row.int8()), message: try row.int8(), createdAt: try row.instant(),
                isSent: try row.bool(), failure: try row.textOrNull())
        })

    /// Writes what became of attempts; a claim whose lease has ended and that another has taken since changes nothing.
    package static let settle = Statement<(results: [AttemptResult], at: Instant), Void>(
        """
        update message m set state = r.state, next_at = r.next_at, failure = r.failure,
            attempts = m.attempts - case when r.postponed then 1 else 0 end,
            ended_at = case when r.state = 'waiting' then null else $7::timestamptz end
        from unnest($1::bigint[], $2::integer[], $3::text[], $4::timestamptz[], $5::text[], $6::boolean[])
            as r (id, attempt, state, next_at, failure, postponed)
        where m.id = r.id and m.attempts = r.attempt and m.state = 'waiting'
        """,
        types: [.int8Array, .int4Array, .textArray, .timestamptzArray, .textArray, .boolArray, .timestamptz],
        encode: { settled, parameters in
            let results = settled.results
            parameters.int8s(results.map(\.id))
            parameters.int4s(results.map { Int32(clamping: $0.attempt) })
            parameters.texts(results.map(\.state.rawValue))
            parameters.timestamps(results.map(\.nextAt.microseconds))
            parameters.texts(results.map(\.failure))
            parameters.bools(results.map(\.isPostponed))
            parameters.instant(settled.at)
        })

    /// The receiver has answered: what waited for it longer than for its own sake is due now.
    package static let answered = Statement<(subscription: Int64, at: Instant), Void>(
        """
        with well as (
            update webhook_subscription set failures = 0, failing_since = null, retry_at = null
            where id = $1 and failures > 0 returning id
        )
        update message m set next_at = $2 from well
        where m.subscription_id = well.id and m.state = 'waiting' and m.next_at > $2 and m.attempts > 0
            and m.failure is not null
        """,
        types: [.int8, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.subscription)
            parameters.instant(asked.at)
        })

    /// The receiver has not taken a single message of a round. It is left alone for a while, and paused after too long.
    package static let unanswered = Statement<Unanswered, Void>(
        """
        update webhook_subscription set failures = failures + 1, failing_since = coalesce(failing_since, $2),
            retry_at = $3,
            paused_at = case when coalesce(failing_since, $2) <= $4 then coalesce(paused_at, $2) else paused_at end,
            paused_for = case when coalesce(failing_since, $2) <= $4 then coalesce(paused_for, 'failing') else paused_for end
        where id = $1
        """,
        types: [.int8, .timestamptz, .timestamptz, .timestamptz],
        encode: { failing, parameters in
            parameters.int8(failing.subscription)
            parameters.instant(failing.at)
            parameters.instant(failing.retryAt)
            parameters.instant(failing.pausedIfSince)
        })
}

/// A receiver that has taken nothing.
package struct Unanswered: Sendable, Hashable {
    package var subscription: Int64
    package var at: Instant
    package var retryAt: Instant
    /// It is paused when it has failed since then or longer.
    package var pausedIfSince: Instant

    package init(subscription: Int64, at: Instant, retryAt: Instant, pausedIfSince: Instant) {
        self.subscription = subscription
        self.at = at
        self.retryAt = retryAt
        self.pausedIfSince = pausedIfSince
    }
}

extension RowReader {
    fileprivate mutating func claimedDuty() throws(PQError) -> ClaimedDuty? {
        let notice = try int8OrNull()
        let since = try instantOrNull()
        let level = try int2OrNull()
        let role = try textOrNull()
        let unit = try textOrNull()
        guard let notice, let since, let level, let role else { return nil }
        return ClaimedDuty(notice: notice, since: since, level: Int(level), role: role, unit: unit)
    }

    fileprivate mutating func claimedMessage() throws(PQError) -> ClaimedMessage {
        ClaimedMessage(
            id: try int8(), agency: AgencyID(try int8()), dossier: DossierID(try int8()), sequence: Int(try int4()),
            attempt: Int(try int4()), expiresAt: try instant())
    }
}
