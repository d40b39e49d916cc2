import Desk
import OneStop
import Store
import TestSupport
import Testing

/// Lives that nobody would think of, by the real machine, each stored as the use cases store it.
struct StoredLives {
    static let office = """
        insert into agency (id, tenant_id, code, name, utc_offset_minutes) values (1, 1, 'H38.14', 'Sở', 420);
        insert into agency (id, tenant_id, parent_id, code, name, utc_offset_minutes)
        values (2, 1, 1, 'H38.15', 'Sở khác', 420), (3, 1, 1, 'H38.16', 'Sở khác nữa', 480);
        insert into unit (id, agency_id, code, name, is_desk) overriding system value
        values (5, 1, 'D', 'Một cửa', true), (10, 1, 'U', 'Phòng', false), (920, 2, 'T', 'Phòng', false),
            (930, 3, 'T', 'Phòng', false), (30, 1, 'V', 'Phòng khác', false);
        insert into account (id, tenant_id, agency_id, login, name) overriding system value
        select n, 1, 1, 'u' || n, 'u' || n from generate_series(100, 120) n;
        insert into account (id, tenant_id, agency_id, login, name) overriding system value
        select n, 1, 2, 'u' || n, 'u' || n from generate_series(200, 220) n;
        insert into procedure (id, tenant_id, agency_id, code, name, field_code, field_name) overriding system value
        values (7, 1, 1, 'P', 'P', 'F', 'F');
        insert into procedure_version (id, procedure_id, number, valid_from, statutory_limit, committed_limit, fingerprint)
        overriding system value values (7, 7, 1, '2020-01-01', '5wd', '5wd', '')
        """

    let database: Database
    var random: Numbers
    private let calendar: CompiledCalendar
    /// By what the other agencies count: one in another zone.
    let legClock: @Sendable (AgencyID) -> LegClock?
    private var serial = 0

    init(_ database: Database, seed: UInt64) throws {
        self.database = database
        random = Numbers(state: seed)
        let calendar = try CompiledCalendar(.vietNam)
        self.calendar = calendar
        var eastern = WorkCalendar.vietNam
        eastern.offset = try #require(UTCOffset(minutes: 480))
        let elsewhere = try CompiledCalendar(eastern)
        legClock = { LegClock(calendar: $0 == AgencyID(3) ? elsewhere : calendar) }
    }

    /// A life of some forty steps, stored; its events.
    mutating func life() async throws -> [Event] {
        var now = try Instant(rfc3339: "2026-01-05T07:00:00+07:00").adding(minutes: Int64(random.upTo(60 * 24 * 150)))
        serial += 1
        let intake = try intake()
        var events: [Event] = []
        var states: [Dossier] = []
        let opening: Command = intake.channel == .online ? .fileOnline(intake) : .takeIn(intake)
        try run(opening, by: opening.verbIsPortal ? portal : actor(.intake), at: now, &events, &states)
        if intake.channel == .online, random.upTo(4) == 0 {
            now = now.adding(minutes: Int64(random.upTo(1_000)))
            try run(.refuse(Self.form), by: actor(.intake), at: now, &events, &states)
        }
        for _ in 0..<random.upTo(40) {
            now = now.adding(minutes: Int64(random.upTo(random.pick([60, 600, 3_000]))))
            // Else nearly nothing would end on the very day it is due.
            if random.upTo(6) == 0, let dueOn = states.last?.deadline?.dueOn {
                now = max(now, calendar.offset.instant(of: dueOn, minuteOfDay: 9 * 60))
            }
            if random.upTo(5) == 0 { writeLetter(at: &now, &events, &states) }
            for _ in 0..<30 {
                let command = try command(at: now)
                let role = random.pick(Role.allCases)
                let isElsewhere = command.kind.verb == .answerOpinion || random.upTo(6) == 0
                let actor = isElsewhere ? partner(role) : actor(role)
                if (try? run(command, by: actor, at: now, &events, &states)) != nil { break }
            }
        }
        try await store(intake, events, states)
        return events
    }

