import OneStop
import Records
import Store

/// Everything the stories share: the office, its people, its working time, and what "now" is.
struct Stage: Sendable {
    /// A time and a procedure at which an application could have come in.
    struct Opening: Sendable {
        var version: ProcedureID
        var minute: Int
        var deadline: Deadline?
        /// Where the deadline lies on the line; nil without a limit.
        var due: Int?
    }

    /// What letters of apology are made with.
    struct Letters: Sendable {
        var forms: [LetterForm]
        /// Of those who may sign.
        var names: [UserID: String]
        var print: LetterPrinter
    }

    let service: DeskService
    let office: Office
    let agency: Office.Agency
    let tenant: AgencyID
    let cast: Cast
    let letters: Letters
    let timeline: WorkTimeline
    let now: Instant
    /// Where now lies on the line.
    let nowMinute: Int
    let today: LocalDate
    /// Today, or the next working day.
    let workday: LocalDate
    let openings: [Opening]

    /// Instants are told to the second; a story's minute never reaches now.
    func instant(_ minute: Int) -> Instant { timeline.instant(minute) }

    init(
        _ service: DeskService, office: Office, agency: Office.Agency, cast: Cast, letters: Letters, months: Int,
        seed: UInt64, now: Instant
    ) throws {
        self.service = service
        self.office = office
        self.agency = agency
        tenant = agency.row.tenant
        self.cast = cast
        self.letters = letters
        self.now = now
        today = agency.calendar.offset.localDate(of: now)
        let timeline = WorkTimeline(
            agency.calendar, from: today.adding(months: -months), through: today.adding(days: 500))
        self.timeline = timeline
        nowMinute = timeline.minute(of: now)
        workday = timeline.day(of: timeline.opening(of: today))
        var random = SeededGenerator(seed: seed)
        var openings: [Opening] = []
        for version in office.versions.values.sorted(by: { $0.id < $1.id }) where version.procedure.agency == agency.id
        {
            var minute = 10
            while minute < nowMinute - 5 {
                let start = timeline.instant(minute)
                let day = agency.calendar.offset.localDate(of: start)
                let calendar = office.calendar(of: agency.id, procedure: version.procedure.id) ?? agency.calendar
                if version.row.validFrom <= day, version.row.validTo.map({ day < $0 }) ?? true {
                    let deadline = try calendar.deadline(
                        version.limit, from: start, dayZero: version.dayZero, sameDayHour: agency.policy.sameDayHour)
                    openings.append(
                        Opening(
                            version: version.id, minute: minute, deadline: deadline,
                            due: deadline.map { timeline.minute(of: $0.due) }))
                }
                minute += random.among(90...200)
            }
        }
        self.openings = openings
    }

    /// One of the openings that fit; any of them when none does, so that a day on which nothing fits (before the first
    /// opening, after Tết) still has its dossiers.
    func opening(_ random: inout SeededGenerator, where fits: (Opening) -> Bool) -> Opening? {
        random.pick(openings.filter(fits)) ?? random.pick(openings.filter { $0.due != nil }) ?? openings.first
    }
}
