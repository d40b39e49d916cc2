/// A bar code (Code 128, ISO/IEC 15417): bars and spaces by turns.
package struct Code128: Sendable, Hashable {
    /// The widths of bars and spaces in modules, the first a bar.
    package let widths: [Int]

    /// The code of a text of printable ASCII; nil for another text. Runs of digits take half the room.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        var symbols: [Int] = []
        var isInPairs = false
        var place = 0
        while place < bytes.count {
            let digits = bytes[place...].prefix { (0x30...0x39).contains($0) }.count
            let pairs = digits / 2
            // To change over and back costs two symbols.
            if isInPairs ? pairs > 0 : pairs > 1 && digits.isMultiple(of: 2) {
                if !isInPairs { symbols.append(symbols.isEmpty ? Self.startInPairs : Self.toPairs) }
                isInPairs = true
                for pair in 0..<pairs {
                    symbols.append(Int(bytes[place + 2 * pair] - 0x30) * 10 + Int(bytes[place + 2 * pair + 1] - 0x30))
                }
                place += 2 * pairs
            } else {
                if isInPairs || symbols.isEmpty { symbols.append(symbols.isEmpty ? Self.start : Self.toSigns) }
                isInPairs = false
                symbols.append(Int(bytes[place]) - 0x20)
                place += 1
            }
        }
        let sum = symbols.enumerated().reduce(0) { $0 + max(1, $1.offset) * $1.element }
        symbols += [sum % 103, Self.stop]
        widths = symbols.flatMap { symbol in Self.patterns[symbol].utf8.map { Int($0 - 0x30) } }
    }

    /// The drawing, with the ten light modules on both sides that readers need.
    /// - Parameter label: what it says to who cannot see it.
    func html(_ label: String) -> HTML {
        let quiet = 10
        var path = ""
        var place = quiet
        for (index, width) in widths.enumerated() {
            if index.isMultiple(of: 2) { path += "M\(place) 0h\(width)v10h-\(width)z" }
            place += width
        }
        return """
            <svg class="bars" role="img" aria-label="\(label)" viewBox="0 0 \(place + quiet) 10" preserveAspectRatio="none" shape-rendering="crispEdges"><path fill="#000" d="\(path)"/></svg>
            """
    }

    /// Code B, a sign a symbol, and code C, two digits a symbol.
    private static let (start, startInPairs, toPairs, toSigns, stop) = (104, 105, 99, 100, 106)

    private static let patterns = [
        "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
        "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
        "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
        "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
        "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
        "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
        "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
        "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
        "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
        "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
    ]
}