    /// As far as the machine lets it come; often on the latest day, for else nearly every letter would come too late.
    private mutating func writeLetter(at now: inout Instant, _ events: inout [Event], _ states: inout [Dossier]) {
        if random.upTo(3) > 0, let latest = states.last?.deadline?.apologyLatest {
            now = max(now, calendar.offset.instant(of: latest, minuteOfDay: 8 * 60))
        }
        var day = calendar.offset.localDate(of: max(now, states.last?.deadline?.due ?? now)).adding(days: 3)
        while !calendar.isWorkingDay(day) { day = day.adding(days: 1) }
        let newDate = calendar.offset.instant(of: day, minuteOfDay: 9 * 60)
        let cause = random.pick(ApologyCause.allCases)
        let number = try? DocumentNumber(
            type: "PXL", symbol: "S", year: calendar.offset.localDate(of: now).year, number: serial)
        let steps: [(Command?, Role)] = [
            (.draftApology(cause: cause, unit: UnitID(10), newDate: newDate), .head), (.approveApology, .leader),
            (.signApology(.head), .leader), (number.map(Command.numberApology), .clerk),
        ]
        for (command, role) in steps.prefix(1 + random.upTo(8)) {
            guard let command else { continue }
            try? run(command, by: actor(role), at: now, &events, &states)
        }
    }

    private func run(
        _ command: Command, by actor: Actor, at now: Instant, _ events: inout [Event], _ states: inout [Dossier]
    ) throws {
        let context = Context(now: now, actor: actor, calendar: calendar, legClock: legClock)
        for event in try decide(states.last, command, context) {
            guard let state = apply(event, to: states.last) else { continue }
            events.append(event)
            states.append(state)
        }
    }

    private func store(_ intake: Intake, _ events: [Event], _ states: [Dossier]) async throws {
        guard let first = states.first, let last = states.last, let code = intake.code else { return }
        try await database.takeIn(
            IntakeSet(
                answer: nil, applicant: nil,
                dossier: NewDossier(
                    state: first, tenant: AgencyID(1), catalogueProcedure: 7, applicant: nil,
                    acceptedOn: day(first.acceptedAt)),
                events: NewEvents(dossier: intake.id, firstSequence: 1, events: [events[0]], states: [first]),
                stay: nil,
                papers: nil))
        guard states.count > 1 else { return }
        _ = try await database.change(code: code.text) { _ in
            var change = ChangeSet(
                dossier: ChangedDossier(
                    state: last, versionBefore: 1, acceptedOn: day(last.acceptedAt), endedOn: day(last.endedAt),
                    apologyIssuedOn: day(last.apology?.issuedAt)),
                events: NewEvents(
                    dossier: intake.id, firstSequence: 2, events: Array(events.dropFirst()),
                    states: Array(states.dropFirst())))
            change.legs = last.legs
            change.opinions = last.opinions
            return change
        }
    }

    private func day(_ instant: Instant?) -> LocalDate? { instant.map { calendar.offset.localDate(of: $0) } }

    private mutating func intake() throws -> Intake {
        let limits = ["5wd", "0wd", "1wd", "8wh", "20wh", "25d", "1mo", "3wd+10d", "none"]
        return Intake(
            id: DossierID(Int64(serial)),
            code: try DossierCode(parsing: "H38.14-260105-\(String(10_000 + serial).dropFirst())"),
            channel: random.pick(Channel.allCases), helpedAt: AgencyID(1), receivedBy: AgencyID(1),
            decidedBy: AgencyID(1),
            desk: UnitID(5), procedure: ProcedureID(7), limit: try Limit(parsing: random.pick(limits)),
            restartsAfterSupplement: random.upTo(5) == 0)
    }

    private enum Wish {
        case accept, handOver, assign, takeOver, askSupplement, approveSecondSupplement, recordSupplement, demandPayment
        case confirmPayment, consult, submit, sign, issueNumber, finish, returnResult, refuse, withdraw, proposeStop
        case approveStop, stopForNoAnswer, overrideGate, recordContact, openLeg, receiveLeg, completeLeg, returnLeg,
            recallLeg
    }

    /// What may be asked, the more often the more places it has. Only what is picked is made: most of it is refused.
    private static let wishes: [Wish] = [
        .accept, .accept, .handOver, .handOver, .assign, .assign, .takeOver, .askSupplement, .askSupplement,
        .askSupplement, .approveSecondSupplement, .approveSecondSupplement, .approveSecondSupplement, .recordSupplement,
        .recordSupplement, .recordSupplement,
        .demandPayment, .confirmPayment, .submit, .submit, .sign, .issueNumber, .finish, .finish, .returnResult,
        .refuse, .withdraw, .proposeStop, .approveStop, .stopForNoAnswer, .overrideGate, .recordContact, .openLeg,
        .openLeg, .receiveLeg, .completeLeg, .completeLeg, .returnLeg, .recallLeg, .consult,
    ]

