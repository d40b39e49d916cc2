import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// What is posted.
package struct PostRequest: Sendable {
    package var address: WebAddress
    package var fields: [(name: String, value: String)]
    package var body: [UInt8]

    package init(to address: WebAddress, fields: [(name: String, value: String)], body: [UInt8]) {
        self.address = address
        self.fields = fields
        self.body = body
    }
}

/// What the receiver said; its body is not looked at.
package struct PostAnswer: Sendable, Hashable {
    package var status: Int
    /// Seconds after which the receiver wants to be asked again, if it said so.
    package var retryAfter: Int64?
}

/// Posts to receivers over HTTP/1.1, follows no redirection, and keeps connections that a receiver leaves open.
///
/// Why it is not a library's client: [decision 12](../../docs/decisions/0012-messages.md).
package final class PostClient: Sendable {
    /// So many idle connections to one receiver are kept.
    private static let mostIdle = 32

    private struct Place: Hashable {
        var isSecure: Bool
        var host: String
        var port: Int
    }

    private let dialer: Dialer
    private let timeout: Duration
    private let idle = Mutex<[Place: [any Channel]]>([:])

    /// - Parameters:
    ///   - trust: a file of further authorities, in PEM, beside the system's.
    ///   - timeout: for the connection, and again for the answer.
    /// - Throws: ``CourierFailure`` when the file cannot be read.
    package init(rule: EgressRule, trust: String? = nil, timeout: Duration = .seconds(15)) throws(CourierFailure) {
        dialer = try Dialer(rule: rule, trust: trust, timeout: timeout)
        self.timeout = timeout
    }

    deinit {
        for channel in idle.withLock({ $0.values.flatMap(\.self) }) { channel.close(promise: nil) }
    }

    /// Posts once and waits for the answer.
    /// - Throws: ``CourierFailure`` of kind `forNow` when there was none; the receiver may have taken it all the same.
    package func post(_ request: PostRequest) async throws -> PostAnswer {
        let place = Place(
            isSecure: request.address.isSecure, host: request.address.host, port: request.address.port)
        while let channel = idle.withLock({ $0[place]?.popLast() }) {
            // A connection that the receiver has closed in the meantime says so by failing before an answer.
            if channel.isActive, let answer = try? await exchange(request, on: channel, place) { return answer }
        }
        return try await exchange(request, on: try await connect(place), place)
    }

    private func connect(_ place: Place) async throws -> any Channel {
        let dialer = dialer
        return try await dialer.connect(to: place.host, port: place.port) { channel in
            let pipeline = channel.pipeline.syncOperations
            if place.isSecure { try pipeline.addHandler(dialer.secured(host: place.host)) }
            try pipeline.addHTTPClientHandlers()
            try pipeline.addHandler(PostHandler())
        }
    }

    private func exchange(_ request: PostRequest, on channel: any Channel, _ place: Place) async throws -> PostAnswer {
        let promise = channel.eventLoop.makePromise(of: PostHandler.Outcome.self)
        let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) {
            promise.fail(CourierFailure(.forNow, "the receiver did not answer in time"))
            channel.close(promise: nil)
        }
        channel.writeAndFlush(PostHandler.Errand(request: request, promise: promise), promise: nil)
        do {
            let outcome = try await promise.futureResult.get()
            deadline.cancel()
            if outcome.staysOpen { keep(channel, for: place) } else { channel.close(promise: nil) }
            return outcome.answer
        } catch {
            deadline.cancel()
            channel.close(promise: nil)
            throw error as? CourierFailure ?? CourierFailure(.forNow, "the connection broke")
        }
    }

    private func keep(_ channel: any Channel, for place: Place) {
        let kept = idle.withLock { idle in
            guard idle[place, default: []].count < Self.mostIdle else { return false }
            idle[place, default: []].append(channel)
            return true
        }
        if !kept { channel.close(promise: nil) }
    }
}
