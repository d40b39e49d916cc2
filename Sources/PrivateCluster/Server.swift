import Glibc
import Logging

/// Creates, starts and stops the server of one data folder. Every call holds the folder's start lock.
struct Server {
    let folder: DataFolder
    let settings: ClusterSettings
    let logger: Logger

    /// The running server, started if need be.
    func ensureRunning() throws(ClusterError) -> Postmaster {
        if let running = try running() { return running }
        let binaries = try Binaries.find(major: folder.dataVersion)
        if folder.dataVersion == nil { try create(binaries) }
        return try start(binaries)
    }

    /// Shuts down in order: open connections are cut, and what they committed is kept. Nothing to do if it is down.
    func stop() throws(ClusterError) {
        guard let postmaster = Postmaster(dataFolder: folder.data) else { return }
        collect(postmaster)
        let binaries = try Binaries.find(major: folder.dataVersion)
        let arguments = ["stop", "-D", "data", "-m", "fast", "-w", "-t", "120"]
        let answer = try folder.running(binaries.program("pg_ctl", arguments, in: folder.home))
        // After kill -9 there is a file but no server.
        guard answer.succeeded || !postmaster.isListening else {
            throw .program("the private PostgreSQL server cannot be stopped", output: answer.output, log: folder.log)
        }
        folder.removeSocketFolder(postmaster.socketFolder)
    }

    private func running() throws(ClusterError) -> Postmaster? {
        guard let postmaster = Postmaster(dataFolder: folder.data), postmaster.isListening else { return nil }
        return try postmaster.untilReady()
    }

    private func create(_ binaries: Binaries) throws(ClusterError) {
        logger.info("creating a private PostgreSQL cluster", metadata: ["folder": "\(folder.home)"])
        try checkSpace()
        // Made under another name and put in place when it is whole, so that a crash leaves no half of a cluster.
        for name in names(in: folder.home) where name.hasPrefix("new-") { removeTree(folder.home + "/" + name) }
        let name = "new-\(getpid())"
        var arguments = [
            "-D", name, "-U", PrivateCluster.owner, "-E", "UTF8", "-k", "-A", "trust", "--no-instructions",
        ]
        if !settings.syncsOnCreation { arguments.append("--no-sync") }
        // Text is compared by code points, the same on every machine.
        var answer = try folder.running(binaries.program("initdb", arguments + ["--locale=C.UTF-8"], in: folder.home))
        if !answer.succeeded, answer.output.contains("locale") {
            answer = try folder.running(binaries.program("initdb", arguments + ["--no-locale"], in: folder.home))
        }
        guard answer.succeeded else {
            removeTree(folder.home + "/" + name)
            throw .program("the private PostgreSQL cluster cannot be created", output: answer.output, log: folder.log)
        }
        try configure(name)
        var database = binaries.program("postgres", ["--single", "-D", name, "postgres"], in: folder.home)
        database.input = "create database \(PrivateCluster.database)\n"
        let made = try folder.running(database)
        guard made.succeeded, !made.output.contains("ERROR:") else {
            removeTree(folder.home + "/" + name)
            throw .program("the database motcua cannot be created", output: made.output, log: folder.log)
        }
        guard rename(folder.home + "/" + name, folder.data) == 0 else {
            throw .system("\(folder.data) cannot be made", code: errno)
        }
    }

    private func configure(_ name: String) throws(ClusterError) {
        let data = folder.home + "/" + name
        guard let standard = fileText(data + "/postgresql.conf") else {
            throw .system("\(data)/postgresql.conf cannot be read", code: errno)
        }
        try replaceFile(
            data + "/postgresql.conf", standard + "\ninclude_if_exists = 'motcua.conf'\n", owner: folder.account)
        // Who can enter the socket's folder is the owner; nobody else gets as far as this file.
        try replaceFile(
            data + "/pg_hba.conf", "local all all trust\nlocal replication all trust\n", owner: folder.account)
    }

    private func start(_ binaries: Binaries) throws(ClusterError) -> Postmaster {
        let socketFolder = try folder.makeSocketFolder()
        try replaceFile(
            folder.data + "/motcua.conf", settings.fileText(socketFolder: socketFolder), owner: folder.account)
        let arguments = ["start", "-D", "data", "-l", "server.log", "-w", "-t", "600"]
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(60)
        while true {
            if let postmaster = Postmaster(dataFolder: folder.data) { collect(postmaster) }
            // The log of earlier starts is not the reason of this one.
            try replaceFile(folder.log, "", owner: folder.account)
            let answer = try folder.running(binaries.program("pg_ctl", arguments, in: folder.home))
            if let running = try running() {
                logger.info("started the private PostgreSQL server", metadata: ["pid": "\(running.pid)"])
                return running
            }
            let reason = (fileText(folder.log) ?? "") + answer.output
            guard Self.passes(reason), clock.now < deadline else {
                throw .program("the private PostgreSQL server cannot be started", output: reason, log: folder.log)
            }
            pause(milliseconds: 100)
        }
    }

    /// Whether the obstacle goes away by itself: sessions of a killed server that are about to notice it, or a server
    /// started by a program that was killed before it saw it ready.
    private static func passes(_ reason: String) -> Bool {
        reason.contains("pre-existing shared memory block")
            || reason.contains("lock file \"postmaster.pid\" already exists")
    }

    /// When we are the first process of a container, a dead server is our child until we take its exit status, and
    /// looks alive to PostgreSQL until then.
    private func collect(_ postmaster: Postmaster) {
        var status: Int32 = 0
        waitpid(postmaster.pid, &status, WNOHANG)
    }

    private func checkSpace() throws(ClusterError) {
        var space = statvfs()
        guard statvfs(folder.home, &space) == 0 else { return }
        let free = UInt64(space.f_bavail) * UInt64(space.f_frsize)
        // A new cluster takes 40 MB and 16 MB of log at a time.
        guard free > 128 << 20 else { throw .diskFull("a cluster cannot be created in \(folder.home)") }
    }
}
