import Glibc
import OneStop

/// The one place where the program asks what time it is.
enum SystemClock {
    /// Seconds between 1970-01-01 and 2000-01-01, both 00:00 UTC.
    private static let epochShift: Int64 = 946_684_800

    @Sendable static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(
            microseconds: (Int64(time.tv_sec) - epochShift) * Instant.microsecondsPerSecond + Int64(time.tv_nsec)
                / 1_000)
    }

    /// Seconds since 1970, as files are dated.
    static func unixSeconds(of instant: Instant) -> Int64 {
        instant.microseconds / Instant.microsecondsPerSecond + epochShift
    }
}
