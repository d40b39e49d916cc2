import ChildProcess
import Glibc

/// A program that has run to its end.
struct Finished {
    /// The exit status, or 128 and the number of the signal that ended it.
    let status: Int32
    /// What it wrote to stdout and stderr, in order.
    let output: String

    var succeeded: Bool { status == 0 }
}

/// A program of PostgreSQL's to run apart from us, in plain English.
struct Program {
    var path: String
    var arguments: [String]
    var folder = "/"
    var input = ""

    /// Runs to the end. `path` without a slash is looked for in `PATH`. Throws if it cannot be started.
    func run() throws(ClusterError) -> Finished {
        let input = try pipe()
        let output = try pipe()
        // Fits the pipe's buffer, so that it cannot block before there is a reader.
        let bytes = Array(self.input.utf8)
        _ = write(input.writing, bytes, bytes.count)
        Glibc.close(input.writing)
        let spawned = Result { () throws(ClusterError) in
            try spawn(standardInput: input.reading, standardOutput: output.writing)
        }
        Glibc.close(input.reading)
        Glibc.close(output.writing)
        defer { Glibc.close(output.reading) }
        let pid = try spawned.get()
        let text = readToEnd(output.reading)
        return Finished(status: wait(for: pid), output: text)
    }

    private func spawn(standardInput: Int32, standardOutput: Int32) throws(ClusterError) -> pid_t {
        // Left to itself, glibc gives a session's memory back to the kernel after each query and asks for it again in the
        // next; a quarter of the server's processor time for a small query went into that (mallopt(3), M_TRIM_THRESHOLD).
        let environment = [
            "PATH=\(ChildProcess.searchPath)", "LC_ALL=C", "LANG=C", "MALLOC_TRIM_THRESHOLD_=33554432",
        ]
        let child = ChildProcess(path: path, arguments: arguments, environment: environment, folder: folder)
        do throws(ChildProcess.Failure) {
            return try child.start(input: standardInput, output: standardOutput, error: standardOutput)
        } catch {
            throw .system("\(path) cannot be started", code: error.code)
        }
    }

    private func wait(for pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            // Somebody else in this process collected the child: its exit status is lost, its output is not.
            guard errno == EINTR else { return 0 }
        }
        return ChildProcess.exitStatus(status)
    }

    private func pipe() throws(ClusterError) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw .system("\(path) cannot be started", code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
