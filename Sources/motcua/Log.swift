import Logbook
import Logging
import Web

/// The program's log: standard error, one line an event.
enum Log {
    static let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")

    /// What a command that is soon over has to say, at once.
    static func logger() -> Logger {
        logger(LogOutput(isGathering: false, now: SystemClock.now, sink: Output.remark(bytes:)), level: .notice)
    }

    static func logger(_ output: LogOutput, level: Logger.Level) -> Logger {
        Logger(label: "motcua") { _ in LogfmtHandler(output, level: level) }
    }
}
