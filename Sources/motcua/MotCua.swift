import ArgumentParser

@main
struct MotCua: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "motcua",
        abstract: "The case-processing back end of a Vietnamese one-stop desk (một cửa).",
        discussion: """
            Dossiers come in, are processed, signed and returned; the law's clock runs all the while.

            Where a database is needed it is named by --database or MOTCUA_DATABASE (a libpq connection string or URI). \
            Without one the program keeps a PostgreSQL of its own in --data or MOTCUA_DATA (default: .motcua here), starts \
            it when nothing has and stops it when it is the last to leave.

            Settings: flags before environment before the JSON file named by --config or MOTCUA_CONFIG.
            Standard output carries only the answer; progress and remarks go to standard error.
            """,
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, MigrateCommand.self, OfficeCommand.self, UserCommand.self, TokenCommand.self,
            CatalogueCommand.self, CalendarCommand.self, DueCommand.self, ElapsedCommand.self, ImportCommand.self,
            ReportCommand.self, TransferCommand.self,
            DutiesCommand.self, MessagesCommand.self, DoctorCommand.self, ClockBenchCommand.self,
        ])
}

struct OfficeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office", abstract: "Make and change offices from one document.",
        subcommands: [OfficeApplyCommand.self])
}

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take dossiers over from other systems.",
        subcommands: [ImportEventsCommand.self, ImportDossiersCommand.self])
}

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Print figures that add up.",
        subcommands: [
            ReportOnTimeCommand.self, ReportMonthlyCommand.self, ReportLegsCommand.self, ReportTimeUsedCommand.self,
            ReportApologiesCommand.self, ReportApologyRegisterCommand.self,
        ])
}
