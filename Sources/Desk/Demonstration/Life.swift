import OneStop
import Records
import Store

/// Keys and numbers that a life gets from outside. The first run, which only finds out the times, has none of them.
struct LifeKeys {
    var dossier = DossierID(0)
    var applicant: Int64 = 0
    var serial = 1
    var number = 1
    var letterNumber = 1
    var reference = ""

    /// Keeps a number of a register: the letter's own, or that of every other document.
    mutating func take(_ number: Int, of register: Register) {
        if register.type == LetterText.documentType { letterNumber = number } else { self.number = number }
    }
}

/// One dossier's life, carried out by the real machine step by step. A step that would lie in the future, or comes after
/// one that was refused, is not taken: the life stands where it stands now.
struct Life {
    let stage: Stage
    let story: Story
    let keys: LifeKeys
    var random: SeededGenerator
    var minute = 0
    var division: Cast.Division
    var officer: Actor
    let desk: Actor
    let leader: Actor
    let clerk: Actor
    let supervisor: Actor

    private(set) var state: Dossier?
    private(set) var intake: IntakeSet?
    private(set) var changes: [ChangeSet] = []
    /// Why the machine refused a step; the stories are written so that it never does.
    private(set) var refusal: Refusal?
    private(set) var isOver = false
    /// Its letter of apology, as the steps so far have left it.
    var letter: LetterRow?

    init?(_ stage: Stage, _ story: Story, keys: LifeKeys, seed: UInt64) {
        self.stage = stage
        self.story = story
        self.keys = keys
        var random = SeededGenerator(seed: seed)
        guard let desk = random.pick(stage.cast.desk), let leader = random.pick(stage.cast.leaders),
            let clerk = random.pick(stage.cast.clerks), let supervisor = random.pick(stage.cast.supervisors),
            let division = stage.cast.divisions.first, let officer = division.officers.first
        else { return nil }
        self.desk = desk
        self.leader = leader
        self.clerk = clerk
        self.supervisor = supervisor
        self.division = division
        self.officer = officer
        self.random = random
        tell()
    }

    /// When it began, and the numbers that its documents got.
    var beganAt: Instant? { intake?.dossier.state.changedAt }
    var numbers: [NewDocumentNumber] {
        [intake?.number].compactMap(\.self) + changes.compactMap(\.number)
    }

    /// Chooses who works on the procedure.
    mutating func choosePeople(for version: Office.Version) {
        let divisions = stage.cast.divisions(for: version.procedure.fieldCode, in: stage.office)
        division = random.pick(divisions) ?? division
        officer = random.pick(division.officers) ?? officer
    }

    /// The first step: the dossier comes into being.
    mutating func begin(
        _ version: ProcedureID, at minute: Int, through channel: Channel, _ command: (Intake) -> Command
    ) {
        guard let version = stage.office.versions[version], let agencyCode = stage.agency.code,
            minute >= 0, minute < stage.nowMinute
        else {
            isOver = true
            return
        }
        choosePeople(for: version)
        self.minute = minute
        let instant = stage.instant(minute)
        let day = stage.agency.calendar.offset.localDate(of: instant)
        let terms = Intake(
            id: keys.dossier, code: try? DossierCode(agency: agencyCode, day: day, serial: keys.serial),
            channel: channel,
            helpedAt: stage.agency.id, receivedBy: stage.agency.id, decidedBy: stage.agency.id,
            desk: stage.agency.desk?.id, procedure: version.id, limit: version.limit(through: channel),
            dayZero: version.dayZero,
            restartsAfterSupplement: version.row.restarts)
        let actor = channel == .online ? stage.cast.portal : desk
        do throws(Refusal) {
            let events = try decide(nil, command(terms), context(actor, instant, version))
            guard let event = events.first, let state = apply(event, to: nil) else { throw .noDossier(.takeIn) }
            self.state = state
            intake = set(state, event, version, channel, desk: channel == .online ? nil : actor.user)
        } catch {
            refusal = error
            isOver = true
        }
    }

    /// A later step, by somebody, at a minute of working time.
    mutating func take(_ command: Command, by actor: Actor, at minute: Int, letter: LetterChange? = nil) {
        guard !isOver, let before = state, let version = stage.office.versions[before.procedure] else { return }
        guard minute < stage.nowMinute else {
            isOver = true
            return
        }
        self.minute = max(self.minute, minute)
        let context = context(actor, stage.instant(self.minute), version)
        do throws(Refusal) {
            let events = try decide(before, command, context)
            var change = stage.service.changes(to: before, by: events, in: context)
            change.letter = letter
            changes.append(change)
            state = change.dossier.state
        } catch {
            refusal = error
            isOver = true
        }
    }

    /// Nothing more happens.
    mutating func stop() {
        isOver = true
    }

    private func context(_ actor: Actor, _ now: Instant, _ version: Office.Version) -> Context {
        Context(
            now: now, actor: actor,
            calendar: stage.office.calendar(of: stage.agency.id, procedure: version.procedure.id)
                ?? stage.agency.calendar,
            process: version.steps, policy: stage.agency.policy)
    }

    private mutating func set(
        _ state: Dossier, _ event: Event, _ version: Office.Version, _ channel: Channel, desk: UserID?
    ) -> IntakeSet {
        var number: NewDocumentNumber?
        if case .refusedAtDesk(_, let form) = event.body {
            number = form.number.map { NewDocumentNumber($0, of: state.receivedBy, for: state.id, event) }
        }
        return IntakeSet(
            answer: nil,
            applicant: NewApplicant(
                id: keys.applicant, tenant: stage.tenant, agencies: state.agencies,
                record: Invention.applicant(&random), createdAt: event.at),
            dossier: NewDossier(
                state: state, tenant: stage.tenant, catalogueProcedure: version.procedure.id, applicant: keys.applicant,
                acceptedOn: state.acceptedAt.map { stage.agency.calendar.offset.localDate(of: $0) },
                externalReference: keys.reference),
            events: NewEvents(dossier: state.id, firstSequence: 1, events: [event], states: [state]),
            stay: state.status == .refused
                ? nil
                : NewStay(
                    dossier: state.id, step: 0, name: StayName.intake, unit: state.desk, officer: desk,
                    arrivedAt: event.at),
            papers: NewPapers(
                dossier: state.id, version: version.id, lines: Invention.papers(version, channel, &random),
                receivedAt: event.at),
            number: number)
    }

    /// A form of refusal with the next number of its register.
    func form(_ reason: String, ground: String, advice: String, at minute: Int) -> RefusalForm {
        RefusalForm(
            reason: reason, ground: ground, advice: advice,
            number: stage.agency.formNumber(keys.number, at: stage.instant(minute)))
    }
}
