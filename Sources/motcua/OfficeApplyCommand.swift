import ArgumentParser
import Desk
import JSONText
import Reports
import Store

struct OfficeApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Make an office, or bring it to what a document says.",
        discussion: """
            The document is JSON: agencies (trees of them) with their units, one of which is the desk, users and their roles, \
            calendars, and procedures with versions, checklist and internal process. See docs/examples/second-office.json \
            for a small one and docs/examples/demonstration-office.json for a whole department.

            Everything is named by codes, so the same document can be applied again and again: what is there already is not \
            written again, a changed name is changed, a new unit is added. Users, units and procedures that the document \
            does not name stay; rights that it does not give to a user it names are taken away. A published version never \
            changes, since dossiers are pinned to it: give it "validTo" and publish the next number. People, units and \
            letterheads that an administrator has changed on the pages stay as they are, and standard error says so; \
            --overwrite takes the document's word for them.

            With "demonstration" the document also asks for invented dossiers, relative to today; they are made once.

            All of the office is stored or nothing; the demonstration's dossiers come after it, all or none. What was \
            created or changed goes to standard error.

            Examples:
              motcua office apply docs/examples/second-office.json
              motcua office apply office.json --check

            Exit status: 0 done, 1 nothing done, 2 the office is stored and its demonstration is not.
            """)

    @Argument(help: "The document.", completion: .file(extensions: ["json"]))
    var file: String

    @Flag(help: "Read and check the document only; no database is needed.")
    var check = false

    @Flag(help: "Take the document's word also for what an administrator has changed on the pages.")
    var overwrite = false

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await told {
            let document = try document()
            if check {
                Output.remark("The document is well formed. Nothing was stored.")
                return
            }
            try await options.withDatabase { database in try await apply(document, to: database) }
        }
    }

    private func apply(_ document: OfficeDocument, to database: Database) async throws {
        let changes = try await document.apply(to: database, overwriting: overwrite)
        for change in changes { Output.remark(change.explanation) }
        if changes.isEmpty { Output.remark("The office is as the document says; nothing was changed.") }
        guard let demonstration = document.demonstration else { return }
        let directory = OfficeDirectory(database: database)
        let service = DeskService(database: database, directory: directory)
        let added: Int
        do {
            added = try await service.demonstrate(
                demonstration, at: SystemClock.now(), print: { $0.printed })
        } catch let error as DeskError {
            Output.remark("The office is stored, its demonstration is not. \(error.detail)")
            throw ExitCode(2)
        }
        Output.remark(
            added == 0
                ? "The demonstration's dossiers are there already."
                : "Added \(added) invented dossiers to \(demonstration.agency).")
    }

    private func document() throws -> OfficeDocument {
        do {
            return try OfficeDocument(try JSONValue(parsing: try Files.read(file)))
        } catch let error as JSONError {
            throw CommandFailure(text: "The file \(file) is not valid JSON: \(error.description).")
        } catch let error as DeskError {
            throw CommandFailure(text: "The file \(file) is refused: \(error.detail)")
        }
    }
}
