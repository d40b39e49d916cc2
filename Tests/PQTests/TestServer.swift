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
    private let options: String
    /// The port on 127.0.0.1, for TLS only.
    private let port: UInt16?

    private static let programs: String = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap(Int.init).max() ?? 15
        return "\(root)/\(newest)/bin"
    }()

    /// - Parameters:
    ///   - options: further options of `postgres`.
    ///   - tls: whether it listens on a free port with a certificate that it made for itself.
    init(options: String = "", tls: Bool = false) throws {
        self.options = options
        port = tls ? Self.freePort() : nil
        folder = "/tmp/pqtests-\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0...9999))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if getuid() == 0 { try Self.run("chown postgres '\(folder)'") }
        try Self.run(Self.asServer("initdb -D '\(folder)/data' -U postgres --auth=trust -E UTF8 --no-locale --no-sync"))
        if tls {
            let files = "-keyout \(folder)/data/server.key -out \(folder)/data/server.crt"
            let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
            try Self.run(Self.asServer("openssl req -x509 \(key) -days 2 -subj /CN=localhost \(files)"))
        }
        try start()
        try Self.run(
            """
            (while kill -0 \(ProcessInfo.processInfo.processIdentifier) 2>/dev/null; do sleep 0.5; done
            \(Self.asServer("pg_ctl -D '\(folder)/data' -m immediate stop")); rm -rf '\(folder)') >/dev/null 2>&1 &
            """)
    }

    /// Another server, made on a thread of its own: it takes seconds, and Swift's few threads have tests to run.
    static func another(options: String = "", tls: Bool = false) async throws -> TestServer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try TestServer(options: options, tls: tls) })
            }
        }
    }

    /// The settings of a session on it.
    var settings: ConnectionSettings {
        get throws {
            let place =
                if let port {
                    "host=localhost hostaddr=127.0.0.1 port=\(port) sslmode=require"
                } else {
                    "host=\(folder)"
                }
            return try ConnectionSettings("\(place) user=postgres dbname=postgres")
        }
    }

    func start() throws {
        let network = port.map { "-c listen_addresses=127.0.0.1 -p \($0) -c ssl=on" } ?? "-c listen_addresses="
        let limits = "-c fsync=off -c max_connections=400 -c deadlock_timeout=50ms"
        let all = "-k \(folder) \(network) \(limits) \(options)"
        try Self.run(Self.asServer("pg_ctl -D '\(folder)/data' -w -l '\(folder)/log' -o \"\(all)\" start"))
    }

    /// Stops at once, as a crash would.
    func stop() throws {
        try Self.run(Self.asServer("pg_ctl -D '\(folder)/data' -w -m immediate stop"))
    }

    private static func asServer(_ command: String) -> String {
        let prefix = getuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : ""
        return "cd / && PATH='\(programs)':$PATH \(prefix)\(command)"
    }

    /// Whether the program that makes certificates is there.
    static let hasOpenSSL = (try? run("command -v openssl")) != nil

    /// A port that nobody listened on a moment ago.
    private static func freePort() -> UInt16? {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        return isBound ? UInt16(bigEndian: address.sin_port) : nil
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
    on server: TestServer = .shared, max: Int = 4, queue: Int = 1000, lease: Duration = .seconds(40),
    drain: Duration = .seconds(2), answer: Duration? = nil, _ body: (Pool) async throws -> Value
) async throws -> Value {
    var configuration = PoolConfiguration(try server.settings)
    configuration.maxConnections = max
    configuration.queueLimit = queue
    configuration.leaseTimeout = lease
    configuration.drainTimeout = drain
    if let answer { configuration.answerTimeout = answer }
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

/// Waits until `condition` holds, two minutes at most, giving way in between.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    let limit = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < limit {
        if try await condition() { return true }
        await Task.yield()
    }
    return false
}
