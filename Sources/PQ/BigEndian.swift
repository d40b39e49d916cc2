extension [UInt8] {
    /// Appends an integer in network byte order.
    mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(bigEndian value: Value) {
        unsafe Swift.withUnsafeBytes(of: value.bigEndian) { bytes in
            unsafe append(contentsOf: bytes)
        }
    }

    /// Reads an integer in network byte order, or nil when the bytes end before it does.
    func integer<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type) -> Value? {
        let end = offset + MemoryLayout<Value>.size
        guard offset >= 0, end <= count else { return nil }
        return self[offset..<end].reduce(Value.zero) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }
}
