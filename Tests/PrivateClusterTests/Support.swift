import Foundation
import Glibc
import Logging
import PrivateCluster

/// A folder that goes when the test does. Others may enter it, as the server's account has to when we are root.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/motcua-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        chmod(path, 0o755)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}

let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

/// What `psql` said when it failed.
struct QueryFailure: Error {
    let message: String
}

/// What `psql` answers, columns parted by `|`.
func query(_ cluster: PrivateCluster, _ sql: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", cluster.conninfo, "-c", sql]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw QueryFailure(message: text) }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
}

func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? Int ?? 0) & 0o777
}

/// Waits for a process that is not our child to end. False if it still runs after ten seconds.
func ends(_ pid: pid_t) -> Bool {
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline {
        let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        guard let state, let name = state.lastIndex(of: ")"), !state[name...].hasPrefix(") Z") else { return true }
        poll(nil, 0, 5)
    }
    return false
}
