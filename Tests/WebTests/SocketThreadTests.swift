import Glibc
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Web

/// An event loop that runs tasks besides reading its sockets.
@Suite(.timeLimit(.minutes(5))) struct SocketThreadTests {
    /// Runs a test with a loop of its own.
    private static func with(_ body: (any EventLoop, SocketThread) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let result: Result<Void, any Error>
        do { result = .success(try await body(loop, SocketThread(loop: loop))) } catch { result = .failure(error) }
        try await group.shutdownGracefully()
        try result.get()
    }

    @Test func `tasks run on the loop's thread, each in its turn, however many there are`() async throws {
        try await Self.with { loop, thread in
            let run = Run()
            await withTaskGroup { group in
                for number in 0..<5_000 {
                    group.addTask(executorPreference: thread) {
                        run.note(number, onLoop: loop.inEventLoop)
                        await Task.yield()
                        run.note(number, onLoop: loop.inEventLoop)
                    }
                }
            }
            #expect(run.elsewhere == 0)
            #expect(run.first == Array(0..<5_000))
            #expect(run.notes == 10_000)
        }
    }

    /// Four tasks give one another work without end, until a byte has come that only the loop can read.
    @Test func `sockets have their turn among tasks that never run out of work`() async throws {
        try await Self.with { loop, thread in
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            let (reading, writing) = (ends[0], ends[1])
            defer { close(writing) }
            let seen = Flag()
            let channel = try await NIOPipeBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Watcher(seen: seen))
                    }
                }
                .takingOwnershipOfDescriptor(input: reading).get()
            let started = Flag()
            await withTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask(executorPreference: thread) {
                        started.raise()
                        while !seen.isUp { await Task.yield() }
                    }
                }
                while !started.isUp { await Task.yield() }
                #expect(write(writing, "x", 1) == 1)
            }
            #expect(seen.isUp)
            try await channel.close()
        }
    }
}

/// Which tasks have run, and where.
private final class Run: Sendable {
    private struct State {
        var first: [Int] = []
        var seen: Set<Int> = []
        var notes = 0
        var elsewhere = 0
    }

    private let state = Mutex(State())

    func note(_ number: Int, onLoop: Bool) {
        state.withLock { state in
            state.notes += 1
            if !onLoop { state.elsewhere += 1 }
            if state.seen.insert(number).inserted { state.first.append(number) }
        }
    }

    /// The tasks in the order in which they began.
    var first: [Int] { state.withLock { $0.first } }
    var notes: Int { state.withLock { $0.notes } }
    var elsewhere: Int { state.withLock { $0.elsewhere } }
}

private final class Flag: Sendable {
    private let up = Atomic(false)

    var isUp: Bool { up.load(ordering: .acquiring) }
    func raise() { up.store(true, ordering: .releasing) }
}

/// Raises the flag when the loop has read something.
private final class Watcher: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let seen: Flag

    init(seen: Flag) { self.seen = seen }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { seen.raise() }
}
