import Desk
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Imports that a page has begun, as several processes carry them out.
@Suite(.timeLimit(.minutes(5))) struct ImportJobTests {
    private static let now = "2026-03-03T09:00:00+07:00"

    private static func desk() async throws -> (TestDatabase, DeskService, Principal) {
        let scene = try await MessageScene()
        return (scene.test, scene.desk, try scene.principal("admin"))
    }

    private static func send(_ rows: String, key: String, to desk: DeskService, as admin: Principal) async throws
        -> Int64
    {
        let map = #"{"dossier": {"reference": "id", "accepted": "start", "promised": "due", "ended": "end"}}"#
        let file = try await desk.openImport(
            NewImport(
                agency: "H99.14", columns: .written(Array(map.utf8), .dossiers), fileName: "a.csv", formKey: key),
            by: admin, at: Instant(rfc3339: now))
        let text = "id,start,due,end\n" + rows
        let half = text.utf8.count / 2
        try await file.take(Array(text.utf8.prefix(half)))
        try await file.take(Array(text.utf8.dropFirst(half)))
        return try await file.finish()
    }

    private static func row(_ id: String) -> String { "\(id),2026-02-02,2026-02-09,2026-02-05\n" }

    @Test func `several processes carry out each import once`() async throws {
        let (test, desk, admin) = try await Self.desk()
        let now = try Instant(rfc3339: Self.now)
        for number in 1...6 {
            _ = try await Self.send(Self.row("A-\(number)"), key: "k\(number)", to: desk, as: admin)
        }
        let carried = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    var count = 0
                    while try await desk.carryOutNextImport(at: { now }) { count += 1 }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(carried == 6)
        #expect(try await test.count("import_job where state = 'checked' and (outcome ->> 'ended')::int = 1") == 6)
        #expect(try await test.count("dossier") == 0)
    }

    @Test func `a file that was left lying is forgotten after a week, figures are not`() async throws {
        let (test, desk, admin) = try await Self.desk()
        let now = try Instant(rfc3339: Self.now)
        let id = try await Self.send(Self.row("A-1") + "A-2,x,,\n", key: "k", to: desk, as: admin)
        _ = try await desk.carryOutNextImport(at: { now })
        let open = try await desk.openImport(
            NewImport(agency: "H99.14", columns: .asIn(id), fileName: "b.csv", formKey: "k"), by: admin, at: now)
        try await open.take([1])
        #expect(try await test.count("import_piece") == 4)
        for (days, pieces) in [(6, 4), (8, 0)] {
            try await desk.forget(Retention(), at: now.adding(seconds: Int64(days) * 86_400))
            #expect(try await test.count("import_piece") == pieces)
        }
        let view = try await desk.importJob(id, by: admin, at: now)
        #expect(view.row.isForgotten && view.report?.numbers.refused == 1 && view.report?.refusals == [])
        await #expect(throws: DeskError.self) { try await desk.keepImport(id, by: admin, at: now) }
    }

    @Test func `whoever comes back late to an import that was begun anew changes nothing of it`() async throws {
        let (test, desk, admin) = try await Self.desk()
        let now = try Instant(rfc3339: Self.now)
        let id = try await Self.send(Self.row("A-1"), key: "k", to: desk, as: admin)
        _ = try await desk.database.claimImport(at: now)
        let late = ImportAttempt(job: id, began: now)
        let later = now.adding(seconds: 60)
        try await desk.repeatImport(id, by: admin, at: later)
        _ = try await desk.carryOutNextImport(at: { later })
        try await desk.database.endImport(ImportEnd(late, .failed, at: later, failure: (rule: "x", text: "x")))
        #expect(try await test.value("select state from import_job") == "checked")
    }
}
