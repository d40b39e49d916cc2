@testable import OneStop

/// An office of one agency with one user for every role, on the calendar of Viet Nam.
struct Office {
    static let agency = AgencyID(1)
    static let desk = UnitID(5)
    static let unit = UnitID(10)
    static let neighbouringUnit = UnitID(11)
    static let procedure = ProcedureID(7)
    /// Another agency, which may get legs, and its unit.
    static let partner = AgencyID(2)
    static let partnerUnit = UnitID(20)

    var calendar: CompiledCalendar
    var policy = Policy()
    var process: [ProcessStep] = []
    /// By what the other agency counts; the agency's own calendar where it is nil.
    var partnerCalendar: CompiledCalendar?

    init(calendar: WorkCalendar = .vietNam) throws {
        self.calendar = try CompiledCalendar(calendar)
    }

    static func user(_ role: Role) -> UserID {
        UserID(100 + Int64(Role.allCases.firstIndex(of: role) ?? 0))
    }

    func actor(_ role: Role) -> Actor {
        let units: Set<UnitID>? =
            switch role {
            case .intake: [Self.desk]
            case .officer, .head: [Self.unit]
            case .leader, .clerk, .supervisor, .coordinator, .admin, .auditor: nil
            }
        return Actor(user: Self.user(role), grants: [Grant(role: role, agencies: [Self.agency], units: units)])
    }

    /// Somebody of the other agency, by the same user as ours in the role but for a hundred.
    func partner(_ role: Role) -> Actor {
        var actor = actor(role)
        actor.user = UserID(actor.user.rawValue + 100)
        actor.grants[0].agencies = [Self.partner]
        if actor.grants[0].units != nil { actor.grants[0].units = [Self.partnerUnit] }
        return actor
    }

    /// The officer or head of the unit beside, which may be asked for opinions.
    func neighbour(_ role: Role) -> Actor {
        Actor(
            user: UserID(200 + Self.user(role).rawValue),
            grants: [Grant(role: role, agencies: [Self.agency], units: [Self.neighbouringUnit])])
    }

    /// A portal's token.
    var portal: Actor {
        Actor(user: UserID(99), grants: [Grant(role: .intake, agencies: [Self.agency])], portal: true)
    }

    func context(_ actor: Actor, at now: Instant) -> Context {
        Context(
            now: now, actor: actor, calendar: calendar, process: process, policy: policy,
            legClock: { [partnerCalendar] _ in partnerCalendar.map { LegClock(calendar: $0) } })
    }

    func intake(_ channel: Channel = .direct, limit: String = "5wd", restarts: Bool = false) throws -> Intake {
        Intake(
            id: DossierID(1),
            code: try DossierCode(parsing: "H38.14-260302-0001"),
            channel: channel, helpedAt: Self.agency, receivedBy: Self.agency, decidedBy: Self.agency,
            desk: Self.desk, procedure: Self.procedure, limit: try Limit(parsing: limit),
            restartsAfterSupplement: restarts)
    }
}

/// A local time of Viet Nam, such as `2026-03-02 09:00`.
func at(_ text: String) throws -> Instant {
    try Instant(rfc3339: text.replacing(" ", with: "T") + ":00+07:00")
}

func day(_ text: String) throws -> LocalDate {
    guard let day = LocalDate(iso: text) else { throw CodeRefusal.dossier(text) }
    return day
}

extension Command {
    static let ask = Command.askSupplement(SupplementRequest("Bản vẽ"))
    static let demand = Command.demandPayment(PaymentDemand(amount: 150_000, answerBy: nil))
    static let refusedWell = Command.refuse(.example)
    /// Pays what `demand` asks for.
    static let paid = pay(150_000)

    /// Confirms a payment of long ago.
    static func pay(_ amount: Int64) -> Command { .confirmPayment(.example(amount)) }
    static let signWell = Command.sign(Signing(capacity: .head, personalSignature: true, agencySignature: true))
    static let giveBack = Command.returnResult(
        ResultReturn(receiver: .applicant, method: .desk, proof: .signature))
    static let toTheUnit = Command.handOver(unit: Office.unit, receiver: nil)

    /// Sends a leg to the other agency.
    static func toThePartner(_ limit: String = "2wd") throws -> Command {
        .openLeg(
            LegRequest(agency: Office.partner, unit: Office.partnerUnit, limit: try Limit(parsing: limit)))
    }

    static func number(_ number: Int, _ year: Int = 2026) throws -> Command {
        .issueNumber(try DocumentNumber(type: "GP", symbol: "SKHCN", year: year, number: number))
    }

    /// Asks the unit beside, at a time and within a limit.
    static func consult(_ office: Office, _ time: String, within limit: String = "2wd") throws -> Command {
        .askOpinion(unit: Office.neighbouringUnit, try OpinionTerms(office, at(time), within: limit))
    }

