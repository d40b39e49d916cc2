import COpenSSL
import NIOCore

/// Encrypts what goes through a channel. Nothing is sent before the host has proved who it is.
final class TLSHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The certificate is not the host's or not trusted, or the peer speaks no TLS.
    struct Refused: Error {}

    private static let piece = 16_384

    private let session: OpaquePointer
    private var isSecured = false
    private var isOver = false
    private var waiting: [(bytes: ByteBuffer, promise: EventLoopPromise<Void>?)] = []

    /// - Parameter session: made by ``TLSContext``; it is this handler's from now on.
    init(session: OpaquePointer) {
        self.session = session
    }

    deinit {
        SSL_free(session)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { advance(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        advance(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        buffer.withUnsafeReadableBytes { bytes in
            _ = motcua_tls_feed(session, bytes.baseAddress, Int32(clamping: bytes.count))
        }
        advance(context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        waiting.append((unwrapOutboundIn(data), promise))
    }

    func flush(context: ChannelHandlerContext) {
        advance(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    /// Does all that can be done with what is there: shakes hands, encrypts, decrypts.
    private func advance(_ context: ChannelHandlerContext) {
        guard !isOver else { return }
        ERR_clear_error()
        if !isSecured {
            let result = SSL_do_handshake(session)
            isSecured = result == 1
            guard isSecured || motcua_tls_waits(session, result) == 1 else { return fail(context) }
        }
        if isSecured { encrypt() }
        let arrived = isSecured ? decrypt() : nil
        send(context)
        guard let arrived else { return }
        for piece in arrived.pieces { context.fireChannelRead(wrapInboundOut(piece)) }
        if !arrived.pieces.isEmpty { context.fireChannelReadComplete() }
        if arrived.isLast { fail(context) }
    }

    private func encrypt() {
        for (bytes, promise) in waiting {
            bytes.withUnsafeReadableBytes { bytes in
                if !bytes.isEmpty { _ = SSL_write(session, bytes.baseAddress, Int32(clamping: bytes.count)) }
            }
            promise?.succeed()
        }
        waiting = []
    }

    /// What the peer has said, and whether it says no more.
    private func decrypt() -> (pieces: [ByteBuffer], isLast: Bool) {
        var pieces: [ByteBuffer] = []
        while true {
            var piece = ByteBuffer()
            var result: Int32 = 0
            piece.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.piece) { room in
                result = SSL_read(session, room.baseAddress, Int32(clamping: room.count))
                return max(0, Int(result))
            }
            guard result > 0 else { return (pieces, motcua_tls_waits(session, result) != 1) }
            pieces.append(piece)
        }
    }

    private func send(_ context: ChannelHandlerContext) {
        var hasWritten = false
        while true {
            var piece = context.channel.allocator.buffer(capacity: Self.piece)
            piece.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.piece) { room in
                max(0, Int(motcua_tls_drain(session, room.baseAddress, Int32(clamping: room.count))))
            }
            guard piece.readableBytes > 0 else { break }
            context.write(wrapOutboundOut(piece), promise: nil)
            hasWritten = true
        }
        if hasWritten { context.flush() }
    }

    private func fail(_ context: ChannelHandlerContext) {
        send(context)
        let wasSecured = isSecured
        end()
        ERR_clear_error()
        if !wasSecured { context.fireErrorCaught(Refused()) }
        context.close(promise: nil)
    }

    private func end() {
        isOver = true
        for entry in waiting { entry.promise?.fail(ChannelError.ioOnClosedChannel) }
        waiting = []
    }
}
