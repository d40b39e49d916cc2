import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes

/// Serves each connection on the thread that reads its socket. A request then changes threads only to ask the database;
/// elsewhere the pool of threads takes it over from the socket's thread and gives the answer back.
struct SocketThreadChannel: ServerChildChannel {
    let http: HTTP1Channel
    let threads = SocketThreads()

    /// In bytes: so much is read of a connection before the others have their turn. One that pipelines small requests
    /// makes work for its thread with each byte.
    private static let turn = 8_192

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.syncOptions?.setOption(
                .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.turn))
            try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
        }.flatMap { http.setup(channel: channel, logger: logger) }
    }

    @concurrent
    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await withTaskExecutorPreference(threads.thread(of: value.channel.eventLoop)) {
            await http.handle(value: value, logger: logger)
        }
    }
}
