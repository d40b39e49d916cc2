import OneStop
import PQ
import Records

extension RowReader {
    /// A dossier in the columns of the view `dossier_record`.
    mutating func dossierRecord() throws(PQError) -> DossierRecord {
        let id = DossierID(try int8())
        let tenant = AgencyID(try int8())
        let helpedAt = AgencyID(try int8())
        let receivedBy = AgencyID(try int8())
        let decidedBy = AgencyID(try int8())
        let code = try textOrNull()
        let externalReference = try textOrNull()
        let catalogueProcedure = try int8()
        let version = ProcedureID(try int8())
        let channel = try stored("channel", Int(try int2()), Channel.init(rawValue:))
        let status = try stored("status", Int(try int2()), Status.init(rawValue:))
        let desk = try int8OrNull().map(UnitID.init)
        let limit = try stored("time_limit", try text()) { try? Limit(parsing: $0) }
        let dayZero = try stored("day_zero", try text(), DayZeroRule.init(rawValue:))
        let restarts = try bool()
        var state = Dossier(
            Intake(
                id: id,
                code: try code.map { text throws(PQError) in try stored("code", text) { try? DossierCode(parsing: $0) }
                },
                channel: channel, helpedAt: helpedAt, receivedBy: receivedBy, decidedBy: decidedBy, desk: desk,
                procedure: version, limit: limit, dayZero: dayZero, restartsAfterSupplement: restarts),
            status: status, at: Instant(microseconds: 0))
        try readClock(into: &state)
        try readPause(into: &state)
        try readHands(into: &state)
        try readResult(into: &state)
        let issuedOn = try readApology(into: &state)
        try readEnd(into: &state)
        try readMoney(into: &state)
        let group = try textOrNull()
        let applicantKey = try int8OrNull()
        let applicant = try applicantOrNull()
        let officerLogin = try textOrNull()
        try readLetter(into: &state)
        state.legs = try legs()
        state.opinions = try opinions()
        return DossierRecord(
            state: state, tenant: tenant, catalogueProcedure: catalogueProcedure, externalReference: externalReference,
            group: group, applicantKey: applicantKey, applicant: applicant, officerLogin: officerLogin,
            apologyIssuedOn: issuedOn)
    }

    private mutating func readClock(into state: inout Dossier) throws(PQError) {
        state.filedAt = try instantOrNull()
        state.receiptDue = try instantOrNull()
        state.firstResponseAt = try instantOrNull()
        state.acceptedAt = try instantOrNull()
        state.refusedAt = try instantOrNull()
        state.firstPromise = try instantOrNull()
        let due = try instantOrNull()
        let dueOn = try localDateOrNull()
        let byInstant = try bool()
        let provisional = try bool()
        let dayZero = try localDateOrNull()
        let atRiskFrom = try localDateOrNull()
        let apologyLatest = try localDateOrNull()
        if let due, let dueOn, let dayZero, let atRiskFrom, let apologyLatest {
            state.deadline = Deadline(
                stored: due, dueOn: dueOn, byInstant: byInstant, provisional: provisional, dayZero: dayZero,
                atRiskFrom: atRiskFrom, apologyLatest: apologyLatest)
        }
        state.newDate = try instantOrNull()
        let from = try instantOrNull()
        let remainder = try remainderOrNull("clock_remainder")
        state.clock = from.map { RunningClock(from: $0, remainder: remainder) }
    }

    private mutating func readPause(into state: inout Dossier) throws(PQError) {
        let kind = try textOrNull()
        let since = try instantOrNull()
        let afterDue = try boolOrNull()
        let remainder = try remainderOrNull("pause_remainder")
        let answerBy = try localDateOrNull()
        if let kind, let since {
            state.pause = Pause(
                kind: try stored("pause_kind", kind, Pause.Kind.init(rawValue:)), since: since, remainder: remainder,
                afterDue: afterDue ?? false, answerBy: answerBy)
        }
        state.supplementsAfterAcceptance = Int(try int2())
        state.secondSupplementAt = try instantOrNull()
        state.furtherSupplementApproved = try bool()
        state.paymentDemands = Int(try int2())
        state.furtherPaymentApproved = try bool()
        state.contacts = Int(try int2())
    }

    private mutating func readHands(into state: inout Dossier) throws(PQError) {
        state.unit = try int8OrNull().map(UnitID.init)
        state.officer = try int8OrNull().map(UserID.init)
        let unit = try int8OrNull().map(UnitID.init)
        let giver = try int8OrNull().map(UserID.init)
        let receiver = try int8OrNull().map(UserID.init)
        let planned = try instantOrNull()
        let real = try instantOrNull()
        if let unit, let giver, let planned, let real {
            state.handOver = HandOver(unit: unit, giver: giver, receiver: receiver, planned: planned, real: real)
        }
        state.step = Int(try int2())
        state.stepStartedAt = try instantOrNull()
        state.stepDue = try instantOrNull()
        state.stepCompletedBy = Set(try int8s().map(UserID.init))
        state.stopProposed = try bool()
    }

