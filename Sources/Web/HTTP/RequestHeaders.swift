import Crypto
import Desk
import HTTPTypes
import Hummingbird

extension HTTPField.Name {
    static let link = HTTPField.Name("Link")!
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotencyReplayed = HTTPField.Name("Idempotency-Replayed")!
    static let rateLimit = HTTPField.Name("RateLimit")!
    static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy")!
}

extension Request {
    /// The secret of the bearer token.
    func bearerToken() throws(DeskError) -> String {
        guard let header = headers[.authorization]?.utf8, (8...500).contains(header.count),
            header.prefix(7).elementsEqual("bearer ".utf8, by: { $0 | 0x20 == $1 })
        else { throw .notSignedIn }
        return String(decoding: header.dropFirst(7), as: UTF8.self)
    }

    /// The version of the dossier, or the revision of a draft, that the caller has seen, from its tag
    /// (`If-Match: "7-9a0b1c2d"`) or the number alone.
    func expectedVersion() throws(DeskError) -> Int {
        guard let header = headers[.ifMatch] else {
            throw DeskError(
                .versionMissing, rule: "C9.if_match", field: "If-Match",
                "Say which version you decide on: send If-Match with the ETag you were given, such as If-Match: \"3\".")
        }
        let text = header.hasPrefix("\"") && header.hasSuffix("\"") ? String(header.dropFirst().dropLast()) : header
        guard let version = Int(text.prefix { $0 != "-" }), version > 0 else {
            throw DeskError(
                .stale, rule: "C9.if_match", field: "If-Match",
                "\(header.count > 40 ? "The header" : header) is no version. Send the ETag you were given."
            )
        }
        return version
    }

    /// The idempotency key with the hash of what is asked; nil when the header is absent.
    func requestKey(for body: Body) throws(DeskError) -> RequestKey? {
        guard let key = headers[.idempotencyKey] else { return nil }
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .invalid(
                "Idempotency-Key", rule: "C9.key_form",
                "An Idempotency-Key has 1 to 200 printable ASCII characters without spaces; a UUID serves well.")
        }
        var hash = SHA256()
        hash.update(data: Array(method.rawValue.utf8))
        hash.update(data: [0])
        hash.update(data: Array(uri.path.utf8))
        hash.update(data: [0])
        hash.update(data: body.bytes)
        return RequestKey(key: key, requestHash: Array(hash.finalize()))
    }

    /// The same, for creations, which must have one.
    func requiredKey(for body: Body) throws(DeskError) -> RequestKey {
        guard let key = try requestKey(for: body) else {
            throw .invalid(
                "Idempotency-Key", rule: "C9.key_missing",
                "Send an Idempotency-Key (a new UUID for each thing that is made), so that a repetition makes no second one."
            )
        }
        return key
    }
}
