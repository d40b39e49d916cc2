import ArgumentParser
import Desk
import Hummingbird
import Logging
import Metrics
import NIOCore
import OneStop
import PrivateCluster
import ServiceLifecycle
import Store
import UnixSignals
import Web

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Answer over HTTP until stopped.",
        discussion: """
            The API is under /api/v1 of --listen; /health/live, /health/ready and /metrics are on --operations, a listener \
            of their own. Both take loopback addresses by default: put a reverse proxy with TLS in front. SIGTERM and \
            SIGINT let requests under way end first.
            """)

    @Option(help: "Address and port of the API; else MOTCUA_LISTEN, else 127.0.0.1:8080.")
    var listen: String?

    @Option(help: "Address and port for health and metrics; else MOTCUA_OPERATIONS, else 127.0.0.1:8081.")
    var operations: String?

    @Option(help: "At most so many database connections; else MOTCUA_CONNECTIONS, else 10.")
    var connections: Int?

    @Option(
        help: "At most so many requests of a token in a minute, 0 for no limit; else MOTCUA_RATE_LIMIT, else 6000.")
    var rateLimit: Int?

    @Option(help: "trace, debug, info, notice, warning, error or critical; else MOTCUA_LOG_LEVEL, else notice.")
    var logLevel: String?

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let file = try SettingsFile.read(options.config)
        let level = logLevel ?? Environment.value("MOTCUA_LOG_LEVEL") ?? file.logLevel
        let api = try Address(listen ?? Environment.value("MOTCUA_LISTEN") ?? file.listen ?? "127.0.0.1:8080")
        let tools = try Address(
            operations ?? Environment.value("MOTCUA_OPERATIONS") ?? file.operations ?? "127.0.0.1:8081")
        let most = connections ?? Environment.value("MOTCUA_CONNECTIONS").flatMap { Int($0) } ?? file.connections
        guard most.map({ (1...200).contains($0) }) ?? true else {
            throw ValidationError("--connections must be from 1 to 200.")
        }
        let requests =
            rateLimit ?? Environment.value("MOTCUA_RATE_LIMIT").flatMap { Int($0) } ?? file.rateLimit ?? 6_000
        guard (0...1_000_000).contains(requests) else {
            throw ValidationError("--rate-limit must be from 0 to 1000000.")
        }
        let logger = Log.logger(level: level)
        // One thread reads all sockets: a second would take turns on the same cores with the database's own threads.
        NIOSingletons.groupLoopCountSuggestion = 1
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)
        try await told {
            try await options.withDatabase(logger: logger, connections: most) { database, cluster in
                try await serve(database, cluster, api, tools, requests, metrics, logger)
            }
        }
    }

    private func serve(
        _ database: Database, _ cluster: PrivateCluster?, _ api: Address, _ tools: Address, _ requestsPerMinute: Int,
        _ metrics: MetricsRegistry, _ logger: Logger
    ) async throws {
        let directory = OfficeDirectory(database: database)
        try await directory.refresh()
        let desk = DeskService(database: database, directory: directory)
        let authenticator = Authenticator(database: database, directory: directory)
        let router = WebServer.router(
            desk: desk, authenticator: authenticator,
            requestsPerMinute: requestsPerMinute == 0 ? nil : requestsPerMinute, now: SystemClock.now)
        let application = WebServer.application(
            WebConfiguration(host: api.host, port: api.port), router: router, logger: logger
        ) { port in Output.remark("MotCua answers on http://\(api.host):\(port)/api/v1") }
        let health = WebServer.operations(
            WebConfiguration(host: tools.host, operationsPort: tools.port), desk: desk, metrics: metrics,
            logger: logger)
        var services: [any Service] = [database, Housekeeping(desk: desk, logger: logger, now: SystemClock.now)]
        if let cluster { services.append(ClusterKeeper(cluster: cluster, logger: logger)) }
        services.append(Listener(application: health, address: tools, option: "--operations"))
        services.append(Listener(application: application, address: api, option: "--listen"))
        let group = ServiceGroup(
            configuration: .init(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }
}

extension Address {
    fileprivate init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon > text.startIndex
        else { throw ValidationError("\"\(text)\" is no address; write it as 127.0.0.1:8080.") }
        self.init(host: String(text[..<colon]), port: port)
    }
}

/// Starts the program's own PostgreSQL again should it die.
private struct ClusterKeeper: Service {
    let cluster: PrivateCluster
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                guard cluster.serverPID == nil else { continue }
                do {
                    try await revive()
                    logger.notice("the private PostgreSQL had died and was started again")
                } catch {
                    logger.error("the private PostgreSQL cannot be started", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    /// Blocks its thread while the server recovers, so it leaves the caller's executor.
    @concurrent
    private func revive() async throws {
        try cluster.revive()
    }
}
