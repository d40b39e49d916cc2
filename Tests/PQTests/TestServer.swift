import Foundation
import Logging
import PQ

/// A PostgreSQL of these tests' own: made at first use, on a Unix socket in a temporary folder, without `fsync`.
///
/// `postgres` refuses to run as root, so the programs are started as the user `postgres` then. A watching shell ends the server
/// and removes the folder when the test process is gone, however it went.
final class TestServer: Sendable {
    static let shared = try! TestServer()

    let folder: String

    private static let programs: String = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap(Int.init).max() ?? 15
        return "\(root)/\(newest)/bin"
    }()

    init() throws {
        folder = "/tmp/pqtests-\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0...9999))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if getuid() == 0 { try Self.run("chown postgres '\(folder)'") }
        try Self.run(asServer("initdb -D '\(folder)/data' -U postgres --auth=trust -E UTF8 --no-locale --no-sync"))
        try start()
        try Self.run(
            """
            (while kill -0 \(ProcessInfo.processInfo.processIdentifier) 2>/dev/null; do sleep 0.5; done
            \(asServer("pg_ctl -D '\(folder)/data' -m immediate stop")); rm -rf '\(folder)') >/dev/null 2>&1 &
            """)
    }

    /// The settings of a session on it.
    var settings: ConnectionSettings {
        get throws { try ConnectionSettings("host=\(folder) user=postgres dbname=postgres") }
    }

    func start() throws {
        let options = "-k \(folder) -c listen_addresses= -c fsync=off -c max_connections=400 -c deadlock_timeout=50ms"
        try Self.run(asServer("pg_ctl -D '\(folder)/data' -w -l '\(folder)/log' -o \"\(options)\" start"))
    }

    /// Stops at once, as a crash would.
    func stop() throws {
        try Self.run(asServer("pg_ctl -D '\(folder)/data' -w -m immediate stop"))
    }

    private func asServer(_ command: String) -> String {
        let prefix = getuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : ""
        return "cd / && \(prefix)\(Self.programs)/\(command)"
    }

    private static func run(_ command: String) throws {
        // Foundation's `Process` waits for every heir of its descriptors, and a server started by `pg_ctl` is one for life.
        // `swift test` waits for every heir of its pipes as well, so nothing is left to inherit.
        for descriptor in Int32(3)..<1024 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        guard system("exec </dev/null >/dev/null 2>&1\n\(command)") == 0 else {
            throw Failure(command: command)
        }
    }

    struct Failure: Error {
        let command: String
    }
}

let quiet = Logger(label: "pq-tests", factory: { _ in SwiftLogNoOpLogHandler() })

/// A pool for the time of a test.
func withPool<Value>(
    on server: TestServer = .shared, max: Int = 4, queue: Int = 1000, lease: Duration = .seconds(20),
    drain: Duration = .seconds(2), _ body: (Pool) async throws -> Value
) async throws -> Value {
    var configuration = PoolConfiguration(try server.settings)
    configuration.maxConnections = max
    configuration.queueLimit = queue
    configuration.leaseTimeout = lease
    configuration.drainTimeout = drain
    let pool = Pool(configuration, logger: quiet)
    do {
        let value = try await body(pool)
        await pool.close()
        return value
    } catch {
        await pool.close()
        throw error
    }
}

/// A connection for the time of a test.
func withConnection<Value>(
    on server: TestServer = .shared, statementTimeout: Duration = .seconds(30),
    _ body: (Connection) async throws -> Value
) async throws -> Value {
    var settings = try server.settings
    settings.statementTimeout = statementTimeout
    let connection = try await Connection.connect(settings, logger: quiet)
    do {
        let value = try await body(connection)
        await connection.close()
        return value
    } catch {
        await connection.close()
        throw error
    }
}

/// The error that `body` throws, as one of PQ's.
func failure(_ body: () async throws -> some Any) async -> PQError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? PQError
    }
}

/// Waits until `condition` holds, ten seconds at most, giving way in between.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    let limit = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < limit {
        if try await condition() { return true }
        await Task.yield()
    }
    return false
}
