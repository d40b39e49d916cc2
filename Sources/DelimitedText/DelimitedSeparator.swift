/// What stands between the fields of a record.
package enum DelimitedSeparator: UInt8, Sendable, CaseIterable {
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09

    /// The separator that is most frequent in the first line outside of quotes; comma if there is none.
    static func detected(in firstLine: ArraySlice<UInt8>) -> DelimitedSeparator {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in firstLine {
            if byte == quote { isQuoted.toggle() }
            if !isQuoted, DelimitedSeparator(rawValue: byte) != nil { counts[byte, default: 0] += 1 }
        }
        return allCases.max { counts[$0.rawValue, default: 0] < counts[$1.rawValue, default: 0] } ?? .comma
    }
}

let quote = UInt8(ascii: "\"")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
