import ArgumentParser
import Glibc

/// A file written anew: beside its place, and put there when all of it has been written. What is given up before leaves
/// the file that was there as it was. What is no file of a disk, such as a pipe, is written straight.
final class OutputFile {
    private let descriptor: Int32
    private let path: String
    /// Where it is written until it is whole; nil once it is, and for what is written straight.
    private var draft: String?

    /// - Parameter source: a file that is still to be read, which is not written over.
    init(_ path: String, besides source: LogFile) throws {
        let refusal = ValidationError("The file \(path) cannot be written. Check the path and your right to write it.")
        var present = stat()
        let isPresent = stat(path, &present) == 0
        if isPresent, present.st_mode & S_IFMT != S_IFREG {
            self.path = path
            descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw refusal }
            return
        }
        if isPresent {
            guard !source.isSame(as: present) else {
                throw ValidationError("The file \(path) is the log itself. Give the rejects another file.")
            }
            guard access(path, W_OK) == 0 else { throw refusal }
        }
        // A link keeps pointing at the file that it points at.
        self.path = isPresent ? Self.resolved(path) : path
        let draft = "\(self.path).\(getpid()).part"
        descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw refusal }
        self.draft = draft
        if isPresent { _ = fchmod(descriptor, present.st_mode & 0o777) }
    }

    deinit {
        close(descriptor)
        if let draft { unlink(draft) }
    }

    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                throw CommandFailure(text: "Writing \(path) failed: \(String(cString: strerror(errno))).")
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Puts the file in its place.
    /// - Throws: `CommandFailure` when that fails; what was written then stays beside it, and the failure says where.
    func finish() throws {
        guard let draft else { return }
        self.draft = nil
        guard rename(draft, path) == 0 else {
            throw CommandFailure(
                text:
                    "\(path) cannot be replaced: \(String(cString: strerror(errno))). What was written lies in \(draft)."
            )
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
