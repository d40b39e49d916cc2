import Foundation

/// The program's own source files as text.
enum SourceTree {
    struct File: Sendable {
        /// From the repository's root: `Sources/Desk/DeskService.swift`.
        var path: String
        var text: String
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

        /// What it imports, without access level and attributes.
        var imports: [String] {
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 2, !line.hasPrefix(" "),
                    words.count > place + 1,
                    words[..<place].allSatisfy({
                        ["package", "private", "internal", "@testable", "@preconcurrency"].contains($0)
                    })
                else { return nil }
                return words[words.count - 1].split(separator: ".").first.map(String.init)
            }
        }
    }

    static let root: String = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder.path
    }()

    static let sources = files(below: "Sources")
    static let tests = files(below: "Tests")

    private static func files(below folder: String) -> [File] {
        guard let walk = FileManager.default.enumerator(atPath: "\(root)/\(folder)") else { return [] }
        return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
            let text = try? String(contentsOfFile: "\(root)/\(folder)/\(path)", encoding: .utf8)
            return text.map { File(path: "\(folder)/\(path)", text: $0) }
        }
    }
}
