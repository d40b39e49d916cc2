import ArgumentParser
import OneStop
import Reports

struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Look at a calendar; decide about an agency's.",
        subcommands: [
            Show.self, CalendarDecisionsCommand.self, CalendarDecideCommand.self, CalendarApplyCommand.self,
            CalendarUndoCommand.self,
        ])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "The days of a year that are not as their weekday, and how many are worked.")

        @Option(help: "The year.")
        var year: Int

        @OptionGroup var calendar: CalendarOptions

        func validate() throws {
            guard (1...9999).contains(year) else { throw ValidationError("--year must be from 1 to 9999.") }
        }

        func run() async throws {
            let compiled = try calendar.compiled()
            guard let first = LocalDate(year: year, month: 1, day: 1),
                let last = LocalDate(year: year, month: 12, day: 31)
            else { return }
            var lines: [String] = []
            var worked = 0
            for number in first.dayNumber...last.dayNumber {
                let day = LocalDate(dayNumber: number)
                if compiled.isWorkingDay(day) { worked += 1 }
                let ground = compiled.calendar.ground(of: day)
                if case .week = ground { continue }
                let hours = compiled.sessions(on: day).map(\.text).joined(separator: " ")
                lines.append("\(day.iso) \(day.weekday.key)  \(hours.isEmpty ? "closed" : hours)  \(ground.english)")
            }
            lines.append("\(worked) working days in \(year)")
            lines.append(
                compiled.calendar.isConfirmed(year: year)
                    ? "confirmed" : "not confirmed: dates that touch this year are provisional")
            Output.answer(lines.joined(separator: "\n"))
        }
    }
}
