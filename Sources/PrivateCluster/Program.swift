import Glibc

/// A program that has run to its end.
struct Finished {
    /// The exit status, or 128 and the number of the signal that ended it.
    let status: Int32
    /// What it wrote to stdout and stderr, in order.
    let output: String

    var succeeded: Bool { status == 0 }
}

/// A program to run apart from us: in a session of its own, so that Ctrl-C in our terminal does not reach it or what
/// it starts; with no descriptor of ours; with the default handling of all signals; and in plain English.
struct Program {
    var path: String
    var arguments: [String]
    var folder = "/"
    var input = ""

    /// Runs to the end. `path` without a slash is looked for in `PATH`. Throws if it cannot be started.
    func run() throws(ClusterError) -> Finished {
        let input = try pipe()
        let output = try pipe()
        // Fits the pipe's buffer, so that it cannot block before there is a reader.
        let bytes = Array(self.input.utf8)
        _ = write(input.writing, bytes, bytes.count)
        Glibc.close(input.writing)
        let spawned = Result { () throws(ClusterError) in
            try spawn(standardInput: input.reading, standardOutput: output.writing)
        }
        Glibc.close(input.reading)
        Glibc.close(output.writing)
        defer { Glibc.close(output.reading) }
        let pid = try spawned.get()
        let text = readToEnd(output.reading)
        return Finished(status: wait(for: pid), output: text)
    }

    private func spawn(standardInput: Int32, standardOutput: Int32) throws(ClusterError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, standardOutput, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, standardOutput, STDERR_FILENO)
        SpawnExtensions.closeAll(from: 3, &actions)
        guard SpawnExtensions.changeFolder(folder, &actions) else {
            throw .system("\(path) cannot be started in \(folder)", code: ENOSYS)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | SpawnExtensions.newSession
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let search = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        let argumentList = CStrings([path] + arguments)
        // Left to itself, glibc gives a session's memory back to the kernel after each query and asks for it again in the
        // next; a quarter of the server's processor time for a small query went into that (mallopt(3), M_TRIM_THRESHOLD).
        let environment = CStrings(["PATH=\(search)", "LC_ALL=C", "LANG=C", "MALLOC_TRIM_THRESHOLD_=33554432"])
        var pid = pid_t()
        let code = posix_spawnp(&pid, path, &actions, &attributes, argumentList.pointers, environment.pointers)
        guard code == 0 else { throw .system("\(path) cannot be started", code: code) }
        return pid
    }

    private func wait(for pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            // Somebody else in this process collected the child: its exit status is lost, its output is not.
            guard errno == EINTR else { return 0 }
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    private func pipe() throws(ClusterError) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw .system("\(path) cannot be started", code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}

/// A `NULL`-terminated array of C strings that lives as long as this object.
private final class CStrings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [String]) {
        pointers = strings.map { strdup($0) } + [nil]
    }

    deinit {
        for pointer in pointers { free(pointer) }
    }
}

/// What glibc adds to `posix_spawn`, which Swift's module of glibc does not show.
private enum SpawnExtensions {
    /// `POSIX_SPAWN_SETSID`, glibc 2.26.
    static let newSession: Int32 = 0x80

    private typealias CloseFrom =
        @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
    private typealias ChangeFolder =
        @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> Int32

    /// `posix_spawn_file_actions_addclosefrom_np`, glibc 2.34. An older one leaves what is not close-on-exec open.
    static func closeAll(from descriptor: Int32, _ actions: inout posix_spawn_file_actions_t) {
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
        _ = unsafeBitCast(symbol, to: CloseFrom.self)(&actions, descriptor)
    }

    /// `posix_spawn_file_actions_addchdir_np`, glibc 2.29.
    static func changeFolder(_ folder: String, _ actions: inout posix_spawn_file_actions_t) -> Bool {
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addchdir_np") else { return false }
        return unsafeBitCast(symbol, to: ChangeFolder.self)(&actions, folder) == 0
    }
}
