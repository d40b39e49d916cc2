import CQREncode

/// A QR code (ISO/IEC 18004): a square of dark and light modules.
package struct QRCode: Sendable, Hashable {
    /// Modules in a row.
    package let width: Int
    /// Row by row, whether a module is dark.
    package let modules: [Bool]

    /// The code of a text, in the smallest version that holds it with a quarter of it to spare; nil for a text that none
    /// holds, such as an empty one.
    package init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        guard let data = code.pointee.data else { return nil }
        // The lowest bit of each says whether it is dark.
        modules = UnsafeBufferPointer(start: data, count: width * width).map { $0 & 1 == 1 }
    }

    /// The drawing, with the four light modules around it that readers need.
    /// - Parameter label: what it says to who cannot see it.
    func html(_ label: String) -> HTML {
        let quiet = 4
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, modules[row * width + column] { column += 1 }
                if column > start { path += "M\(start + quiet) \(row + quiet)h\(column - start)v1h-\(column - start)z" }
                column += 1
            }
        }
        let side = width + 2 * quiet
        return """
            <svg class="square" role="img" aria-label="\(label)" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(side)v\(side)h-\(side)z"/><path fill="#000" d="\(path)"/></svg>
            """
    }
}
