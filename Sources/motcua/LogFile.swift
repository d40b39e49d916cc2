import ArgumentParser
import Glibc

/// A file read piece by piece, closed with the last who holds it.
final class LogFile {
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ValidationError("The file \(path) cannot be read. Check the path and your right to read it.")
        }
    }

    deinit { close(descriptor) }

    /// In bytes; 0 for what has none, such as a pipe.
    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Whether the status is of the same file.
    func isSame(as other: stat) -> Bool {
        var mine = stat()
        return fstat(descriptor, &mine) == 0 && mine.st_dev == other.st_dev && mine.st_ino == other.st_ino
    }

    /// One piece after another, nil at the end.
    var pieces: () throws -> [UInt8]? {
        { [self] in
            let piece = try [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
                var got = read(descriptor, buffer.baseAddress, buffer.count)
                while got < 0, errno == EINTR { got = read(descriptor, buffer.baseAddress, buffer.count) }
                guard got >= 0 else {
                    throw CommandFailure(text: "Reading \(path) failed: \(String(cString: strerror(errno))).")
                }
                count = got
            }
            return piece.isEmpty ? nil : piece
        }
    }
}
