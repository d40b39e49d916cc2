/// A strict recursive-descent parser over bytes.
struct JSONParser {
    /// Enough for any document we take, and far below what would exhaust a thread's stack.
    static let depthLimit = 64

    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONError) -> JSONValue {
        skipSpace()
        guard position < bytes.count else { throw error(.empty) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark) }
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw error(.textAfterValue) }
        return value
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        guard position < bytes.count else { throw error(.unexpectedEnd(expected: "a value")) }
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: throw error(.unexpected(byte: byte, expected: "a value"))
        }
    }

    private mutating func word(_ word: StaticString) throws(JSONError) {
        let start = position
        for offset in 0..<word.utf8CodeUnitCount {
            guard position < bytes.count else { throw error(.unexpectedEnd(expected: "a value")) }
            guard bytes[position] == word.utf8Start[offset] else {
                throw error(.unexpected(byte: bytes[start], expected: "a value"), at: start)
            }
            position += 1
        }
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        try enter()
        var elements: [JSONValue] = []
        if !skip(to: UInt8(ascii: "]")) {
            repeat {
                skipSpace()
                do throws(JSONError) {
                    elements.append(try value())
                } catch {
                    throw error.inside("[\(elements.count)]")
                }
            } while try separated(end: UInt8(ascii: "]"), expected: "',' or ']'")
        }
        depth -= 1
        return .array(elements)
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        try enter()
        var members: [JSONObject.Member] = []
        members.reserveCapacity(8)
        var seen = SeenKeys()
        if !skip(to: UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                let keyStart = position
                try expect(UInt8(ascii: "\""), "a key in double quotes", advance: false)
                let key = try string()
                if seen.insert(key, written: bytes[(keyStart + 1)..<(position - 1)], among: members) {
                    throw error(.duplicateKey(key), at: keyStart)
                }
                skipSpace()
                try expect(UInt8(ascii: ":"), "':'", advance: true)
                skipSpace()
                do throws(JSONError) {
                    members.append(JSONObject.Member(key: key, value: try value()))
                } catch {
                    throw error.inside(key)
                }
            } while try separated(end: UInt8(ascii: "}"), expected: "',' or '}'")
        }
        depth -= 1
        return .object(JSONObject(uniqueMembers: members))
    }

    /// Enters an array or object, past its opening bracket.
    private mutating func enter() throws(JSONError) {
        guard depth < Self.depthLimit else { throw error(.tooDeep(limit: Self.depthLimit)) }
        depth += 1
        position += 1
    }

    /// Whether the container is empty; if so, stands behind it.
    private mutating func skip(to end: UInt8) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == end else { return false }
        position += 1
        return true
    }

    /// Whether another element follows; stands behind the comma or behind the closing bracket.
    private mutating func separated(end: UInt8, expected: String) throws(JSONError) -> Bool {
        skipSpace()
        guard position < bytes.count else { throw error(.unexpectedEnd(expected: expected)) }
        let byte = bytes[position]
        guard byte == UInt8(ascii: ",") || byte == end else { throw error(.unexpected(byte: byte, expected: expected)) }
        position += 1
        return byte != end
    }

    private mutating func expect(_ byte: UInt8, _ expected: String, advance: Bool) throws(JSONError) {
        guard position < bytes.count else { throw error(.unexpectedEnd(expected: expected)) }
        guard bytes[position] == byte else { throw error(.unexpected(byte: bytes[position], expected: expected)) }
        if advance { position += 1 }
    }

    @inline(__always)
    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        let offset = offset ?? position
        let before = bytes[..<offset]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let line = before.count { $0 == 0x0A } + 1
        return JSONError(reason: reason, offset: offset, line: line, column: offset - lineStart + 1)
    }
}

extension JSONError {
    /// The same error, seen from the container of the value that holds it.
    fileprivate func inside(_ step: String) -> JSONError {
        var outer = self
        outer.path = path.isEmpty || path.hasPrefix("[") ? step + path : step + "." + path
        return outer
    }
}
