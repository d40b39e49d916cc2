import Desk
import Foundation
import JSONText
import OneStop

/// The documents that the README shows.
enum Examples {
    static func text(_ name: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent("docs/examples/\(name).json"), encoding: .utf8)
    }

    static func document(_ name: String) throws -> OfficeDocument {
        try OfficeDocument(parsing: try text(name))
    }

    /// The small office with one text in place of another.
    static func second(_ old: String, _ new: String) throws -> String {
        let text = try text("second-office")
        guard text.contains(old) else { throw Missing(text: old) }
        return text.replacingOccurrences(of: old, with: new)
    }

    struct Missing: Error {
        var text: String
    }
}
