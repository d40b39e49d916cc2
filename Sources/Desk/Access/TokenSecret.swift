import Crypto

/// The secret of a bearer token: 256 random bits, shown once and never stored.
package enum TokenSecret {
    private static let prefix = "mcd_"

    /// A new secret from the system's random number generator. The prefix lets scanners of leaked secrets know it.
    package static func generate() -> String { prefix + random() }

    /// 256 random bits as hexadecimal digits: the secret of a session, a key of a form.
    package static func random() -> String { hex(SecretBox.random(32)) }

    /// What a form carries to show that it was made for whoever has the secret: a hash that tells nothing of it.
    package static func formToken(of secret: String) -> String { hex(hash("form:" + secret)) }

    /// What is stored of a secret. A plain hash is enough for 256 random bits: there is nothing to guess.
    package static func hash(_ secret: some StringProtocol) -> [UInt8] {
        Array(SHA256.hash(data: Array(secret.utf8)))
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
