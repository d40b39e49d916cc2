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
            "The folder of the program's own PostgreSQL, used when no database is named; else MOTCUA_DATA, else .motcua. It comes before MOTCUA_DATABASE."
    )
    var data: String?

    @Option(help: "A JSON file with settings; else MOTCUA_CONFIG. Flags and environment come before it.")
    var config: String?

    /// Where the database is.
    enum Place {
        /// A libpq connection string or URI.
        case named(String)
        /// The folder of the program's own PostgreSQL.
        case own(folder: String)

        /// That folder; nil for a database that was named.
        var folder: String? {
            switch self {
            case .named: nil
            case .own(let folder): folder
            }
        }
    }

    /// What was named nearest to the command line; of one level a database comes before a folder.
    func place() throws -> Place {
        // Read in any case, so that a key that nobody knows is refused whatever else is given.
        let file = try SettingsFile.read(config)
        if database != nil, data != nil {
            throw ValidationError(
                "--database and --data name two databases. Give the one that is meant.")
        }
        let levels = [
            (database, data), (Environment.value("MOTCUA_DATABASE"), Environment.value("MOTCUA_DATA")),
            (file.database, file.data),
        ]
        for (connection, folder) in levels {
            if let connection { return .named(connection) }
            if let folder { return .own(folder: folder) }
        }
        return .own(folder: ".motcua")
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
        let folder: String
        switch try place() {
        case .named(let connection): return try await use(connection, nil, logger, connections, body)
        case .own(let own): folder = own
        }
        let cluster = try PrivateCluster.open(at: folder, logger: logger)
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
