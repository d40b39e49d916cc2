@testable import OneStop

/// Lives that nobody would think of: any command by anybody at any time on any calendar.
struct RandomLives {
    var numbers: RandomNumbers
    private var office: Office?
    private var livesInOffice = 0

    init(seed: UInt64) {
        numbers = RandomNumbers(seed: seed)
    }

    /// An office with odd days off and worked, sometimes a process, sometimes a gate.
    private mutating func newOffice() throws -> Office {
        var calendar = WorkCalendar.vietNam
        let start = try day("2026-01-01")
        var used: Set<LocalDate> = Set(calendar.off.map(\.day) + calendar.work.map(\.day))
        for _ in 0..<numbers.upTo(20) {
            let day = start.adding(days: numbers.upTo(365))
            guard used.insert(day).inserted else { continue }
            if numbers.chance(60) {
                calendar.off.append(DayOff(day: day))
            } else {
                calendar.work.append(DayWorked(day: day, source: .hours([Session(open: 450, close: 690)])))
            }
        }
        var office = try Office(calendar: calendar)
        office.policy.gateFrom = numbers.chance(50) ? nil : start
        for number in 1...3 where numbers.chance(40) {
            office.process.append(
                ProcessStep(
                    number: number, name: "\(number)", role: numbers.pick([.officer, .head, .leader]), unit: nil,
                    limit: try Limit(parsing: numbers.pick(["none", "4wh", "1wd"])),
                    legs: numbers.chance(20) ? [try request()] : []))
        }
        if numbers.chance(50) {
            var theirs = WorkCalendar.vietNam
            theirs.week[.saturday] = [Session(open: 450, close: 690)]
            office.partnerCalendar = try CompiledCalendar(theirs)
        }
        return office
    }

    private mutating func request() throws -> LegRequest {
        LegRequest(
            agency: numbers.chance(5) ? Office.agency : Office.partner,
            unit: numbers.chance(80) ? Office.partnerUnit : UnitID(21),
            limit: try Limit(parsing: numbers.pick(["none", "4wh", "1wd", "3d", "2wd+1d"])))
    }

    /// A life of up to some sixty attempts, refused ones among them.
    mutating func life(attempts: Int = 60) throws -> Life {
        if office == nil || livesInOffice == 40 {
            office = try newOffice()
            livesInOffice = 0
        }
        livesInOffice += 1
        let office = try office ?? newOffice()
        var life = Life(office)
        var now = try at("2026-01-05 07:00").adding(minutes: Int64(numbers.upTo(60 * 24 * 200)))
        let limit = numbers.pick(["5wd", "0wd", "1wd", "8wh", "20wh", "25d", "1mo", "3wd+10d", "5wd+8wh", "none"])
        let channel = numbers.pick(Channel.allCases)
        let intake = try office.intake(channel, limit: limit, restarts: numbers.chance(20))
        if numbers.chance(15) {
            life = try .imported(office, unit: numbers.chance(80) ? Office.unit : nil, at: now)
        } else if channel == .online {
            try life.run(.fileOnline(intake), office.portal, now)
        } else {
            try life.run(.takeIn(intake), office.actor(.intake), now)
        }
        for _ in 0..<numbers.upTo(attempts) {
            now = now.adding(minutes: Int64(numbers.upTo(numbers.pick([60, 600, 6000]))))
            let role = numbers.pick(Role.allCases)
            let kinds = CommandKind.allCases.filter { Rights.reach($0.verb, of: role) != nil }
            let isElsewhere = numbers.chance(10)
            for _ in 0..<4 where !kinds.isEmpty {
                guard let dossier = life.dossier,
                    let command = try command(numbers.pick(kinds), at: now, dossier, in: office)
                else { continue }
                var actor =
                    isElsewhere
                    ? office.partner(role)
                    : command.kind.verb == .answerOpinion ? office.neighbour(role) : office.actor(role)
                if numbers.chance(20) { actor = actor.lent(to: Office.user(numbers.pick(Role.allCases))) }
                if (try? life.run(command, actor, now)) != nil { break }
            }
        }
        return life
    }

