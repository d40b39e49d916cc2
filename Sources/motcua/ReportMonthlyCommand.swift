import ArgumentParser
import Desk
import OneStop
import Records
import Reports

struct ReportMonthlyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monthly",
        abstract: "Form II.06a/VPCP/KSTT of a month: by field, by unit, and every late dossier with its cause.",
        discussion: """
            --cutoff says which days the month has: calendar, its first to its last; state, from the 15th of the month \
            before to the 14th. The figures are as of the last of them or now, whichever comes first; --as-of sets now.

            --waiting says how a dossier that waits for a supplement is counted, for two versions of the form are in use: \
            within-limit, in progress within the limit (column 12); on-time, resolved on time (column 9), and received \
            anew when it comes back. The choice is printed under the table.

            Nothing is printed unless 3 = 4 + 5 + 6 = 7 + 11, 7 = 8 + 9 + 10, 11 = 12 + 13 and column 6 is what the month \
            before left in its column 11, in every row.

            A month that was frozen is printed as it was then, and standard error says who froze it and how much is \
            counted otherwise now. --present or --as-of counts anew.
            """)

    @Option(help: "The code of the agency that decides the dossiers.")
    var agency: String

    @Option(
        help: "The month, as 2011-05.",
        transform: { text in
            guard let month = ReportMonth(iso: text) else {
                throw ValidationError("\"\(text)\" is no month; write it as 2011-05.")
            }
            return month
        })
    var period: ReportMonth

    @Option(help: "calendar or state.")
    var cutoff: CutOff

    @Option(help: "Count as of this instant, as 2011-05-20T12:00:00+07:00.")
    var asOf: InstantArgument?

    @Option(help: "What waits for a supplement: within-limit or on-time.")
    var waiting = WaitingRule.withinLimit

    @Option(help: "text, csv or json.")
    var format = ReportFormat.text

    @Flag(help: "With --format csv: the dossiers that the form names instead of its tables.")
    var list = false

    @Flag(help: "Count anew, also where the month is frozen.")
    var present = false

    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        guard !list || format == .csv else {
            throw ValidationError("--list goes with --format csv; text and json have the lists already.")
        }
    }

    func run() async throws {
        let (form, remark) = try await told {
            try await options.withDatabase { database -> (MonthlyForm, String?) in
                let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
                guard let found = try await desk.directory.office().agency(code: agency) else {
                    throw CommandFailure(text: "There is no agency \(agency). Check the code.")
                }
                let request = MonthlyRequest(month: period, cutOff: cutoff, waiting: waiting)
                let now = SystemClock.now()
                if !present, asOf == nil, let known = try await desk.frozenMonth(request, of: found, at: now) {
                    return (known.frozen.form, known.frozen.remark(known.differences))
                }
                return (try await desk.monthly(request, of: found, now: asOf?.instant ?? now), nil)
            }
        }
        if let remark { Output.remark(remark) }
        switch format {
        case .text: Output.answer(form.text)
        case .csv: Output.raw(list ? form.listCSV() : form.csv())
        case .json: Output.answer(form.json)
        }
    }
}

extension CutOff: ExpressibleByArgument {}
extension WaitingRule: ExpressibleByArgument {}

extension FrozenMonth {
    /// Who froze the month, and what has changed since.
    fileprivate func remark(_ differences: FrozenDifferences) -> String {
        let since =
            differences.isNothing
            ? "Nothing has changed since."
            : "Now \(differences.columns.count) columns would be others, \(differences.count) dossiers are counted otherwise and the lists would say something else of \(differences.named.count); --present counts anew."
        return "Frozen \(row.frozenAt.rfc3339(in: offset)) by \(row.frozenBy). \(since)"
    }
}
