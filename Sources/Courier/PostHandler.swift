import NIOCore
import NIOHTTP1

/// One exchange at a time on one connection.
final class PostHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Errand
    typealias OutboundOut = HTTPClientRequestPart

    struct Errand: Sendable {
        var request: PostRequest
        var promise: EventLoopPromise<Outcome>
    }

    struct Outcome: Sendable {
        var answer: PostAnswer
        var staysOpen: Bool
    }

    /// More of a body than this nobody needs to read.
    private static let longestBody = 65_536

    private var promise: EventLoopPromise<Outcome>?
    private var head: HTTPResponseHead?
    private var read = 0

    func write(context: ChannelHandlerContext, data: NIOAny, promise written: EventLoopPromise<Void>?) {
        let errand = unwrapOutboundIn(data)
        guard promise == nil, context.channel.isActive else {
            return errand.promise.fail(CourierFailure(.forNow, "the connection broke"))
        }
        promise = errand.promise
        head = nil
        read = 0
        let request = errand.request
        var fields = HTTPHeaders(request.fields)
        fields.replaceOrAdd(name: "host", value: request.address.authority)
        fields.replaceOrAdd(name: "content-length", value: String(request.body.count))
        let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: request.address.target, headers: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(
            wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: request.body)))), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: written)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            // 1xx says that the answer is still to come.
            if head.status.code >= 200 { self.head = head }
        case .body(let part):
            read += part.readableBytes
            if read > Self.longestBody { finish(staysOpen: false) }
        case .end:
            finish(staysOpen: head?.isKeepAlive ?? false)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(CourierFailure(.forNow, "the connection broke"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isOfTLS = error is TLSHandler.Refused
        fail(
            CourierFailure(
                .forNow, isOfTLS ? "the receiver's certificate or TLS is not accepted" : "the answer is not HTTP"))
        context.close(promise: nil)
    }

    private func finish(staysOpen: Bool) {
        guard let promise, let head else { return }
        self.promise = nil
        let answer = PostAnswer(
            status: Int(head.status.code), retryAfter: head.headers.first(name: "retry-after").flatMap { Int64($0) })
        promise.succeed(Outcome(answer: answer, staysOpen: staysOpen))
    }

    private func fail(_ failure: CourierFailure) {
        promise?.fail(failure)
        promise = nil
    }
}
