import Desk
import Foundation
import OneStop
import Records
import Store
import TestSupport
import Testing

@Suite struct OfficeApplyTests {
    @Test func `an office applied again changes nothing`() async throws {
        try await TestDatabase.with { database in
            let document = try Examples.document("second-office")
            #expect(try await !document.apply(to: database).isEmpty)
            let first = try await database.offices()
            #expect(try await document.apply(to: database).isEmpty)
            let second = try await database.offices()
            #expect(first.agencies == second.agencies && first.versions == second.versions)
            #expect(first.calendars.map(\.revision) == [1])
        }
    }

    @Test func `a later version that the document does not name stays, and ends the one before it`() async throws {
        try await TestDatabase.with { database in
            let document = try Examples.document("second-office")
            _ = try await document.apply(to: database)
            let text = try Examples.text("second-office")
            let start = try #require(text.range(of: "{\n              \"number\": 1,\n              \"validFrom\""))
            let end = try #require(text.range(of: "\n          ]", range: start.upperBound..<text.endIndex))
            let version = String(text[start.lowerBound..<end.lowerBound])
            let ended = version.replacingOccurrences(of: "\"validTo\": null", with: "\"validTo\": \"2026-12-01\"")
            let next = version.replacingOccurrences(
                of: "\"number\": 1,\n              \"validFrom\": \"2026-01-01\"",
                with: "\"number\": 2,\n              \"validFrom\": \"2026-12-01\"")
            let both = text.replacingOccurrences(of: version, with: "\(ended),\n            \(next)")
            #expect(try await OfficeDocument(parsing: both).apply(to: database).count == 2)
            #expect(try await document.apply(to: database).isEmpty)
            // Without the later one's name, an end that it would run into is still refused.
            let later = text.replacingOccurrences(of: "\"validTo\": null", with: "\"validTo\": \"2027-01-01\"")
            await #expect(throws: DeskError.self) { try await OfficeDocument(parsing: later).apply(to: database) }
        }
    }

    @Test func `two at once make one office`() async throws {
        try await TestDatabase.with { database in
            let document = try Examples.document("second-office")
            async let one = document.apply(to: database)
            async let other = document.apply(to: database)
            let counts = try await [one.count, other.count].sorted()
            #expect(counts[0] == 0 && counts[1] > 0)
        }
    }

