import Foundation
package import Logging
import PQ
import PrivateCluster
package import Store
import Synchronization

/// A migrated database of a test's own, on a PostgreSQL that all tests of the machine's user share.
///
/// The server is started by the first test process and stopped by the last; its files lie in memory where the machine has
/// room there. Each process migrates one template; a database is a copy of it, made in some tens of milliseconds, or of a
/// ``TestTemplate``. What a killed process left behind is dropped by the next one. At most ``most`` are in use at once;
/// `make` waits for one to be given back.
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
    let owner: OwnerSession

    private init(name: String, conninfo: String) throws {
        self.name = name
        self.conninfo = conninfo
        owner = OwnerSession(conninfo)
        database = try Database(conninfo, maxConnections: 4, logger: quietLogger)
    }

    deinit {
        let (database, owner, name) = (database, owner, name)
        Task.detached {
            await owner.close()
            await database.close()
            await TestCluster.shared.drop(name)
        }
    }

    /// A new database. It is dropped when the last reference to it goes.
    package static func make() async throws -> TestDatabase {
        try await make(from: TestTemplate("migrated") { _ in }).test
    }

    /// A new database that begins as a template says, and what the template keeps.
    package static func make<Kept: Sendable>(
        from template: TestTemplate<Kept>
    ) async throws -> (test: TestDatabase, kept: Kept) {
        let (name, conninfo, kept) = try await TestCluster.shared.create(from: template)
        return (try TestDatabase(name: name, conninfo: conninfo), kept)
    }

    /// Runs a test on a database of its own.
    package static func with<Value>(_ body: (Database) async throws -> Value) async throws -> Value {
        let test = try await make()
        let value = try await body(test.database)
        return withExtendedLifetime(test) { value }
    }

    /// Runs statements as the owner, as for what no use case does.
    package func script(_ sql: String) async throws {
        try await owner.use { connection throws(PQError) in try await connection.script(SQLScript(unsafe: sql)) }
    }
}

/// How databases of many tests begin, made once in a process. The name tells it from others.
package struct TestTemplate<Kept: Sendable>: Sendable {
    let name: String
    let prepare: @Sendable (Database) async throws -> Kept

    /// - Parameter prepare: fills a migrated database; what it gives goes to every test.
    package init(_ name: String, _ prepare: @escaping @Sendable (Database) async throws -> Kept) {
        self.name = name
        self.prepare = prepare
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

        /// File by file, which takes a quarter of the time of page by page where files lie in memory.
        func copy(of template: String, to name: String) async throws {
            try await maintenance.script(
                SQLScript(
                    unsafe: """
                        create database \(name) template \(template) strategy file_copy
                        """))
        }
    }

    private var opening: Task<Open, any Error>?
    private var prepared: [String: Task<any Sendable, any Error>] = [:]
    private var made = 0
    private var inUse = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private let process = ProcessInfo.processInfo.processIdentifier

    func create<Kept: Sendable>(
        from template: TestTemplate<Kept>
    ) async throws -> (name: String, conninfo: String, kept: Kept) {
        await takePlace()
        do {
            let open = try await opened()
            let kept = try await kept(of: template, on: open)
            made += 1
            let name = "test_\(process)_\(made)"
            try await open.copy(of: "\(open.template)_\(template.name)", to: name)
            return (name, open.cluster.conninfo(database: name), kept)
        } catch {
            givePlaceBack()
            throw error
        }
    }

    private func kept<Kept: Sendable>(of template: TestTemplate<Kept>, on open: Open) async throws -> Kept {
        let task =
            prepared[template.name]
            ?? Task {
                let name = "\(open.template)_\(template.name)"
                try await open.copy(of: open.template, to: name)
                let database = try Database(
                    open.cluster.conninfo(database: name), maxConnections: 4, logger: quietLogger)
                let result: Result<Kept, any Error>
                do { result = .success(try await template.prepare(database)) } catch { result = .failure(error) }
                await database.close()
                return try result.get()
            }
        prepared[template.name] = task
        guard let kept = try await task.value as? Kept else { throw TwoTemplates(name: template.name) }
        return kept
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
        let folder = "\(memory ?? "/tmp")/motcua-tests-\(getuid())"
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

    /// Where files lie in memory, if there is room for as many databases as there may be.
    private static var memory: String? {
        let folder = "/dev/shm"
        let free = try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? Int
        return (free ?? 0) > 2 << 30 && access(folder, W_OK) == 0 ? folder : nil
    }

    private static let names = Statement<Void, String>(
        "select datname::text from pg_database where datname ~ '^(test|template)_[0-9]+'",
        decode: { row throws(PQError) in try row.text() }, prepared: false)
}

/// A mistake in the tests: two templates of one name keep different things.
private struct TwoTemplates: Error {
    var name: String
}

/// Leaves the cluster when the process ends; the last to leave stops the server.
private enum TestClusterAtExit {
    private static let cluster = Mutex<PrivateCluster?>(nil)

    static func keep(_ opened: PrivateCluster) {
        cluster.withLock { $0 = opened }
        atexit { TestClusterAtExit.cluster.withLock { cluster in try? cluster?.close() } }
    }
}
