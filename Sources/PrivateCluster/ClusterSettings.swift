/// Settings of the server, written to `motcua.conf` in its data folder each time it is started.
///
/// What an operator sets with `ALTER SYSTEM` comes later in PostgreSQL's order and wins.
package struct ClusterSettings: Sendable {
    /// Names and values as in `postgresql.conf`; values are quoted when they are written.
    package var parameters: [String: String]
    /// Whether files are forced to disk when the cluster is created.
    var syncsOnCreation: Bool

    /// What was acknowledged survives a crash of the program, of the server and of the machine.
    package static let durable = ClusterSettings(
        parameters: common.merging(
            [
                "fsync": "on",
                "synchronous_commit": "on",
                "full_page_writes": "on",
                "wal_level": "replica",
                "shared_buffers": "256MB",
            ], uniquingKeysWith: { _, new in new }),
        syncsOnCreation: true)

    /// For tests only: a crash of the machine loses the cluster, and no vacuum takes a lock unasked.
    package static let volatile = ClusterSettings(
        parameters: common.merging(
            [
                "fsync": "off",
                "synchronous_commit": "off",
                "full_page_writes": "off",
                "autovacuum": "off",
                "shared_buffers": "64MB",
            ], uniquingKeysWith: { _, new in new }),
        syncsOnCreation: false)

    /// The same settings with one changed or added.
    package func setting(_ name: String, to value: String) -> ClusterSettings {
        var copy = self
        copy.parameters[name] = value
        return copy
    }

    func fileText(socketFolder: String) -> String {
        var all = parameters
        all["unix_socket_directories"] = socketFolder
        let lines = all.sorted { $0.key < $1.key }.map { name, value in
            var quoted = ""
            for scalar in value.unicodeScalars {
                if scalar == "'" || scalar == "\\" { quoted.unicodeScalars.append(scalar) }
                quoted.unicodeScalars.append(scalar)
            }
            return "\(name) = '\(quoted)'\n"
        }
        return "# Written by motcua at each start. Use ALTER SYSTEM for changes that are to last.\n" + lines.joined()
    }

    private static let common: [String: String] = [
        "listen_addresses": "",
        "port": String(PrivateCluster.port),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "cluster_name": "motcua",
        "timezone": "UTC",
        "lc_messages": "C",
        "logging_collector": "on",
        "log_directory": "log",
        "log_filename": "postgresql-%a.log",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_truncate_on_rotation": "on",
        "log_timezone": "UTC",
    ]
}
