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

    @Option(help: "The code of the agency that decides the dossiers.")
    var agency: String

    @Option(help: "The first day, as 2011-05-01.", transform: ReportOnTimeCommand.day)
    var from: LocalDate

    @Option(help: "The last day.", transform: ReportOnTimeCommand.day)
    var to: LocalDate

    @Option(help: "Count as of this instant, as 2011-05-20T12:00:00+07:00.")
    var asOf: InstantArgument?

    @Option(help: "Rows by \(OnTimeGrouping.allCases.map(\.rawValue).joined(separator: ", ")).")
    var by: OnTimeGrouping?

    @Option(help: "text, csv or json.")
    var format = ReportFormat.text

    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        guard from <= to else { throw ValidationError("--to lies before --from.") }
    }

    func run() async throws {
        guard let period = Period(from: from, to: to) else { return }
        let figures = try await told {
            try await options.withDatabase { database in
                let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
                guard let found = try await desk.directory.office().agency(code: agency) else {
                    throw CommandFailure(text: "There is no agency \(agency). Check the code.")
                }
                return try await desk.onTime(of: found, in: period, by: by, now: asOf?.instant ?? SystemClock.now())
            }
        }
        let report = OnTimeReport(
            period: figures.period, asOf: figures.asOf, offset: figures.offset, grouping: by?.rawValue,
            total: figures.total,
            rows: figures.rows.map { OnTimeReport.Row(key: $0.key, label: $0.label, figures: $0.figures) })
        switch format {
        case .text: Output.answer(report.text)
        case .csv: Output.raw(report.csv())
        case .json: Output.answer(report.json)
        }
    }

    @Sendable private static func day(_ text: String) throws -> LocalDate {
        guard let day = LocalDate(iso: text) else {
            throw ValidationError("\"\(text)\" is no day; write it as 2011-05-01.")
        }
        return day
    }
}

extension OnTimeGrouping: ExpressibleByArgument {}
