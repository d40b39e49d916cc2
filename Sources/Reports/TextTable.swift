/// Lines of cells for a terminal, each column as wide as its widest cell.
struct TextTable {
    var lines: [[String]]
    /// Columns of words; all others are lined up on the right.
    var leftColumns: Set<Int>

    /// A line each, two blanks between columns and none at the end.
    var rendered: [String] {
        let columns = lines.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            lines.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return lines.map { line in
            let cells = line.indices.map { line[$0].padded(widths[$0], toTheRight: !leftColumns.contains($0)) }
            let text = cells.joined(separator: "  ")
            guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
            return String(text[...last])
        }
    }
}

extension String {
    /// With blanks behind, or before, up to a width in characters.
    func padded(_ width: Int, toTheRight: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return toTheRight ? blanks + self : self + blanks
    }
}
