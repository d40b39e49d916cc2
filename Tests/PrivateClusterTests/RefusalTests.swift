import Foundation
import Glibc
import PrivateCluster
import Testing

@Suite struct RefusalTests {
    @Test func `a folder with something else in it is left alone`() throws {
        let place = try TemporaryFolder()
        try "mine".write(toFile: place.path + "/letter.txt", atomically: true, encoding: .utf8)
        #expect(try refusal(place.path).kind == .notOurFolder)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["letter.txt"])
        #expect(try refusal(place.path + "/letter.txt").kind == .notOurFolder)
        #expect(try refusal(place.path + "/letter.txt/below").kind == .system)
    }

    @Test func `a folder made by a version that is not installed is refused`() throws {
        let place = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: place.path + "/data", withIntermediateDirectories: false)
        try "".write(toFile: place.path + "/start.lock", atomically: false, encoding: .utf8)
        try "9\n".write(toFile: place.path + "/data/PG_VERSION", atomically: false, encoding: .utf8)
        let error = try refusal(place.path)
        #expect(error.kind == .wrongVersion)
        #expect(error.description.contains("PostgreSQL 9"))
    }

    @Test func `a server that does not start says why`() throws {
        let place = try TemporaryFolder()
        let error = #expect(throws: ClusterError.self) {
            try PrivateCluster.open(
                at: place.path, settings: .volatile.setting("shared_buffers", to: "a lot"), logger: quiet)
        }
        #expect(error?.kind == .serverFailed)
        #expect(error?.why.contains("shared_buffers") == true)
        let cluster = try PrivateCluster.open(at: place.path, settings: .volatile, logger: quiet)
        #expect(try query(cluster, "select 1") == "1")
        try cluster.close()
    }

    private func refusal(_ path: String) throws -> ClusterError {
        try #require(throws: ClusterError.self) {
            try PrivateCluster.open(at: path, settings: .volatile, logger: quiet)
        }
    }
}
