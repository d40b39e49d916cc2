import ArgumentParser
import Store

struct ImportDossiersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossiers",
        abstract: "Import a list of dossiers: one row each, as an office exports its old system.",
        discussion: """
            The file is comma-, semicolon- or tab-separated text in UTF-8 with a heading, such as a spreadsheet saves as \
            CSV. --columns names a JSON file that says which column holds what, and which columns had merged cells: there \
            an empty cell stands for the last one above that is not (docs/examples/danh-sach-ho-so.columns.json).

            What is missing is made: the agency with its zone, units, officers who cannot sign in, procedures. The promised \
            date is kept as given. A row without a reference, with a date that does not exist, that ends before it starts or \
            later than now is refused with its line and reason. A dossier that stands there twice is taken once when both \
            rows say the same, and refused when they differ. All that is not refused comes in, or nothing does. Importing \
            again adds nothing.

            Exit status: 0 all in; 1 some dossiers refused; 2 nothing done.
            """)

    @OptionGroup var options: ImportOptions

    func run() async throws { try await options.run(.dossiers) }
}
