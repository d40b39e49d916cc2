import ArgumentParser
import Desk
import Glibc
import OneStop
import Store

/// What every import is told, and how it goes.
struct ImportOptions: ParsableArguments {
    @Argument(help: "The file.")
    var file: String

    @Option(help: "The code of the agency that decides the dossiers.")
    var agency: String

    @Option(help: "Which column holds what, as JSON.")
    var columns: String

    @Option(
        help: ArgumentHelp(
            "The office's zone, such as +01:00; kept with a new agency (default +07:00).",
            discussion:
                "Its local dates are the report's dates. Times that carry their own offset are understood by it."),
        transform: { text in
            guard let offset = UTCOffset(text) else {
                throw ValidationError("--utc-offset is written +07:00, not \(text).")
            }
            return offset
        })
    var utcOffset: UTCOffset?

    @Flag(help: "Say what would be done and keep nothing.")
    var dryRun = false

    @Option(
        help:
            "Write the refused rows here, with their line and reason; written anew by each import that can read the file."
    )
    var rejects: String?

    @OptionGroup var options: DatabaseOptions

    /// Imports, says what came of it, and ends with the exit status that tells it (contract, section 8).
    func run(_ rows: StagedRows) async throws {
        let outcome: ImportOutcome
        let rejected: OutputFile?
        do {
            (outcome, rejected) = try await told { try await bringIn(rows) }
        } catch {
            Output.remark("Nothing was imported. \(Self.text(of: error))")
            throw ExitCode(2)
        }
        for line in outcome.remarks(isDryRun: dryRun) { Output.remark(line) }
        if outcome.verdict == .nothingDone { Output.remark(outcome.whyNothing) }
        Output.answer(outcome.summary(isDryRun: dryRun))
        try rejected?.finish()
        switch outcome.verdict {
        case .allIn: return
        case .someRefused: throw ExitCode(1)
        case .nothingDone: throw ExitCode(2)
        }
    }

    private func bringIn(_ rows: StagedRows) async throws -> (ImportOutcome, OutputFile?) {
        let map = try ColumnMap(parsing: try Files.read(columns), of: rows)
        let log = try LogFile(file)
        let bar = ProgressBar(total: log.size)
        let rejected = try rejects.map { try OutputFile($0, besides: log) }
        defer { bar.end() }
        let outcome = try await options.withDatabase { database in
            try await CaseImport(
                database: database, agency: agency, map: map, offset: utcOffset, isDryRun: dryRun,
                now: SystemClock.now()
            ).run(
                open: { try LogFile(file).pieces }, progress: { bar.show($0) },
                rejects: rejected.map { target in { bytes in try target.write(bytes) } })
        }
        return (outcome, rejected)
    }

    private static func text(of error: any Error) -> String {
        if let failure = error as? CommandFailure { return failure.text }
        return ImportCommand.message(for: error)
    }
}
