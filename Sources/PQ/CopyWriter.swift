internal import Synchronization

/// Takes the data of a `COPY … FROM STDIN` and passes it on in chunks; waits when the server is slower than the writer.
package final class CopyWriter: Sendable {
    /// Small enough for libpq to take at once, large enough that the hand-over costs nothing.
    static let chunkSize = 64 * 1024

    private let channel: CopyChannel
    private let reactor: Reactor
    private let connection: Connection
    private let request: Request
    private let buffer = Mutex<[UInt8]>([])

    init(channel: CopyChannel, connection: Connection, request: Request) {
        self.channel = channel
        self.connection = connection
        self.request = request
        reactor = connection.reactor
    }

    /// Adds bytes in the format that the COPY names (text, CSV or binary); rows may be cut anywhere.
    ///
    /// - Throws: ``PQError/Code/cancelled``, ``PQError/Code/deadlineExceeded`` or ``PQError/Code/connectionLost`` when the COPY cannot
    ///   go on; let it out of the body. A row that the server refuses shows only when the COPY ends.
    package func write(_ bytes: some Collection<UInt8> & Sendable) async throws(PQError) {
        let chunks = buffer.withLock { buffer in
            buffer.append(contentsOf: bytes)
            guard buffer.count >= Self.chunkSize else { return [[UInt8]]() }
            let whole = buffer
            buffer.removeAll(keepingCapacity: true)
            buffer.reserveCapacity(Self.chunkSize * 2)
            return Self.split(whole)
        }
        for chunk in chunks { try await send(.chunk(chunk)) }
    }

    /// Sends text as UTF-8, with the waiting and the errors of sending bytes.
    package func write(_ text: String) async throws(PQError) {
        try await write(Array(text.utf8))
    }

    /// libpq takes a large piece whole or not at all, and in non-blocking mode may refuse it for ever.
    private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
        guard bytes.count > 4 * chunkSize else { return [bytes] }
        return stride(from: 0, to: bytes.count, by: chunkSize).map { start in
            Array(bytes[start..<min(start + chunkSize, bytes.count)])
        }
    }

    func flush() async throws(PQError) {
        let rest = buffer.withLock { buffer in
            let rest = buffer
            buffer.removeAll()
            return rest
        }
        for chunk in Self.split(rest) where !chunk.isEmpty { try await send(.chunk(chunk)) }
    }

    func waitUntilOpen() async -> PQError? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                reactor.call { [channel] in channel.waitUntilOpen(continuation) }
            }
        } onCancel: {
            reactor.cancel(request)
        }
    }

    private func send(_ item: CopyChannel.Item) async throws(PQError) {
        let error = await withTaskCancellationHandler {
            await append(item)
        } onCancel: {
            reactor.cancel(request)
        }
        if let error { throw error }
    }

    private func append(_ item: CopyChannel.Item) async -> PQError? {
        await withCheckedContinuation { continuation in
            reactor.call { [channel, connection] in
                channel.append(item, continuation)
                connection.assumeIsolated { $0.pumpCopy(channel) }
            }
        }
    }

    /// The end, good or bad; runs to its end although the task may be cancelled.
    func end(failure: String?) async {
        _ = await append(.end(failure: failure))
    }
}
