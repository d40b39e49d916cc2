import Foundation
import Testing

@Suite(.timeLimit(.minutes(3))) struct ImportCommandTests {
    private static let map = """
        {"case": {"reference": "case", "accepted": "start"}, "event": {"activity": "step", "at": "start", "key": ["step"]}}
        """

    @Test func `an import that fails leaves the rejects of an earlier one, and one that does nothing makes nothing`()
        throws
    {
        let place = try TemporaryFolder()
        let map = try place.file("map.json", Self.map)
        let rejects = try place.file("rejects.csv", "of an earlier run")
        func bringIn(_ log: String) throws -> Program.Finished {
            try Program.run(
                "import", "events", try place.file("log.csv", log), "--agency", "SKHCN", "--columns", map, "--rejects",
                rejects, in: place)
        }
        func rejected() throws -> String { try String(contentsOfFile: rejects, encoding: .utf8) }

        let unreadable = try bringIn("case,start,step\na,2026-03-02T08:00,\"one\n")
        #expect(unreadable.status == 2)
        #expect(try rejected() == "of an earlier run")

        let empty = try bringIn("case,start,step\n")
        #expect(empty.status == 2 && empty.errors.contains("nothing was made"), "\(empty.errors)")

        let refused = try bringIn("case,start,step\na,soon,one\n")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("nothing was made") && !refused.errors.contains("Made the agency"))
        #expect(try rejected().contains("a,soon,one,2,"))

        let some = try bringIn("case,start,step\na,soon,one\nb,2026-03-02T08:00,one\n")
        #expect(some.status == 1 && some.errors.contains("Made the agency"), "\(some.errors)")
        #expect(try rejected().contains("a,soon,one,2,"))

        let all = try bringIn("case,start,step\nb,2026-03-02T08:00,one\n")
        #expect(all.status == 0)
        #expect(try rejected() == "case,start,step,line,reason\r\n")
        let left = try FileManager.default.contentsOfDirectory(atPath: place.path)
        #expect(!left.contains { $0.hasSuffix(".part") })
    }
}
