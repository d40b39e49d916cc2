import Glibc

/// The programs of one PostgreSQL installation.
struct Binaries {
    /// The first release with all that the schema uses (`NULLS NOT DISTINCT`).
    static let oldest = 15

    let folder: String
    let major: Int

    /// The installation for a data folder made by `major`, or for a new one.
    ///
    /// Looked for in the order: `pg_config --bindir`, `PATH`, Debian's `/usr/lib/postgresql`, newest first.
    static func find(major wanted: Int?) throws(ClusterError) -> Binaries {
        var found: [Binaries] = []
        for folder in candidates() {
            guard let binaries = try Binaries(folder) else { continue }
            if let wanted {
                if binaries.major == wanted { return binaries }
            } else if binaries.major >= oldest {
                return binaries
            }
            found.append(binaries)
        }
        let versions = found.map { String($0.major) }.joined(separator: ", ")
        guard !found.isEmpty else {
            throw ClusterError(
                .notInstalled, "no PostgreSQL server was found",
                why: "neither pg_config, PATH nor /usr/lib/postgresql leads to initdb, pg_ctl and postgres",
                remedy: "Install one (Debian: apt-get install postgresql), or name a database with --database.")
        }
        guard let wanted else {
            throw ClusterError(
                .wrongVersion, "no PostgreSQL server of version \(oldest) or later was found",
                why: "only version \(versions) is installed", remedy: "Install a newer one.")
        }
        throw ClusterError(
            .wrongVersion, "the data folder was made by PostgreSQL \(wanted)",
            why: "only version \(versions) is installed",
            remedy: "Install postgresql-\(wanted), or carry the data over with pg_upgrade or pg_dump.")
    }

    func program(_ name: String, _ arguments: [String], in folder: String) -> Program {
        Program(path: self.folder + "/" + name, arguments: arguments, folder: folder)
    }

    private init?(_ folder: String) throws(ClusterError) {
        for name in ["initdb", "pg_ctl", "postgres"] {
            guard access(folder + "/" + name, X_OK) == 0 else { return nil }
        }
        let answer = try Program(path: folder + "/postgres", arguments: ["--version"]).run()
        // "postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)"
        let words = answer.output.split(separator: " ")
        guard answer.succeeded, words.count >= 3, let major = Int(words[2].prefix { $0.isNumber }) else { return nil }
        self.folder = folder
        self.major = major
    }

    private static func candidates() -> [String] {
        var folders: [String] = []
        if let answer = try? Program(path: "pg_config", arguments: ["--bindir"]).run(), answer.succeeded {
            folders.append(String(answer.output.prefix { $0 != "\n" }))
        }
        let search = getenv("PATH").map { String(cString: $0) } ?? ""
        folders += search.split(separator: ":").map(String.init)
        let debian = "/usr/lib/postgresql"
        folders += names(in: debian).compactMap(Int.init).sorted(by: >).map { "\(debian)/\($0)/bin" }
        return folders
    }
}
