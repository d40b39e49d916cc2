import Desk
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Lives as the desk's use cases write them: anything asked by anybody at any time, on a calendar of odd days.
struct DeskLives {
    let test: TestDatabase
    let desk: DeskService
    let calendar: CompiledCalendar
    private(set) var principals: [String: Principal]
    private var portal: Principal
    /// The code of the agency that takes in and decides.
    private(set) var agency = "H99.14"
    var random: Numbers
    var now: Instant
    private(set) var view: DossierView?
    /// What the machine refused, by rule.
    private(set) var refusals: Set<String> = []
    private var receipts = 0

    init(seed: UInt64, webhooks: WebhookPolicy = WebhookPolicy()) async throws {
        var random = Numbers(state: seed)
        test = try await TestDatabase.make()
        let days = Self.oddDays(&random)
        let document = TestOffice.document.replacing(
            #""calendar": "viet-nam","#, with: #""calendar": \#(days),"#, maxReplacements: 1)
        _ = try await OfficeDocument(parsing: document).apply(to: test.database)
        let directory = OfficeDirectory(database: test.database)
        let office = try await directory.refresh()
        desk = DeskService(database: test.database, directory: directory, webhooks: webhooks)
        let agency = try #require(office.agency(code: "H99.14"))
        calendar = agency.calendar
        principals = try await Self.principals(in: office, tenant: agency.row.tenant, test.database)
        portal = try await Self.portal(of: agency, test.database, directory)
        now = try Instant(rfc3339: "2026-01-05T07:00:00+07:00")
        self.random = random
    }

    private static func principals(
        in office: Desk.Office, tenant: AgencyID, _ database: Database
    ) async throws -> [String: Principal] {
        var principals: [String: Principal] = [:]
        for login in TestOffice.logins where login != "foreigner" {
            let found = try #require(try await database.account(login: login, tenant: tenant))
            principals[login] = Principal(account: found.account, appointments: found.appointments, office: office)
        }
        // The colleague stands in for the officer, and has no dossier of their own.
        let lent = try #require(principals["officer"]).actor.grants.map { grant in
            var lent = grant
            lent.standingFor = principals["officer"]?.account
            return lent
        }
        principals["colleague"]?.actor.grants += lent
        return principals
    }

    /// A dossier that somebody withdraws as soon as it is taken in.
    mutating func end() async throws {
        while view?.state.status != .accepted { try await begin() }
        let state = try #require(view?.state)
        now = now.adding(minutes: 1)
        var told: DossierView?
        _ = try await desk.perform(
            .ready(.withdraw), on: try #require(state.code?.text), expected: state.version, by: principal("desk"),
            at: now
        ) { view in Self.answer(view, &told) }
        view = told
    }

    /// The agency goes into a new one, whose units have the same codes but for one.
    mutating func reorganise() async throws -> AgencyTransferID {
        let id = try await decideTransfer()
        _ = try await desk.carryOut(id, at: now)
        now = now.adding(minutes: 1)
        let row = try #require(try await desk.carryOut(id, at: now))
        #expect(row.state == .applied && row.moved == row.toMove)
        try await arrive()
        return id
    }

