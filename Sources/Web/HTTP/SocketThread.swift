import NIOCore
import Synchronization

/// An event loop as the executor of the tasks that serve its connections.
///
/// An event loop runs what it was given to the end before it looks at its sockets again, and tasks give one another work
/// without end while a client pipelines requests. So tasks get a slice of time, then the sockets have their turn.
final class SocketThread: TaskExecutor {
    private struct Queue {
        var jobs: [UnownedJob] = []
        var next = 0
        /// The loop has been asked to run them.
        var isDue = false

        private static let mostTaken = 1_024

        mutating func take() -> UnownedJob? {
            guard next < jobs.count else {
                jobs.removeAll(keepingCapacity: true)
                next = 0
                isDue = false
                return nil
            }
            // A queue that never runs empty must not grow for that.
            if next == Self.mostTaken {
                jobs.removeFirst(next)
                next = 0
            }
            next += 1
            return jobs[next - 1]
        }
    }

    private static let slice = TimeAmount.milliseconds(2)
    /// Not nought: what is due at once, the loop runs before it looks at its sockets.
    private static let pause = TimeAmount.microseconds(50)

    private let loop: any EventLoop
    private let queue = Mutex(Queue())

    init(loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = queue.withLock { queue in
            queue.jobs.append(job)
            defer { queue.isDue = true }
            return !queue.isDue
        }
        if isFirst { loop.execute { self.run() } }
    }

    private func run() {
        let end = NIODeadline.now() + Self.slice
        while let job = queue.withLock({ $0.take() }) {
            unsafe job.runSynchronously(on: asUnownedTaskExecutor())
            guard NIODeadline.now() < end else {
                loop.scheduleTask(in: Self.pause) { self.run() }
                return
            }
        }
    }
}

/// The executors of the event loops that serve connections, one for each.
final class SocketThreads: Sendable {
    private let threads = Mutex<[ObjectIdentifier: SocketThread]>([:])

    func thread(of loop: any EventLoop) -> SocketThread {
        threads.withLock { threads in
            if let present = threads[ObjectIdentifier(loop)] { return present }
            let made = SocketThread(loop: loop)
            threads[ObjectIdentifier(loop)] = made
            return made
        }
    }
}
