import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A real HTTP server on a loopback port that keeps what it is sent.
package final class Receiver: Sendable {
    package struct Request: Sendable {
        package var path: String
        /// By name in small letters.
        package var fields: [String: String]
        package var body: [UInt8]

        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    package let port: Int
    private let channel: any Channel
    private let kept: Kept

    final class Kept: Sendable {
        private let requests = Mutex<[Request]>([])
        private let answer: @Sendable (Request) -> Int

        init(_ answer: @escaping @Sendable (Request) -> Int) { self.answer = answer }

        func take(_ request: Request) -> Int {
            requests.withLock { $0.append(request) }
            return answer(request)
        }

        var all: [Request] { requests.withLock { $0 } }
    }

    private init(_ channel: any Channel, _ kept: Kept) {
        self.channel = channel
        self.kept = kept
        port = channel.localAddress?.port ?? 0
    }

    /// - Parameters:
    ///   - port: one that was free; 0 for any.
    ///   - answer: the status of the answer to a request.
    package static func start(
        port: Int = 0, answer: @escaping @Sendable (Request) -> Int = { _ in 204 }
    ) async throws -> Receiver {
        let kept = Kept(answer)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answering(kept))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return Receiver(channel, kept)
    }

    package var url: String { "http://127.0.0.1:\(port)/hooks" }
    package var requests: [Request] { kept.all }

    /// Stops listening; connections that are open are answered on.
    package func stop() async throws { try await channel.close() }
}

private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let kept: Receiver.Kept
    private var request: Receiver.Request?

    init(_ kept: Receiver.Kept) { self.kept = kept }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let fields = head.headers.map { ($0.name.lowercased(), $0.value) }
            request = Receiver.Request(
                path: head.uri, fields: Dictionary(fields, uniquingKeysWith: { "\($0), \($1)" }), body: [])
        case .body(let part):
            request?.body += Array(part.readableBytesView)
        case .end:
            guard let request else { return }
            let status = kept.take(request)
            let head = HTTPResponseHead(
                version: .http1_1, status: HTTPResponseStatus(statusCode: status),
                headers: status == 204 ? [:] : ["content-length": "0"])
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
