import ArgumentParser
import Desk
import OneStop

/// What reports of an agency and a period ask for.
struct ReportPeriodOptions: ParsableArguments {
    @Option(help: "The code of the agency that decides the dossiers.")
    var agency: String

    @Option(help: "The first day, as 2011-05-01.", transform: ReportPeriodOptions.day)
    var from: LocalDate

    @Option(help: "The last day.", transform: ReportPeriodOptions.day)
    var to: LocalDate

    @Option(help: "text, csv or json.")
    var format = ReportFormat.text

    func validate() throws {
        guard from <= to else { throw ValidationError("--to lies before --from.") }
    }

    /// The agency's figures of the period.
    func figures<Figures>(
        from options: DatabaseOptions, _ count: (DeskService, Desk.Office.Agency, Period) async throws -> Figures
    ) async throws -> Figures {
        try await told {
            try await options.withDatabase { database in
                let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
                guard let period = Period(from: from, to: to),
                    let found = try await desk.directory.office().agency(code: agency)
                else { throw CommandFailure(text: "There is no agency \(agency). Check the code.") }
                return try await count(desk, found, period)
            }
        }
    }

    @Sendable static func day(_ text: String) throws -> LocalDate {
        guard let day = LocalDate(iso: text) else {
            throw ValidationError("\"\(text)\" is no day; write it as 2011-05-01.")
        }
        return day
    }
}
