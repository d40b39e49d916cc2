import NIOCore

/// What an SMTP server answers: a code, and the text of each line.
struct SMTPReply: Sendable, Hashable {
    var code: Int
    var lines: [String]
}

/// Reads replies from what comes in (RFC 5321, section 4.2), strictly and within bounds.
struct SMTPReplyParser {
    /// Longer ones than the standard's 512 bytes are seen; a server that writes without end is not listened to.
    private static let longestLine = 2_048
    private static let mostLines = 200

    private var pending: [UInt8] = []
    private var lines: [String] = []
    private var code: Int?

    /// Whether bytes of an unfinished reply, or of one that nobody asked for, are held.
    var isEmpty: Bool { pending.isEmpty && lines.isEmpty }

    /// Takes bytes in and gives the replies that are complete.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(CourierFailure) -> [SMTPReply] {
        var replies: [SMTPReply] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                pending.append(byte)
                guard pending.count <= Self.longestLine else { throw Self.strange }
                continue
            }
            if pending.last == UInt8(ascii: "\r") { pending.removeLast() }
            if let reply = try takeLine() { replies.append(reply) }
        }
        return replies
    }

    private mutating func takeLine() throws(CourierFailure) -> SMTPReply? {
        let line = pending
        pending.removeAll(keepingCapacity: true)
        guard line.count >= 3, let code = Int(String(decoding: line[..<3], as: UTF8.self)), (200...599).contains(code),
            self.code == nil || self.code == code, lines.count < Self.mostLines
        else { throw Self.strange }
        let mark = line.count > 3 ? line[3] : UInt8(ascii: " ")
        guard mark == UInt8(ascii: " ") || mark == UInt8(ascii: "-") else { throw Self.strange }
        lines.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        self.code = code
        guard mark == UInt8(ascii: " ") else { return nil }
        defer {
            lines = []
            self.code = nil
        }
        return SMTPReply(code: code, lines: lines)
    }

    static let strange = CourierFailure(.forNow, "the mail server does not speak SMTP")
}

/// Hands replies to whoever waits for them, in order.
final class SMTPHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var parser = SMTPReplyParser()
    private var waiting: EventLoopPromise<SMTPReply>?
    private var arrived: [SMTPReply] = []
    private var failure: CourierFailure?

    /// Event loop only.
    func next(_ promise: EventLoopPromise<SMTPReply>) {
        if !arrived.isEmpty {
            promise.succeed(arrived.removeFirst())
        } else if let failure {
            promise.fail(failure)
        } else {
            waiting = promise
        }
    }

    /// Whether nothing has come that nobody asked for. What was sent before TLS must not count after it (RFC 3207, section 4.2).
    var isQuiet: Bool { parser.isEmpty && arrived.isEmpty }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        do throws(CourierFailure) {
            for reply in try parser.take(buffer.readableBytesView) {
                if let waiting {
                    self.waiting = nil
                    waiting.succeed(reply)
                } else {
                    arrived.append(reply)
                }
            }
        } catch {
            end(error)
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(CourierFailure(.forNow, "the mail server has closed the connection"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(CourierFailure(.forNow, "the mail server's certificate or TLS is not accepted, or the connection broke"))
        context.close(promise: nil)
    }

    func end(_ failure: CourierFailure) {
        if self.failure == nil { self.failure = failure }
        waiting?.fail(failure)
        waiting = nil
    }
}
