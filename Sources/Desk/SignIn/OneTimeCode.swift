import Crypto
package import OneStop

/// One-time codes by the clock (TOTP, RFC 6238): six digits, a new one every thirty seconds, as the usual programs on
/// telephones make them.
package enum OneTimeCode {
    /// Seconds that a code is shown.
    private static let step: Int64 = 30
    /// So many steps to either side a telephone's clock may be off.
    private static let drift: Int64 = 1
    private static let secretSize = 20
    /// The first instant of 1970 in the program's time.
    private static let unixEpoch: Int64 = -946_684_800

    static func newSecret() -> [UInt8] { SecretBox.random(secretSize) }

    /// The time step that the code is of, among those around now; nil for a wrong code.
    static func step(of code: String, for secret: [UInt8], at now: Instant) -> Int64? {
        let digits = code.filter { !$0.isWhitespace }
        let present = number(of: now)
        return (present - drift...present + drift).first { self.code(for: secret, step: $0) == digits }
    }

    /// The code that a telephone shows at an instant.
    package static func code(for secret: [UInt8], at now: Instant) -> String {
        code(for: secret, step: number(of: now))
    }

    private static func number(of now: Instant) -> Int64 {
        (now.microseconds / Instant.microsecondsPerSecond - unixEpoch) / step
    }

    private static func code(for secret: [UInt8], step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let start = Int(mac[mac.count - 1] & 15)
        let bits = mac[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(bits % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The secret as people type it into a telephone (RFC 4648, base 32).
    package static func typed(_ secret: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (text, bits, waiting) = ("", 0, 0)
        for byte in secret {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            waiting += 8
            while waiting >= 5 {
                waiting -= 5
                text.append(letters[bits >> waiting & 31])
            }
        }
        if waiting > 0 { text.append(letters[bits << (5 - waiting) & 31]) }
        return text
    }
}
