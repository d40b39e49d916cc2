package import Logging
import Synchronization

/// A PostgreSQL cluster of the program's own in a folder, for whoever has no database server to name.
///
/// Several processes may have it open at once; the first to come starts the server and the last to leave stops it. A
/// process that is killed leaves the server running, and the next one uses it. The server listens on a Unix socket
/// only, in a folder that only its own account can enter, and whoever can enter is its superuser.
///
/// Every call blocks its thread: call from where that is harmless.
package final class PrivateCluster: Sendable {
    /// The superuser's role, owner of the database.
    package static let owner = "motcua_owner"
    /// The database that is made with the cluster.
    package static let database = "motcua"
    /// Part of the socket's name; no port is opened.
    package static let port = 5432
    static let socketName = "/.s.PGSQL.\(port)"

    /// The absolute path of the folder that was asked for.
    package let folder: String
    /// The folder of the server's socket: the `host` of a connection string.
    package let socketFolder: String
    private let server: Server
    private let usage: Mutex<Usage>

    private struct Usage: ~Copyable {
        var lock: FileLock?
    }

    private init(server: Server, postmaster: Postmaster, lock: consuming FileLock) {
        self.server = server
        folder = server.folder.base
        socketFolder = postmaster.socketFolder
        usage = Mutex(Usage(lock: lock))
    }

    /// Opens the cluster in a folder: creates it if the folder is empty or absent, starts it if it does not run.
    ///
    /// Returns when the server takes connections, after recovery if need be. `settings` apply when this call starts the
    /// server. As root the server runs as the folder's owner, as `postgres`, or as `nobody`.
    package static func open(
        at path: String = ".motcua", settings: ClusterSettings = .durable, logger: Logger
    ) throws(ClusterError) -> PrivateCluster {
        let folder = try DataFolder(path)
        let starting = try FileLock(folder.startLock, owner: folder.account)
        try starting.lock(exclusive: true)
        let using = try FileLock(folder.useLock, owner: folder.account)
        try using.lock(exclusive: false)
        let server = Server(folder: folder, settings: settings, logger: logger)
        let postmaster = try server.ensureRunning()
        return PrivateCluster(server: server, postmaster: postmaster, lock: using)
    }

    /// A connection string for libpq, as the owner.
    package var conninfo: String { conninfo() }

    /// A connection string for libpq, as another role or for another database.
    package func conninfo(user: String = owner, database: String = database) -> String {
        "host=\(Self.quoted(socketFolder)) port=\(Self.port) user=\(Self.quoted(user)) dbname=\(Self.quoted(database))"
    }

    /// The process id of the server, or `nil` if it does not take connections.
    package var serverPID: Int32? {
        guard let postmaster = Postmaster(dataFolder: server.folder.data), postmaster.isListening else { return nil }
        return postmaster.pid
    }

    /// Starts the server again if it has died, as after `kill -9`, and returns when it takes connections. Harmless when
    /// it runs, and when several processes notice at once.
    package func revive() throws(ClusterError) {
        let starting = try FileLock(server.folder.startLock, owner: server.folder.account)
        try starting.lock(exclusive: true)
        _ = try server.ensureRunning()
    }

    /// Leaves the cluster, and stops the server if nobody else has it open. Again has no effect.
    ///
    /// Throws if the server cannot be stopped; it has been left all the same.
    package func close() throws(ClusterError) {
        guard let lock = usage.withLock({ $0.lock.take() }) else { return }
        let starting = try FileLock(server.folder.startLock, owner: server.folder.account)
        try starting.lock(exclusive: true)
        if lock.tryExclusive() { try server.stop() }
    }

    private static func quoted(_ value: String) -> String {
        var quoted = "'"
        for scalar in value.unicodeScalars {
            if scalar == "'" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "'"
    }
}
