import Glibc

/// Why the files could not be embedded, in one line for the build log.
struct EmbedError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// The whole of a UTF-8 file, with line ends as `\n`.
func readFile(_ path: String) throws -> String {
    guard let file = fopen(path, "rb") else { throw EmbedError("\(path): \(String(cString: strerror(errno)))") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&chunk, 1, chunk.count, file)
        if count == 0 { break }
        bytes += chunk[..<count]
    }
    bytes.removeAll { $0 == UInt8(ascii: "\r") }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
        throw EmbedError("\(path): not UTF-8 text")
    }
    return text
}

/// Replaces a file, but leaves one with the same text alone, so that nothing is compiled again for nothing.
func writeFile(_ path: String, _ text: String) throws {
    if access(path, F_OK) == 0, try readFile(path) == text { return }
    guard let file = fopen(path, "wb") else { throw EmbedError("\(path): \(String(cString: strerror(errno)))") }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else {
        throw EmbedError("\(path): \(String(cString: strerror(errno)))")
    }
}
