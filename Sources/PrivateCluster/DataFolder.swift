import Glibc

/// The folder of a private cluster and what lies where in it.
///
/// `base` is the folder that the user names. `home` holds the server's files and is the same folder, unless the
/// server's account cannot reach it (root's own home is closed to it): then `home` is a folder under
/// `/var/lib/motcua`, and the file `location` in `base` names it.
struct DataFolder {
    let base: String
    let home: String
    let account: ServerAccount?

    var data: String { home + "/data" }
    var log: String { home + "/server.log" }
    var startLock: String { base + "/start.lock" }
    var useLock: String { base + "/use.lock" }

    /// The major version that made the data, or `nil` before there are any.
    var dataVersion: Int? {
        fileText(data + "/PG_VERSION").flatMap { Int($0.prefix { $0.isNumber }) }
    }

    /// Makes the folder, or checks that an existing one is a cluster's and ours.
    init(_ path: String) throws(ClusterError) {
        let named = try Self.absolute(path)
        try Self.makeFolders(named)
        guard let resolved = realpath(named, nil) else { throw .system("\(named) cannot be used", code: errno) }
        defer { free(resolved) }
        base = String(cString: resolved)
        account = try ServerAccount.forFolder(base)
        try Self.check(base)
        let location = base + "/location"
        if let text = fileText(location) {
            home = String(text.prefix { $0 != "\n" })
        } else if try Self.isReachable(base, by: account) {
            home = base
        } else {
            home = try Self.makeHomeElsewhere(account)
            try replaceFile(location, home + "\n", owner: nil)
        }
        if home == base, let account, chown(base, account.user, account.group) != 0 {
            throw .system("\(base) cannot be given to the user \(account.name)", code: errno)
        }
    }

    /// The program under the server's account.
    func running(_ program: Program) throws(ClusterError) -> Finished {
        try (account?.running(program) ?? program).run()
    }

    /// Makes a folder that only the server's account can enter, or checks that an existing one is such.
    func makePrivateFolder(_ path: String) throws(ClusterError) {
        if mkdir(path, 0o700) == 0 {
            if let account, chown(path, account.user, account.group) != 0 {
                throw .system("\(path) cannot be given to the user \(account.name)", code: errno)
            }
            return
        }
        guard errno == EEXIST, let status = status(of: path) else {
            throw .system("\(path) cannot be made", code: errno)
        }
        guard isFolder(status), status.st_uid == account?.user ?? geteuid(), status.st_mode & 0o077 == 0 else {
            throw ClusterError(
                .notOurFolder, "\(path) cannot be used", why: "it is not a folder that only we can enter",
                remedy: "Find out who made it, and remove it.")
        }
    }

    private static func absolute(_ path: String) throws(ClusterError) -> String {
        if path.hasPrefix("/") { return path }
        guard let current = getcwd(nil, 0) else { throw .system("the current folder is unknown", code: errno) }
        defer { free(current) }
        return String(cString: current) + "/" + path
    }

    private static func makeFolders(_ path: String) throws(ClusterError) {
        var partial = ""
        for component in path.split(separator: "/") {
            partial += "/" + component
            guard mkdir(partial, partial == path ? 0o700 : 0o755) != 0, errno != EEXIST else { continue }
            // A folder above may be closed to us and yet lead on; the last one settles it.
            let code = errno
            if access(partial, F_OK) != 0 { throw .system("\(partial) cannot be made", code: code) }
        }
    }

    private static func check(_ base: String) throws(ClusterError) {
        guard let status = status(of: base), isFolder(status) else {
            throw ClusterError(
                .notOurFolder, "\(base) cannot be used", why: "it is not a folder",
                remedy: "Choose another with --data.")
        }
        guard geteuid() == 0 || status.st_uid == geteuid() else {
            throw ClusterError(
                .notOurFolder, "\(base) cannot be used", why: "it belongs to user id \(status.st_uid), not to us",
                remedy: "Run the program as that user, or choose another folder with --data.")
        }
        let content = names(in: base)
        guard content.isEmpty || content.contains("start.lock") else {
            throw ClusterError(
                .notOurFolder, "\(base) cannot be used", why: "it holds something, but not a cluster of this program",
                remedy: "Choose an empty folder, or one that does not exist yet, with --data.")
        }
        // Nobody else may enter, whatever made the folder.
        if status.st_mode & 0o077 != 0, chmod(base, 0o700) != 0 {
            throw .system("\(base) cannot be closed to others", code: errno)
        }
    }

    private static func isReachable(_ base: String, by account: ServerAccount?) throws(ClusterError) -> Bool {
        guard let account, let end = base.lastIndex(of: "/") else { return true }
        let parent = end == base.startIndex ? "/" : String(base[..<end])
        return try account.running(Program(path: "test", arguments: ["-x", parent])).run().succeeded
    }

    private static func makeHomeElsewhere(_ account: ServerAccount?) throws(ClusterError) -> String {
        let shared = "/var/lib/motcua"
        guard mkdir(shared, 0o755) == 0 || errno == EEXIST else {
            throw .system("\(shared) cannot be made", code: errno)
        }
        let home = shared + "/" + String(UInt64.random(in: .min ... .max), radix: 36)
        guard mkdir(home, 0o700) == 0 else { throw .system("\(home) cannot be made", code: errno) }
        if let account, chown(home, account.user, account.group) != 0 {
            throw .system("\(home) cannot be given to the user \(account.name)", code: errno)
        }
        return home
    }
}
