import Crypto
import CryptoExtras
import JSONText
import Store

/// What a password costs to try: time and memory of scrypt (RFC 7914).
package struct PasswordCost: Sendable, Hashable {
    /// A power of two.
    package var rounds: Int
    package var blockSize: Int
    package var parallelism: Int

    /// 32 MiB and some tenths of a second for each try.
    package static let usual = PasswordCost(rounds: 1 << 15, blockSize: 8, parallelism: 3)

    package init(rounds: Int, blockSize: Int, parallelism: Int) {
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }
}

extension PasswordRow {
    /// What is stored of a password, with a salt of its own.
    /// - Throws: when the library cannot have the memory.
    @concurrent
    static func make(_ password: String, cost: PasswordCost) async throws -> PasswordRow {
        let salt = SecretBox.random(16)
        var row = PasswordRow(
            salt: salt, hash: [], rounds: cost.rounds, blockSize: cost.blockSize, parallelism: cost.parallelism)
        row.hash = try row.derived(from: password)
        return row
    }

    /// Whether it was made of this password; takes the same time whatever the answer.
    @concurrent
    func matches(_ password: String) async throws -> Bool {
        // The library takes no empty one; a blank is nobody's password either.
        let derived = try derived(from: password.isEmpty ? " " : password)
        return zip(derived, hash).reduce(derived.count ^ hash.count) { $0 | Int($1.0 ^ $1.1) } == 0
    }

    /// The password in normal form C, for what one keyboard composes another does not.
    private func derived(from password: String) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.inNormalFormC.utf8), salt: salt, outputByteCount: 32, rounds: rounds,
            blockSize: blockSize, parallelism: parallelism)
        return key.withUnsafeBytes { Array($0) }
    }
}

/// What a password has to be. Length is what keeps it from being guessed; signs of several sorts are not asked for.
package enum PasswordRule {
    /// How many characters it has at least and at most.
    package static let lengths = 10...200

    /// - Throws: `DeskError.invalid` with what is wrong.
    static func check(_ password: String, of login: String) throws(DeskError) {
        guard lengths.contains(password.count) else {
            throw .invalid(
                "password", rule: "password.length",
                "A password has \(lengths.lowerBound) to \(lengths.upperBound) characters. Some words in a row are easy to remember and hard to guess."
            )
        }
        guard !password.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw .invalid("password", rule: "password.signs", "A password is one line without control characters.")
        }
        let name = login.lowercased()
        guard Set(password).count >= 5, !password.lowercased().contains(name) || name.count < 3 else {
            throw .invalid(
                "password", rule: "password.plain",
                "A password has at least five different characters and not the sign-in name in it. Choose another.")
        }
    }
}
