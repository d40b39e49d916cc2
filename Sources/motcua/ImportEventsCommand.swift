import ArgumentParser
import Store

struct ImportEventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Import an event log: one row a step, the columns of the case repeated on each.",
        discussion: """
            The file is comma-, semicolon- or tab-separated text in UTF-8 with a heading. --columns names a JSON file that \
            says which column holds what (docs/examples/permit-receipt.columns.json).

            What is missing is made: the agency with its zone, units, officers who cannot sign in, the procedure "imported". \
            The promised date is kept as given. A case that ends before it starts or later than now, has a date that does \
            not exist, no key or columns that differ from row to row is refused whole, with its line and reason; nothing else \
            is lost. All that is not refused comes in, or nothing does. Importing again adds nothing.

            Exit status: 0 all in; 1 some cases refused; 2 nothing done.
            """)

    @OptionGroup var options: ImportOptions

    func run() async throws { try await options.run(.steps) }
}
