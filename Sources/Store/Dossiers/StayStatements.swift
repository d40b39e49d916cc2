package import OneStop
package import PQ
package import Records

/// A dossier's arrival in somebody's hands.
package struct NewStay: Sendable {
    package var dossier: DossierID
    package var step: Int
    package var name: String
    package var unit: UnitID?
    package var officer: UserID?
    package var giver: UserID?
    package var receiver: UserID?
    package var plannedAt: Instant?
    package var arrivedAt: Instant
    package var limitUntil: Instant?

    package init(
        dossier: DossierID, step: Int, name: String, unit: UnitID?, officer: UserID? = nil, giver: UserID? = nil,
        receiver: UserID? = nil, plannedAt: Instant? = nil, arrivedAt: Instant, limitUntil: Instant? = nil
    ) {
        self.dossier = dossier
        self.step = step
        self.name = name
        self.unit = unit
        self.officer = officer
        self.giver = giver
        self.receiver = receiver
        self.plannedAt = plannedAt
        self.arrivedAt = arrivedAt
        self.limitUntil = limitUntil
    }
}

/// Whose hands a dossier was in, line by line. Written while the dossier's row is locked, so the numbers have no rival.
package enum StayStatements {
    package static let begin = Statement<NewStay, Void>(
        """
        insert into stay (dossier_id, number, step, name, unit_id, officer_id, giver_id, receiver_id, planned_at,
            arrived_at, limit_until)
        select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 from stay where dossier_id = $1
        """,
        types: [.int8, .int2, .text, .int8, .int8, .int8, .int8, .timestamptz, .timestamptz, .timestamptz],
        encode: { stay, parameters in
            parameters.int8(stay.dossier.rawValue)
            parameters.int2(Int16(clamping: stay.step))
            parameters.text(stay.name)
            parameters.int8(stay.unit?.rawValue)
            parameters.int8(stay.officer?.rawValue)
            parameters.int8(stay.giver?.rawValue)
            parameters.int8(stay.receiver?.rawValue)
            parameters.instant(stay.plannedAt)
            parameters.instant(stay.arrivedAt)
            parameters.instant(stay.limitUntil)
        })

    package static let end = Statement<(dossier: DossierID, at: Instant), Void>(
        "update stay set left_at = $2 where dossier_id = $1 and left_at is null",
        types: [.int8, .timestamptz],
        encode: { stay, parameters in
            parameters.int8(stay.dossier.rawValue)
            parameters.instant(stay.at)
        })

    /// Who works on it during the present stay.
    package static let assign = Statement<(dossier: DossierID, officer: UserID), Void>(
        "update stay set officer_id = $2 where dossier_id = $1 and left_at is null",
        types: [.int8, .int8],
        encode: { stay, parameters in
            parameters.int8(stay.dossier.rawValue)
            parameters.int8(stay.officer.rawValue)
        })

    package static let ofDossier = Statement<DossierPage, StayRow>(
        """
        select s.number, s.step, s.name, u.code, o.login, g.login, r.login, s.planned_at, s.arrived_at, s.limit_until,
               s.left_at
        from stay s
        left join unit u on u.id = s.unit_id
        left join account o on o.id = s.officer_id
        left join account g on g.id = s.giver_id
        left join account r on r.id = s.receiver_id
        where s.dossier_id = $1 and s.number > $2 order by s.number limit $3
        """,
        types: [.int8, .int4, .int8],
        encode: { asked, parameters in parameters.page(asked) },
        decode: { row throws(PQError) in
            StayRow(
                number: Int(try row.int2()), step: Int(try row.int2()), name: try row.text(),
                unitCode: try row.textOrNull(), officerLogin: try row.textOrNull(), giverLogin: try row.textOrNull(),
                receiverLogin: try row.textOrNull(), plannedAt: try row.instantOrNull(), arrivedAt: try row.instant(),
                limitUntil: try row.instantOrNull(), leftAt: try row.instantOrNull())
        })
}