    @Test func `a changed name and a changed calendar are written, and nothing else`() async throws {
        try await TestDatabase.with { database in
            _ = try await Examples.document("second-office").apply(to: database)
            let renamed = try OfficeDocument(parsing: try Examples.second("Bộ phận Lưu trữ", "Phòng Lưu trữ"))
            #expect(
                try await renamed.apply(to: database) == [
                    .changeUnit(
                        UnitFacts(agency: "H98.07", code: "LUUTRU", name: "Phòng Lưu trữ", isDesk: false, parent: nil))
                ])
            let moved = try OfficeDocument(
                parsing: try Examples.second("\"fri\": [\"07:30-11:30\"]", "\"fri\": [\"07:30-11:00\"]"))
            let changes = try await moved.apply(to: database)
            #expect(changes.count == 2)
            #expect(try await database.offices().calendars.map(\.revision) == [2])
        }
    }

    @Test func `a right that the document no longer gives is taken away, and only that`() async throws {
        try await TestDatabase.with { database in
            _ = try await Examples.document("second-office").apply(to: database)
            let tenant = try #require(try await database.offices().agencies.first?.tenant)
            _ = try await Staff.add(
                login: "nguoi.khac", name: "Người Khác", role: "auditor", unit: nil, to: "H98.07", in: database)
            let text = try Examples.second(
                "\"role\": \"head\", \"unit\": \"LUUTRU\"", "\"role\": \"officer\", \"unit\": \"LUUTRU\"")
            let changes = try await OfficeDocument(parsing: text).apply(to: database)
            #expect(changes.count == 2)
            let roles = try await database.account(login: "chi.pk", tenant: tenant)?.appointments.map(\.role)
            #expect(roles == ["officer"])
            let other = try await database.account(login: "nguoi.khac", tenant: tenant)?.appointments.map(\.role)
            #expect(other == ["auditor"])
        }
    }

    @Test func `a published version never changes: the refusal names what differs`() async throws {
        try await TestDatabase.with { database in
            _ = try await Examples.document("second-office").apply(to: database)
            let before = try await database.offices()
            for (old, new, word) in [
                ("\"statutory\": \"3wd\"", "\"statutory\": \"4wd\"", "limit.statutory (3wd, now 4wd)"),
                ("Phiếu yêu cầu bản sao", "Phiếu xin bản sao", "components"),
                ("Tìm hồ sơ lưu", "Tra cứu", "steps"), ("\"restarts\": false", "\"restarts\": true", "restarts"),
            ] {
                let document = try OfficeDocument(parsing: try Examples.second(old, new))
                let error = try await #require(throws: DeskError.self) { try await document.apply(to: database) }
                #expect(error.rule == "office.version_published")
                #expect(error.detail.contains(word) && error.detail.contains("publish version 2"))
            }
            #expect(try await database.offices().versions == before.versions)
        }
    }

    @Test func `a new version follows the old one when that is ended, and not before`() async throws {
        try await TestDatabase.with { database in
            _ = try await Examples.document("second-office").apply(to: database)
            let first = try Examples.text("second-office")
            let alone = try OfficeDocument(
                parsing: first.replacing(
                    "\"number\": 1,\n              \"validFrom\": \"2026-01-01\"",
                    with: "\"number\": 2,\n              \"validFrom\": \"2026-07-01\""))
            let error = try await #require(throws: DeskError.self) { try await alone.apply(to: database) }
            #expect(error.rule == "office.versions_overlap")

            let start = try #require(first.range(of: "\"versions\": ["))
            let end = try #require(first.range(of: "            }\n          ]\n        }\n      ]"))
            let body = first[start.upperBound..<end.lowerBound] + "            }"
            let ended = body.replacing("\"validTo\": null", with: "\"validTo\": \"2026-07-01\"")
            let next = body.replacing(
                "\"number\": 1,\n              \"validFrom\": \"2026-01-01\"",
                with: "\"number\": 2,\n              \"validFrom\": \"2026-07-01\""
            )
            .replacing("\"committed\": \"2wd\"", with: "\"committed\": \"3wd\"")
            let both = first[..<start.upperBound] + ended + "," + next + first[end.lowerBound...].dropFirst(13)
            let changes = try await OfficeDocument(parsing: String(both)).apply(to: database)
            #expect(changes.count == 2)
            let office = try Office(try await database.offices())
            let procedure = try #require(office.procedures.values.first)
            let lastDay = try #require(LocalDate(iso: "2026-06-30"))
            let june = office.version(of: procedure.id, on: lastDay)
            let july = office.version(of: procedure.id, on: lastDay.adding(days: 1))
            #expect(june?.limit.text == "2wd" && july?.limit.text == "3wd")
        }
    }

    @Test func `an agency does not move to another tree or zone`() async throws {
        try await TestDatabase.with { database in
            _ = try await Examples.document("second-office").apply(to: database)
            _ = try await Examples.document("demonstration-office").apply(to: database)
            let moved = try OfficeDocument(
                parsing: try Examples.second("\"parent\": null,\n      \"utc", "\"parent\": \"H99\",\n      \"utc"))
            let error = try await #require(throws: DeskError.self) { try await moved.apply(to: database) }
            #expect(error.rule == "office.parent_fixed")
            let zone = try OfficeDocument(parsing: try Examples.second("+07:00", "+08:00"))
            let other = try await #require(throws: DeskError.self) { try await zone.apply(to: database) }
            #expect(other.rule == "office.offset_fixed")
        }
    }

    @Test func `a document refused in its last line has written nothing of the first`() async throws {
        try await TestDatabase.with { database in
            let text = try Examples.second("\"role\": \"admin\"}]", "\"role\": \"admin\", \"unit\": \"KHO\"}]")
            let document = try OfficeDocument(parsing: text)
            await #expect(throws: DeskError.self) { try await document.apply(to: database) }
            #expect(try await database.offices().agencies.isEmpty)
        }
    }

    @Test func `a user is added once and keeps what the user has`() async throws {
        try await TestDatabase.with { database in
            _ = try await Examples.document("second-office").apply(to: database)
            for expected in [2, 0] {
                let changes = try await Staff.add(
                    login: "giang", name: "Đỗ Giang", role: "officer", unit: "LUUTRU", to: "H98.07", in: database)
                #expect(changes.count == expected)
            }
            let further = try await Staff.add(
                login: "giang", name: "Đỗ Giang", role: "clerk", unit: nil, to: "H98.07", in: database)
            #expect(further.count == 1)
            for (login, role, unit) in [("đỗ", "clerk", nil), ("do", "chief", nil), ("do", "clerk", "KHO")] {
                await #expect(throws: DeskError.self) {
                    try await Staff.add(login: login, name: "Đỗ", role: role, unit: unit, to: "H98.07", in: database)
                }
            }
        }
    }
}
