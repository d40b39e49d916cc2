import ArgumentParser
import Desk
import OneStop
import Reports

struct ReportOnTimeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "on-time",
        abstract: "What an agency received and resolved in a period, early, on time and late.",
        discussion: """
            Dates are local dates of the agency, both included. The figures are as of the period's last instant or now, \
            whichever comes first: state, due date and pauses as they were then. --as-of sets now.

            Every dossier is in exactly one class: carried over + received = resolved + open + paused.
            """)

    @OptionGroup var asked: ReportPeriodOptions

    @Option(help: "Count as of this instant, as 2011-05-20T12:00:00+07:00.")
    var asOf: InstantArgument?

    @Option(help: "Rows by \(OnTimeGrouping.allCases.map(\.rawValue).joined(separator: ", ")).")
    var by: OnTimeGrouping?

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let figures = try await asked.figures(from: options) { desk, agency, period in
            try await desk.onTime(of: agency, in: period, by: by, now: asOf?.instant ?? SystemClock.now())
        }
        let report = OnTimeReport(
            period: figures.period, asOf: figures.asOf, offset: figures.offset, grouping: by?.rawValue,
            total: figures.total,
            rows: figures.rows.map { OnTimeReport.Row(key: $0.key, label: $0.label, figures: $0.figures) })
        switch asked.format {
        case .text: Output.answer(report.text)
        case .csv: Output.raw(report.csv())
        case .json: Output.answer(report.json)
        }
    }
}

extension OnTimeGrouping: ExpressibleByArgument {}
