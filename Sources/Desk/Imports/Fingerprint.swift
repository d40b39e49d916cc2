/// Tells fields apart without keeping them: 64 bits, mixed eight bytes at a time.
///
/// It compares rows of one case with each other, where the only rivals are typing errors; it is no defence against
/// somebody who looks for collisions.
struct Fingerprint {
    private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Takes a field in; where it ends makes a difference.
    mutating func add(_ field: UnsafeBufferPointer<UInt8>) {
        var position = 0
        let raw = UnsafeRawBufferPointer(field)
        while position + 8 <= raw.count {
            mix(raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            position += 8
        }
        var rest = UInt64(truncatingIfNeeded: raw.count) << 56
        while position < raw.count {
            rest = rest << 8 ^ UInt64(raw[position])
            position += 1
        }
        mix(rest)
    }

    private mutating func mix(_ word: UInt64) {
        value = (value ^ word) &* 0xFF51_AFD7_ED55_8CCD
        value ^= value >> 32
    }

    var signed: Int64 { Int64(bitPattern: value) }
}
