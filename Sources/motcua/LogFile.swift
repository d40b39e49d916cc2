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

    /// Whether a descriptor is open on the same file of a disk.
    func isSame(as other: Int32) -> Bool {
        var mine = stat()
        var theirs = stat()
        return fstat(descriptor, &mine) == 0 && fstat(other, &theirs) == 0 && mine.st_mode & S_IFMT == S_IFREG
            && mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino
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

/// A file written anew.
final class OutputFile {
    private let descriptor: Int32
    private let path: String

    /// - Parameter source: a file that is still to be read, which is not written over.
    init(_ path: String, besides source: LogFile) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ValidationError("The file \(path) cannot be written. Check the path and your right to write it.")
        }
        guard !source.isSame(as: descriptor) else {
            throw ValidationError("The file \(path) is the log itself. Give the rejects another file.")
        }
        // What is no file of a disk has nothing to cut off.
        _ = ftruncate(descriptor, 0)
    }

    deinit { close(descriptor) }

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
}