    static func letter(_ newDate: String, cause: ApologyCause = .workload) throws -> Command {
        .draftApology(cause: cause, unit: Office.unit, newDate: try at(newDate))
    }

    static func numberLetter(_ number: Int = 1, year: Int = 2026) throws -> Command {
        .numberApology(try DocumentNumber(type: "PXL", symbol: "SKHCN", year: year, number: number))
    }
}

extension Actor {
    /// Somebody else with this person's rights, and with none of their own.
    func lent(to standIn: UserID) -> Actor {
        var actor = self
        actor.user = standIn
        for place in grants.indices { actor.grants[place].standingFor = user }
        return actor
    }
}

extension OpinionTerms {
    init(_ office: Office, _ now: Instant, within limit: String) throws {
        try self.init(
            agency: Office.agency, limit: Limit(parsing: limit), on: office.calendar, from: now, sameDayHour: 15 * 60)
    }
}

extension Payment {
    static func example(_ amount: Int64, receipt: String = "BL 01") -> Payment {
        Payment(amount: amount, receiptNumber: receipt, paidAt: Instant(microseconds: 0), means: .cash)
    }
}

extension RefusalForm {
    static let example = RefusalForm(
        reason: "ngoài thẩm quyền", ground: "Nghị định 118/2025", advice: "nộp tại xã", number: nil)
}

extension SupplementRequest {
    init(_ item: String, answerBy: LocalDate? = nil) {
        self.init(items: [Item(component: nil, text: item)], reason: "thiếu", answerBy: answerBy)
    }
}

/// A dossier's life as a test writes it: who does what, when.
struct Life {
    var office: Office
    var dossier: Dossier?
    var events: [Event] = []

    init(_ office: Office) {
        self.office = office
    }

    /// Carries a command out, or throws its refusal and changes nothing.
    mutating func run(_ command: Command, _ role: Role, _ time: String) throws {
        try run(command, office.actor(role), at(time))
    }

    mutating func run(_ command: Command, _ actor: Actor, _ now: Instant) throws {
        for event in try decide(dossier, command, office.context(actor, at: now)) {
            dossier = apply(event, to: dossier)
            events.append(event)
        }
    }

    mutating func run(_ command: Command, _ actor: Actor, _ time: String) throws {
        try run(command, actor, at(time))
    }

    /// The refusal of a command; nil when it would be carried out.
    func refusal(_ command: Command, _ role: Role, _ time: String) throws -> Refusal? {
        try refusal(command, office.actor(role), time)
    }

    func refusal(_ command: Command, _ actor: Actor, _ time: String) throws -> Refusal? {
        let now = try at(time)
        do {
            _ = try decide(dossier, command, office.context(actor, at: now))
            return nil
        } catch {
            return error
        }
    }

    var state: Dossier {
        get throws {
            guard let dossier else { throw Refusal.outOfScope }
            return dossier
        }
    }

    /// Taken in on Monday 2 March 2026 at 09:00; with 5 working days due on Monday 9 March.
    static func taken(_ office: Office, limit: String = "5wd", restarts: Bool = false) throws -> Life {
        var life = Life(office)
        try life.run(.takeIn(office.intake(limit: limit, restarts: restarts)), .intake, "2026-03-02 09:00")
        return life
    }

    /// Taken over from another system, which accepted it on Monday 2 March 2026 and promised Monday 9 March; with the
    /// unit and its officer.
    static func imported(_ office: Office, unit: UnitID? = Office.unit, at now: Instant? = nil) throws -> Life {
        var life = Life(office)
        let accepted = try now ?? at("2026-03-02 09:00")
        let clock = Clockwork(context: office.context(office.actor(.intake), at: accepted))
        let facts = Imported(
            acceptedAt: accepted, deadline: try clock.acceptance(limit: Limit(parsing: "5wd"), dayZero: .working),
            endedAt: nil, unit: unit, officer: unit.map { _ in Office.user(.officer) })
        var intake = try office.intake(limit: "none")
        intake.desk = nil
        let event = Event(at: accepted, actor: UserID(0), body: .imported(intake, facts))
        life.dossier = apply(event, to: nil)
        life.events = [event]
        return life
    }

    /// In the unit since 10:00 of that day, with its officer.
    static func inTheUnit(_ office: Office, limit: String = "5wd", restarts: Bool = false) throws -> Life {
        var life = try taken(office, limit: limit, restarts: restarts)
        try life.run(.toTheUnit, .intake, "2026-03-02 10:00")
        try life.run(.assign(officer: Office.user(.officer)), .head, "2026-03-02 10:30")
        return life
    }

    /// Signs, numbers and finishes what is with the unit.
    mutating func finish(_ time: String) throws {
        try run(.submit, .officer, time)
        try run(.signWell, .leader, time)
        try run(.number(7), .clerk, time)
        try run(.finish, .clerk, time)
    }
}