    private mutating func command(at now: Instant) throws -> Command {
        let today = calendar.offset.localDate(of: now)
        switch random.pick(Self.wishes) {
        case .accept: return .accept
        case .handOver: return .handOver(unit: UnitID(10), receiver: nil)
        case .assign: return .assign(officer: user(.officer))
        case .takeOver: return .takeOver
        case .askSupplement:
            return .askSupplement(
                SupplementRequest(
                    items: [.init(component: nil, text: "a")], reason: "b", answerBy: today.adding(days: 2)))
        case .approveSecondSupplement: return .approveSecondSupplement(ground: "x")
        case .recordSupplement: return .recordSupplement(complete: random.upTo(3) > 0)
        case .demandPayment: return .demandPayment(PaymentDemand(amount: 1, answerBy: nil))
        case .confirmPayment:
            return .confirmPayment(Payment(amount: 1, receiptNumber: "x", paidAt: now, means: .cash))
        case .sign: return .sign(Signing(capacity: .head, personalSignature: true, agencySignature: true))
        case .issueNumber:
            return .issueNumber(try DocumentNumber(type: "GP", symbol: "S", year: today.year, number: serial))
        case .returnResult:
            return .returnResult(ResultReturn(receiver: .applicant, method: .desk, proof: .signature))
        case .refuse: return random.upTo(10) == 0 ? .refuse(Self.form) : .finish
        case .withdraw: return random.upTo(10) == 0 ? .withdraw : .submit
        case .proposeStop: return .proposeStop(ground: "x")
        case .approveStop: return random.upTo(5) == 0 ? .approveStop(notice: nil) : .submit
        case .stopForNoAnswer: return .stopForNoAnswer(notice: "x")
        case .overrideGate: return .overrideGate(reason: "x")
        case .recordContact: return .recordContact(.call)
        case .openLeg: return try leg()
        case .receiveLeg: return .receiveLeg(1 + random.upTo(3))
        case .completeLeg: return .completeLeg(1 + random.upTo(3), statement: "x")
        case .returnLeg: return .returnLeg(1 + random.upTo(3), reason: "x")
        case .recallLeg: return random.upTo(4) == 0 ? .recallLeg(1 + random.upTo(3), reason: "x") : .submit
        case .consult: return try consultation(at: now)
        case .submit: return .submit
        case .finish: return .finish
        }
    }

    private mutating func leg() throws -> Command {
        let places = [(agency: AgencyID(2), unit: UnitID(920)), (agency: AgencyID(3), unit: UnitID(930))]
        let place = random.pick(places)
        let limit = try Limit(parsing: random.pick(["none", "none", "4wh", "0wd", "1wd", "2wd", "5d"]))
        return .openLeg(LegRequest(agency: place.agency, unit: place.unit, limit: limit))
    }

    private mutating func consultation(at now: Instant) throws -> Command {
        let number = 1 + random.upTo(2)
        switch random.upTo(4) {
        case 0: return try question(at: now)
        case 1: return random.pick([.remindOpinion(number: number), .passOverOpinion(number: number)])
        case 2: return .handOnOpinion(number: number, officer: UserID(201 + Int64(random.upTo(2))))
        default: return .answerOpinion(number: number, .agree)
        }
    }

    private mutating func question(at now: Instant) throws -> Command {
        let places = [(agency: AgencyID(1), unit: UnitID(30)), (agency: AgencyID(2), unit: UnitID(920))]
        let place = random.pick(places)
        let limit = try Limit(parsing: random.pick(["0wd", "4wh", "2wd"]))
        return .askOpinion(
            unit: place.unit,
            try OpinionTerms(
                agency: place.agency, limit: limit, on: calendar, from: now,
                sameDayHour: CompiledCalendar.usualSameDayHour))
    }

    private static let form = RefusalForm(reason: "x", ground: "x", advice: "x", number: nil)

    private func user(_ role: Role) -> UserID { UserID(100 + Int64(Role.allCases.firstIndex(of: role) ?? 0)) }

    private func actor(_ role: Role) -> Actor {
        Actor(user: user(role), grants: [Grant(role: role, agencies: [AgencyID(1)])])
    }

    /// Of the other agencies, which have legs.
    private func partner(_ role: Role) -> Actor {
        Actor(
            user: UserID(user(role).rawValue + 100), grants: [Grant(role: role, agencies: [AgencyID(2), AgencyID(3)])])
    }

    private var portal: Actor {
        Actor(user: UserID(110), grants: [Grant(role: .intake, agencies: [AgencyID(1)])], portal: true)
    }
}

/// SplitMix64: the same numbers on every run, so that a failure can be looked at again.
struct Numbers {
    var state: UInt64

    mutating func upTo(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[upTo(list.count)] }
}

extension Command {
    fileprivate var verbIsPortal: Bool {
        if case .fileOnline = self { true } else { false }
    }
}
