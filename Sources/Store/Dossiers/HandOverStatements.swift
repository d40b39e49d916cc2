package import OneStop
package import PQ
package import Records

/// A list of dossiers handed over together, on its way into the store.
package struct NewHandOverList: Sendable {
    package var key: HandOverListKey
    package var tenant: AgencyID
    package var unit: UnitID
    package var giver: UserID
    package var receiver: UserID?
    package var handedOverAt: Instant
    /// In the order of the list.
    package var dossiers: [DossierID]

    package init(
        key: HandOverListKey, tenant: AgencyID, unit: UnitID, giver: UserID, receiver: UserID?, handedOverAt: Instant,
        dossiers: [DossierID]
    ) {
        self.key = key
        self.tenant = tenant
        self.unit = unit
        self.giver = giver
        self.receiver = receiver
        self.handedOverAt = handedOverAt
        self.dossiers = dossiers
    }
}

/// Lists of dossiers that the desk hands to a unit together.
package enum HandOverStatements {
    /// The number after the highest of the year. Sent after `RegisterStatements.lock`.
    package static let next = Statement<Register, Int>(
        "select coalesce(max(number), 0) + 1 from hand_over_list where agency_id = $1 and year = $2",
        types: [.int8, .int2],
        encode: { register, parameters in
            parameters.int8(register.agency.rawValue)
            parameters.int2(Int16(clamping: register.year))
        },
        decode: { row throws(PQError) in Int(try row.int4()) })

    package static let insert = Statement<NewHandOverList, Void>(
        """
        insert into hand_over_list (agency_id, year, number, tenant_id, unit_id, giver_id, receiver_id, handed_over_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        types: [.int8, .int2, .int4, .int8, .int8, .int8, .int8, .timestamptz],
        encode: { list, parameters in
            parameters.key(list.key)
            parameters.int8(list.tenant.rawValue)
            parameters.int8(list.unit.rawValue)
            parameters.int8(list.giver.rawValue)
            parameters.int8(list.receiver?.rawValue)
            parameters.instant(list.handedOverAt)
        })

    package static let insertLines = Statement<NewHandOverList, Void>(
        """
        insert into hand_over_line (agency_id, year, number, place, dossier_id)
        select $1, $2, $3, l.place, l.dossier from unnest($4::bigint[]) with ordinality as l (dossier, place)
        """,
        types: [.int8, .int2, .int4, .int8Array],
        encode: { list, parameters in
            parameters.key(list.key)
            parameters.int8s(list.dossiers.map(\.rawValue))
        })

    package static let byKey = Statement<HandOverListKey, HandOverListRow>(
        """
        select l.tenant_id, l.unit_id, g.login, r.login, l.handed_over_at
        from hand_over_list l
        left join account g on g.id = l.giver_id
        left join account r on r.id = l.receiver_id
        where l.agency_id = $1 and l.year = $2 and l.number = $3
        """,
        types: [.int8, .int2, .int4],
        encode: { key, parameters in parameters.key(key) },
        decode: { row throws(PQError) in
            HandOverListRow(
                tenant: AgencyID(try row.int8()), unit: UnitID(try row.int8()), giverLogin: try row.textOrNull(),
                receiverLogin: try row.textOrNull(), handedOverAt: try row.instant())
        })

    /// The codes of a list's dossiers, in its order.
    package static let codes = Statement<HandOverListKey, String>(
        """
        select d.code from hand_over_line l join dossier d on d.id = l.dossier_id
        where l.agency_id = $1 and l.year = $2 and l.number = $3 and d.code is not null order by l.place
        """,
        types: [.int8, .int2, .int4],
        encode: { key, parameters in parameters.key(key) },
        decode: { row throws(PQError) in try row.text() })
}

extension ParameterWriter {
    fileprivate mutating func key(_ key: HandOverListKey) {
        int8(key.agency.rawValue)
        int2(Int16(clamping: key.year))
        int4(Int32(clamping: key.number))
    }
}

/// Everything that a hand-over of many dossiers writes.
package struct HandOverSet: Sendable {
    package var list: NewHandOverList
    package var changes: [ChangeSet]
    package var answer: StoredAnswer?

    package init(list: NewHandOverList, changes: [ChangeSet], answer: StoredAnswer?) {
        self.list = list
        self.changes = changes
        self.answer = answer
    }
}

extension Database {
    /// Hands dossiers over together, all or none, with the next number of the agency's lists.
    ///
    /// The rows are locked in the order of their codes, so that two lists that share a dossier wait for each other and
    /// never deadlock. The body may run again and must have no other effect.
    /// - Parameters:
    ///   - body: decides from the dossiers, in the order of `codes`; nil stands for a code that nobody has.
    /// - Throws: `StoreError`, or what `body` throws.
    package func handOver(
        codes: [String], register: Register,
        _ body: (_ dossiers: [LockedDossier?], _ number: Int) throws -> HandOverSet
    ) async throws {
        do {
            let changed = try await pool.transaction { transaction in
                var reading = Batch()
                var tickets: [String: LockedDossier.Tickets] = [:]
                for code in codes.sorted() {
                    tickets[code] = LockedDossier.Tickets(code, withPapers: false, in: &reading)
                }
                reading.add(RegisterStatements.lock, register)
                let next = reading.add(HandOverStatements.next, register)
                let read = try await transaction.run(reading)
                let dossiers = try codes.map { try tickets[$0]?.dossierOrNil(of: read) }
                let whole = try body(dossiers, try read.first(next) ?? 1)
                var writing = Batch()
                if let answer = whole.answer { writing.add(IdempotencyStatements.insert, answer) }
                for change in whole.changes { change.add(to: &writing) }
                writing.add(HandOverStatements.insert, whole.list)
                writing.add(HandOverStatements.insertLines, whole.list)
                try await transaction.commit(with: writing)
                return Set(whole.changes.map(\.dossier.state.decidedBy))
            }
            news.note(changed)
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// A list with its dossiers in order; nil when there is none.
    package func handOverList(
        _ key: HandOverListKey
    ) async throws(StoreError) -> (list: HandOverListRow, dossiers: [DossierRecord])? {
        try await perform { (pool) throws(PQError) in
            var batch = Batch()
            let list = batch.add(HandOverStatements.byKey, key)
            let codes = batch.add(HandOverStatements.codes, key)
            let result = try await pool.run(batch)
            guard let row = try result.first(list) else { return nil }
            return (row, try await pool.dossiers(try result.rows(codes)))
        }
    }
}

extension Pool {
    /// Dossiers by their codes, in that order, in one round trip.
    func dossiers(_ codes: [String]) async throws(PQError) -> [DossierRecord] {
        guard !codes.isEmpty else { return [] }
        var batch = Batch()
        let tickets = codes.map { batch.add(DossierReading.byCode, $0) }
        let result = try await run(batch)
        var records: [DossierRecord] = []
        for ticket in tickets {
            if let record = try result.first(ticket) { records.append(record) }
        }
        return records
    }
}
