import ArgumentParser
import Desk
import OneStop
import Reports

struct ReportApologiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apologies",
        abstract: "An agency's late dossiers of a period by their letters of apology.",
        discussion: """
            Late is what ended in the period after its due date, and what is open past it at the period's last instant or \
            now, whichever comes first; --as-of sets now. Each is in exactly one class: letter on time, afterwards, \
            missing, or not kept by the system it was imported from.
            """)

    @OptionGroup var asked: ReportPeriodOptions

    @Option(help: "Count as of this instant, as 2011-05-20T12:00:00+07:00.")
    var asOf: InstantArgument?

    @Option(help: "Rows by unit, cause or procedure.")
    var by: ApologyGrouping?

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let figures = try await asked.figures(from: options) { desk, agency, period in
            try await desk.apologies(of: agency, in: period, by: by, now: asOf?.instant ?? SystemClock.now())
        }
        let report = ApologyReport(
            period: figures.period, asOf: figures.asOf, offset: figures.offset, grouping: by, total: figures.total,
            rows: figures.rows)
        switch asked.format {
        case .text: Output.answer(report.text)
        case .csv: Output.raw(report.csv())
        case .json: Output.answer(report.json)
        }
    }
}

extension ApologyGrouping: ExpressibleByArgument {}
