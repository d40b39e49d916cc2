import ArgumentParser
import Desk
import JSONText
import OneStop
import Records
import Store

struct TransferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "Bring an agency that goes into another one there, by a decision.",
        discussion: """
            Communes that are merged, a department that gets another code: dossiers, rights and what is reported go to the \
            successor; codes, dates and promises stay as they are.
            """,
        subcommands: [
            TransferDecideCommand.self, TransferApplyCommand.self, TransferWithdrawCommand.self, TransfersCommand.self,
        ])
}

/// Who decides. Where the operating system vouches, an account says whose act it is.
struct TransferDecider: ParsableArguments {
    @Option(help: "The code of the agency that this person is of.") var agency: String
    @Option(help: "The login of somebody who administers both agencies.") var by: String
    @OptionGroup var options: DatabaseOptions

    func withDesk<Value>(_ body: (DeskService, Principal) async throws -> Value) async throws -> Value {
        try await options.withDesk(by, of: agency, body)
    }
}

struct TransferDecideCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Enter a decision from a file as a draft and say what it would do.",
        discussion: """
            The file is JSON: agency, successor, number, date, issuer, effectiveOn and, where a unit has no namesake in the \
            successor, units (see docs/api.md). Nothing changes before the draft is applied.

              motcua transfer decide hop-nhat.json --agency H99 --by quantri
              motcua transfer apply 1 --agency H99 --by quantri
            """)

    @Argument(help: "The file.", completion: .file(extensions: ["json"])) var file: String
    @OptionGroup var decider: TransferDecider

    func run() async throws {
        let input = try Self.read(Files.read(file))
        let preview = try await decider.withDesk { desk, principal in
            var id: AgencyTransferID?
            _ = try await desk.draftTransfer(input, by: principal, at: SystemClock.now()) { view in
                id = view.row.id
                return .unsaid
            }
            return try await desk.previewTransfer(id ?? AgencyTransferID(0), by: principal)
        }
        Output.answer(preview.text)
    }

    private static func read(_ bytes: [UInt8]) throws -> TransferInput {
        do {
            var fields = try FieldReader(try JSONValue(parsing: bytes))
            let input = try TransferInput(&fields)
            try fields.finish()
            return input
        } catch let error as FieldError {
            throw DeskError(error)
        } catch let error as JSONError {
            throw DeskError(error)
        }
    }
}

struct TransferApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Say that a draft holds, or go on with a transfer that was broken off.",
        discussion: """
            Before its day a decision waits: a program that serves carries it out when the day comes, and so does this \
            command, run again then.
            """)

    @Argument(help: "The decision's key, as `motcua transfer list` prints it.") var key: Int64
    @OptionGroup var decider: TransferDecider

    func run() async throws {
        try await decider.withDesk { desk, principal in
            let id = AgencyTransferID(key)
            let view = try await desk.transfer(id, for: principal)
            if view.row.state == .draft || view.row.state == .applied {
                _ = try await desk.applyTransfer(id, by: principal, at: SystemClock.now()) { _ in .unsaid }
            }
            while let row = try await desk.carryOut(id, at: SystemClock.now()) {
                switch row.state {
                case .applying: try await Task.sleep(for: .seconds(1))
                case .applied:
                    Output.answer("Transfer \(key) is applied: \(row.moved) dossiers went to \(view.successorCode).")
                    return
                case .draft, .waiting:
                    Output.answer("Transfer \(key) waits for \(row.effectiveOn.iso).")
                    return
                }
            }
        }
    }
}

struct TransferWithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Make a decision that waits for its day a draft again.")

    @Argument(help: "The decision's key, as `motcua transfer list` prints it.") var key: Int64
    @OptionGroup var decider: TransferDecider

    func run() async throws {
        try await decider.withDesk { desk, principal in
            _ = try await desk.withdrawTransfer(AgencyTransferID(key), by: principal, at: SystemClock.now()) { _ in
                .unsaid
            }
        }
        Output.answer("Transfer \(key) is a draft again.")
    }
}

struct TransfersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the transfers of a tree of agencies, the newest first.",
        discussion:
            "One line for each, fields separated by tabs: key, state, progress, agency, successor, day of effect, number, date."
    )

    @OptionGroup var decider: TransferDecider

    func run() async throws {
        let views = try await decider.withDesk { desk, principal in
            try await desk.transfers(of: nil, state: nil, before: nil, limit: 100, for: principal).views
        }
        let lines = views.map { view in
            let row = view.row
            return [
                "\(row.id.rawValue)", row.state.rawValue, "\(row.moved) of \(row.toMove.map { "\($0)" } ?? "?")",
                view.agencyCode, view.successorCode, row.effectiveOn.iso, row.number, row.decidedOn.iso,
            ].joined(separator: "\t")
        }
        Output.answer(lines.isEmpty ? "There are no transfers." : lines.joined(separator: "\n"))
    }
}

extension TransferPreview {
    /// What goes where, in lines.
    fileprivate var text: String {
        let row = view.row
        var lines = [
            "Transfer \(row.id.rawValue), a draft: \(view.agencyCode) (\(view.agencyName)) goes into \(view.successorCode) "
                + "(\(view.successorName)) on \(row.effectiveOn.iso), by decision \(row.label).",
            "Dossiers that go: \(counts.decided) it decides, \(counts.received) it received for others, "
                + "\(counts.uncollected) results to collect; \(counts.legs) legs of other agencies' dossiers.",
        ]
        for count in units {
            let successor = row.units.first { $0.unit == count.unit }?.successor
            func named(_ unit: UnitID?) -> String { unit.flatMap { view.office.unit($0)?.code } ?? "no unit" }
            lines.append("  \(named(count.unit)) → \(named(successor ?? count.unit)): \(count.dossiers)")
        }
        lines += [
            "Letters of apology to draft anew: \(counts.letters). Notices of duties that go: \(counts.notices).",
            "Staff: \(counts.accounts) accounts, \(counts.appointments) rights; \(counts.procedures) procedures it keeps.",
            "Closed dossiers, which keep its name: \(counts.closed).",
        ]
        return lines.joined(separator: "\n")
    }
}
