/// The SQL of the top-level `sql` folder, compiled in by the `EmbedFiles` plugin: no file is looked up at run time.
///
/// `migrations` are in order, numbered from 1 without a gap (the build refuses one). `reports` maps a file name without
/// `.sql` to its text.
package enum Schema {
    /// One forward-only step of the schema: file `sql/migrations/NNNN_name.sql`.
    package struct Migration: Sendable {
        package let number: Int
        package let name: String
        package let sql: String
    }
}
