import JSONText
import OneStop

/// The parts that facts are made of, as `EventFacts.swift` writes them.
extension FieldReader {
    mutating func key(_ name: String) throws(FieldError) -> Int64 { try integer(name, in: .min ... .max) }

    mutating func optionalKey(_ name: String) throws(FieldError) -> Int64? {
        try optionalInteger(name, in: .min ... .max)
    }

    mutating func count(_ name: String) throws(FieldError) -> Int { try integer(name, in: .min ... .max) }

    /// Any text that is stored; what was allowed in it was decided when it was written.
    mutating func text(_ name: String) throws(FieldError) -> String { try string(name, maxLength: 1_000_000) }

    mutating func optionalText(_ name: String) throws(FieldError) -> String? {
        try optionalString(name, maxLength: 1_000_000)
    }

    mutating func instant(_ name: String) throws(FieldError) -> Instant { Instant(microseconds: try key(name)) }

    mutating func optionalInstant(_ name: String) throws(FieldError) -> Instant? {
        try optionalKey(name).map { Instant(microseconds: $0) }
    }

    mutating func day(_ name: String) throws(FieldError) -> LocalDate {
        LocalDate(dayNumber: try integer(name, in: Int32.min...Int32.max))
    }

    mutating func intake(_ dossier: DossierID) throws(FieldError) -> Intake {
        Intake(
            id: dossier,
            code: try optionalParsed("code", expected: "a dossier's code") { try? DossierCode(parsing: $0) },
            channel: try channel(), helpedAt: AgencyID(try key("helpedAt")),
            receivedBy: AgencyID(try key("receivedBy")), decidedBy: AgencyID(try key("decidedBy")),
            desk: try optionalKey("desk").map(UnitID.init), procedure: ProcedureID(try key("version")),
            limit: try parsed("limit", expected: "a limit") { try? Limit(parsing: $0) },
            dayZero: try parsed("dayZero", expected: "a rule of day zero", DayZeroRule.init(rawValue:)),
            restartsAfterSupplement: try bool("restarts"))
    }

    private mutating func channel() throws(FieldError) -> Channel {
        guard let channel = Channel(rawValue: try count("channel")) else {
            throw error("channel", .choice, "must be a national code")
        }
        return channel
    }

    /// The deadline; nil where there is none.
    mutating func deadline() throws(FieldError) -> Deadline? {
        guard var fields = try optionalObject("deadline") else { return nil }
        let deadline = Deadline(
            stored: try fields.instant("due"), dueOn: try fields.day("dueOn"), byInstant: try fields.bool("byInstant"),
            provisional: try fields.bool("provisional"), dayZero: try fields.day("dayZero"),
            atRiskFrom: try fields.day("atRiskFrom"), apologyLatest: try fields.day("apologyLatest"))
        try fields.finish()
        return deadline
    }

    mutating func imported() throws(FieldError) -> Imported {
        Imported(
            acceptedAt: try instant("acceptedAt"), deadline: try deadline(), endedAt: try optionalInstant("endedAt"),
            unit: try optionalKey("unit").map(UnitID.init), officer: try optionalKey("officer").map(UserID.init))
    }

    /// A form of refusal; of those before forms were numbered there is the reason only.
    mutating func refusal() throws(FieldError) -> RefusalForm {
        var form = RefusalForm(
            reason: try text("reason"), ground: try optionalText("ground") ?? "",
            advice: try optionalText("advice") ?? "", number: nil)
        if var fields = try optionalObject("form") {
            form.number = try fields.number()
            try fields.finish()
        }
        return form
    }

    mutating func number() throws(FieldError) -> DocumentNumber {
        let type = try optionalText("type")
        let symbol = try text("symbol")
        let year = try count("year")
        let number = try count("number")
        guard let whole = try? DocumentNumber(type: type, symbol: symbol, year: year, number: number) else {
            throw error("number", .format, "must be a document's number")
        }
        return whole
    }

    /// The number of a letter; nil for one that was issued before letters had numbers.
    mutating func letterNumber() throws(FieldError) -> DocumentNumber? {
        guard var fields = try optionalObject("letter") else { return nil }
        let number = try fields.number()
        try fields.finish()
        return number
    }

    mutating func handOver() throws(FieldError) -> HandOver {
        HandOver(
            unit: UnitID(try key("unit")), giver: UserID(try key("giver")),
            receiver: try optionalKey("receiver").map(UserID.init), planned: try instant("planned"),
            real: try instant("real"))
    }

    mutating func start(_ name: String) throws(FieldError) -> StepStart {
        var fields = try object(name)
        let start = StepStart(
            step: try fields.count("step"), due: try fields.optionalInstant("due"),
            unit: try fields.optionalKey("unit").map(UnitID.init))
        try fields.finish()
        return start
    }

    mutating func pause() throws(FieldError) -> Pause {
        var fields = try object("pause")
        let pause = Pause(
            kind: try fields.choice("kind"), since: try fields.instant("since"),
            remainder: try fields.optionalParsed("remainder", expected: "what is left of a limit") {
                Remainder(parsing: $0)
            },
            afterDue: try fields.bool("afterDue"),
            answerBy: try fields.has("answerBy") ? fields.day("answerBy") : nil)
        if pause.answerBy == nil { _ = fields.value("answerBy") }
        try fields.finish()
        return pause
    }

    mutating func resumption() throws(FieldError) -> Resumption {
        let kind = try text("resumed")
        if kind == "unchanged" { return .unchanged }
        guard let deadline = try deadline() else { throw error("deadline", .missing, "is required") }
        switch kind {
        case "laid_down": return .laidDown(deadline)
        case "restarted": return .restarted(deadline)
        default: throw error("resumed", .choice, "must be unchanged, laid_down or restarted")
        }
    }

    mutating func signing() throws(FieldError) -> Signing {
        Signing(
            capacity: try choice("capacity"), personalSignature: try bool("personalSignature"),
            agencySignature: try bool("agencySignature"))
    }

    mutating func payment() throws(FieldError) -> Payment {
        var fields = try object("payment")
        let payment = Payment(
            amount: try fields.key("amount"), receiptNumber: try fields.text("receiptNumber"),
            paidAt: try fields.instant("paidAt"), means: try fields.choice("means"))
        try fields.finish()
        return payment
    }

    /// What was asked of a unit; nil where only the unit was kept.
    mutating func question() throws(FieldError) -> OpinionQuestion? {
        guard var fields = try optionalObject("question") else { return nil }
        let question = OpinionQuestion(number: try fields.count("number"), terms: try fields.opinionTerms())
        try fields.finish()
        return question
    }

    mutating func opinionTerms() throws(FieldError) -> OpinionTerms {
        OpinionTerms(
            agency: AgencyID(try key("agency")),
            limit: try parsed("limit", expected: "a limit") { try? Limit(parsing: $0) },
            due: try instant("due"), lateFrom: try instant("lateFrom"))
    }

    mutating func charge() throws(FieldError) -> FeeCharge {
        FeeCharge(
            number: try count("fee"), quantity: try count("quantity"), amount: try key("amount"),
            moment: try choice("moment"), freeGround: try optionalText("freeGround"))
    }
}
