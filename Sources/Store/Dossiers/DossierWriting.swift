package import OneStop
package import PQ

/// A dossier that comes into being, with what is stored beside the machine's state.
package struct NewDossier: Sendable {
    package var state: Dossier
    package var tenant: AgencyID
    package var catalogueProcedure: Int64
    package var applicant: Int64?
    package var acceptedOn: LocalDate?
    package var externalReference: String?
    /// The group that it was filed in.
    package var group: String?

    package init(
        state: Dossier, tenant: AgencyID, catalogueProcedure: Int64, applicant: Int64?, acceptedOn: LocalDate?,
        externalReference: String? = nil, group: String? = nil
    ) {
        self.state = state
        self.tenant = tenant
        self.catalogueProcedure = catalogueProcedure
        self.applicant = applicant
        self.acceptedOn = acceptedOn
        self.externalReference = externalReference
        self.group = group
    }
}

/// A dossier that has moved on, with the version it had before.
package struct ChangedDossier: Sendable {
    package var state: Dossier
    package var versionBefore: Int
    package var acceptedOn: LocalDate?
    package var endedOn: LocalDate?
    package var apologyIssuedOn: LocalDate?

    package init(
        state: Dossier, versionBefore: Int, acceptedOn: LocalDate?, endedOn: LocalDate?, apologyIssuedOn: LocalDate?
    ) {
        self.state = state
        self.versionBefore = versionBefore
        self.acceptedOn = acceptedOn
        self.endedOn = endedOn
        self.apologyIssuedOn = apologyIssuedOn
    }
}

/// How dossiers are written. Events, stays and papers go beside them in the same transaction.
package enum DossierWriting {
    package static let insert = Statement<NewDossier, Void>(
        """
        insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, external_reference, procedure_id,
            version_id, applicant_id, channel, status, desk_id, time_limit, day_zero, restarts, version, changed_at,
            filed_at, receipt_due, first_response_at, accepted_at, refused_at, first_promise, due, due_on, by_instant,
            provisional, day_zero_on, at_risk_from, apology_latest, new_date, clock_from, clock_remainder, accepted_on,
            refusal_symbol, refusal_year, refusal_number, group_code)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39)
        """,
        types: [
            .int8, .int8, .int8, .int8, .int8, .text, .text, .int8, .int8, .int8, .int2, .int2, .int8, .text, .text,
            .bool, .int4, .timestamptz, .timestamptz, .timestamptz, .timestamptz, .timestamptz, .timestamptz,
            .timestamptz, .timestamptz, .date, .bool, .bool, .date, .date, .date, .timestamptz, .timestamptz, .text,
            .date, .text, .int2, .int4, .text,
        ],
        encode: { new, parameters in
            let state = new.state
            parameters.int8(state.id.rawValue)
            parameters.int8(new.tenant.rawValue)
            parameters.int8(state.helpedAt.rawValue)
            parameters.int8(state.receivedBy.rawValue)
            parameters.int8(state.decidedBy.rawValue)
            parameters.text(state.code?.text)
            parameters.text(new.externalReference)
            parameters.int8(new.catalogueProcedure)
            parameters.int8(state.procedure.rawValue)
            parameters.int8(new.applicant)
            parameters.int2(Int16(state.channel.rawValue))
            parameters.int2(Int16(state.status.rawValue))
            parameters.int8(state.desk?.rawValue)
            parameters.text(state.limit.text)
            parameters.text(state.dayZero.rawValue)
            parameters.bool(state.restartsAfterSupplement)
            parameters.int4(Int32(state.version))
            parameters.instant(state.changedAt)
            parameters.clock(of: state)
            parameters.localDate(new.acceptedOn)
            parameters.refusal(of: state)
            parameters.text(new.group)
        })

    /// Writes all that can change of a dossier, if nobody else has changed it: no row is affected when the version is
    /// not the one expected.
    package static let update = Statement<ChangedDossier, Void>(
        """
        update dossier set code = $3, status = $4, version = $5, changed_at = $6,
            filed_at = $7, receipt_due = $8, first_response_at = $9, accepted_at = $10, refused_at = $11,
            first_promise = $12, due = $13, due_on = $14, by_instant = $15, provisional = $16, day_zero_on = $17,
            at_risk_from = $18, apology_latest = $19, new_date = $20, clock_from = $21, clock_remainder = $22,
            accepted_on = $23,
            pause_kind = $24, paused_at = $25, pause_after_due = $26, pause_remainder = $27, pause_answer_by = $28,
            supplements = $29, second_supplement_at = $30, further_supplement = $31, payment_demands = $32,
            further_payment = $33, contacts = $34,
            unit_id = $35, officer_id = $36, hand_over_unit = $37, hand_over_giver = $38, hand_over_receiver = $39,
            hand_over_planned = $40, hand_over_at = $41, step = $42, step_started_at = $43, step_due = $44,
            completed_by = $45, stop_proposed = $46,
            submitted_at = $47, signed_at = $48, signed_by = $49, number_type = $50, number_symbol = $51,
            number_year = $52, number_value = $53, result_version = $54,
            apology_cause = $55, apology_unit = $56, apology_new_date = $57, apology_drafted_at = $58,
            apology_approved_at = $59, apology_issued_at = $60, apology_delivered_at = $61, apology_issued_on = $62,
            gate_overridden_by = $63, gate_overridden_at = $64,
            ended_at = $65, returned_at = $66, ended_on = $67,
            refusal_symbol = $68, refusal_year = $69, refusal_number = $70,
            fees_charged = $71, fees_paid = $72, payment_demanded = $73, demands_paid = $74, refunded = $75,
            legs = $76, apology_signed_at = $77, apology_sent_by = $78, opinions = $79
        where id = $1 and version = $2
        """,
        types: [
            .int8, .int4, .text, .int2, .int4, .timestamptz, .timestamptz, .timestamptz, .timestamptz, .timestamptz,
            .timestamptz, .timestamptz, .timestamptz, .date, .bool, .bool, .date, .date, .date, .timestamptz,
            .timestamptz, .text, .date, .text, .timestamptz, .bool, .text, .date, .int2, .timestamptz, .bool, .int2,
            .bool, .int2, .int8, .int8, .int8, .int8, .int8, .timestamptz, .timestamptz, .int2, .timestamptz,
            .timestamptz, .int8Array, .bool, .timestamptz, .timestamptz, .int8, .text, .text, .int2, .int4, .int2,
            .text, .int8, .timestamptz, .timestamptz, .timestamptz, .timestamptz, .timestamptz, .date, .int8,
            .timestamptz, .timestamptz, .timestamptz, .date, .text, .int2, .int4, .int8, .int8, .int8, .int8, .int8,
            .int2, .timestamptz, .text, .int2,
        ],
        encode: { changed, parameters in
            let state = changed.state
            parameters.int8(state.id.rawValue)
            parameters.int4(Int32(changed.versionBefore))
            parameters.text(state.code?.text)
            parameters.int2(Int16(state.status.rawValue))
            parameters.int4(Int32(state.version))
            parameters.instant(state.changedAt)
            parameters.clock(of: state)
            parameters.localDate(changed.acceptedOn)
            parameters.waiting(of: state)
            parameters.hands(of: state)
            parameters.result(of: state)
            parameters.apology(of: state)
            parameters.localDate(changed.apologyIssuedOn)
            parameters.int8(state.gateOverride?.by.rawValue)
            parameters.instant(state.gateOverride?.at)
            parameters.instant(state.endedAt)
            parameters.instant(state.returnedAt)
            parameters.localDate(changed.endedOn)
            parameters.refusal(of: state)
            parameters.money(of: state)
            parameters.int2(Int16(clamping: state.legs.count))
            parameters.instant(state.apology?.signedAt)
            parameters.text(state.apology?.sentBy?.rawValue)
            parameters.int2(Int16(clamping: state.opinions.count))
        })
}

