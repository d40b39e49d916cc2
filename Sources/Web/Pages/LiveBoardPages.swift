import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import OneStop
import Reports
import ServiceLifecycle

extension Pages {
    /// Tells a board that is open when it has changed, by server-sent events. What has changed is not said: the board's script
    /// asks for its page again, with all that is asked of who wants a page.
    func addLiveBoards(to group: RouterGroup<DeskContext>) {
        page("boards/changes", in: group) { request, context, visit, principal in
            var query = try Query(of: request)
            let agency = try query.chosen("agency") { $0 }
            try query.finish()
            guard let secret = request.cookie(cookies.session), let session = visit.session,
                let stream = try await desk.openBoard(of: agency, session: session.id, for: principal)
            else {
                throw Problem(
                    status: 503, kind: "busy", title: "Too many boards are open", rule: "live.boards",
                    detail: "At most \(LiveBoards.most) boards are kept up to date at once. Reload the page instead.",
                    retryAfter: 30)
            }
            let watch = BoardWatch(
                stream: stream, channel: context.channel, signIn: signIn, desk: desk, secret: secret, agency: agency,
                now: now)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/event-stream", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                    .xAccelBuffering: "no",
                ],
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
                    while let piece = try await watch.next() {
                        try await writer.write(ByteBuffer(string: piece.text))
                        if piece.isLast { break }
                    }
                    try await writer.finish(nil)
                })
        }
    }
}

/// What a board is told, until its session, its right or the server ends.
private struct BoardWatch: Sendable {
    let stream: LiveStream
    let channel: any NIOCore.Channel
    let signIn: SignInService
    let desk: DeskService
    let secret: String
    let agency: String?
    let now: @Sendable () -> Instant

    /// What is written to the stream, and whether it was all.
    struct Piece: Sendable {
        var text: String
        var isLast = false
    }

    /// Waits for what is to be said next; nil at the end.
    func next() async throws -> Piece? {
        let signal = await withGracefulShutdownHandler {
            await stream.next()
        } onGracefulShutdown: {
            stream.end()
        }
        guard let signal else { return nil }
        guard channel.isWritable else {
            // Somebody who has not read what little there was for hours has gone; waiting for them would hold up a shutdown.
            channel.close(promise: nil)
            return nil
        }
        guard signal != .replaced else { return Piece(text: "event: over\ndata: elsewhere\n\n", isLast: true) }
        guard try await counts() else { return Piece(text: "event: over\ndata: signed-out\n\n", isLast: true) }
        return Piece(text: signal == .changed ? "event: changed\ndata: now\n\n" : ":\n\n")
    }

    /// Whether the session and its right to the board still do. While nobody can be asked they do: the stream says nothing
    /// that the page would not refuse.
    private func counts() async throws -> Bool {
        do {
            guard let session = try await signIn.sessions.session(secret, for: .watch, at: now()) else { return false }
            return try await desk.seesBoard(of: agency, session.principal)
        } catch let stop as CancellationError {
            throw stop
        } catch {
            return true
        }
    }
}

extension Request {
    /// Whether a page that is left open asks by itself.
    var isRefresh: Bool { headers[.ownRefresh] != nil }
}

extension HTTPField.Name {
    fileprivate static let ownRefresh = HTTPField.Name("X-Refresh")!
    /// Asks a proxy to pass on what comes as it comes (nginx).
    fileprivate static let xAccelBuffering = HTTPField.Name("X-Accel-Buffering")!
}
