package import Logging
package import OneStop
import Synchronization

/// Where all lines of the program's log go.
///
/// Lines are gathered and written together: when 32 KiB have come, with each warning or worse, and whenever ``flush()`` is
/// called. A process that dies suddenly loses the lines that it had not written, and no warning.
package final class LogOutput: Sendable {
    private static let most = 32_768

    private let now: @Sendable () -> Instant
    private let sink: @Sendable ([UInt8]) -> Void
    private let isGathering: Bool
    private let gathered = Mutex<[UInt8]>([])

    /// - Parameters:
    ///   - isGathering: whether lines wait for others; if not, each is written at once.
    ///   - now: the time that lines are written with.
    ///   - sink: writes whole lines; called by one thread at a time.
    package init(
        isGathering: Bool, now: @escaping @Sendable () -> Instant, sink: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.isGathering = isGathering
        self.now = now
        self.sink = sink
    }

    /// A line to be filled and written.
    package func line(_ level: Logger.Level) -> LogLine { LogLine(level, at: now()) }

    package func write(_ line: LogLine) {
        gathered.withLock { gathered in
            gathered.append(contentsOf: line.bytes)
            gathered.append(UInt8(ascii: "\n"))
            guard !isGathering || line.level >= .warning || gathered.count >= Self.most else { return }
            empty(&gathered)
        }
    }

    /// Writes what has been gathered.
    package func flush() {
        gathered.withLock { if !$0.isEmpty { empty(&$0) } }
    }

    private func empty(_ gathered: inout [UInt8]) {
        sink(gathered)
        gathered.removeAll(keepingCapacity: true)
    }
}
