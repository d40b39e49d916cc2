package import Logging
package import OneStop

/// A line of the log: `name=value` pairs with a blank between them, as many tools read them (logfmt).
package struct LogLine: Sendable {
    /// UTF-8, without the line's end.
    package private(set) var bytes: [UInt8] = []
    package let level: Logger.Level

    /// Begins a line with its time, in UTC, and its level.
    package init(_ level: Logger.Level, at now: Instant) {
        self.level = level
        bytes.reserveCapacity(256)
        bytes.append(contentsOf: "time=".utf8)
        now.appendRFC3339(in: .utc, to: &bytes)
        field("level", level.rawValue)
    }

    /// Adds a pair. A value with blanks, quotes, `=` or control signs is quoted, and can begin no line of its own.
    package mutating func field(_ name: String, _ value: String) {
        begin(name)
        guard value.isEmpty || value.utf8.contains(where: \.needsQuotes) else {
            bytes.append(contentsOf: value.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
            case 0..<0x20, 0x7F: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds a number.
    package mutating func field(_ name: String, _ value: Int64) {
        begin(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Adds a time span in milliseconds, to the microsecond.
    package mutating func milliseconds(_ name: String, _ value: Duration) {
        let (seconds, attoseconds) = value.components
        let microseconds = max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
        field(name, microseconds / 1_000)
        let rest = microseconds % 1_000
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: "\(rest < 100 ? "0" : "")\(rest < 10 ? "0" : "")\(rest)".utf8)
    }

    private mutating func begin(_ name: String) {
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "="))
    }
}

extension UInt8 {
    fileprivate var needsQuotes: Bool {
        self <= 0x20 || self == 0x7F || self == UInt8(ascii: "\"") || self == UInt8(ascii: "=")
            || self == UInt8(ascii: "\\")
    }
}
