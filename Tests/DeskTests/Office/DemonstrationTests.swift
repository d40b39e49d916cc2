import OneStop
import Records
import Store
import TestSupport
import Testing

@testable import Desk

@Suite struct DemonstrationTests {
    static let friday = "2026-11-20T10:05:00+07:00"
    private static let print: LetterPrinter = { text in
        PrintedLetter(page: Array(text.title.utf8), plain: Array(text.paragraphs.joined().utf8))
    }

    private func demonstrated(_ database: Database, at now: Instant) async throws -> (DeskService, Office.Agency, Int) {
        let document = try Examples.document("demonstration-office")
        _ = try await document.apply(to: database)
        let service = DeskService(database: database, directory: OfficeDirectory(database: database))
        let wish = try #require(document.demonstration)
        let added = try await service.demonstrate(wish, at: now, print: Self.print)
        let office = try await service.directory.office()
        let agency = try #require(office.agency(code: wish.agency))
        return (service, agency, added)
    }

    @Test func `at least three hundred dossiers are there, in every status, and the figures add up`() async throws {
        let now = try Instant(rfc3339: Self.friday)
        let test = try await TestDatabase.make()
        let database = test.database
        let (service, agency, added) = try await demonstrated(database, at: now)
        #expect(added >= 300)
        let example = try Examples.document("demonstration-office")
        let wish = try #require(example.demonstration)
        let stage = try await service.stage(
            for: wish, office: try await service.directory.office(), agency: agency, at: now,
            print: Self.print)
        let states = Plot.all(wish).compactMap { $0.play(on: stage)?.state }
        #expect(Set(states.map(\.status)) == Set(Status.allCases))
        let issued = states.count { $0.apology?.issuedAt != nil }
        #expect(issued > 5)
        #expect(try await test.count("letter where octet_length(page) > 0 and signed_hash is not null") == issued)
        let apologies = Set(
            states.map { ApologyState.of(ApologyFacts($0), today: stage.today, in: agency.calendar.offset) })
        #expect(apologies == Set(ApologyState.allCases).subtracting([.notKept]))

        var received = 0
        for (from, to) in [
            ("2026-08-01", "2026-08-31"), ("2026-09-01", "2026-09-30"), ("2026-10-01", "2026-10-31"),
            ("2026-11-01", "2026-11-30"),
        ] {
            let first = try #require(LocalDate(iso: from))
            let last = try #require(LocalDate(iso: to))
            let period = try #require(Period(from: first, to: last))
            let figures = try await service.onTime(of: agency, in: period, by: nil, now: now).total
            #expect(figures.brokenIdentities.isEmpty)
            received += figures.received
        }
        #expect(received == states.count { $0.acceptedAt != nil })
    }

    @Test func `applied again, also on a later day, it adds nothing`() async throws {
        try await TestDatabase.with { database in
            let now = try Instant(rfc3339: Self.friday)
            let first = try await demonstrated(database, at: now).2
            let again = try await demonstrated(database, at: now).2
            let later = try await demonstrated(database, at: now.adding(seconds: 5 * 86_400)).2
            #expect(first >= 300 && again == 0 && later == 0)
        }
    }

    @Test func `numbers of documents have no gaps`() async throws {
        try await TestDatabase.with { database in
            let now = try Instant(rfc3339: Self.friday)
            let (service, agency, added) = try await demonstrated(database, at: now)
            let references = try await database.references(of: agency.id, prefix: "demo-")
            #expect(references.count == added)
            let registers = ["GP", "GCN", "QĐ", RefusalForm.documentType, LetterText.documentType].map {
                Register(agency: agency.id, type: $0, year: 2026)
            }
            var next: [Register: Int] = [:]
            _ = try await database.addLives(of: agency.id, prefix: "demo-", registers: registers) { _, numbers in
                next = numbers
                return []
            }
            let example = try Examples.document("demonstration-office")
            let wish = try #require(example.demonstration)
            let stage = try await service.stage(
                for: wish, office: try await service.directory.office(), agency: agency, at: now,
                print: Self.print)
            let numbered = Plot.all(wish).reduce(0) { $0 + ($1.play(on: stage)?.numbers.count ?? 0) }
            // Numbers begin at 1: without gaps, the next of each register tells how many were given.
            #expect(next.values.reduce(0) { $0 + $1 - 1 } == numbered)
        }
    }

    @Test(arguments: [
        "2026-11-21T11:00:00+07:00", "2026-11-20T06:00:00+07:00", "2026-11-20T17:00:00+07:00",
        "2026-02-24T08:00:00+07:00",
        "2027-01-04T09:00:00+07:00", "2026-09-03T14:00:00+07:00", "2028-02-29T10:00:00+07:00",
    ])
    func `on any day the machine accepts every step of every story, and none lies in the future`(_ time: String)
        async throws
    {
        let now = try Instant(rfc3339: time)
        try await TestDatabase.with { database in
            let document = try Examples.document("demonstration-office")
            _ = try await document.apply(to: database)
            let service = DeskService(database: database, directory: OfficeDirectory(database: database))
            let office = try await service.directory.office()
            let agency = try #require(office.agency(code: "H99.14"))
            for seed in [UInt64(1), 20_260_101] {
                let wish = OfficeDocument.Demonstration(agency: "H99.14", dossiers: 320, months: 3, seed: seed)
                let stage = try await service.stage(
                    for: wish, office: office, agency: agency, at: now,
                    print: Self.print)
                let lives = Plot.all(wish).compactMap { $0.play(on: stage) }
                #expect(lives.compactMap(\.refusal).isEmpty)
                let states = lives.compactMap(\.state)
                #expect(states.count >= 300)
                #expect(states.allSatisfy { $0.changedAt <= now })
                #expect(Set(states.map(\.status)) == Set(Status.allCases))
            }
        }
    }

    @Test func `an office without the people for it is told which roles are missing`() async throws {
        try await TestDatabase.with { database in
            _ = try await Examples.document("second-office").apply(to: database)
            let service = DeskService(database: database, directory: OfficeDirectory(database: database))
            let wish = OfficeDocument.Demonstration(agency: "H98.07", dossiers: 10, months: 1, seed: 1)
            let error = try await #require(throws: DeskError.self) {
                try await service.demonstrate(wish, at: try Instant(rfc3339: Self.friday), print: Self.print)
            }
            #expect(error.detail.contains("supervisor"))
        }
    }
}
