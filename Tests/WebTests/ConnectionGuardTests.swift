import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypes
import Testing
import Web

/// What a connection is answered before the router is asked; the clock is the embedded loop's.
@Suite struct ConnectionGuardTests {
    private static func head(_ headers: HTTPFields = [:]) -> HTTPRequestPart {
        .head(HTTPRequest(method: .post, scheme: "http", authority: "test", path: "/", headerFields: headers))
    }

    private static func channel() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: ConnectionGuard(log: RequestLog(nil)))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    /// The head and the text of what was answered.
    private static func answer(_ channel: EmbeddedChannel) throws -> (head: HTTPResponse?, text: String) {
        var head: HTTPResponse?
        var text = ""
        while let part = try channel.readOutbound(as: HTTPResponsePart.self) {
            switch part {
            case .head(let response): head = response
            case .body(let buffer): text += String(buffer: buffer)
            case .end: break
            }
        }
        return (head, text)
    }

    private static let piece = HTTPRequestPart.body(ByteBuffer(string: "x"))

    @Test func `a body that trickles is ended in time, however often a byte comes`() throws {
        let channel = try Self.channel()
        try channel.writeInbound(Self.head())
        for _ in 0..<19 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
            try channel.writeInbound(Self.piece)
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        let answer = try Self.answer(channel)
        #expect(answer.head?.status == .requestTimeout)
        #expect(answer.head?.headerFields[.contentType] == "application/problem+json")
        #expect(answer.text.contains("urn:motcua:problem:too-slow"))
        #expect(!channel.isActive)
    }

    @Test func `a request that has come is waited for, and a second one has a time of its own`() throws {
        let channel = try Self.channel()
        for _ in 0..<2 {
            try channel.writeInbound(Self.head())
            channel.embeddedEventLoop.advanceTime(by: .seconds(19))
            try channel.writeInbound(HTTPRequestPart.end(nil))
            channel.embeddedEventLoop.advanceTime(by: .seconds(300))
            #expect(channel.isActive)
            try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
            try channel.writeOutbound(HTTPResponsePart.end(nil))
            #expect(try Self.answer(channel).head?.status == .ok)
        }
    }

    @Test func `a body that was answered already is cut off without a second answer`() throws {
        let channel = try Self.channel()
        try channel.writeInbound(Self.head())
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .unauthorized)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        #expect(try Self.answer(channel).head?.status == .unauthorized)
        channel.embeddedEventLoop.advanceTime(by: .seconds(20))
        #expect(try Self.answer(channel).head == nil)
        #expect(!channel.isActive)
    }

    @Test func `who asks whether to go on is told to`() throws {
        let channel = try Self.channel()
        try channel.writeInbound(Self.head([.expect: "100-Continue"]))
        #expect(try Self.answer(channel).head?.status == .continue)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        try channel.writeInbound(Self.head())
        #expect(try Self.answer(channel).head == nil)
    }

    @Test(arguments: [(HTTPParserError.headerOverflow, 431), (.invalidMethod, 400)])
    func `what cannot be parsed gets a problem, and nothing after it`(error: HTTPParserError, status: Int) throws {
        let channel = try Self.channel()
        channel.pipeline.fireErrorCaught(error)
        try? channel.throwIfErrorCaught()
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .badRequest)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        let answer = try Self.answer(channel)
        #expect(answer.head?.status.code == status)
        #expect(answer.text.contains("\"status\":\(status)"), "\(answer.text)")
    }
}
