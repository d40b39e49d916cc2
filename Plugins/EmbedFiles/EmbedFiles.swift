import Foundation
import PackagePlugin

/// Turns files into Swift string literals: the top-level `sql` folder for `Schema`, `docs/openapi.json`, the style and
/// the script of the pages for `Web`.
///
/// A changed file runs the command again because it is an input; an added or removed one of `sql` because
/// `Sources/Schema/sql` links to the folder, and a change in the tree of a target makes SwiftPM plan the build anew.
@main
struct EmbedFiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        guard target.name == "Schema" else {
            let file = root.appending(path: "docs/openapi.json")
            let pages = root.appending(path: "Sources/Web/Pages")
            let (style, script) = (pages.appending(path: "style.css"), pages.appending(path: "script.js"))
            return [
                try embed("docs/openapi.json", "description", [], [file], "EmbeddedDescription.swift", context),
                try embed("style.css", "style", [], [style], "EmbeddedStyle.swift", context),
                try embed("script.js", "script", [], [script], "EmbeddedScript.swift", context),
            ]
        }
        let sql = root.appending(path: "sql")
        let files = try ["migrations", "reports"].map { sql.appending(path: $0) }.flatMap(sqlFiles(in:))
        return [try embed("sql/", "schema", [sql], files, "EmbeddedSQL.swift", context)]
    }

    private func embed(
        _ name: String, _ kind: String, _ folders: [URL], _ files: [URL], _ source: String, _ context: PluginContext
    ) throws -> Command {
        let output = context.pluginWorkDirectoryURL.appending(path: source)
        return .buildCommand(
            displayName: "Embedding \(name)",
            executable: try context.tool(named: "embed-files").url,
            arguments: [kind, output.path(percentEncoded: false)]
                + (folders + files).map { $0.path(percentEncoded: false) },
            inputFiles: files,
            outputFiles: [output])
    }

    private func sqlFiles(in folder: URL) throws -> [URL] {
        guard FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) else { return [] }
        return try FileManager.default
            .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "sql" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}
