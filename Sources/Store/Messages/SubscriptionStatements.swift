package import OneStop
package import PQ
package import Records

/// A subscription that is made.
package struct NewSubscription: Sendable {
    package var tenant: AgencyID
    package var agency: AgencyID
    package var terms: SubscriptionTerms
    package var secret: [UInt8]
    package var at: Instant
    package var by: UserID

    package init(
        tenant: AgencyID, agency: AgencyID, terms: SubscriptionTerms, secret: [UInt8], at: Instant, by: UserID
    ) {
        self.tenant = tenant
        self.agency = agency
        self.terms = terms
        self.secret = secret
        self.at = at
        self.by = by
    }
}

/// A change of a subscription by somebody whose right covers some agencies.
package struct SubscriptionChange: Sendable {
    package enum What: Sendable {
        case terms(SubscriptionTerms)
        /// The present secret goes on counting until then.
        case rotate(secret: [UInt8], formerUntil: Instant)
        case pause
        case resume
        case remove
    }

    package var id: Int64
    package var agencies: [AgencyID]
    package var at: Instant
    package var by: UserID
    package var what: What

    package init(id: Int64, agencies: [AgencyID], at: Instant, by: UserID, what: What) {
        self.id = id
        self.agencies = agencies
        self.at = at
        self.by = by
        self.what = what
    }
}

/// Where a subscription is told, and the secrets that count, sealed, the present one first.
package struct SubscriptionReceiver: Sendable, Hashable {
    package var url: String
    package var secrets: [[UInt8]]
}

