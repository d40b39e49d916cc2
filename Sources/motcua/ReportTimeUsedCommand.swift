import ArgumentParser
import Desk
import OneStop
import Reports

struct ReportTimeUsedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "time-used",
        abstract: "Whose hands used the time of the dossiers that ended in a period.",
        discussion: """
            Working time by the calendar of --agency from acceptance to the end: at the desk until the hand-over, in a unit \
            or with an officer, before the leader, with the clerk, at other agencies, and waiting for the applicant. The \
            rows add up to the whole. What legs took by their own agencies' calendars, and what decisions on contested \
            reckonings moved, stands beside.
            """)

    @OptionGroup var asked: ReportPeriodOptions

    @Option(help: "Rows by unit, officer or leg.")
    var by: TimeGrouping

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let figures = try await asked.figures(from: options) { desk, agency, period in
            try await desk.timeFigures(of: agency, in: period, by: by, now: SystemClock.now())
        }
        switch asked.format {
        case .text: Output.answer(figures.text)
        case .csv: Output.raw(figures.csv())
        case .json: Output.answer(figures.json)
        }
    }
}

extension TimeGrouping: ExpressibleByArgument {}