    /// The decision is entered and applied, and nothing carried out.
    func decideTransfer(
        into successor: String = "H99.40", units: [TransferInput.Pair] = [.init(unit: "TDC", successor: "TCDL")]
    ) async throws -> AgencyTransferID {
        if successor == "H99.40" {
            _ = try await OfficeDocument(parsing: Self.successor(calendar)).apply(to: test.database)
        }
        try await test.script(
            """
            insert into appointment (account_id, role, agency_id)
            select c.id, 'admin', a.id from account c, agency a where c.login = 'admin' and a.code = '\(successor)'
            """)
        let office = try await desk.directory.refresh()
        let tenant = try #require(office.agency(code: "H99")).row.tenant
        let found = try #require(try await test.database.account(login: "admin", tenant: tenant))
        let admin = Principal(account: found.account, appointments: found.appointments, office: office)
        let today = calendar.offset.localDate(of: now)
        var id: AgencyTransferID?
        let input = TransferInput(
            agency: "H99.14", successor: successor, number: "25/NQ-HĐND", date: today.adding(days: -20),
            issuer: "HĐND tỉnh", effectiveOn: today, units: units)
        func told(_ view: TransferView) -> Answer {
            id = view.row.id
            return Answer(status: 200, etag: nil, location: nil, body: [])
        }
        _ = try await desk.draftTransfer(input, by: admin, at: now, answer: told)
        _ = try await desk.applyTransfer(try #require(id), by: admin, at: now, answer: told)
        return try #require(id)
    }

    /// Everybody signs in anew, and looks at the dossier again.
    mutating func arrive(at code: String = "H99.40") async throws {
        let office = try await desk.directory.refresh()
        let successor = try #require(office.agency(code: code))
        agency = code
        #expect(code != "H99.40" || successor.calendar.calendar == calendar.calendar)
        principals = try await Self.principals(in: office, tenant: successor.row.tenant, test.database)
        portal = try await Self.portal(of: successor, test.database, desk.directory)
        guard let code = view?.state.code else { return }
        view = try await desk.dossier(.code(code), by: principal("leader"), at: now)
    }

    private static func successor(_ calendar: CompiledCalendar) -> String {
        """
        {"agencies": [
          {"code": "H99.40", "name": "Sở mới", "parent": "H99", "utcOffset": "+07:00", "gateFrom": "2026-01-01",
           "handOverAt": "15:00", "sameDayUntil": "15:00", "symbol": "SM", "calendar": \(CalendarDocument.text(of: calendar.calendar)),
           "units": [
             {"code": "MOTCUA", "name": "Một cửa", "desk": true, "parent": null},
             {"code": "ATBX", "name": "An toàn bức xạ", "desk": false, "parent": null},
             {"code": "ATBX-1", "name": "Tổ 1", "desk": false, "parent": "ATBX"},
             {"code": "TCDL", "name": "Tiêu chuẩn đo lường", "desk": false, "parent": null}],
           "users": [], "procedures": []}]}
        """
    }

    private static func portal(
        of agency: Desk.Office.Agency, _ database: Database, _ directory: OfficeDirectory
    ) async throws -> Principal {
        let account = try #require(try await database.account(login: "desk", tenant: agency.row.tenant)).account
        let secret = TokenSecret.generate()
        _ = try await database.addToken(
            NewToken(
                account: account.id, secretHash: TokenSecret.hash(secret), label: "portal",
                scopes: [Scope.portal.rawValue], createdAt: Instant(rfc3339: "2025-01-01T00:00:00Z"),
                expiresAt: Instant(rfc3339: "2030-01-01T00:00:00Z")))
        return try await Authenticator(database: database, directory: directory)
            .principal(for: secret, at: Instant(rfc3339: "2026-01-01T00:00:00Z"))
    }

    /// Viet Nam's week with days off and Saturdays worked that nobody decided.
    private static func oddDays(_ random: inout Numbers) -> String {
        let first = LocalDate(iso: "2026-01-05") ?? LocalDate(dayNumber: 0)
        var off: Set<LocalDate> = []
        for _ in 0..<40 { off.insert(first.adding(days: random.upTo(300))) }
        var work: Set<LocalDate> = []
        for _ in 0..<15 { work.insert(first.adding(days: 5 + 7 * random.upTo(40))) }
        let offs = off.subtracting(work).sorted().map { #"{"day": "\#($0.iso)", "reason": "x", "decision": "x"}"# }
        let works = work.sorted().map { #"{"day": "\#($0.iso)", "hours": ["07:30-11:30"]}"# }
        let week = ["mon", "tue", "wed", "thu", "fri"].map { #""\#($0)": ["07:00-11:30", "13:30-17:00"]"# }
        return """
            {"utcOffset": "+07:00", "confirmed": [2026], "week": {\(week.joined(separator: ", "))}, \
            "off": [\(offs.joined(separator: ", "))], "work": [\(works.joined(separator: ", "))]}
            """
    }

    /// The next dossier comes in, by some way, at some later time.
    mutating func begin() async throws {
        now = now.adding(minutes: Int64(random.upTo(4_000)))
        if random.upTo(6) == 0 { return try await takeOver() }
        let input = IntakeInput(
            procedure: random.pick(["9.990001.H99", "9.990008.H99", "9.990009.H99"]), channel: .direct,
            applicant: ApplicantRecord(
                kind: .citizen, name: "Nguyễn Văn An", identityNumber: random.pick([nil, "001123456789"]),
                phone: "0900000000"),
            papers: [PaperLine(component: 1, originals: 1, copies: 0, electronic: 0, reused: false)])
        var told: DossierView?
        if random.upTo(3) == 0 {
            var online = input
            online.channel = .online
            online.papers = random.upTo(2) == 0 ? [] : input.papers
            _ = try await desk.fileOnline(online, by: portal, at: now) { view in Self.answer(view, &told) }
        } else {
            _ = try await desk.takeIn(input, by: principal("desk"), at: now) { view in Self.answer(view, &told) }
        }
        view = told
    }

    /// The next dossier comes from another system, with the unit and officer that it names, or with neither.
    private mutating func takeOver() async throws {
        receipts += 1
        let due = calendar.offset.localDate(of: now).adding(days: 1 + random.upTo(20))
        let work = random.pick(["ATBX,officer", ","])
        _ = try await test.database.importing(
            "other-\(receipts),\(now.rfc3339(in: calendar.offset)),\(due.iso),,web,\(work),,,", agency: agency)
        _ = try await desk.directory.refresh()
        let code = try await test.value("select code from dossier order by id desc limit 1")
        view = try await desk.dossier(
            .code(DossierCode(parsing: try #require(code))), by: principal("leader"), at: now)
    }

    /// Somebody asks for something; the dossier before and after, or nil when it was refused.
    mutating func step() async throws -> (before: Dossier, after: Dossier)? {
        guard let before = view?.state, let code = before.code?.text else { return nil }
        now = now.adding(minutes: Int64(random.upTo(random.pick([30, 500, 4_000]))))
        let (login, input) = request(about: before)
        let isStale = random.upTo(30) == 0
        var told: DossierView?
        do {
            _ = try await desk.perform(
                input, on: code, expected: before.version + (isStale ? 1 : 0), by: principal(login), at: now
            ) { view in Self.answer(view, &told) }
        } catch let error as DeskError {
            refusals.insert(error.rule)
            return nil
        }
        #expect(!isStale)
        guard let told else { return nil }
        view = told
        return (before, told.state)
    }

    func principal(_ login: String) throws -> Principal { try #require(principals[login]) }

    private static func answer(_ view: DossierView, _ told: inout DossierView?) -> Answer {
        told = view
        return Answer(status: 200, etag: nil, location: nil, body: [])
    }

    /// Mostly what the dossier is waiting for, by whoever does it; else anything by anybody.
    private mutating func request(about dossier: Dossier) -> (login: String, input: CommandInput) {
        if let opinion = dossier.opinions.last, opinion.awaitsAnswer, random.upTo(3) == 0 {
            return consultation(opinion)
        }
        guard random.upTo(3) > 0 else {
            let logins = [
                "desk", "desk", "officer", "colleague", "head", "leader", "clerk", "supervisor", "both", "partner",
                "partner-head",
            ]
            return (random.pick(logins), anything(about: dossier))
        }
        switch dossier.status {
        case .filed: return ("desk", random.pick([.accept(papers: []), .accept(papers: papers), ask]))
        case .accepted: return ("desk", .handOver(unit: "ATBX", receiver: nil))
        case .processing where dossier.signedAt != nil:
            return ("clerk", random.pick([.number(type: "GP", symbol: nil), .ready(.finish)]))
        case .processing where dossier.unit == nil: return ("desk", .handOver(unit: "ATBX", receiver: nil))
        case .processing where dossier.officer == nil: return ("head", .assign(officer: "officer"))
        case .processing where dossier.submittedAt != nil: return ("leader", .ready(.sign(signing)))
        case .processing:
            if let leg = dossier.openLegs.first, random.upTo(3) > 0 {
                let answers: [CommandInput] = [
                    .ready(.receiveLeg(leg.number)), .ready(.completeLeg(leg.number, statement: "x")),
                    .ready(.returnLeg(leg.number, reason: "x")),
                ]
                return (random.pick(["partner", "partner-head"]), random.pick(answers))
            }
            if dossier.legs.isEmpty, random.upTo(4) == 0 { return ("head", openLeg) }
            let unit: [CommandInput] = [.ready(.completeStep(remark: "")), .ready(.submit), ask, demand]
            return random.upTo(4) == 0
                ? ("supervisor", .ready(.overrideGate(reason: "x"))) : ("head", random.pick(unit))
        case .awaitingSupplement:
            return ("desk", .recordSupplement(complete: random.upTo(4) > 0, papers: papers))
        case .awaitingPayment: return ("desk", pay(dossier))
        case .finished: return ("desk", .ready(.returnResult(handing)))
        case .refused, .withdrawn, .stopped, .returned: return ("desk", .amend([.phone: "0911111111"]))
        }
    }

    private mutating func anything(about dossier: Dossier) -> CommandInput {
        let rare = random.upTo(12) == 0
        return random.pick([
            .amend([.phone: "09\(10_000_000 + random.upTo(90_000_000))"]), .ready(.recordContact(.call)), ask, demand,
            pay(dossier), .ready(.approveSecondSupplement(ground: "x")), .ready(.approveSecondPayment(ground: "x")),
            .ready(.sendBack(toStep: 2, remark: "x")), .opinion(.ask(unit: "TDC", agency: nil, limit: nil, words: "x")),
            .explainDelay(cause: random.pick(DelayCause.allCases), unit: "ATBX", note: "x"),
            .ready(.correct(reason: "x")),
            .ready(.noteRefund(Refund(amount: Int64(1 + random.upTo(60_000)), ground: "x"))),
            .stop(notice: random.upTo(2) == 0 ? "12/TB" : nil), .ready(.proposeStop(ground: "x")),
            letter(.draft(cause: .workload, unit: "ATBX", newDate: now.adding(minutes: 20 * 1_440), words: .init())),
            letter(.approve), letter(.sign(.head)), letter(.number(symbol: nil)), letter(.send(.email)),
            letter(.deliver(.desk, proof: "x")), letter(.fail(reason: "x")), openLeg, openLeg,
            .ready(.recallLeg(1 + random.upTo(2), reason: "x")), .ready(.completeLeg(1, statement: "x")),
            rare ? .ready(.withdraw) : .ready(.submit),
            rare ? .refuse(reason: "x", ground: "x", advice: "x") : .accept(papers: []),
        ])
    }

    private mutating func consultation(_ opinion: Opinion) -> (login: String, input: CommandInput) {
        let number = opinion.number
        let stranger: [OpinionInput] = [
            .answer(number: number, random.pick(OpinionVerdict.allCases), words: random.pick([nil, "x"])),
            .handOn(number: number, officer: random.pick(["stranger", "officer"])),
        ]
        let head: [OpinionInput] = [.remind(number: number), .withdraw(number: number), .passOver(number: number)]
        return random.upTo(2) == 0
            ? (random.pick(["stranger", "stranger", "officer"]), .opinion(random.pick(stranger)))
            : ("head", .opinion(random.pick(head)))
    }

    /// What the letter says is of no weight here.
    private func letter(_ input: LetterInput) -> CommandInput {
        .letter(input) { PrintedLetter(page: Array($0.title.utf8), plain: Array("\($0)".utf8)) }
    }

    private var papers: [PaperLine] {
        [PaperLine(component: 1, originals: 1, copies: 0, electronic: 0, reused: false)]
    }

    private var ask: CommandInput {
        mutating get {
            let last = calendar.offset.localDate(of: now).adding(days: 3)
            return .askSupplement(
                SupplementRequest(
                    items: [.init(component: 2, text: "ảnh")], reason: "mờ", answerBy: random.pick([nil, last])))
        }
    }

    private var openLeg: CommandInput {
        mutating get {
            let limit = random.pick(["none", "2wd", "6wh", "3d"])
            return .openLeg(
                agency: "H99.15", unit: random.pick(["TN", "QL"]), limit: (try? Limit(parsing: limit)) ?? .none)
        }
    }

    private var demand: CommandInput {
        .ready(.demandPayment(PaymentDemand(amount: 50_000, answerBy: nil)))
    }

    private mutating func pay(_ dossier: Dossier) -> CommandInput {
        receipts += 1
        return .ready(
            .confirmPayment(
                Payment(
                    amount: random.pick([50_000, 60_000, 1]), receiptNumber: "BL \(receipts)",
                    paidAt: dossier.changedAt,
                    means: random.pick(Payment.Means.allCases))))
    }

    private var signing: Signing { Signing(capacity: .head, personalSignature: true, agencySignature: true) }

    private var handing: ResultReturn { ResultReturn(receiver: .applicant, method: .desk, proof: .signature) }
}
