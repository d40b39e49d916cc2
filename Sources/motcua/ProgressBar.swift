import Glibc

/// How far the reading of a file has come, drawn on standard error when that is a terminal.
final class ProgressBar {
    private let total: Int
    private let isShown: Bool
    private var drawn = -1

    /// - Parameter total: in bytes; nothing is drawn for 0.
    init(total: Int) {
        self.total = total
        isShown = total > 0 && isatty(2) == 1
    }

    func show(_ done: Int) {
        let percent = isShown ? min(100, done * 100 / total) : 0
        guard isShown, percent != drawn else { return }
        drawn = percent
        let filled = percent * 40 / 100
        draw("\r[\(String(repeating: "#", count: filled))\(String(repeating: ".", count: 40 - filled))] \(percent)%")
        if percent == 100 { draw("  read; storing …") }
    }

    /// Clears the line.
    func end() {
        if drawn >= 0 { draw("\r\u{1B}[K") }
    }

    private func draw(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }
}
