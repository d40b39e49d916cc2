import HTTPTypes
import Hummingbird
package import NIOCore
import NIOHTTP1
package import NIOHTTPTypes

/// Stands between a connection and the router: lets a client that asks first send its body (`Expect: 100-continue`), ends
/// a body that does not come in time, and answers what no parser can read.
package final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundIn = HTTPResponsePart
    package typealias OutboundOut = HTTPResponsePart

    /// From a request's head to its end. An intake of the largest size takes less on a line of 128 kbit/s.
    package static let bodyTime = TimeAmount.seconds(20)

    /// The same for a form with a file of a million rows: 1 GiB on a line of 15 Mbit/s.
    package static let uploadTime = TimeAmount.minutes(10)
    private static let uploads: Set<String> = ["/imports", "/catalogue/files"]

    /// How long the request that comes may take.
    private var time = ConnectionGuard.bodyTime
    /// A head has come and the end of its request has not.
    private var isReading = false
    /// Requests that have begun to come and have not been answered to the end.
    private var owed = 0
    private var isAnswering = false
    /// The last word has been said; whatever else is written goes nowhere.
    private var isDone = false
    private var deadline: Scheduled<Void>?

    private let log: RequestLog

    /// - Parameter log: gets a line for what is ended here.
    package init(log: RequestLog) {
        self.log = log
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let request):
            owed += 1
            isReading = true
            time =
                request.method == .post && Self.uploads.contains(request.path ?? "") ? Self.uploadTime : Self.bodyTime
            if owed == 1, request.headerFields[.expect]?.lowercased() == "100-continue" {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body:
            break
        case .end:
            isReading = false
            deadline?.cancel()
            deadline = nil
        }
        context.fireChannelRead(data)
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        // Most requests come whole; only one that does not needs a clock.
        if isReading, deadline == nil {
            deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { self.expire(context) }
        }
        context.fireChannelReadComplete()
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isDone else {
            promise?.succeed()
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let response):
            if response.status.kind != .informational { isAnswering = true }
        case .body:
            break
        case .end:
            isAnswering = false
            owed -= 1
        }
        context.write(data, promise: promise)
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // In the middle of a request it is the reader of its body who is told.
        if let error = error as? HTTPParserError, owed == 0 {
            say(error == .headerOverflow ? .headersTooLarge : .unreadable, in: context)
        }
        context.fireErrorCaught(error)
    }

    package func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    private func expire(_ context: ChannelHandlerContext) {
        deadline = nil
        guard isReading else { return }
        if owed == 1, !isAnswering { say(.tooSlow, in: context) }
        context.close(promise: nil)
    }

    private func say(_ problem: Problem, in context: ChannelHandlerContext) {
        isDone = true
        let id = RequestID().description
        let document = problem.document(requestID: id)
        let head = HTTPResponse(
            status: .init(code: problem.status),
            headerFields: [
                .contentType: Problem.mediaType, .contentLength: String(document.count), .cacheControl: "no-store",
                .connection: "close", .requestID: id,
            ])
        log.note(unrouted: problem.status, id: id)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: document))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}

extension Problem {
    fileprivate static let tooSlow = Problem(
        status: 408, kind: "too-slow", title: "The body came too slowly", rule: "body.time",
        detail:
            "A request has to come within 20 seconds, a file within ten minutes. Nothing was done; send it again on a better line."
    )
    fileprivate static let headersTooLarge = Problem(
        status: 431, kind: "headers-too-large", title: "The headers are too large", rule: "headers.size",
        detail: "The headers of a request may have at most 81,920 bytes. Send fewer or shorter ones.")
    fileprivate static let unreadable = Problem(
        status: 400, kind: "malformed", title: "Not HTTP", rule: "http",
        detail: "The request is not HTTP/1.1 as RFC 9112 has it. Check the program that sent it.")
}
