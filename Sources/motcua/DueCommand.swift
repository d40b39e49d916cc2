import ArgumentParser
import Desk
import OneStop
import Reports

struct DueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "When is it due? The law's clock, for one limit or for a file of them.",
        discussion: """
            Limits: 8wh (working hours), 5wd (working days), 25d (calendar days), 1mo (months), 0wd (the same day), a sum \
            such as 5wd+25d, or none.

              motcua due --from 2026-02-09T10:00:00+07:00 --limit 5wd --explain
              motcua due --batch < cases.csv      # header from,limit -> from,limit,due,provisional,error
            """)

    @Option(help: "When it was accepted: a time with its offset, such as 2026-02-09T10:00:00+07:00.")
    var from: InstantArgument?

    @Option(help: "The limit, such as 5wd.")
    var limit: String?

    @Option(
        help:
            "Which day is day zero: working (the day of acceptance, or the next working day) or received (the date as it is)."
    )
    var dayZero: DayZeroRule = .working

    @OptionGroup var calendar: CalendarOptions

    @Flag(help: "Say of every day whether it counted, and why.")
    var explain = false

    @Flag(help: "Read cases from standard input; exit with 1 if any row was bad.")
    var batch = false

    func validate() throws {
        if batch {
            guard from == nil, limit == nil, !explain else {
                throw ValidationError(
                    "--batch reads from and limit from its rows; leave --from, --limit and --explain out.")
            }
        } else {
            guard from != nil, limit != nil else {
                throw ValidationError("Give --from and --limit, or --batch with a file on standard input.")
            }
        }
    }

    func run() async throws {
        let compiled = try calendar.compiled()
        if batch {
            guard try DueBatch(calendar: compiled, dayZero: dayZero).run() else { throw ExitCode(1) }
            return
        }
        guard let from, let limit else { return }
        let preview = try await told {
            try DuePreview(
                try DeskService.limit(limit), from: from.instant, dayZero: dayZero,
                sameDayHour: CompiledCalendar.usualSameDayHour, by: compiled, explained: explain)
        }
        Output.answer(preview.deadline?.due.rfc3339(in: compiled.offset) ?? "none")
        if preview.deadline?.provisional ?? false {
            Output.remark("Provisional: the calendar of a year it touches is not confirmed yet.")
        }
        if explain, let ledger = preview.ledger { Output.answer(LedgerText.text(of: ledger)) }
    }
}
