import Glibc

/// Writes files as Swift string literals, or says what is wrong with them.
///
///     embed-files schema OUTPUT SQL_FOLDER FILE...
///     embed-files description OUTPUT FILE
///     embed-files style OUTPUT FILE
///     embed-files script OUTPUT FILE
///
/// The list of files is an argument so that a file added or removed changes the command, which makes the build run it.
@main
enum EmbedFilesTool {
    static func main() {
        do {
            let arguments = CommandLine.arguments
            guard arguments.count >= 4 else { throw EmbedError("usage: embed-files KIND OUTPUT [SQL_FOLDER] FILE...") }
            switch arguments[1] {
            case "schema":
                let files = Array(arguments[4...])
                let migrations = try Migrations(files: files.filter { $0.hasPrefix(arguments[3] + "/migrations/") })
                let reports = files.filter { $0.hasPrefix(arguments[3] + "/reports/") }
                try writeFile(arguments[2], generatedSource(migrations: migrations, reports: reports))
            case "description":
                try embed("description", of: "API", arguments)
            case "style":
                try embed("sheet", of: "Style", arguments)
            case "script":
                try embed("text", of: "Script", arguments)
            default:
                throw EmbedError("\(arguments[1]): the kinds are schema, description, style and script")
            }
        } catch {
            let line = "error: \(error)\n"
            _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
            exit(1)
        }
    }

    /// One file as a constant of a type that the target has.
    private static func embed(_ name: String, of type: String, _ arguments: [String]) throws {
        let text = literal(try readFile(arguments[3]))
        try writeFile(arguments[2], "extension \(type) {\n    static let \(name) = \(text)\n}\n")
    }

    private static func generatedSource(migrations: Migrations, reports: [String]) throws -> String {
        var source = "extension Schema {\n    package static let migrations: [Migration] = [\n"
        for migration in migrations.ordered {
            source += "        Migration(number: \(migration.number), name: \"\(migration.name)\", sql: "
            source += literal(try readFile(migration.path)) + "),\n"
        }
        source += "    ]\n\n    package static let reports: [String: String] = ["
        source += reports.isEmpty ? ":]\n}\n" : "\n"
        guard !reports.isEmpty else { return source }
        for report in reports {
            let name = fileName(report)
            guard isPlainName(name) else { throw EmbedError("\(report): name a report like on_time_figures.sql") }
            source += "        \"\(name)\": " + literal(try readFile(report)) + ",\n"
        }
        return source + "    ]\n}\n"
    }

    /// A raw multi-line literal with more number signs than any run of them in the text, so that nothing in it can end
    /// the literal or start an interpolation.
    private static func literal(_ text: String) -> String {
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "#") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "#", count: longest + 1)
        return fence + "\"\"\"\n" + text + (text.hasSuffix("\n") ? "" : "\n") + "\"\"\"" + fence
    }
}
