import ArgumentParser
import Desk
import OneStop
import Records
import Store

struct MessagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "messages", abstract: "See what is told to applicants and other systems, and what could not be.",
        subcommands: [MessagesListCommand.self, MessagesRetryCommand.self],
        defaultSubcommand: MessagesListCommand.self)
}

struct MessagesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Print messages, the newest first: number, state, way, event, dossier, attempts.",
        discussion: """
            One line for each, fields separated by tabs, with the last failure at the end. What a person is told is not shown.

            Example:
              motcua messages --failed
            """)

    @Option(help: "One agency's code; every agency when it is left out.") var agency: String?
    @Flag(help: "Only what has failed and is not tried any more.") var failed = false
    @Option(help: "At most so many, 1 to 1000.") var limit = 50
    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 1000.") }
    }

    func run() async throws {
        try await told {
            try await options.withDatabase { database in
                let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
                let office = try await desk.directory.office()
                let agencies = try agency.map { [try office.required($0).id] } ?? Array(office.agencies.keys)
                let input = MessagesInput(state: failed ? .failed : nil, limit: limit)
                let found = try await desk.messages(input, of: agencies, in: office)
                Output.answer(found.messages.map(line).joined(separator: "\n"))
            }
        }
    }

    private func line(_ message: MessageRow) -> String {
        let way = message.subscription.map { "webhook \($0)" } ?? message.channel
        return [
            String(message.id), message.state, way, message.kind, message.code ?? "-", String(message.attempts),
            message.failure ?? "",
        ].joined(separator: "\t")
    }
}

struct MessagesRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Have a message that failed, or waits, tried again at once.",
        discussion: """
            The number is the one that `motcua messages` shows. The running `serve` tries it within two seconds.

            Example:
              motcua messages retry 12
            """)

    @Argument(help: "The message's number.") var message: Int64
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await told {
            try await options.withDatabase { database in
                let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
                let office = try await desk.directory.office()
                try await desk.retryMessage(message, of: Array(office.agencies.keys), at: SystemClock.now())
                Output.remark("Message \(message) is tried again.")
            }
        }
    }
}
