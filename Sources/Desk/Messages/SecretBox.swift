import Crypto

/// Seals what must be read again and must not lie open in the database or in a copy of it: AES-GCM with a key of the installation's,
/// which is kept in a file beside the settings.
package struct SecretBox: Sendable {
    /// Bytes of the key.
    package static let keySize = 32

    private let key: SymmetricKey

    /// - Parameter key: 32 bytes; nil for any other number.
    package init?(key: [UInt8]) {
        guard key.count == Self.keySize else { return nil }
        self.key = SymmetricKey(data: key)
    }

    /// A key from the system's random number generator.
    package static func newKey() -> [UInt8] { random(keySize) }

    static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    func seal(_ bytes: [UInt8]) throws -> [UInt8] {
        guard let sealed = try AES.GCM.seal(bytes, using: key).combined else {
            throw CryptoKitError.incorrectParameterSize
        }
        return Array(sealed)
    }

    /// - Throws: when it was sealed with another key, or changed since.
    func open(_ sealed: [UInt8]) throws -> [UInt8] {
        Array(try AES.GCM.open(try AES.GCM.SealedBox(combined: sealed), using: key))
    }
}
