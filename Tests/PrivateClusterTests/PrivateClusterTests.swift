import Foundation
import Glibc
import Logging
import PrivateCluster
import Testing

@Suite(.timeLimit(.minutes(5))) struct PrivateClusterTests {
    @Test func `a new cluster is durable, in UTF-8, and on no network`() throws {
        let place = try TemporaryFolder()
        let cluster = try PrivateCluster.open(at: place.path + "/a/.motcua", logger: quiet)
        defer { try? cluster.close() }
        let answer = try query(
            cluster,
            """
            select current_setting('fsync'), current_setting('synchronous_commit'),
                current_setting('full_page_writes'), current_setting('data_checksums'),
                current_setting('listen_addresses'), current_setting('server_encoding'),
                (select datcollate from pg_database where datname = current_database()),
                current_user, current_database()
            """)
        #expect(answer == "on|on|on|on||UTF8|C.UTF-8|motcua_owner|motcua")
        #expect(try mode(cluster.socketFolder) == 0o700)
        #expect(try mode(cluster.folder) == 0o700)
    }

    @Test func `the first to come starts the server and the last to leave stops it`() throws {
        let place = try TemporaryFolder()
        let first = try PrivateCluster.open(at: place.path, settings: .volatile, logger: quiet)
        let second = try PrivateCluster.open(at: place.path, settings: .volatile, logger: quiet)
        let pid = try #require(first.serverPID)
        #expect(second.serverPID == pid)
        try first.close()
        try first.close()
        #expect(second.serverPID == pid)
        try second.close()
        #expect(second.serverPID == nil)
        #expect(ends(pid))
    }

    @Test func `opened by many at once, one cluster is made`() async throws {
        let place = try TemporaryFolder()
        let path = place.path
        let pids = try await withThrowingTaskGroup(of: pid_t?.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let cluster = try PrivateCluster.open(at: path, settings: .volatile, logger: quiet)
                    let pid = cluster.serverPID
                    #expect(try query(cluster, "select 1") == "1")
                    try cluster.close()
                    return pid
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(pids.count == 4 && !pids.contains(nil))
        #expect(!FileManager.default.fileExists(atPath: path + "/data/postmaster.pid"))
    }

    @Test func `a program killed outright leaves a server that the next one uses and stops`() async throws {
        let place = try TemporaryFolder()
        let path = place.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let cluster = try PrivateCluster.open(at: path, settings: .volatile, logger: quiet)
            _ = try query(cluster, "create table kept as select 7 as number")
            kill(getpid(), SIGKILL)
        }
        let left = try #require(
            Int32(String(contentsOfFile: path + "/data/postmaster.pid", encoding: .utf8).prefix { $0 != "\n" }))
        let cluster = try PrivateCluster.open(at: path, settings: .volatile, logger: quiet)
        #expect(cluster.serverPID == left)
        #expect(try query(cluster, "select number from kept") == "7")
        try cluster.close()
        #expect(cluster.serverPID == nil)
    }

    @Test func `a server killed outright comes back with what was committed`() throws {
        let place = try TemporaryFolder()
        let cluster = try PrivateCluster.open(at: place.path, logger: quiet)
        defer { try? cluster.close() }
        _ = try query(cluster, "create table kept as select 7 as number")
        for _ in 0..<3 {
            let pid = try #require(cluster.serverPID)
            kill(pid, SIGKILL)
            #expect(ends(pid))
            try cluster.revive()
            #expect(cluster.serverPID != pid)
            #expect(try query(cluster, "select number from kept") == "7")
        }
        let pid = try #require(cluster.serverPID)
        kill(pid, SIGKILL)
        #expect(ends(pid))
        let second = try PrivateCluster.open(at: place.path, logger: quiet)
        #expect(try query(second, "select number from kept") == "7")
        try second.close()
        #expect(cluster.serverPID != nil)
    }

    @Test func `a path too long or too odd for a socket works all the same`() throws {
        let place = try TemporaryFolder()
        let path = place.path + "/" + String(repeating: "x", count: 120) + "/it's \"a\", $HOME"
        let cluster = try PrivateCluster.open(at: path, settings: .volatile, logger: quiet)
        defer { try? cluster.close() }
        #expect(cluster.socketFolder.utf8.count < 90)
        #expect(try mode(cluster.socketFolder) == 0o700)
        #expect(try query(cluster, "select 1") == "1")
        let again = try PrivateCluster.open(at: path, settings: .volatile, logger: quiet)
        #expect(again.socketFolder == cluster.socketFolder)
        try again.close()
    }

    @Test func `the server is apart from our terminal and our descriptors, and not root`() throws {
        let place = try TemporaryFolder()
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let cluster = try PrivateCluster.open(at: place.path, settings: .volatile, logger: quiet)
        defer { try? cluster.close() }
        let pid = try #require(cluster.serverPID)
        #expect(getsid(pid) == pid)
        let ours = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(ends[1])")
        let theirs = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\($0)")
        }
        #expect(!theirs.isEmpty && !theirs.contains(ours))
        var status = stat()
        #expect(stat("/proc/\(pid)", &status) == 0)
        #expect(status.st_uid != 0)
    }

    @Test(.enabled(if: geteuid() == 0))
    func `as root, a folder that the server's account cannot reach gets its files elsewhere`() throws {
        let place = try TemporaryFolder()
        chmod(place.path, 0o700)
        let path = place.path + "/closed"
        let cluster = try PrivateCluster.open(at: path, settings: .volatile, logger: quiet)
        #expect(try query(cluster, "select 1") == "1")
        try cluster.close()
        let home = try String(contentsOfFile: path + "/location", encoding: .utf8).trimmingCharacters(in: .newlines)
        #expect(home.hasPrefix("/var/lib/motcua/"))
        let again = try PrivateCluster.open(at: path, settings: .volatile, logger: quiet)
        #expect(again.socketFolder.hasPrefix(home))
        try again.close()
        try FileManager.default.removeItem(atPath: home)
    }
}
