import Courier
import Crypto
import OneStop

/// A body with the fields by which its receiver knows that it is ours, whole and fresh (Standard Webhooks 1.0).
struct SignedMessage {
    var id: String
    var body: [UInt8]

    /// The fields `webhook-id`, `webhook-timestamp` and `webhook-signature`, one signature for each secret that counts.
    func fields(secrets: [[UInt8]], at now: Instant) -> [(name: String, value: String)] {
        let timestamp = String(now.unixSeconds)
        let signed = Array("\(id).\(timestamp).".utf8) + body
        let signatures = secrets.map { secret in
            "v1," + Base64.encode(HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: secret)))
        }
        return [
            ("webhook-id", id), ("webhook-timestamp", timestamp),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}

extension Instant {
    /// Seconds since 1970-01-01 UTC.
    var unixSeconds: Int64 { microseconds / Instant.microsecondsPerSecond + 946_684_800 }
}