    private mutating func command(_ kind: CommandKind, at now: Instant, _ dossier: Dossier, in office: Office) throws
        -> Command?
    {
        let today = UTCOffset.vietnam.localDate(of: now)
        return switch kind {
        case .fileOnline, .takeIn, .refuseAtDesk: nil
        case .accept: .accept
        case .refuse: numbers.chance(20) ? .refusedWell : nil
        case .handOver: .toTheUnit
        case .assign: .assign(officer: Office.user(.officer))
        case .reassign: .reassign(officer: Office.user(.head))
        case .takeOver: .takeOver
        case .completeStep: .completeStep(remark: "")
        case .sendBack: numbers.chance(60) ? .sendBack(toStep: numbers.within(1...3), remark: "x") : nil
        case .askSupplement:
            .askSupplement(SupplementRequest("a", answerBy: numbers.chance(50) ? today.adding(days: 2) : nil))
        case .approveSecondSupplement: .approveSecondSupplement(ground: "x")
        case .recordSupplement: .recordSupplement(complete: numbers.chance(70))
        case .demandPayment: .demand
        case .approveSecondPayment: .approveSecondPayment(ground: "x")
        case .confirmPayment: .confirmPayment(Payment.example(numbers.pick([150_000, 150_001, 1])))
        case .chargeFee:
            .chargeFee(
                FeeCharge(
                    number: numbers.within(1...3), quantity: 1, amount: Int64(numbers.upTo(3)) * 50_000,
                    moment: numbers.pick(FeeMoment.allCases), freeGround: numbers.chance(50) ? "x" : nil))
        case .payFee: .payFee(numbers.pick(FeeMoment.allCases), .example(max(1, dossier.fees.owed)))
        case .noteRefund: .noteRefund(Refund(amount: Int64(numbers.within(1...200_000)), ground: "x"))
        case .askOpinion:
            numbers.chance(50)
                ? .askOpinion(
                    unit: Office.neighbouringUnit,
                    try OpinionTerms(office, now, within: numbers.pick(["0wd", "4wh", "2wd"]))) : nil
        case .remindOpinion: .remindOpinion(number: dossier.opinions.count)
        case .withdrawOpinion: .withdrawOpinion(number: dossier.opinions.count)
        case .passOverOpinion: .passOverOpinion(number: dossier.opinions.count)
        case .answerOpinion:
            .answerOpinion(number: dossier.opinions.count, numbers.pick(OpinionVerdict.allCases))
        case .handOnOpinion:
            .handOnOpinion(number: dossier.opinions.count, officer: office.neighbour(.officer).user)
        case .openLeg: .openLeg(try request())
        case .receiveLeg: .receiveLeg(numbers.within(1...3))
        case .completeLeg: .completeLeg(numbers.within(1...3), statement: "x")
        case .returnLeg: .returnLeg(numbers.within(1...3), reason: "x")
        case .recallLeg: .recallLeg(numbers.within(1...3), reason: "x")
        case .submit: .submit
        case .sign: .signWell
        case .issueNumber: try .number(numbers.within(1...99), today.year)
        case .finish: .finish
        case .returnResult: .giveBack
        case .withdraw: numbers.chance(10) ? .withdraw : nil
        case .proposeStop: numbers.chance(20) ? .proposeStop(ground: "x") : nil
        case .approveStop: .approveStop(notice: numbers.chance(50) ? "12/TB" : nil)
        case .stopForNoAnswer: .stopForNoAnswer(notice: "x")
        case .amend: .amend([.name])
        case .recordContact: .recordContact(.call)
        case .correct: .correct(reason: "x")
        case .draftApology:
            .draftApology(cause: .workload, unit: Office.unit, newDate: now.adding(minutes: 60 * 24 * 30))
        case .approveApology: .approveApology
        case .signApology: .signApology(.deputy)
        case .numberApology: try .numberLetter(numbers.within(1...99), year: today.year)
        case .sendApology: .sendApology(.email)
        case .deliverApology: .deliverApology(.desk)
        case .noteApologyFailure: .noteApologyFailure
        case .explainDelay:
            .explainDelay(DelayNote(cause: numbers.pick(DelayCause.allCases), unit: Office.unit, note: "x"))
        case .overrideGate: .overrideGate(reason: "x")
        case .applyCalendarDecision: .applyCalendarDecision(decision: "x")
        }
    }
}
