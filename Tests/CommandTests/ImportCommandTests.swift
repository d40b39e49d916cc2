import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct ImportCommandTests {
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

    @Test func `a list comes in, its corrected rejects after it, and the month is printed as it adds up`() throws {
        let place = try TemporaryFolder()
        let map = try place.file(
            "map.json",
            """
            {"dossier": {"reference": "id", "accepted": "start", "promised": "due", "ended": "end", "unit": "unit"},
             "fillDown": ["unit"], "dates": ["dd/MM/yyyy"]}
            """)
        let list = try place.file(
            "list.csv", "id;start;due;end;unit\na;2/3/2026;9/3/2026;5/3/2026;U\nb;30/2/2026;9/3/2026;;\n")
        func bringIn(_ file: String) throws -> Program.Finished {
            try Program.run(
                "import", "dossiers", file, "--agency", "SKHCN", "--columns", map, "--rejects",
                "\(place.path)/rejects.csv", in: place)
        }
        let first = try bringIn(list)
        #expect(first.status == 1, "\(first.errors)")
        #expect(
            first.output
                == "imported 1 dossiers (1 ended, 0 open), 0 with an applicant\nalready there 0\nrefused 1\nrows that repeat another 0\n"
        )
        let rejects = try String(contentsOfFile: "\(place.path)/rejects.csv", encoding: .utf8)
        #expect(rejects.contains("b;30/2/2026;9/3/2026;;U;3;"))
        let corrected = try place.file("corrected.csv", rejects.replacingOccurrences(of: "30/2", with: "2/3"))
        #expect(try bringIn(corrected).status == 0)

        func month(_ options: String...) throws -> Program.Finished {
            try Program.run(
                ["report", "monthly", "--agency", "SKHCN", "--period", "2026-03", "--cutoff", "calendar"] + options,
                in: place)
        }
        let rows = try month("--format", "csv").output.split(separator: "\r\n").map { $0.split(separator: ",") }
        #expect(
            rows.map { $0.prefix(2).joined(separator: " ") } == [
                "table key", "field imported", "unit U", "total total",
            ])
        let listed = try month("--format", "csv", "--list").output
        #expect(listed.contains("openOverdue,b,imported,imported,U,2026-03-02T00:00:00+07:00"))
        #expect(try month("--waiting", "on-time").output.contains("Biểu số II.06a/VPCP/KSTT"))
        #expect(try month("--list").status == 64)
    }
}
