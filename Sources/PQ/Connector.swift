internal import CLibPQ
internal import Logging

#if canImport(Glibc)
    internal import Glibc
#endif

/// Opens connections on threads of their own: resolving a name and shaking hands for TLS may take long, and the reactor must
/// not stand still for it.
enum Connector {
    /// Connects, and calls `done` on the helper thread with the open connection or the reason.
    static func connect(
        _ settings: ConnectionSettings, logger: Logger,
        done: @escaping @Sendable (sending Result<PGConn, PQError>) -> Void
    ) {
        let started = HelperThread.run(name: "pq-connect") {
            do throws(PQError) {
                let conn = try open(settings, logger: logger)
                done(.success(conn))
            } catch {
                done(.failure(error))
            }
        }
        if !started { done(.failure(PQError(.connectionFailed, "the system has no thread left"))) }
    }

    private static func open(_ settings: ConnectionSettings, logger: Logger) throws(PQError) -> sending PGConn {
        guard let conn = PGConn(settings: settings.resolved, logger: logger) else {
            throw PQError(.connectionFailed, "out of memory")
        }
        // libpq's connect_timeout does not hold for PQconnectPoll, so the deadline is ours.
        let deadline = ContinuousClock.now + settings.connectTimeout
        var poll = conn.isBad ? PGConn.Poll.failed : .write
        while true {
            switch poll {
            case .connected:
                guard conn.setNonBlocking() else { throw PQError(.connectionFailed, conn.errorMessage) }
                return conn
            case .failed:
                let message = conn.errorMessage
                guard PQError.option(namedBy: message) == nil else { throw .refusedSettings(libpqSays: message) }
                throw PQError(.connectionFailed, message)
            case .read, .write:
                guard wait(for: conn.socket, writing: poll == .write, until: deadline) else {
                    throw PQError(.connectionFailed, "no connection within \(settings.connectTimeout)")
                }
                poll = conn.connectPoll()
            }
        }
    }

    private static func wait(for socket: Int32, writing: Bool, until deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let left = ContinuousClock.now.duration(to: deadline).wholeMilliseconds
            guard left > 0 else { return false }
            var descriptor = pollfd(fd: socket, events: Int16(writing ? POLLOUT : POLLIN), revents: 0)
            let ready = unsafe poll(&descriptor, 1, Int32(clamping: left))
            if ready > 0 { return true }
            if ready < 0, errno != EINTR { return false }
        }
    }
}