/// Who is told of events.
package enum SubscriptionStatements {
    /// Those that anything is put into the outbox for; a paused one is told later.
    package static let open = Statement<Void, SubscriptionRow>(
        """
        select id, tenant_id, agency_id, kinds, procedures from webhook_subscription where removed_at is null order by id
        """,
        decode: { row throws(PQError) in
            SubscriptionRow(
                id: try row.int8(), tenant: AgencyID(try row.int8()), agency: AgencyID(try row.int8()),
                kinds: Set(try row.texts()), procedures: Set(try row.texts()))
        })

    /// Where a subscription of some agencies is told, and its secrets that count.
    package static let receiver = Statement<(id: Int64, agencies: [AgencyID], at: Instant), SubscriptionReceiver>(
        """
        select url, secret, case when former_until > $3 then former_secret end from webhook_subscription
        where id = $1 and agency_id = any ($2) and removed_at is null
        """,
        types: [.int8, .int8Array, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.id)
            parameters.int8s(asked.agencies.map(\.rawValue))
            parameters.instant(asked.at)
        },
        decode: { row throws(PQError) in
            SubscriptionReceiver(
                url: try row.text(), secrets: [try row.bytes(), try row.bytesOrNull()].compactMap(\.self))
        })

    package static let insert = Statement<NewSubscription, Int64>(
        """
        insert into webhook_subscription (tenant_id, agency_id, label, url, kinds, procedures, secret, created_at,
            created_by, changed_at, changed_by, told_notice)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $9, coalesce(max(id), 0) from duty_notice returning id
        """,
        types: [.int8, .int8, .text, .text, .textArray, .textArray, .bytea, .timestamptz, .int8],
        encode: { new, parameters in
            parameters.int8(new.tenant.rawValue)
            parameters.int8(new.agency.rawValue)
            parameters.terms(new.terms)
            parameters.bytes(new.secret)
            parameters.instant(new.at)
            parameters.int8(new.by.rawValue)
        },
        decode: { row throws(PQError) in try row.int8() }, prepared: false)

    /// Those of some agencies, or one of them.
    package static let list = Statement<(agencies: [AgencyID], id: Int64?), SubscriptionView>(
        """
        select s.id, a.code, s.label, s.url, s.kinds, s.procedures, s.created_at, made.login, s.changed_at, changed.login,
            s.former_until, s.paused_at, s.paused_for, s.failures, s.failing_since, s.retry_at,
            (select count(*) from message m where m.subscription_id = s.id and m.state = 'waiting')
        from webhook_subscription s
        join agency a on a.id = s.agency_id
        join account made on made.id = s.created_by
        join account changed on changed.id = s.changed_by
        where s.agency_id = any ($1) and s.removed_at is null and s.id = coalesce($2, s.id)
        order by s.id
        """,
        types: [.int8Array, .int8],
        encode: { asked, parameters in
            parameters.int8s(asked.agencies.map(\.rawValue))
            parameters.int8(asked.id)
        },
        decode: { row throws(PQError) in
            SubscriptionView(
                id: try row.int8(), agency: try row.text(), label: try row.text(), url: try row.text(),
                kinds: try row.texts(), procedures: try row.texts(), createdAt: try row.instant(),
                createdBy: try row.text(), changedAt: try row.instant(), changedBy: try row.text(),
                formerSecretUntil: try row.instantOrNull(), pausedAt: try row.instantOrNull(),
                pausedFor: try row.textOrNull(), failures: Int(try row.int4()),
                failingSince: try row.instantOrNull(), retryAt: try row.instantOrNull(), waiting: Int(try row.int8()))
        }, prepared: false)

    package static let changeTerms = Statement<(change: SubscriptionChange, terms: SubscriptionTerms), Void>(
        """
        update webhook_subscription set label = $5, url = $6, kinds = $7, procedures = $8, changed_at = $3,
            changed_by = $4, retry_at = null
        where id = $1 and agency_id = any ($2) and removed_at is null
        """,
        types: [.int8, .int8Array, .timestamptz, .int8, .text, .text, .textArray, .textArray],
        encode: { asked, parameters in
            parameters.change(asked.change)
            parameters.terms(asked.terms)
        }, prepared: false)

    package static let rotate = Statement<(change: SubscriptionChange, secret: [UInt8], until: Instant), Void>(
        """
        update webhook_subscription set former_secret = secret, former_until = $6, secret = $5, changed_at = $3,
            changed_by = $4
        where id = $1 and agency_id = any ($2) and removed_at is null
        """,
        types: [.int8, .int8Array, .timestamptz, .int8, .bytea, .timestamptz],
        encode: { asked, parameters in
            parameters.change(asked.change)
            parameters.bytes(asked.secret)
            parameters.instant(asked.until)
        }, prepared: false)

    package static let pause = Statement<SubscriptionChange, Void>(
        """
        update webhook_subscription set paused_at = $3, paused_for = 'asked', changed_at = $3, changed_by = $4
        where id = $1 and agency_id = any ($2) and removed_at is null
        """,
        types: [.int8, .int8Array, .timestamptz, .int8],
        encode: { change, parameters in parameters.change(change) }, prepared: false)

    package static let resume = Statement<SubscriptionChange, Void>(
        """
        update webhook_subscription set paused_at = null, paused_for = null, failures = 0, failing_since = null,
            retry_at = null, changed_at = $3, changed_by = $4
        where id = $1 and agency_id = any ($2) and removed_at is null
        """,
        types: [.int8, .int8Array, .timestamptz, .int8],
        encode: { change, parameters in parameters.change(change) }, prepared: false)

    /// What still waits for it is dropped.
    package static let remove = Statement<SubscriptionChange, Void>(
        """
        with removed as (
            update webhook_subscription set removed_at = $3, changed_at = $3, changed_by = $4, secret = '',
                former_secret = null, former_until = null
            where id = $1 and agency_id = any ($2) and removed_at is null returning id
        ), dropped as (
            update message m set state = 'dropped', ended_at = $3, failure = 'the subscription was removed' from removed
            where m.subscription_id = removed.id and m.state = 'waiting'
        )
        select from removed
        """,
        types: [.int8, .int8Array, .timestamptz, .int8],
        encode: { change, parameters in parameters.change(change) }, prepared: false)

    /// Puts the notices of duties that a subscription was not told of into the outbox. Where it was left off is kept with it, so that
    /// a sweep which was broken off, or done by another process, leaves nothing out.
    package static let tellDuties = Statement<DutyTelling, Void>(
        """
        with asked as (
            select id, told_notice from webhook_subscription where id = $1 and removed_at is null
            for no key update
        ), told as (
            insert into message (tenant_id, agency_id, channel, subscription_id, dossier_id, sequence, notice_id, kind, lane,
                created_at, next_at, expires_at)
            select d.tenant_id, d.decided_by, 'webhook', s.id, n.dossier_id, 1, n.id, 'duty.' || n.duty,
                'notice:' || s.id || ':' || n.id, $5, $5, $6
            from asked s
            join duty_notice n on n.id > s.told_notice
            join dossier d on d.id = n.dossier_id
            join procedure p on p.id = d.procedure_id
            where n.decided_by = any ($2) and ($3::text[] = '{}' or 'duty.' || n.duty = any ($3))
                and ($4::text[] = '{}' or p.code = any ($4))
            on conflict on constraint message_once do nothing
        )
        update webhook_subscription s set told_notice = coalesce((select max(id) from duty_notice), 0) from asked
        where s.id = asked.id
        """,
        types: [.int8, .int8Array, .textArray, .textArray, .timestamptz, .timestamptz],
        encode: { telling, parameters in
            parameters.int8(telling.subscription)
            parameters.int8s(telling.agencies.map(\.rawValue))
            parameters.texts(telling.kinds)
            parameters.texts(telling.procedures)
            parameters.instant(telling.at)
            parameters.instant(telling.at.adding(seconds: BackOff.longest))
        }, prepared: false)

    /// Puts events from one on into the outbox again, in their order; what waits already goes on waiting.
    ///
    /// Bounded: whoever wants more asks again from the last one's. Events of imports, which tell what another system did, are not
    /// among them.
    package static let replay = Statement<Replay, Int64>(
        """
        with first as (
            select e.at, e.dossier_id, e.sequence from dossier_event e
            join dossier d on d.id = e.dossier_id
            where e.dossier_id = $3 and e.sequence = $4 and d.decided_by = any ($5)
        ), told as (
            insert into message (tenant_id, agency_id, channel, subscription_id, dossier_id, sequence, kind, lane,
                created_at, next_at, expires_at)
            select d.tenant_id, d.decided_by, 'webhook', $1, e.dossier_id, e.sequence, e.kind,
                'webhook:' || $1 || ':' || e.dossier_id, $2, $2, $9
            from first f
            join dossier_event e on e.at >= f.at
            join dossier d on d.id = e.dossier_id
            join procedure p on p.id = d.procedure_id
            where (e.at, e.dossier_id, e.sequence) >= (f.at, f.dossier_id, f.sequence)
                and e.source_key is null and d.decided_by = any ($5)
                and ($6::text[] = '{}' or e.kind = any ($6)) and ($7::text[] = '{}' or p.code = any ($7))
            order by e.at, e.dossier_id, e.sequence limit $8
            on conflict on constraint message_once do update set state = 'waiting', attempts = 0, next_at = $2,
                expires_at = $9, ended_at = null, failure = null
            returning 1
        )
        select case when exists (select from first) then (select count(*) from told) end
        """,
        types: [.int8, .timestamptz, .int8, .int4, .int8Array, .textArray, .textArray, .int8, .timestamptz],
        encode: { replay, parameters in
            parameters.int8(replay.subscription)
            parameters.instant(replay.at)
            parameters.int8(replay.dossier.rawValue)
            parameters.int4(Int32(clamping: replay.sequence))
            parameters.int8s(replay.agencies.map(\.rawValue))
            parameters.texts(replay.kinds)
            parameters.texts(replay.procedures)
            parameters.int8(Int64(replay.most))
            parameters.instant(replay.at.adding(seconds: BackOff.longest))
        },
        decode: { row throws(PQError) in try row.int8OrNull() ?? -1 }, prepared: false)
}

