import Foundation
package import Logging
import PQ
import PrivateCluster
package import Store
import Synchronization

/// A migrated database of a test's own, on a PostgreSQL that all tests of the machine's user share.
///
/// The server is started by the first test process and stopped by the last. Each process migrates one template; a
/// database is a copy of it, made in some tens of milliseconds. What a killed process left behind is dropped by the
/// next one. At most ``most`` are in use at once; `make` waits for one to be given back.
///
/// ```swift
/// try await TestDatabase.with { database in … }
/// ```
package final class TestDatabase: Sendable {
    /// So many databases, each with up to four sessions, are in use at once.
    package static let most = 8

    /// The use cases' door to it, under the service's role.
    package let database: Database
    /// For a connection of the test's own, as the owner.
    package let conninfo: String
    private let name: String

    private init(name: String, conninfo: String) throws {
        self.name = name
        self.conninfo = conninfo
        database = try Database(conninfo, maxConnections: 4, logger: quietLogger)
    }

    deinit {
        let (database, name) = (database, name)
        Task.detached {
            await database.close()
            await TestCluster.shared.drop(name)
        }
    }

    /// A new database. It is dropped when the last reference to it goes.
    package static func make() async throws -> TestDatabase {
        let (name, conninfo) = try await TestCluster.shared.create()
        return try TestDatabase(name: name, conninfo: conninfo)
    }

    /// Runs a test on a database of its own.
    package static func with<Value>(_ body: (Database) async throws -> Value) async throws -> Value {
        let test = try await make()
        let value = try await body(test.database)
        return withExtendedLifetime(test) { value }
    }

    /// Runs statements as the owner, as for what no use case does.
    package func script(_ sql: String) async throws {
        let connection = try await Connection.connect(try .patient(conninfo), logger: quietLogger)
        do {
            try await connection.script(SQLScript(unsafe: sql))
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }
}

extension ConnectionSettings {
    /// For what a test prepares: a crowded machine may take longer for it than a caller of the program would wait.
    static func patient(_ conninfo: String) throws -> ConnectionSettings {
        var settings = try ConnectionSettings(conninfo)
        settings.statementTimeout = .seconds(300)
        settings.lockTimeout = .seconds(120)
        return settings
    }
}

/// Says nothing.
package let quietLogger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

/// The shared server and the databases on it.
private actor TestCluster {
    static let shared = TestCluster()

    private struct Open {
        var cluster: PrivateCluster
        var maintenance: Connection
        var template: String
    }

    private var opening: Task<Open, any Error>?
    private var made = 0
    private var inUse = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private let process = ProcessInfo.processInfo.processIdentifier

    func create() async throws -> (name: String, conninfo: String) {
        await takePlace()
        do {
            let open = try await opened()
            made += 1
            let name = "test_\(process)_\(made)"
            try await open.maintenance.script(SQLScript(unsafe: "create database \(name) template \(open.template)"))
            return (name, open.cluster.conninfo(database: name))
        } catch {
            givePlaceBack()
            throw error
        }
    }

    func drop(_ name: String) async {
        if let open = try? await opened() {
            // A database that stays is dropped by the next process.
            try? await open.maintenance.script(SQLScript(unsafe: "drop database if exists \(name) with (force)"))
        }
        givePlaceBack()
    }

    private func takePlace() async {
        if inUse < TestDatabase.most {
            inUse += 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func givePlaceBack() {
        if waiting.isEmpty {
            inUse -= 1
        } else {
            waiting.removeFirst().resume()
        }
    }

    private func opened() async throws -> Open {
        if let opening { return try await opening.value }
        let process = process
        let task = Task { try await Self.open(for: process) }
        opening = task
        return try await task.value
    }

    private static func open(for process: Int32) async throws -> Open {
        let folder = "/tmp/motcua-tests-\(getuid())"
        let settings = ClusterSettings.volatile.setting("max_connections", to: "200")
        let cluster = try PrivateCluster.open(at: folder, settings: settings, logger: quietLogger)
        TestClusterAtExit.keep(cluster)
        let maintenance = try await Connection.connect(
            try .patient(cluster.conninfo(database: "postgres")), logger: quietLogger)
        for name in try await maintenance.query(names, ()) {
            let parts = name.split(separator: "_")
            guard parts.count > 1, let owner = Int32(parts[1]), kill(owner, 0) != 0 else { continue }
            try await maintenance.script(SQLScript(unsafe: "drop database if exists \(name) with (force)"))
        }
        let template = "template_\(process)"
        try await maintenance.script(SQLScript(unsafe: "create database \(template)"))
        _ = try await Database.migrate(cluster.conninfo(database: template), logger: quietLogger)
        return Open(cluster: cluster, maintenance: maintenance, template: template)
    }

    private static let names = Statement<Void, String>(
        "select datname::text from pg_database where datname ~ '^(test|template)_[0-9]+'",
        decode: { row throws(PQError) in try row.text() }, prepared: false)
}

/// Leaves the cluster when the process ends; the last to leave stops the server.
private enum TestClusterAtExit {
    private static let cluster = Mutex<PrivateCluster?>(nil)

    static func keep(_ opened: PrivateCluster) {
        cluster.withLock { $0 = opened }
        atexit { TestClusterAtExit.cluster.withLock { cluster in try? cluster?.close() } }
    }
}
