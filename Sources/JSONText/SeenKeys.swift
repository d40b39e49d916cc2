/// Finds a repeated key, without a set for the small objects that make up nearly every document.
struct SeenKeys {
    private static let largestSearched = 64

    private var fingerprints: UInt64 = 0
    private var all: Set<String> = []

    /// Notes a key; true if it is among the earlier ones. `written` is the key as the text has it, which is longer if
    /// it holds escapes.
    mutating func insert(
        _ key: String, written: Slice<UnsafeBufferPointer<UInt8>>, among members: [JSONObject.Member]
    ) -> Bool {
        if members.count >= Self.largestSearched {
            if all.isEmpty { all = Set(members.map(\.key)) }
            return !all.insert(key).inserted
        }
        let bit: UInt64
        if written.count == key.utf8.count {
            bit = Self.fingerprint(UnsafeBufferPointer(rebasing: written))
        } else {
            var copy = key
            bit = copy.withUTF8(Self.fingerprint)
        }
        defer { fingerprints |= bit }
        return fingerprints & bit != 0 && members.contains { $0.key == key }
    }

    /// One bit of 64, chosen by the length and by the first and last eight bytes.
    private static func fingerprint(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var mix = UInt64(truncatingIfNeeded: bytes.count)
        if bytes.count >= 8 {
            let raw = UnsafeRawBufferPointer(bytes)
            mix ^= raw.loadUnaligned(as: UInt64.self)
            mix ^= raw.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self) &* 31
        } else {
            for byte in bytes { mix = mix << 8 ^ UInt64(byte) }
        }
        return 1 << ((mix &* 0x9E37_79B9_7F4A_7C15) >> 58)
    }
}
