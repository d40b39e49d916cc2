import ArgumentParser
import Desk
import OneStop
import Store

struct DutiesRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Sweep the duties once, as `motcua serve` does every minute.",
        discussion: """
            Whatever somebody has to see to and was not told yet becomes a notice; what has been seen to is settled. Running \
            it again, or beside a program that serves, says nothing twice. Prints for each agency how many notices were \
            raised and settled.
            """)

    @Option(help: "One agency's code; every agency when it is left out.")
    var agency: String?

    @Option(help: "As of this time, not after now and not before the last sweep, such as 2026-02-09T10:00:00+07:00.")
    var now: InstantArgument?

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let present = SystemClock.now()
        let asOf = now?.instant ?? present
        guard asOf <= present else {
            throw ValidationError("--now lies in the future: its notices would say what has not happened.")
        }
        let report = try await told {
            try await options.withDatabase { database in
                let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
                return try await desk.sweep(agency, at: asOf)
            }
        }
        for line in report.lines {
            Output.answer("\(line.agency)  raised \(line.counts.raised)  settled \(line.counts.settled)")
        }
        if report.isOthers { Output.remark("Another program is sweeping the duties and does the rest.") }
        // Without a time of its own the command has only come second to a program that serves.
        if !report.later.isEmpty, now != nil {
            let codes = report.later.joined(separator: ", ")
            throw CommandFailure(
                text: """
                    Already swept as of a later time than \(asOf.rfc3339(in: .vietnam)), and time does not go back: \(codes). \
                    Leave --now out, or name a later time.
                    """)
        }
    }
}