extension ParameterWriter {
    fileprivate mutating func clock(of state: Dossier) {
        instant(state.filedAt)
        instant(state.receiptDue)
        instant(state.firstResponseAt)
        instant(state.acceptedAt)
        instant(state.refusedAt)
        instant(state.firstPromise)
        instant(state.deadline?.due)
        localDate(state.deadline?.dueOn)
        bool(state.deadline?.byInstant ?? false)
        bool(state.deadline?.provisional ?? false)
        localDate(state.deadline?.dayZero)
        localDate(state.deadline?.atRiskFrom)
        localDate(state.deadline?.apologyLatest)
        instant(state.newDate)
        instant(state.clock?.from)
        text(state.clock?.remainder?.text)
    }

    fileprivate mutating func waiting(of state: Dossier) {
        text(state.pause?.kind.rawValue)
        instant(state.pause?.since)
        bool(state.pause?.afterDue)
        text(state.pause?.remainder?.text)
        localDate(state.pause?.answerBy)
        int2(Int16(clamping: state.supplementsAfterAcceptance))
        instant(state.secondSupplementAt)
        bool(state.furtherSupplementApproved)
        int2(Int16(clamping: state.paymentDemands))
        bool(state.furtherPaymentApproved)
        int2(Int16(clamping: state.contacts))
    }

    fileprivate mutating func hands(of state: Dossier) {
        int8(state.unit?.rawValue)
        int8(state.officer?.rawValue)
        int8(state.handOver?.unit.rawValue)
        int8(state.handOver?.giver.rawValue)
        int8(state.handOver?.receiver?.rawValue)
        instant(state.handOver?.planned)
        instant(state.handOver?.real)
        int2(Int16(clamping: state.step))
        instant(state.stepStartedAt)
        instant(state.stepDue)
        int8s(state.stepCompletedBy.map(\.rawValue).sorted())
        bool(state.stopProposed)
    }

    fileprivate mutating func result(of state: Dossier) {
        instant(state.submittedAt)
        instant(state.signedAt)
        int8(state.signedBy?.rawValue)
        text(state.number?.type)
        text(state.number?.symbol)
        int2(state.number.map { Int16(clamping: $0.year) })
        int4(state.number.map { Int32(clamping: $0.number) })
        int2(Int16(clamping: state.resultVersion))
    }

    fileprivate mutating func refusal(of state: Dossier) {
        text(state.refusalNumber?.symbol)
        int2(state.refusalNumber.map { Int16(clamping: $0.year) })
        int4(state.refusalNumber.map { Int32(clamping: $0.number) })
    }

    fileprivate mutating func money(of state: Dossier) {
        int8(state.fees.charged)
        int8(state.fees.paid)
        int8(state.fees.demanded)
        int8(state.fees.demandsPaid)
        int8(state.fees.refunded)
    }

    fileprivate mutating func apology(of state: Dossier) {
        text(state.apology?.cause.rawValue)
        int8(state.apology?.unit.rawValue)
        instant(state.apology?.newDate)
        instant(state.apology?.draftedAt)
        instant(state.apology?.approvedAt)
        instant(state.apology?.issuedAt)
        instant(state.apology?.deliveredAt)
    }
}
