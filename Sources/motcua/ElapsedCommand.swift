import ArgumentParser
import OneStop

struct ElapsedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "elapsed", abstract: "How much working time lies between two instants.",
        discussion: """
            workingDays counts the working days after the day zero of --from, up to the date of --to; workingMinutes the \
            whole minutes of open sessions between the two instants.
            """)

    @Option(help: "The first instant, with its offset.")
    var from: InstantArgument

    @Option(help: "The second instant, not before the first.")
    var to: InstantArgument

    @OptionGroup var calendar: CalendarOptions

    func run() async throws {
        do {
            let elapsed = try calendar.compiled().elapsed(from: from.instant, to: to.instant)
            Output.answer("workingDays: \(elapsed.workingDays)\nworkingMinutes: \(elapsed.workingMinutes)")
        } catch let refusal as ClockRefusal {
            throw CommandFailure(text: refusal.explanation)
        }
    }
}
