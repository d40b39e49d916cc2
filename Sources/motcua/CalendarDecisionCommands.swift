import ArgumentParser
import Desk
import JSONText
import OneStop
import Records
import Store

/// Who decides about whose calendar. Where the operating system vouches, an account says whose act it is.
struct CalendarDecider: ParsableArguments {
    @Option(help: "The code of the agency whose calendar it is.") var agency: String
    @Option(help: "The login of the supervisor or coordinator who decides.") var by: String
    @OptionGroup var options: DatabaseOptions

    func withDesk<Value>(_ body: (DeskService, Principal) async throws -> Value) async throws -> Value {
        try await options.withDesk(by, of: agency, body)
    }
}

extension DatabaseOptions {
    /// The use cases, with an account that acts by itself.
    func withDesk<Value>(
        _ login: String, of agency: String, _ body: (DeskService, Principal) async throws -> Value
    ) async throws -> Value {
        try await told {
            try await withDatabase { database in
                let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
                let office = try await desk.directory.office()
                let account = try await database.required(login, of: agency)
                let appointments = try await database.account(login: login, tenant: account.tenant)?.appointments ?? []
                return try await body(
                    desk, Principal(account: account, appointments: appointments, office: office))
            }
        }
    }
}

struct CalendarDecisionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decisions", abstract: "Print the decisions about an agency's calendars, the newest first.",
        discussion:
            "One line for each, fields separated by tabs: key, state, progress, number, date, what it is for, reason.")

    @OptionGroup var decider: CalendarDecider

    func run() async throws {
        let views = try await decider.withDesk { desk, principal in
            try await desk.calendarDecisions(
                of: decider.agency, state: nil, before: nil, limit: 100, for: principal
            ).views
        }
        let lines = views.map { view in
            [
                "\(view.row.id.rawValue)", view.row.state.rawValue, view.progress, view.decision.number,
                view.decision.date.iso, view.procedure ?? "agency", view.decision.reason,
            ].joined(separator: "\t")
        }
        Output.answer(lines.isEmpty ? "There are no decisions." : lines.joined(separator: "\n"))
    }
}

struct CalendarDecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Enter a decision from a file and move the dossiers it concerns.",
        discussion: """
            The file is JSON: number, date, issuer, reason, and any of off, work, hours, confirms (see docs/api.md). It may be \
            entered late, for days past. Dates never move before the one the receipt printed; dossiers that wait for their \
            applicant and those that are over stay as they are.

              motcua calendar decide bao-so-3.json --agency H99.14 --by long.vh --preview
              motcua calendar decide bao-so-3.json --agency H99.14 --by long.vh
            """)

    @Argument(help: "The file.", completion: .file(extensions: ["json"])) var file: String
    @Option(help: "For one procedure only, by its code; it goes before what the file says.") var procedure: String?
    @Flag(help: "Say what would move and change nothing.") var preview = false
    @OptionGroup var decider: CalendarDecider

    func run() async throws {
        try await decider.withDesk { desk, principal in
            var input = try Self.read(Files.read(file))
            input.agency = decider.agency
            input.procedure = procedure ?? input.procedure
            if preview {
                let found = try await desk.previewCalendarDecision(
                    input, after: nil, limit: 20, by: principal, at: SystemClock.now())
                Output.answer(CalendarPreviewText.text(of: found))
                return
            }
            var id: CalendarDecisionID?
            _ = try await desk.draftCalendarDecision(input, by: principal, at: SystemClock.now(), key: nil) { view in
                id = view.row.id
                return .unsaid
            }
            guard let id else { return }
            try await apply(id, desk, principal)
        }
    }

    private static func read(_ bytes: [UInt8]) throws -> CalendarDecisionInput {
        do {
            var fields = try FieldReader(try JSONValue(parsing: bytes))
            let input = try CalendarDecisionInput(&fields)
            try fields.finish()
            return input
        } catch let error as FieldError {
            throw DeskError(error)
        } catch let error as JSONError {
            throw DeskError(error)
        }
    }
}

struct CalendarApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Put a draft into effect, or go on with a decision whose moving was broken off.",
        discussion: "A program that serves goes on with it by itself.")

    @Argument(help: "The decision's key, as `motcua calendar decisions` prints it.") var key: Int64
    @OptionGroup var decider: CalendarDecider

    func run() async throws {
        try await decider.withDesk { desk, principal in
            let view = try await desk.calendarDecision(CalendarDecisionID(key), for: principal)
            switch view.row.state {
            case .applying, .undoing: try await carryOut(view.row.id, desk)
            case .draft, .applied, .undone: try await apply(view.row.id, desk, principal)
            }
        }
    }
}

struct CalendarUndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take a decision out of effect; the open dossiers it moved go back.")

    @Argument(help: "The decision's key, as `motcua calendar decisions` prints it.") var key: Int64
    @Option(help: "Why.") var reason: String
    @OptionGroup var decider: CalendarDecider

    func run() async throws {
        try await decider.withDesk { desk, principal in
            let id = CalendarDecisionID(key)
            _ = try await desk.undoCalendarDecision(id, reason: reason, by: principal, at: SystemClock.now()) { _ in
                .unsaid
            }
            try await carryOut(id, desk)
        }
    }
}

private func apply(_ id: CalendarDecisionID, _ desk: DeskService, _ principal: Principal) async throws {
    _ = try await desk.applyCalendarDecision(id, by: principal, at: SystemClock.now()) { _ in .unsaid }
    try await carryOut(id, desk)
}

/// Until nothing is left to move, also of what another program takes in by the former calendar meanwhile.
private func carryOut(_ id: CalendarDecisionID, _ desk: DeskService) async throws {
    while let row = try await desk.carryOut(id, at: SystemClock.now()) {
        switch row.state {
        case .applying, .undoing: try await Task.sleep(for: .seconds(1))
        case .applied:
            Output.answer("Decision \(id.rawValue) is applied: \(row.moved) dossiers moved.")
            return
        case .undone:
            Output.answer("Decision \(id.rawValue) is undone: \(row.putBack) dossiers went back.")
            return
        case .draft: return
        }
    }
}

extension Answer {
    /// For a caller that reads what it wants to know elsewhere.
    static var unsaid: Answer { Answer(status: 200, etag: nil, location: nil, body: []) }
}

extension CalendarDecisionView {
    fileprivate var progress: String {
        switch row.state {
        case .draft: "-"
        case .applying, .applied: "\(row.moved) of \(row.toMove.map { "\($0)" } ?? "?")"
        case .undoing, .undone: "\(row.putBack) of \(row.toPutBack.map { "\($0)" } ?? "?")"
        }
    }
}
