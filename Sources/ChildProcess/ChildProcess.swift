package import Glibc

/// A program to run apart from us: in a session of its own, so that Ctrl-C in our terminal does not reach it or what it
/// starts; with no descriptor of ours but the three that it is given; with the default handling of all signals; and with the
/// environment that it is given and no other.
package struct ChildProcess: Sendable {
    package var path: String
    package var arguments: [String]
    /// `NAME=VALUE` each.
    package var environment: [String]
    package var folder: String

    /// Why a program was not started, as `errno`.
    package struct Failure: Error, Sendable, Hashable {
        package var code: Int32
    }

    package init(path: String, arguments: [String], environment: [String], folder: String = "/") {
        self.path = path
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
    }

    /// Where programs are looked for.
    package static var searchPath: String {
        getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    }

    /// Starts it. `path` without a slash is looked for in `PATH`. Whoever starts it waits for it.
    package func start(input: Int32, output: Int32, error: Int32) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO)
        SpawnExtensions.closeAll(from: 3, &actions)
        guard SpawnExtensions.changeFolder(folder, &actions) else { throw Failure(code: ENOSYS) }
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
        let argumentList = CStrings([path] + arguments)
        let environmentList = CStrings(environment)
        var pid = pid_t()
        let code = posix_spawnp(
            &pid, path, &actions, &attributes, argumentList.pointers, environmentList.pointers)
        guard code == 0 else { throw Failure(code: code) }
        return pid
    }

    /// The exit status of a status that `waitpid` gave, or 128 and the number of the signal that ended the program.
    package static func exitStatus(_ status: Int32) -> Int32 {
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
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
