import Glibc

/// An advisory lock on a file (`flock`), which the kernel gives back when the process ends, however it ends.
struct FileLock: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens the file, making it if need be, without locking it.
    init(_ path: String, owner account: ServerAccount?) throws(ClusterError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        self.path = path
        guard descriptor >= 0 else { throw .system("\(path) cannot be opened", code: errno) }
        if let account { _ = fchown(descriptor, account.user, account.group) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Waits for the lock.
    borrowing func lock(exclusive: Bool) throws(ClusterError) {
        while flock(descriptor, exclusive ? LOCK_EX : LOCK_SH) != 0 {
            guard errno == EINTR else { throw .system("\(path) cannot be locked", code: errno) }
        }
    }

    /// Whether nobody else holds the lock; if so, it is now held alone.
    borrowing func tryExclusive() -> Bool {
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }
}
