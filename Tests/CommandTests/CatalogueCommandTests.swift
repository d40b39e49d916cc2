import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(5))) struct CatalogueCommandTests {
    @Test func `a catalogue is imported, checked, published, compared and carried on by command`() throws {
        let place = try TemporaryFolder()
        let office = try place.file("office.json", TestOffice.document)
        let data = "\(place.path)/data"
        func run(_ arguments: String...) throws -> Program.Finished {
            try Program.run(arguments + ["--agency", "H99.14", "--data", data], in: place)
        }
        #expect(try Program.run("office", "apply", office, "--data", data, in: place).status == 0)
        let entry = """
            "name": "Cấp phép", "sequence": "Nộp.", "filing": [{"way": "direct"}], "components": [{"number": 1, "name": "Đơn", "originals": 1}],
            "sets": 1, "subjects": "Cá nhân", "decidedBy": "Sở", "result": "Giấy phép"
            """
        let procedure = """
            {"code": "1.000001", "field": {"code": "F", "name": "F"}, "versions": [
             {"number": 1, "limit": {"statutory": "5wd"}, \(entry)}, {"number": 2, "limit": {"statutory": "4wd"}, \(entry)}]}
            """
        let file = try place.file("a.json", #"{"procedures": [\#(procedure), {"code": "x"}]}"#)
        let dry = try run("catalogue", "import", file, "--format", "json", "--dry-run")
        #expect(dry.status == 1 && dry.output.hasPrefix("would make 2 drafts"), "\(dry.errors)")
        let first = try run("catalogue", "import", file, "--format", "json")
        #expect(first.status == 1 && first.output.contains("made 2 drafts\nchanged 0\nalready there 0\nrefused 1"))
        #expect(first.errors.contains("Refused: x (procedures[1].field)"), "\(first.errors)")

        let check = try run("catalogue", "check", "1.000001")
        #expect(check.status == 1 && check.output.contains("validFrom:"), "\(check.output)")
        let refused = try run("catalogue", "publish", "1.000001", "1")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("R10.1.decision") && refused.errors.contains("R10.1.valid_from"))
        for (number, day) in [("1", "2026-01-01"), ("2", "2026-02-01")] {
            let published = try run(
                "catalogue", "publish", "1.000001", number, "--decision", "1/QĐ", "--date", "2025-12-31", "--from", day)
            #expect(published.status == 0, "\(published.errors)")
        }
        let difference = try run("catalogue", "difference", "1.000001", "1", "2")
        #expect(difference.output.contains("~ Thời hạn giải quyết, statutory: 5wd → 4wd"), "\(difference.output)")
        let good = try run("catalogue", "check", "1.000001")
        #expect(good.status == 0 && good.output.contains("version 2, published: whole"), "\(good.output)")

        let third = try place.file(
            "c.json",
            #"{"procedures": [{"code": "1.000001", "field": {"code": "F", "name": "F"}, "versions": [{"number": 3, "name": "X"}]}]}"#
        )
        #expect(try run("catalogue", "import", third, "--format", "json").status == 0)
        #expect(try run("catalogue", "delete", "1.000001", "3").errors.contains("Draft 3 of 1.000001 is deleted"))
        let fixed = try run("catalogue", "delete", "1.000001", "2")
        #expect(fixed.status == 1 && fixed.errors.contains("is published"), "\(fixed.errors)")
        #expect(try run("catalogue", "delete", "1.000001", "3").status == 1)

        let out = try run("catalogue", "export", "--format", "csv")
        let table = try place.file("b.csv", out.output)
        let again = try run("catalogue", "import", table, "--format", "csv")
        #expect(
            again.status == 0 && again.output.contains("already there 5\nrefused 0"), "\(again.output)\(again.errors)")
        #expect(try run("catalogue", "import", office, "--format", "csv").status == 2)
    }
}
