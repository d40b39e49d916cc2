import Desk
import OneStop
import Records
import Store
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct CatalogueImportTests {
    /// A desk with the small example office.
    static func with<Value>(_ body: (DeskService, Office.Agency) async throws -> Value) async throws -> Value {
        try await TestDatabase.with { database in
            _ = try await Examples.document("second-office").apply(to: database)
            let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
            return try await body(desk, try #require(try await desk.directory.office().agency(code: "H98.07")))
        }
    }

    static func export(_ desk: DeskService, _ agency: Office.Agency, _ code: String? = nil) async throws
        -> CatalogueDocument
    {
        try await desk.exportCatalogue(of: agency.row.code, code: code, for: .operatingSystem(agency.id))
    }

    @Test(arguments: CatalogueDocument.Format.allCases)
    func `what is written reads back as the same, to the byte`(format: CatalogueDocument.Format) throws {
        for seed in UInt64(1)...300 {
            var random = RandomCatalogue(random: Numbers(state: seed))
            let document = try random.document(of: 1)
            let bytes = document.bytes(as: format)
            let read = try CatalogueDocument(parsing: bytes, as: format)
            #expect(read.refused == [], "seed \(seed)")
            #expect(read.procedures.map(\.versions) == document.procedures.map(\.versions), "seed \(seed)")
            #expect(read.bytes(as: format) == bytes, "seed \(seed)")
        }
    }

    @Test
    func `what one office exports another imports and exports again, as JSON and as CSV, and again is nothing new`()
        async throws
    {
        for seed in UInt64(1)...4 {
            var random = RandomCatalogue(random: Numbers(state: 900 + seed))
            let document = try random.document(of: 2)
            let versions = document.procedures.reduce(0) { $0 + $1.versions.count }
            var exported: [[UInt8]] = []
            for format in CatalogueDocument.Format.allCases {
                try await Self.with { desk, agency in
                    let own = try await Self.export(desk, agency)
                    let file = try CatalogueDocument(parsing: document.bytes(as: format), as: format)
                    let dry = try await desk.importCatalogue(file, into: agency, isDryRun: true)
                    #expect(dry.created.count == versions)
                    #expect(try await Self.export(desk, agency).bytes(as: .json) == own.bytes(as: .json))
                    let first = try await desk.importCatalogue(file, into: agency, isDryRun: false)
                    #expect(first.created.count == versions && first.refused == [])
                    let out = try await Self.export(desk, agency)
                    let again = try await desk.importCatalogue(
                        try CatalogueDocument(parsing: out.bytes(as: format), as: format), into: agency,
                        isDryRun: false)
                    #expect(again.created == [] && again.changed == [] && again.refused == [])
                    #expect(again.unchanged.count == versions + 1)
                    #expect(try await Self.export(desk, agency).bytes(as: format) == out.bytes(as: format))
                    let ours = CatalogueDocument(out.procedures.filter { $0.code.hasPrefix("2.") })
                    exported.append(ours.bytes(as: .json))
                }
            }
            #expect(exported.count == 2 && exported[0] == exported[1])
            #expect(exported[0] == document.bytes(as: .json), "seed \(seed)")
        }
    }

    @Test func `an import never changes what is published, and refuses a procedure whole`() async throws {
        try await Self.with { desk, agency in
            var file = try await Self.export(desk, agency)
            let before = file.bytes(as: .json)
            file.procedures[0].versions[0].entry.sequence = "Khác"
            file.procedures[0].versions.append(
                .init(number: 2, publication: Publication(), entry: CatalogueEntry(name: "Mới")))
            let outcome = try await desk.importCatalogue(file, into: agency, isDryRun: false)
            #expect(outcome.created == [] && outcome.changed == [])
            #expect(outcome.refused.map(\.rule) == ["R10.version_published"])
            #expect(outcome.refused.first?.detail.contains("sequence") == true)
            #expect(try await Self.export(desk, agency).bytes(as: .json) == before)
        }
    }

    @Test func `a published version with another decision or first day is refused`() async throws {
        try await Self.with { desk, agency in
            let file = try await Self.export(desk, agency)
            for (what, change) in [
                ("decision", { $0.decision = .init(number: "99/QĐ", date: LocalDate(dayNumber: 9000)) }),
                ("validFrom", { $0.validFrom = LocalDate(dayNumber: 9000) }),
            ] as [(String, (inout Publication) -> Void)] {
                var other = file
                change(&other.procedures[0].versions[0].publication)
                let outcome = try await desk.importCatalogue(other, into: agency, isDryRun: false)
                #expect(outcome.refused.map(\.rule) == ["R10.version_published"] && outcome.unchanged == [])
                #expect(outcome.refused.first?.detail.contains(what) == true)
            }
            var silent = file
            silent.procedures[0].versions[0].publication = Publication()
            #expect(try await desk.importCatalogue(silent, into: agency, isDryRun: false).unchanged.count == 1)
        }
    }

    @Test func `a draft is changed to what the file says, and what is wrong is told by its line`() async throws {
        try await Self.with { desk, agency in
            let heading = "row,code,version,field,fieldName,name,number,originals,way,limit,sets\r\n"
            let good = "version,1.000001,1,F,Lĩnh vực,Một,,,,,1\r\ncomponent,1.000001,1,,,Đơn,1,1,,,\r\n"
            let first = try CatalogueDocument(parsing: Array((heading + good).utf8), as: .csv)
            #expect(try await desk.importCatalogue(first, into: agency, isDryRun: false).created.count == 1)
            let rows = [
                good.replacing("Đơn", with: "Tờ khai"),
                "version,1.000002,1,F,Lĩnh vực,Hai,,,,,nhiều\r\n",
                "version,1.000003,1,F,Lĩnh vực,Ba,,,,,\r\nway,1.000003,1,,,,,,bằng ngựa,,\r\n",
                "component,1.000004,1,,,Đơn,1,1,,,\r\n",
                "version,1.000005,1,F,Lĩnh vực,Năm,,2,,,\r\n",
                "paper,1.000006,1,,,,,,,,\r\n", "version,,1,F,Lĩnh vực,Sáu,,,,,\r\n",
            ]
            let file = try CatalogueDocument(parsing: Array((heading + rows.joined()).utf8), as: .csv)
            let outcome = try await desk.importCatalogue(file, into: agency, isDryRun: false)
            #expect(outcome.changed.map(\.code) == ["1.000001"] && outcome.created == [])
            #expect(
                Set(outcome.refused.map { "\($0.code ?? "-") \($0.place) \($0.rule)" }) == [
                    "1.000002 line 4 field.type", "1.000003 line 6 field.format", "1.000004 line 7 csv.row",
                    "1.000005 line 8 csv.row", "1.000006 line 9 csv.row", "- line 10 csv.row",
                ])
            let versions = try await desk.versions(of: "1.000001", for: .operatingSystem(agency.id))
            #expect(versions.map(\.entry.components?.first?.name) == ["Tờ khai"] && versions.map(\.revision) == [2])
        }
    }

    @Test(arguments: [
        ("row,code\r\n", "csv.heading"), ("row,code,version,gebühr\r\n", "csv.heading"),
        ("row,code,version,row\r\n", "csv.heading"), ("row,code,version\r\n\"", "csv"),
    ])
    func `a table that is none of ours is refused as a whole`(text: String, rule: String) throws {
        let error = try #require(throws: DeskError.self) {
            try CatalogueDocument(parsing: Array(text.utf8), as: .csv)
        }
        #expect(error.rule == rule)
    }

    @Test func `the real procedures of a department are drafts that say where they come from and what they lack`()
        async throws
    {
        try await Self.with { desk, agency in
            let seed = try CatalogueDocument(
                parsing: Array(try Examples.text("danh-muc-khcn").utf8), as: .json)
            #expect(seed.refused == [] && seed.procedures.count >= 20)
            #expect(seed.procedures.flatMap(\.versions).allSatisfy { $0.entry.source != nil })
            let outcome = try await desk.importCatalogue(seed, into: agency, isDryRun: false)
            #expect(outcome.created.count == seed.procedures.count && outcome.refused == [])
            let now = try Instant(rfc3339: "2026-11-21T09:00:00+07:00")
            for (version, problems) in try await desk.check(agency, code: nil, at: now) where !version.isPublished {
                #expect(problems.contains { $0.rule == .partMissing }, "\(version.procedure.code)")
            }
            let radiation = try #require(seed.procedures.first { $0.code == "2.002381" }?.versions.first?.entry)
            #expect(radiation.statutory?.text == "5wd+25d" && radiation.committed?.text == "3wd+18d")
            #expect(radiation.source?.certainty == .sourced && radiation.components == nil)
        }
    }

    @Test func `cases of an old system are taken under a procedure of which there are drafts only`() async throws {
        try await Self.with { desk, agency in
            let draft = CatalogueDocument([
                .init(
                    code: "imported", fieldCode: "F", fieldName: "F",
                    versions: [.init(number: 1, publication: Publication(), entry: CatalogueEntry(name: "Nháp"))])
            ])
            _ = try await desk.importCatalogue(draft, into: agency, isDryRun: false)
            let row =
                "C1,2026-03-02T09:00:00+07:00,2026-03-09T17:00:00+07:00,,web,QUAY,an,x,2026-03-02T09:00:00+07:00,1\n"
            let imported = try await desk.database.importing(row, agency: "H98.07")
            #expect(imported.outcome.counts.open == 1)
            #expect(try await desk.database.dossier(reference: "C1", of: [agency.id]) != nil)
            let versions = try await desk.versions(of: "imported", for: .operatingSystem(agency.id))
            #expect(versions.map(\.isPublished) == [true, false])
        }
    }

    @Test func `a procedure that an import of dossiers made takes its name, field and entry from a catalogue`()
        async throws
    {
        try await Self.with { desk, agency in
            let row =
                "C1,2026-03-02T09:00:00+07:00,2026-03-09T17:00:00+07:00,,web,QUAY,an,x,2026-03-02T09:00:00+07:00,1\n"
            _ = try await desk.database.importing(row, agency: "H98.07")
            let file = CatalogueDocument([
                .init(
                    code: "imported", fieldCode: "BX", fieldName: "An toàn bức xạ",
                    versions: [.init(number: 1, publication: Publication(), entry: CatalogueEntry(name: "Khai báo"))])
            ])
            let outcome = try await desk.importCatalogue(file, into: agency, isDryRun: false)
            #expect(outcome.refused == [] && outcome.created.map(\.number) == [1])
            let office = try await desk.directory.refresh()
            let found = try #require(office.procedure(code: "imported", tenant: agency.row.tenant))
            #expect(found.name == "Khai báo" && found.fieldCode == "BX" && found.fieldName == "An toàn bức xạ")
            let again = try await desk.importCatalogue(file, into: agency, isDryRun: false)
            #expect(again.unchanged.count == 1 && again.refused == [])
        }
    }
}
