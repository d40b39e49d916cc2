import ArgumentParser
import Desk
import OneStop

/// Which calendar a command counts by.
struct CalendarOptions: ParsableArguments {
    @Option(name: .customLong("calendar"), help: "A calendar as JSON (see docs/operations.md); else Viet Nam's.")
    var file: String?

    func compiled() throws -> CompiledCalendar {
        let calendar: WorkCalendar
        if let file {
            do {
                calendar = try CalendarDocument.parse(String(decoding: try Files.read(file), as: UTF8.self))
            } catch let error as DeskError {
                throw ValidationError("Calendar \(file): \(error.detail)")
            }
        } else {
            calendar = .vietNam
        }
        return try CompiledCalendar(calendar)
    }
}

extension DayZeroRule: ExpressibleByArgument {}

/// An instant on the command line.
struct InstantArgument: ExpressibleByArgument {
    var instant: Instant

    init?(argument: String) {
        guard let instant = try? Instant(rfc3339: argument) else { return nil }
        self.instant = instant
    }
}
