import ArgumentParser
import Desk
import OneStop
import Records

struct DutiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duties", abstract: "What somebody has to see to because of the time.",
        subcommands: [DutiesBoardCommand.self, DutiesRunCommand.self], defaultSubcommand: DutiesBoardCommand.self)
}

struct DutiesBoardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board",
        abstract: "Each unit's board: what is about to be late, and what already is.",
        discussion: "at risk · apology due today · apology missing · late in receipt · overdue · silent as last swept")

    @Option(help: "One agency's code; every agency when it is left out.")
    var agency: String?

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let text = try await told {
            try await options.withDatabase { database in
                let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
                let office = try await desk.directory.office()
                let agencies = office.agencies.values.filter { agency == nil || $0.row.code == agency }
                guard !agencies.isEmpty else {
                    guard agency == nil else { throw DeskError.notFound("The agency") }
                    throw CommandFailure(text: "There is no agency yet. Make one: motcua office apply FILE.")
                }
                var lines: [String] = []
                for agency in agencies.sorted(by: { $0.row.code < $1.row.code }) {
                    lines += Self.lines(try await desk.board(of: agency, at: SystemClock.now()))
                }
                return lines.joined(separator: "\n")
            }
        }
        Output.answer(text)
    }

    private static func lines(_ board: Board) -> [String] {
        var lines = ["\(board.agency.row.code)  \(board.agency.row.name)"]
        lines.append("  at risk  due today  missing  late receipt  overdue  silent  unit")
        for line in board.lines {
            let numbers = BoardFigure.allCases.map { column(line.counts[$0], $0.width) }
            lines.append("  \(numbers.joined(separator: "  "))  \(line.unit?.code ?? "-") \(line.unit?.name ?? "")")
        }
        return lines
    }

    private static func column(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

extension BoardFigure {
    /// As wide as its heading.
    fileprivate var width: Int {
        switch self {
        case .atRisk, .apologyMissing, .openOverdue: 7
        case .apologyDueToday: 9
        case .receiptLate: 12
        case .silent: 6
        }
    }
}
