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

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ValidationError("The file \(path) cannot be written. Check the path and your right to write it.")
        }
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
