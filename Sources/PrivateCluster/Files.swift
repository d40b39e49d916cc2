import Glibc

let diskFullCode = ENOSPC

func errorText(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
}

/// Everything up to the end of a pipe or file, repaired where it is not UTF-8.
func readToEnd(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count > 0 {
            bytes += chunk[..<count]
        } else if count == 0 || errno != EINTR {
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

/// The text of a small file, or `nil` if it cannot be read.
func fileText(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return readToEnd(descriptor)
}

/// Writes a small file under another name, gives it to `account` and puts it in its place, so that nobody ever sees
/// half of it.
func replaceFile(_ path: String, _ text: String, owner account: ServerAccount?) throws(ClusterError) {
    let temporary = path + ".new"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system("\(path) cannot be written", code: errno) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
        throw .system("\(path) cannot be written", code: errno == 0 ? diskFullCode : errno)
    }
    if let account, fchown(descriptor, account.user, account.group) != 0 {
        throw .system("\(path) cannot be given to the server", code: errno)
    }
    guard rename(temporary, path) == 0 else { throw .system("\(path) cannot be written", code: errno) }
}

func status(of path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
}

func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

/// Removes a folder and all in it, as far as it can.
func removeTree(_ path: String) {
    for name in names(in: path) {
        let inside = path + "/" + name
        if let status = status(of: inside), isFolder(status) { removeTree(inside) } else { unlink(inside) }
    }
    rmdir(path)
}

/// The names in a folder, in no order; none if it cannot be read.
func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

/// Waits without using the processor, for the few things that send no signal.
func pause(milliseconds: Int32) {
    poll(nil, 0, milliseconds)
}
