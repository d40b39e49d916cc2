import ArgumentParser
import Desk
import Hummingbird
import Logbook
import Logging
import Metrics
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
            The pages are under / of --listen, the API under /api/v1; /health/live, /health/ready and /metrics are on --operations, a listener \
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

    @Option(help: "trace, debug, info, notice, warning, error or critical; else MOTCUA_LOG_LEVEL, else info.")
    var logLevel: String?

    @Flag(
        inversion: .prefixedNo,
        help: "One line in the log for each request, at info; else MOTCUA_REQUEST_LOG (on or off), else on.")
    var requestLog: Bool?

    @Option(help: "So many days it is kept who read what; else MOTCUA_READ_RECORD_DAYS, else 730.")
    var readRecordDays: Int?

    @Flag(
        inversion: .prefixedNo,
        help:
            "Sweep the duties once a minute, as `motcua duties run` does once; else MOTCUA_DUTIES (on or off), else on."
    )
    var duties: Bool?

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Cookies of the pages go over TLS alone; else MOTCUA_SECURE_COOKIES (on or off), else on.",
            discussion: """
                Browsers count http://127.0.0.1 and http://localhost as safe, all but Safari. Off is for those, on loopback \
                addresses only.
                """))
    var secureCookies: Bool?

    @Option(
        help: ArgumentHelp(
            "The address under which citizens reach the pages; else MOTCUA_PUBLIC_ADDRESS.",
            discussion: "https://motcua.example.vn. The QR code on printed forms leads there; without it there is none."
        ))
    var publicAddress: String?

    @Option(
        help: ArgumentHelp(
            "The program weasyprint, which makes PDF of forms; else MOTCUA_WEASYPRINT, else the one in PATH.",
            discussion: "Without it forms are printed by the browser."))
    var weasyprint: String?

    @Option(
        help: ArgumentHelp(
            "Serve although something is unsafe, by its names with commas; else MOTCUA_ALLOW_UNSAFE.",
            discussion: "\(Hazard.allCases.map(\.rawValue).joined(separator: ", ")). `serve` says what each is about."))
    var allowUnsafe: String?

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let settings = try ServeSettings(self)
        try settings.refuse(settings.hazards)
        let output = LogOutput(isGathering: true, now: SystemClock.now, sink: Output.remark(bytes:))
        defer { output.flush() }
        let logger = Log.logger(output, level: settings.logLevel)
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)
        try await told {
            try await options.withDatabase(logger: logger, connections: settings.connections) { database, cluster in
                try settings.refuse(
                    try await database.health().hazards(isOwn: cluster != nil, guards: try await database.guards()))
                try await serve(database, cluster, settings, metrics, output, logger)
            }
        }
    }

    private func serve(
        _ database: Database, _ cluster: PrivateCluster?, _ settings: ServeSettings, _ metrics: MetricsRegistry,
        _ output: LogOutput, _ logger: Logger
    ) async throws {
        let directory = OfficeDirectory(database: database)
        try await directory.refresh()
        let messages = try MessageSettings(
            settings.messageFile, folder: try options.place().folder)
        let desk = DeskService(database: database, directory: directory, webhooks: messages.webhooks)
        let authenticator = Authenticator(database: database, directory: directory)
        let log = RequestLog(settings.logsRequests && settings.logLevel <= .info ? output : nil)
        let (api, tools) = (settings.api, settings.operations)
        let router = WebServer.router(
            desk: desk, authenticator: authenticator, signIn: SignInService(desk: desk),
            cookies: CookiePolicy(isSecure: settings.hasSecureCookies), paper: settings.paper, log: log,
            requestsPerMinute: settings.requestsPerMinute, now: SystemClock.now)
        let application = WebServer.application(
            WebConfiguration(host: api.host, port: api.port), router: router, log: log, logger: logger
        ) { port in Output.remark("MotCua answers on http://\(api.host):\(port)/api/v1") }
        let health = WebServer.operations(
            WebConfiguration(host: tools.host, operationsPort: tools.port), desk: desk, metrics: metrics,
            logger: logger)
        // The last to come is the first to stop: what requests under way leave behind is still written.
        var services: [any Service] = [
            LogKeeper(output: output), database, ReadKeeper(desk.reads, logger: logger),
            Housekeeping(desk: desk, retention: settings.retention, logger: logger, now: SystemClock.now),
            Keeper.ofDecisions(desk, logger: logger, now: SystemClock.now),
            LiveKeeper(desk: desk, logger: logger),
            Keeper.ofImports(desk, logger: logger, now: SystemClock.now),
            Dispatcher(
                desk: desk, couriers: messages.couriers, seed: .random(in: .min ... .max), logger: logger,
                now: SystemClock.now),
        ]
        if settings.sweepsDuties {
            services.append(Keeper.ofDuties(desk, logger: logger, now: SystemClock.now))
        }
        if let cluster { services.append(ClusterKeeper(cluster: cluster, logger: logger)) }
        services.append(Listener(application: health, address: tools, option: "--operations"))
        services.append(Listener(application: application, address: api, option: "--listen"))
        let group = ServiceGroup(
            configuration: .init(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }
}

/// Writes the lines of the log that have been gathered, four times a second.
private struct LogKeeper: Service {
    let output: LogOutput

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .milliseconds(250))) != nil { output.flush() }
        }
        output.flush()
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
