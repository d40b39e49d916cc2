import HTTPTypes
import OneStop
import Synchronization

/// Counts the requests of each token, in memory. A token may make a minute's requests at once; they come back evenly.
///
/// Kept is one instant for each token: when its quota will be whole again. A request moves it on by one share of the
/// minute, and there is no room for it when that would be further away than a minute.
final class RateLimiter: Sendable {
    /// What a token has left.
    struct Quota: Sendable {
        /// How many requests there is room for after this one.
        var remaining: Int
        /// Seconds until all of them have come back.
        var reset: Int
        /// Seconds until there is room for one; nil when there was room for this one.
        var retryAfter: Int?
    }

    private static let window: Int64 = 60 * Instant.microsecondsPerSecond
    private static let mostKept = 10_000

    private let perMinute: Int
    private let share: Int64
    private let policy: String
    private let wholeAt = Mutex<[Int64: Int64]>([:])

    /// - Parameter perMinute: from 1 to 1,000,000.
    init(perMinute: Int) {
        self.perMinute = min(max(perMinute, 1), 1_000_000)
        share = Self.window / Int64(self.perMinute)
        policy = "\"token\";q=\(self.perMinute);w=60"
    }

    /// Counts a request of a token.
    func count(_ token: Int64, at now: Instant) -> Quota {
        let now = now.microseconds
        let full = share * Int64(perMinute)
        return wholeAt.withLock { wholeAt in
            if wholeAt.count >= Self.mostKept { wholeAt = wholeAt.filter { $0.value > now } }
            // A clock that was set back must not lock a token out for longer than a window.
            let before = min(max(wholeAt[token] ?? now, now), now + full)
            let after = before + share
            guard after <= now + full else {
                return Quota(
                    remaining: 0, reset: Self.seconds(before - now), retryAfter: Self.seconds(after - now - full))
            }
            wholeAt[token] = after
            return Quota(
                remaining: Int((now + full - after) / share), reset: Self.seconds(after - now), retryAfter: nil)
        }
    }

    /// Tells the quota as draft-ietf-httpapi-ratelimit-headers has it.
    func tell(_ quota: Quota, in headers: inout HTTPFields) {
        headers[.rateLimitPolicy] = policy
        headers[.rateLimit] = "\"token\";r=\(quota.remaining);t=\(quota.reset)"
    }

    private static func seconds(_ microseconds: Int64) -> Int {
        Int((microseconds + Instant.microsecondsPerSecond - 1) / Instant.microsecondsPerSecond)
    }
}

extension Problem {
    /// The token's quota is used up.
    static func tooMany(retryAfter: Int) -> Problem {
        Problem(
            status: 429, kind: "too-many-requests", title: "Too many requests", rule: "rate.limit",
            detail: "The token has used up its requests for now. Wait for the seconds that Retry-After says.",
            retryAfter: retryAfter)
    }
}
