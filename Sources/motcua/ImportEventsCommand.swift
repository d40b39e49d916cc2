import ArgumentParser
import Desk
import Glibc
import OneStop
import Records
import Store

struct ImportEventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Import an event log: one row a step, the columns of the case repeated on each.",
        discussion: """
            The file is comma-, semicolon- or tab-separated text in UTF-8 with a heading. --columns names a JSON file that \
            says which column holds what (docs/examples/permit-receipt.columns.json).

            What is missing is made: the agency with its zone, units, officers who cannot sign in, the procedure "imported". \
            The promised date is kept as given. A case that ends before it starts, has a date that does not exist, no key or \
            columns that differ from row to row is refused whole, with its line and reason; nothing else is lost. All that is \
            not refused comes in, or nothing does. Importing again adds nothing.

            Exit status: 0 all in; 1 some cases refused; 2 nothing done.
            """)

    @Argument(help: "The event log.")
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
            "Write the rows of refused cases here, with their line and reason; written anew by each import that can read the log."
    )
    var rejects: String?

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let outcome: ImportOutcome
        let rejected: OutputFile?
        do {
            (outcome, rejected) = try await told { try await bringIn() }
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

    private func bringIn() async throws -> (ImportOutcome, OutputFile?) {
        let map = try ColumnMap(parsing: try Files.read(columns))
        let log = try LogFile(file)
        let bar = ProgressBar(total: log.size)
        let rejected = try rejects.map { try OutputFile($0, besides: log) }
        defer { bar.end() }
        let outcome = try await options.withDatabase { database in
            try await EventLogImport(
                database: database, agency: agency, map: map, offset: utcOffset, isDryRun: dryRun
            ).run(
                open: { try LogFile(file).pieces }, progress: { bar.show($0) },
                rejects: rejected.map { target in { bytes in try target.write(bytes) } })
        }
        return (outcome, rejected)
    }

    private static func text(of error: any Error) -> String {
        if let failure = error as? CommandFailure { return failure.text }
        return ImportEventsCommand.message(for: error)
    }
}

extension ImportOutcome {
    /// What a person should know beside the answer, a line each.
    fileprivate func remarks(isDryRun: Bool) -> [String] {
        var lines: [String] = []
        let made = isDryRun ? "Would make" : "Made"
        if isNewAgency, verdict != .nothingDone {
            lines.append("\(made) the agency, with the zone \(offset.text).")
        }
        for (what, names) in [
            ("units", newUnits), ("officers without sign-in", newOfficers), ("procedures", newProcedures),
        ]
        where !names.isEmpty {
            lines.append(
                "\(made) \(names.count) \(what): \(names.prefix(20).joined(separator: ", "))\(names.count > 20 ? ", …" : "")."
            )
        }
        for channel in unmappedChannels {
            lines.append(
                "Warning: channel \"\(channel.name)\" is not in the map; \(channel.count) dossiers count as direct.")
        }
        for refusal in refused {
            let name = refusal.reference.map { "\($0) " } ?? ""
            lines.append("Refused: \(name)(line \(refusal.line)): \(refusal.reason).")
        }
        if counts.refused > refused.count {
            lines.append("… and \(counts.refused - refused.count) more; --rejects FILE has all.")
        }
        return lines
    }

    /// Why nothing came in, and what to do.
    fileprivate var whyNothing: String {
        counts.rows == 0
            ? "Nothing was imported and nothing was made: the file has a heading and no rows. Check how it was exported."
            : "Nothing was imported and nothing was made: every case was refused. Correct the rows and import again."
    }

    /// The answer.
    fileprivate func summary(isDryRun: Bool) -> String {
        let added = counts.ended + counts.open
        return """
            \(isDryRun ? "would import" : "imported") \(added) dossiers (\(counts.ended) ended, \(counts.open) open) with \
            \(counts.steps) steps
            already there \(counts.known)
            refused \(counts.refused)
            steps before the start \(counts.stepsBeforeStart), after the end \(counts.stepsAfterEnd)
            """
    }
}
