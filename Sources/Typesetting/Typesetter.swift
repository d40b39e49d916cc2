import ChildProcess
import Glibc

/// Makes PDF of pages by WeasyPrint, a program of others that runs beside us for each page: with so much time and memory and
/// no more, and without network, so that nothing a page names is fetched. The pages name nothing; this is for the day when
/// one does.
package struct Typesetter: Sendable {
    private let python: [String]
    private let most: Limits

    /// What one page may take.
    package struct Limits: Sendable, Hashable {
        package var seconds: Int
        package var mebibytes: Int

        package init(seconds: Int = 30, mebibytes: Int = 1_024) {
            self.seconds = seconds
            self.mebibytes = mebibytes
        }
    }

    /// Why there is no PDF.
    package enum Failure: Error, Sendable, Hashable {
        /// The time was up.
        case tookTooLong
        /// It ended with a status of its own, or 128 and the number of the signal that ended it.
        case ended(Int32)
        /// It could not be run, by `errno`.
        case system(Int32)
    }

    /// Looks for the program. It is not run: that takes a second, and a program that starts has no time.
    /// - Parameter program: its path; nil to look for `weasyprint` in `PATH`.
    /// - Returns: nil when it is not there, or is no script for Python.
    package init?(program: String? = nil, limits: Limits = Limits()) {
        guard let path = program ?? Self.found("weasyprint"), let python = Self.interpreter(of: path) else {
            return nil
        }
        self.python = python
        most = limits
    }

    /// The page as PDF.
    /// - Throws: `Failure`, or `CancellationError` when nobody waits any more; the program is gone then.
    package func pdf(of page: [UInt8]) async throws -> [UInt8] {
        let limits = ["\(most.seconds)", "\(most.mebibytes)"]
        return try await Self.run(python + ["-I", "-c", Self.printing] + limits, input: page, limits: most)
    }

    private static let printing = """
        import resource, sys
        seconds, mebibytes = int(sys.argv[1]), int(sys.argv[2])
        for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, mebibytes << 20),
                           (resource.RLIMIT_FSIZE, 32 << 20), (resource.RLIMIT_CORE, 0)):
            resource.setrlimit(kind, (most, most))
        import weasyprint
        def refuse(event, _):
            if event.split(".")[0] in ("socket", "subprocess", "urllib") or event in (
                    "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn"):
                raise RuntimeError("not here: " + event)
        sys.addaudithook(refuse)
        def fetch(address, *rest, **more):
            raise ValueError("nothing is fetched")
        page = sys.stdin.buffer.read().decode()
        sys.stdout.buffer.write(weasyprint.HTML(string=page, url_fetcher=fetch).write_pdf())
        """

    private static func found(_ name: String) -> String? {
        ChildProcess.searchPath.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// The Python that a script names in its first line: the one that has WeasyPrint, wherever it was installed.
    private static func interpreter(of path: String) -> [String]? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let first = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard first.hasPrefix("#!"), first.contains("python") else { return nil }
        return first.dropFirst(2).split { $0 == " " || $0 == "\t" || $0 == "\n" }.map { String($0) }
    }

    private static func run(_ words: [String], input: [UInt8], limits: Limits) async throws -> [UInt8] {
        let page = try Scratch()
        let answer = try Scratch()
        let remarks = try Scratch()
        try page.fill(input)
        let child = ChildProcess(
            path: words[0], arguments: Array(words.dropFirst()),
            environment: ["PATH=\(ChildProcess.searchPath)", "LANG=C.UTF-8", "HOME=/nonexistent"])
        let pid: pid_t
        do throws(ChildProcess.Failure) {
            pid = try child.start(input: page.descriptor, output: answer.descriptor, error: remarks.descriptor)
        } catch {
            throw Failure.system(error.code)
        }
        let status = try await end(of: pid, within: limits.seconds)
        guard status == 0 else { throw Failure.ended(status) }
        return try answer.contents()
    }

    /// Waits without holding a thread.
    private static func end(of pid: pid_t, within seconds: Int) async throws -> Int32 {
        let start = ContinuousClock.now
        var status: Int32 = 0
        while true {
            switch waitpid(pid, &status, WNOHANG) {
            case pid: return ChildProcess.exitStatus(status)
            case 0: break
            default: throw Failure.system(errno)
            }
            do {
                guard ContinuousClock.now - start < .seconds(seconds) else { throw Failure.tookTooLong }
                try await Task.sleep(for: .milliseconds(10))
            } catch {
                // It leads its session, so what it may have started ends with it.
                kill(-pid, SIGKILL)
                waitpid(pid, &status, 0)
                throw error
            }
        }
    }
}

/// A file without a name, gone with the last who has it open.
private final class Scratch {
    let descriptor: Int32

    init() throws(Typesetter.Failure) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var path = Array("\(folder)/motcua-page-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw .system(errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(&path)
    }

    deinit { close(descriptor) }

    func fill(_ bytes: [UInt8]) throws(Typesetter.Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw .system(errno) }
            rest = rest.dropFirst(max(0, count))
        }
        lseek(descriptor, 0, SEEK_SET)
    }

    func contents() throws(Typesetter.Failure) -> [UInt8] {
        let length = lseek(descriptor, 0, SEEK_END)
        lseek(descriptor, 0, SEEK_SET)
        var bytes: [UInt8] = []
        while bytes.count < length {
            var part = [UInt8](repeating: 0, count: min(1 << 20, Int(length) - bytes.count))
            let count = read(descriptor, &part, part.count)
            guard count > 0 || errno == EINTR else { throw .system(errno) }
            bytes += part.prefix(max(0, count))
        }
        return bytes
    }
}
