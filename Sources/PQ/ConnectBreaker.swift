/// Decides when to try to connect again, and when to say at once that nobody answers.
///
/// Each failure doubles the pause, up to a second. After a first connection has ever been made, a short outage is waited out;
/// when three attempts in a row have failed, or the first of all, callers are refused until an attempt succeeds.
struct ConnectBreaker: Sendable {
    private static let patience = 3
    private static let firstPause = Duration.milliseconds(50)
    private static let longestPause = Duration.seconds(1)

    private var hasSucceeded = false
    private var failures = 0
    private(set) var retry: ContinuousClock.Instant?
    private(set) var lastError: PQError?

    var isOpen: Bool { failures > 0 && (!hasSucceeded || failures >= Self.patience) }

    /// What to answer callers with while the breaker is open.
    var refusal: PQError? { isOpen ? lastError : nil }

    func mayConnect(now: ContinuousClock.Instant) -> Bool {
        guard let retry else { return true }
        return retry <= now
    }

    mutating func succeeded() {
        self = ConnectBreaker()
        hasSucceeded = true
    }

    /// - Returns: when to try again.
    mutating func failed(_ error: PQError, now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        failures += 1
        lastError = error
        let pause = min(Self.firstPause * (1 << min(failures - 1, 10)), Self.longestPause)
        let next = now + pause
        retry = next
        return next
    }
}
