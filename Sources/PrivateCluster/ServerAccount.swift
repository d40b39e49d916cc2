import Glibc

/// The account that the server runs under when the program runs as root, which PostgreSQL refuses.
struct ServerAccount: Sendable, Equatable {
    let user: uid_t
    let group: gid_t
    let name: String

    /// `nil` unless we are root: then the server runs as we do.
    ///
    /// For root it is the owner of the folder, if that is somebody else, so that `sudo` uses a user's cluster as that
    /// user; else `postgres`, which the Debian packages make; else `nobody`.
    static func forFolder(_ folder: String) throws(ClusterError) -> ServerAccount? {
        guard geteuid() == 0 else { return nil }
        if let status = status(of: folder), status.st_uid != 0 {
            if let owner = lookUp({ getpwuid_r(status.st_uid, $0, $1, $2, $3) }) { return owner }
            throw ClusterError(
                .notOurFolder, "\(folder) cannot be used",
                why: "its owner, user id \(status.st_uid), has no account here",
                remedy: "Give the folder to the user postgres (chown -R postgres), or choose another with --data.")
        }
        for name in ["postgres", "nobody"] {
            if let account = lookUp({ getpwnam_r(name, $0, $1, $2, $3) }) { return account }
        }
        throw ClusterError(
            .system, "the server cannot be started as root", why: "there is no user postgres or nobody to start it as",
            remedy: "Create a system user postgres, or run the program as an ordinary user.")
    }

    /// The same program under this account, by `setpriv` of util-linux.
    func running(_ program: Program) -> Program {
        var wrapped = program
        wrapped.path = "setpriv"
        wrapped.arguments =
            ["--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--", program.path] + program.arguments
        return wrapped
    }

    private typealias LookUp = (
        UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
        UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32

    private static func lookUp(_ call: LookUp) -> ServerAccount? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        return buffer.withUnsafeMutableBufferPointer { buffer in
            guard call(&entry, buffer.baseAddress!, buffer.count, &found) == 0, found != nil else { return nil }
            return ServerAccount(user: entry.pw_uid, group: entry.pw_gid, name: String(cString: entry.pw_name))
        }
    }
}
