/// How long a message that could not be delivered waits for its next attempt.
package enum BackOff {
    /// Seconds after the first, second, third … failure; the last holds from then on.
    private static let pauses: [Int64] = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600]

    /// Seconds for which a receiver that takes nothing at all is left alone.
    private static let rests: [Int64] = [2, 5, 15, 30, 60]

    /// A message is tried for three days, in seconds, then it has failed; a message that was held back for longer, at least so often.
    package static let longest: Int64 = 3 * 86_400
    package static let fewestAttempts = 6
    /// A receiver that has taken nothing for five days, in seconds, is paused.
    package static let pausedAfter: Int64 = 5 * 86_400

    /// The pause after a number of failures in a row, in microseconds: from half to the whole of the step, so that what failed
    /// together is not tried together.
    package static func pause(after failures: Int, using generator: inout some RandomNumberGenerator) -> Int64 {
        span(pauses, failures, &generator)
    }

    /// How long a receiver is left alone after a number of failures in a row, in microseconds: at most a minute, so that it is soon
    /// seen when it is back.
    package static func rest(after failures: Int, using generator: inout some RandomNumberGenerator) -> Int64 {
        span(rests, failures, &generator)
    }

    private static func span(
        _ steps: [Int64], _ failures: Int, _ generator: inout some RandomNumberGenerator
    ) -> Int64 {
        let step = steps[min(max(failures, 1), steps.count) - 1] * Instant.microsecondsPerSecond
        return Int64.random(in: step / 2...step, using: &generator)
    }
}