    private mutating func readResult(into state: inout Dossier) throws(PQError) {
        state.submittedAt = try instantOrNull()
        state.signedAt = try instantOrNull()
        state.signedBy = try int8OrNull().map(UserID.init)
        let type = try textOrNull()
        let symbol = try textOrNull()
        let year = try int2OrNull()
        let number = try int4OrNull()
        if let symbol, let year, let number {
            state.number = try stored("number_value", number) {
                try? DocumentNumber(type: type, symbol: symbol, year: Int(year), number: Int($0))
            }
        }
        state.resultVersion = Int(try int2())
    }

    private mutating func readApology(into state: inout Dossier) throws(PQError) -> LocalDate? {
        let cause = try textOrNull()
        let unit = try int8OrNull().map(UnitID.init)
        let newDate = try instantOrNull()
        let drafted = try instantOrNull()
        let approved = try instantOrNull()
        let issued = try instantOrNull()
        let issuedOn = try localDateOrNull()
        let delivered = try instantOrNull()
        if let cause, let unit, let newDate, let drafted {
            var apology = Apology(
                cause: try stored("apology_cause", cause, ApologyCause.init(rawValue:)), unit: unit, newDate: newDate,
                draftedAt: drafted)
            apology.approvedAt = approved
            apology.issuedAt = issued
            apology.deliveredAt = delivered
            state.apology = apology
        }
        let overriddenBy = try int8OrNull().map(UserID.init)
        let overriddenAt = try instantOrNull()
        if let overriddenBy, let overriddenAt {
            state.gateOverride = GateOverride(by: overriddenBy, at: overriddenAt)
        }
        return issuedOn
    }

    /// What became of the letter since it was approved; the columns stand after all others.
    private mutating func readLetter(into state: inout Dossier) throws(PQError) {
        let signedAt = try instantOrNull()
        let method = try textOrNull()
        state.apology?.signedAt = signedAt
        if let method { state.apology?.sentBy = try stored("apology_sent_by", method, LetterMethod.init(rawValue:)) }
    }

    private mutating func readEnd(into state: inout Dossier) throws(PQError) {
        state.endedAt = try instantOrNull()
        state.returnedAt = try instantOrNull()
        state.imported = try bool()
        state.version = Int(try int4())
        state.changedAt = try instant()
    }

    private mutating func readMoney(into state: inout Dossier) throws(PQError) {
        let symbol = try textOrNull()
        let year = try int2OrNull()
        let number = try int4OrNull()
        if let symbol, let year, let number {
            state.refusalNumber = try stored("refusal_number", number) {
                try? DocumentNumber(
                    type: RefusalForm.documentType, symbol: symbol, year: Int(year), number: Int($0))
            }
        }
        state.fees.charged = try int8()
        state.fees.paid = try int8()
        state.fees.demanded = try int8OrNull()
        state.fees.demandsPaid = try int8()
        state.fees.refunded = try int8()
    }

    /// An applicant in the columns kind, name, identity_number, phone, email, address; nil without one.
    mutating func applicantOrNull() throws(PQError) -> ApplicantRecord? {
        let kind = try int2OrNull()
        let name = try textOrNull()
        let identityNumber = try textOrNull()
        let phone = try textOrNull()
        let email = try textOrNull()
        let address = try textOrNull()
        guard let kind else { return nil }
        return ApplicantRecord(
            kind: try stored("kind", Int(kind), ApplicantRecord.Kind.init(rawValue:)), name: name,
            identityNumber: identityNumber, phone: phone, email: email, address: address)
    }

    /// The same of an applicant who is there.
    mutating func applicant() throws(PQError) -> ApplicantRecord {
        guard let applicant = try applicantOrNull() else { throw PQError(.decoding, "an applicant without a kind") }
        return applicant
    }

    mutating func remainderOrNull(_ column: String) throws(PQError) -> Remainder? {
        guard let text = try textOrNull() else { return nil }
        return try stored(column, text) { Remainder(parsing: $0) }
    }

    /// A stored value in the domain's type. The checks of the schema keep others out, so a failure is damage.
    func stored<Raw, Value>(_ column: String, _ raw: Raw, _ make: (Raw) -> Value?) throws(PQError) -> Value {
        guard let value = make(raw) else { throw PQError(.decoding, "\(column) holds a value unknown to the program") }
        return value
    }
}