/// Notices of duties for a subscription.
package struct DutyTelling: Sendable, Hashable {
    package var subscription: Int64
    package var agencies: [AgencyID]
    package var kinds: [String]
    package var procedures: [String]
    package var at: Instant

    package init(
        subscription: Int64, agencies: [AgencyID], kinds: [String], procedures: [String], at: Instant
    ) {
        self.subscription = subscription
        self.agencies = agencies
        self.kinds = kinds
        self.procedures = procedures
        self.at = at
    }
}

/// A request to tell a subscription of events once more.
package struct Replay: Sendable, Hashable {
    package var subscription: Int64
    package var at: Instant
    /// The event that it begins with.
    package var dossier: DossierID
    package var sequence: Int
    package var agencies: [AgencyID]
    package var kinds: [String]
    package var procedures: [String]
    package var most: Int

    package init(
        subscription: Int64, at: Instant, dossier: DossierID, sequence: Int, agencies: [AgencyID], kinds: [String],
        procedures: [String], most: Int
    ) {
        self.subscription = subscription
        self.at = at
        self.dossier = dossier
        self.sequence = sequence
        self.agencies = agencies
        self.kinds = kinds
        self.procedures = procedures
        self.most = most
    }
}

extension Database {
    /// Makes a subscription; the answer is its key. The key of the request, if it has one, is kept with it.
    package func addSubscription(
        _ new: NewSubscription, answer: (Int64) throws -> StoredAnswer?
    ) async throws -> Int64 {
        do {
            return try await pool.transaction { transaction in
                guard let id = try await transaction.first(SubscriptionStatements.insert, new) else {
                    throw StoreError.notFound
                }
                var writing = Batch()
                if let answer = try answer(id) { writing.add(IdempotencyStatements.insert, answer) }
                try await transaction.commit(with: writing)
                return id
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// The subscriptions of some agencies, or one of them.
    package func subscriptions(of agencies: [AgencyID], id: Int64? = nil) async throws(StoreError) -> [SubscriptionView]
    {
        try await perform { (pool) throws(PQError) in
            try await pool.query(SubscriptionStatements.list, (agencies: agencies, id: id))
        }
    }

    /// Where a subscription is told; nil when the agencies have none of this number.
    package func receiver(
        of id: Int64, in agencies: [AgencyID], at now: Instant
    ) async throws(StoreError) -> SubscriptionReceiver? {
        try await perform { (pool) throws(PQError) in
            try await pool.first(SubscriptionStatements.receiver, (id: id, agencies: agencies, at: now))
        }
    }

    /// - Returns: whether there was such a subscription in the agencies.
    package func change(_ change: SubscriptionChange) async throws(StoreError) -> Bool {
        try await perform { (pool) throws(PQError) in
            switch change.what {
            case .terms(let terms):
                try await pool.execute(SubscriptionStatements.changeTerms, (change: change, terms: terms)) == 1
            case .rotate(let secret, let until):
                try await pool.execute(
                    SubscriptionStatements.rotate, (change: change, secret: secret, until: until)) == 1
            case .pause: try await pool.execute(SubscriptionStatements.pause, change) == 1
            case .resume: try await pool.execute(SubscriptionStatements.resume, change) == 1
            case .remove: try await pool.execute(SubscriptionStatements.remove, change) == 1
            }
        }
    }

    /// Puts notices of duties into the outbox.
    package func tell(_ telling: DutyTelling) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(SubscriptionStatements.tellDuties, telling)
        }
    }

    /// - Returns: how many events are told again; nil when there is no such event in the agencies.
    package func replay(_ replay: Replay) async throws(StoreError) -> Int? {
        let count = try await perform { (pool) throws(PQError) in
            try await pool.first(SubscriptionStatements.replay, replay)
        }
        return count.flatMap { $0 < 0 ? nil : Int($0) }
    }
}

extension ParameterWriter {
    fileprivate mutating func terms(_ terms: SubscriptionTerms) {
        text(terms.label)
        text(terms.url)
        texts(terms.kinds)
        texts(terms.procedures)
    }

    fileprivate mutating func change(_ change: SubscriptionChange) {
        int8(change.id)
        int8s(change.agencies.map(\.rawValue))
        instant(change.at)
        int8(change.by.rawValue)
    }
}
