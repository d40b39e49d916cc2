import ArgumentParser
import PrivateCluster
import Store

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database to this program's schema.",
        discussion: """
            Forward only, under a lock, each migration whole or not at all; run again it does nothing. Connect as the role \
            that owns the schema. A database that a newer program has migrated is refused.
            """)

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let applied = try await told {
            let logger = Log.logger()
            let folder: String
            switch try options.place() {
            case .named(let connection): return try await Database.migrate(connection, logger: logger)
            case .own(let own): folder = own
            }
            let cluster = try PrivateCluster.open(at: folder, logger: logger)
            do {
                let applied = try await Database.migrate(cluster.conninfo, logger: logger)
                try cluster.close()
                return applied
            } catch {
                try? cluster.close()
                throw error
            }
        }
        Output.answer(
            applied.isEmpty
                ? "The schema is up to date." : "Applied: \(applied.map(String.init).joined(separator: ", ")).")
    }
}
