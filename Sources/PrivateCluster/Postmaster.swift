import Glibc

/// What a running server says about itself in `postmaster.pid`.
struct Postmaster {
    let pid: pid_t
    let socketFolder: String
    let port: String
    let isReady: Bool

    private let dataFolder: String

    /// `nil` if there is no such file, or not all of it yet. The server need not be alive.
    init?(dataFolder: String) {
        guard let text = fileText(dataFolder + "/postmaster.pid") else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 5, let pid = pid_t(lines[0]) else { return nil }
        self.pid = pid
        self.dataFolder = dataFolder
        port = String(lines[3])
        socketFolder = String(lines[4])
        isReady = lines.count >= 8 && lines[7].hasPrefix("ready")
    }

    /// Whether the server lives and listens on the socket. A process id alone cannot tell, for it may be another process's
    /// by now, and the socket neither: a child that was made just before its server was killed holds it for a while.
    var isListening: Bool { isAlive && takesConnections }

    /// Whether a process has the id and has not ended; one that has waits for its parent to ask.
    private var isAlive: Bool {
        guard kill(pid, 0) == 0 || errno == EPERM else { return false }
        guard let state = fileText("/proc/\(pid)/stat"), let name = state.lastIndex(of: ")") else { return true }
        return !state[name...].hasPrefix(") Z")
    }

    private var takesConnections: Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array((socketFolder + "/.s.PGSQL." + port).utf8)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    /// Waits until the server that listens takes connections: it may be recovering. `nil` if it ends meanwhile.
    func untilReady() throws(ClusterError) -> Postmaster? {
        if isReady { return self }
        let watch = inotify_init1(Int32(IN_CLOEXEC))
        guard watch >= 0 else { throw .system("\(dataFolder) cannot be watched", code: errno) }
        defer { close(watch) }
        inotify_add_watch(watch, dataFolder, UInt32(IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO))
        while true {
            guard let now = Postmaster(dataFolder: dataFolder), now.isListening else { return nil }
            if now.isReady { return now }
            var descriptor = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
            // The second is for a server killed outright, of which the folder tells nothing.
            if poll(&descriptor, 1, 1000) > 0 {
                var events = [UInt8](repeating: 0, count: 4096)
                _ = read(watch, &events, events.count)
            }
        }
    }
}
