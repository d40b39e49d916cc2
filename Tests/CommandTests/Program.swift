import Foundation
import Glibc

/// The built program, beside the test bundle.
struct Program {
    struct Finished: Sendable {
        var status: Int32
        var output: String
        var errors: String
    }

    static let path: String = {
        let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
        let beside = bundle ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return beside.deletingLastPathComponent().appending(path: "motcua").path
    }()

    private let process = Process()
    private let output: String
    private let errors: String

    /// Starts it with nothing of our environment but what programs need to be found.
    /// - Parameter bytes: come behind the text of the input.
    init(
        _ arguments: [String], in place: TemporaryFolder, input: String = "", bytes: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws {
        let name = UUID().uuidString
        output = "\(place.path)/\(name).out"
        errors = "\(place.path)/\(name).err"
        let given = "\(place.path)/\(name).in"
        for (path, content) in [(output, Data()), (errors, Data()), (given, Data(input.utf8) + bytes)] {
            try content.write(to: URL(fileURLWithPath: path))
        }
        process.executableURL = URL(fileURLWithPath: Self.path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: place.path)
        process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"].merging(
            environment
        ) { $1 }
        process.standardInput = FileHandle(forReadingAtPath: given)
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
    }

    /// Runs it to its end.
    static func run(
        _ arguments: String..., in place: TemporaryFolder, input: String = "", environment: [String: String] = [:]
    ) throws -> Finished {
        try run(arguments, in: place, input: input, environment: environment)
    }

    static func run(
        _ arguments: [String], in place: TemporaryFolder, input: String = "", bytes: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws -> Finished {
        let program = try Program(arguments, in: place, input: input, bytes: bytes, environment: environment)
        program.process.waitUntilExit()
        return Finished(status: program.process.terminationStatus, output: program.said, errors: program.remarked)
    }

    var isRunning: Bool { process.isRunning }

    /// What it has written so far.
    var said: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }
    var remarked: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

    /// Sends a signal and waits for the end; the exit status, or nil when it still runs after the deadline.
    func end(by signal: Int32, within seconds: Double = 20) -> Int32? {
        kill(process.processIdentifier, signal)
        guard eventually(within: seconds, { !process.isRunning }) else { return nil }
        return process.terminationStatus
    }
}

/// Waits until something holds, up to a deadline.
func eventually(within seconds: Double = 30, _ condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
        if condition() { return true }
        poll(nil, 0, 5)
    }
    return condition()
}

/// A folder that goes when the test does. Others may enter it, as the server's account has to when we are root.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/motcua-command-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        chmod(path, 0o755)
    }

    func file(_ name: String, _ text: String) throws -> String {
        try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
        return "\(path)/\(name)"
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
