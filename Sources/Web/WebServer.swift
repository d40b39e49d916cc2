package import Desk
package import Hummingbird
import HummingbirdCore
package import Logging
package import OneStop
import ServiceLifecycle

/// Where the program answers.
package struct WebConfiguration: Sendable {
    package var host: String
    package var port: Int
    /// The listener for health and metrics.
    package var operationsPort: Int

    package init(host: String = "127.0.0.1", port: Int = 8080, operationsPort: Int = 8081) {
        self.host = host
        self.port = port
        self.operationsPort = operationsPort
    }
}

/// Builds the web applications; tests call the same functions as the program.
package enum WebServer {
    /// The router of the API and the pages with its middleware.
    /// - Parameters:
    ///   - signIn: who signs in to the pages, and how.
    ///   - paper: how forms come to paper.
    ///   - log: gets a line for each request.
    ///   - requestsPerMinute: of each token; nil for no limit.
    package static func router(
        desk: DeskService, authenticator: Authenticator, signIn: SignInService, cookies: CookiePolicy = CookiePolicy(),
        paper: PaperOutput = PaperOutput(), log: RequestLog, requestsPerMinute: Int? = nil,
        now: @escaping @Sendable () -> Instant
    ) -> Router<DeskContext> {
        let router = Router(context: DeskContext.self)
        router.add(middleware: HeadMiddleware())
        router.add(middleware: ProblemMiddleware(log: log))
        router.add(middleware: CompressionMiddleware())
        API(
            desk: desk, authenticator: authenticator, signIn: signIn, requestsPerMinute: requestsPerMinute, now: now
        )
        .addRoutes(to: router)
        Pages(desk: desk, signIn: signIn, cookies: cookies, paper: paper, now: now).addRoutes(to: router)
        router.refuseOtherMethods()
        return router
    }

    /// The application that desks and other systems talk to.
    /// - Parameter onListening: called with the port once it listens.
    package static func application(
        _ configuration: WebConfiguration, router: Router<DeskContext>, log: RequestLog, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        Application(
            router: router,
            server: HTTPServerBuilder { responder in
                SocketThreadChannel(
                    http: HTTP1Channel(
                        responder: responder,
                        configuration: .init(
                            additionalChannelHandlers: [ConnectionGuard(log: log)], idleTimeout: .seconds(60))))
            },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? configuration.port) },
            logger: logger)
    }

    /// The application that the operator's tools talk to.
    package static func operations(
        _ configuration: WebConfiguration, desk: DeskService, metrics: MetricsRegistry, logger: Logger
    ) -> some ApplicationProtocol {
        let router = Router(context: DeskContext.self)
        router.add(middleware: HeadMiddleware())
        router.add(middleware: ProblemMiddleware(log: RequestLog(nil)))
        OperationsRoutes(desk: desk, metrics: metrics).addRoutes(to: router)
        router.refuseOtherMethods()
        return Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.operationsPort), serverName: nil),
            logger: logger)
    }
}
