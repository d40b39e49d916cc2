import ArgumentParser
import Logging
import PrivateCluster
import Store

/// Which database a command works on.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A libpq connection string or URI; else MOTCUA_DATABASE.",
            discussion: "The role it names must be a member of motcua_service; `motcua migrate` needs the owner."))
    var database: String?

    @Option(
        help:
            "The folder of the program's own PostgreSQL, used when no database is named; else MOTCUA_DATA, else .motcua."
    )
    var data: String?

    @Option(help: "A JSON file with settings; else MOTCUA_CONFIG. Flags and environment come before it.")
    var config: String?

    /// The connection string that was given, if any.
    func connection() throws -> String? {
        try database ?? Environment.value("MOTCUA_DATABASE") ?? SettingsFile.read(config).database
    }

    /// The folder of the private cluster.
    func folder() throws -> String {
        try data ?? Environment.value("MOTCUA_DATA") ?? SettingsFile.read(config).data ?? ".motcua"
    }

    /// Runs the body on the database, with the schema in place.
    ///
    /// A private cluster is brought to the program's schema first; a database that was named is only checked, since
    /// changing it is its owner's decision.
    func withDatabase<Value>(_ body: (Database) async throws -> Value) async throws -> Value {
        try await withDatabase(logger: Log.logger()) { database, _ in try await body(database) }
    }

    /// The same, with the cluster, if it is the program's own.
    func withDatabase<Value>(
        logger: Logger, connections: Int? = nil, _ body: (Database, PrivateCluster?) async throws -> Value
    ) async throws -> Value {
        if let connection = try connection() {
            return try await use(connection, nil, logger, connections, body)
        }
        let cluster = try PrivateCluster.open(at: try folder(), logger: logger)
        do {
            _ = try await Database.migrate(cluster.conninfo, logger: logger)
            let value = try await use(cluster.conninfo, cluster, logger, connections, body)
            try cluster.close()
            return value
        } catch {
            // The body's error is the one to tell.
            try? cluster.close()
            throw error
        }
    }

    private func use<Value>(
        _ connection: String, _ cluster: PrivateCluster?, _ logger: Logger, _ connections: Int?,
        _ body: (Database, PrivateCluster?) async throws -> Value
    ) async throws -> Value {
        let database = try Database(connection, maxConnections: connections ?? 10, logger: logger)
        do {
            try await database.verifySchema()
            let value = try await body(database, cluster)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}
