import Foundation

/// A real mail server (Debian's aiosmtpd) as a process beside the test.
final class MailServer: Sendable {
    let port: Int
    let folder: String
    /// The authority that a client must trust.
    let certificate: String
    private let process: Process
    private let input: Pipe

    /// - Parameter auth: the mechanism that it asks for, `PLAIN` or `LOGIN`; nil to take mail from everybody.
    init(auth: String? = nil) throws {
        folder = NSTemporaryDirectory() + "mail-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/mails", withIntermediateDirectories: true)
        certificate = folder + "/certificate.pem"
        try Self.run(
            "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
            folder + "/key.pem", "-out", certificate)
        process = Process()
        input = Pipe()
        let output = Pipe()
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/mail_server.py"
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [script, folder + "/mails", certificate, folder + "/key.pem"] + (auth.map { [$0] } ?? [])
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw Failure(what: line) }
        self.port = port
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.terminate()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What it has taken: the envelope, and the mail in lines.
    var mails: [(envelope: String, lines: [String])] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/mails")) ?? []
        return names.sorted().compactMap { name in
            guard let text = try? String(contentsOfFile: "\(folder)/mails/\(name)", encoding: .utf8) else { return nil }
            var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
            return (lines.removeFirst(), lines)
        }
    }

    private static func run(_ program: String, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(what: program) }
    }

    struct Failure: Error {
        let what: String
    }
}
