import ArgumentParser
import Desk
import OneStop
import Reports

struct ReportLegsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "legs",
        abstract: "What other agencies were asked for in a period: answered early, on time and late, or still open.",
        discussion: """
            Legs of dossiers that --agency decides. A leg counts as ended in the period in which it was answered, as open \
            as of the period's last instant or now (--as-of), each by its own limit on its own agency's calendar.

            A leg may be late while the whole dossier is in time, and the reverse: the last two columns count both. csv and \
            json have every class of legs by every class of their dossiers.
            """)

    @OptionGroup var asked: ReportPeriodOptions

    @Option(help: "Rows by agency, which has the legs, or by procedure.")
    var by = LegGrouping.agency

    @Option(help: "Count as of this instant, as 2011-05-20T12:00:00+07:00.")
    var asOf: InstantArgument?

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let figures = try await asked.figures(from: options) { desk, agency, period in
            try await desk.legFigures(of: agency, in: period, by: by, now: asOf?.instant ?? SystemClock.now())
        }
        switch asked.format {
        case .text: Output.answer(figures.text)
        case .csv: Output.raw(figures.csv())
        case .json: Output.answer(figures.json)
        }
    }
}

extension LegGrouping: ExpressibleByArgument {}
