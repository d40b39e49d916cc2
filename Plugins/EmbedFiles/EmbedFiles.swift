import Foundation
import PackagePlugin

/// Turns the files of the top-level `sql` folder into one Swift file of string literals.
///
/// A changed file runs the command again because it is an input; an added or removed one because `Sources/Schema/sql`
/// links to the folder, and a change in the tree of a target makes SwiftPM plan the build anew.
@main
struct EmbedFiles: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let sql = context.package.directoryURL.appending(path: "sql")
        let folders = ["migrations", "reports"].map { sql.appending(path: $0) }
        let files = try folders.flatMap(sqlFiles(in:))
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedSQL.swift")
        return [
            .buildCommand(
                displayName: "Embedding sql/",
                executable: try context.tool(named: "embed-files").url,
                arguments: [sql.path(percentEncoded: false), output.path(percentEncoded: false)]
                    + files.map { $0.path(percentEncoded: false) },
                inputFiles: files,
                outputFiles: [output])
        ]
    }

    private func sqlFiles(in folder: URL) throws -> [URL] {
        guard FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) else { return [] }
        return try FileManager.default
            .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "sql" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}
