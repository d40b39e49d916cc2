import NIOCore
import NIOPosix

/// Opens connections where the rule lets it, one address after the other.
struct Dialer: Sendable {
    let rule: EgressRule
    let tls: TLSContext
    let timeout: Duration

    /// - Parameter trust: a file of further authorities, in PEM, beside the system's.
    init(rule: EgressRule, trust: String?, timeout: Duration) throws(CourierFailure) {
        self.rule = rule
        self.timeout = timeout
        tls = try TLSContext(trust: trust)
    }

    func connect(
        to host: String, port: Int, setUp: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> any Channel {
        let known = try await AddressLookup.addresses(of: host, port: port)
        let addresses = known.filter(rule.allows)
        guard !addresses.isEmpty else {
            throw CourierFailure(
                .forNow, known.isEmpty ? "the host has no address" : "the host's address is not a public one")
        }
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(timeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in channel.eventLoop.makeCompletedFuture { try setUp(channel) } }
        for address in addresses {
            if let channel = try? await bootstrap.connect(to: address).get() { return channel }
        }
        throw CourierFailure(.forNow, "nobody answers at the host's address")
    }

    /// A handler that proves the host's identity before anything is said.
    func secured(host: String) throws -> TLSHandler {
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return TLSHandler(session: try tls.session(with: host, isAddress: isAddress))
    }
}
