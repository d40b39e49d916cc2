import ArgumentParser
import Desk
import OneStop
import Records
import Store

struct CatalogueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Procedures in versions: check, publish, compare, carry from office to office.",
        discussion: """
            A version is a draft until it is published by a decision; from then on it never changes, and dossiers keep the \
            one they were taken in under. Nobody takes in under a draft.

            Examples:
              motcua catalogue import docs/examples/danh-muc-khcn.json --format json --agency H99.14
              motcua catalogue check --agency H99.14
              motcua catalogue publish 2.002381 1 --agency H99.14 --decision 12/QĐ-UBND --date 2026-11-20 --from 2026-12-01
              motcua catalogue difference 2.002381 1 2 --agency H99.14
              motcua catalogue export --agency H99.14 --format csv > danh-muc.csv
            """,
        subcommands: [
            CatalogueImportCommand.self, CatalogueExportCommand.self, CatalogueCheckCommand.self,
            CatalogueDifferenceCommand.self, CataloguePublishCommand.self, CatalogueDeleteCommand.self,
        ])
}

/// Whose catalogue a command works on.
struct CatalogueOptions: ParsableArguments {
    @Option(help: "The code of the agency whose procedures they are.")
    var agency: String

    @OptionGroup var options: DatabaseOptions

    /// Runs the body with the agency found.
    func withCatalogue<Value>(_ body: (DeskService, Office.Agency) async throws -> Value) async throws -> Value {
        try await told {
            try await options.withDatabase { database in
                let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
                return try await body(desk, try await desk.directory.office().required(agency))
            }
        }
    }
}

extension CatalogueDocument.Format: ExpressibleByArgument {}

struct CatalogueImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make drafts of a file's procedures and versions.",
        discussion: """
            The file is one that `motcua catalogue export` wrote, or one like it. A draft that is there already is changed \
            to what the file says; a published version never is: the same content is passed over, another is refused. A \
            procedure is taken with all its versions or not at all, and importing again changes nothing.

            Exit status: 0 all in; 1 some refused; 2 nothing done.
            """)

    @Argument(help: "The file.", completion: .file(extensions: ["json", "csv"]))
    var file: String

    @Option(help: "json or csv.")
    var format: CatalogueDocument.Format

    @Flag(help: "Say what would be done and keep nothing.")
    var dryRun = false

    @OptionGroup var catalogue: CatalogueOptions

    func run() async throws {
        let outcome: CatalogueImportOutcome
        do {
            outcome = try await bringIn()
        } catch {
            Output.remark("Nothing was imported. \((error as? CommandFailure)?.text ?? Self.message(for: error))")
            throw ExitCode(2)
        }
        for version in outcome.created { Output.remark("made draft \(version.number) of \(version.code)") }
        for version in outcome.changed { Output.remark("changed draft \(version.number) of \(version.code)") }
        for refusal in outcome.refused {
            Output.remark(
                "Refused: \(refusal.code ?? "a procedure") (\(refusal.place)): \(refusal.detail) [\(refusal.rule)]")
        }
        let did = dryRun ? "would make" : "made"
        Output.answer(
            """
            \(did) \(outcome.created.count) drafts
            changed \(outcome.changed.count)
            already there \(outcome.unchanged.count)
            refused \(outcome.refused.count)
            """)
        guard !outcome.refused.isEmpty else { return }
        throw ExitCode(outcome.created.isEmpty && outcome.changed.isEmpty && outcome.unchanged.isEmpty ? 2 : 1)
    }

    private func bringIn() async throws -> CatalogueImportOutcome {
        let document = try await told {
            try CatalogueDocument(parsing: try Files.read(file), as: format)
        }
        return try await catalogue.withCatalogue { desk, agency in
            try await desk.importCatalogue(document, into: agency, isDryRun: dryRun)
        }
    }
}

struct CatalogueExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print an agency's procedures with all their versions.",
        discussion: """
            Drafts and published versions alike; which of them are published is each office's own act and not in the file. \
            What is imported from it and exported again is the same to the byte.
            """)

    @Argument(help: "One procedure only, by its code.")
    var code: String?

    @Option(help: "json or csv.")
    var format = CatalogueDocument.Format.json

    @OptionGroup var catalogue: CatalogueOptions

    func run() async throws {
        let document = try await catalogue.withCatalogue { desk, agency in
            try await desk.exportCatalogue(of: agency.row.code, code: code, for: .operatingSystem(agency.id))
        }
        Output.raw(document.bytes(as: format))
    }
}
