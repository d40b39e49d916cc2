import Desk
import Foundation
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Logs and maps for tests, and what came of importing them.
enum Log {
    static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder
    }()

    /// The real log lies beside the project, where its README says; a clone without it skips its tests.
    static let real = root.appendingPathComponent("../shared/data/permit-receipt-log.csv").standardizedFileURL

    static func example(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: root.appendingPathComponent("docs/examples/\(name)")))
    }

    /// Columns `case,start,due,end,channel,unit,officer,step,at,key`.
    static let heading = "case,start,due,end,channel,unit,officer,step,at,key\n"

    static func map(_ change: (String) -> String = { $0 }) throws -> ColumnMap {
        let text = """
            {"case": {"reference": "case", "accepted": "start", "promised": "due", "ended": "end", "unit": "unit",
                      "officer": "officer", "channel": {"column": "channel", "values": {"web": "online"}}},
             "event": {"activity": "step", "at": "at", "key": ["key"]}, "dates": ["iso", "dd/MM/yyyy"], "empty": ["-"]}
            """
        return try ColumnMap(parsing: Array(change(text).utf8))
    }
}

/// What an import said and wrote.
struct Imported {
    var outcome: ImportOutcome
    var rejects: String
}

extension Database {
    /// Imports bytes, cut into small pieces so that every record crosses a border somewhere.
    func importing(
        _ bytes: [UInt8], map: ColumnMap, agency: String = "OFFICE", offset: UTCOffset? = nil, dryRun: Bool = false,
        piece: Int = 97, now: String = "2026-11-01T00:00:00Z"
    ) async throws -> Imported {
        var rejects: [UInt8] = []
        let outcome = try await CaseImport(
            database: self, agency: agency, map: map, offset: offset, isDryRun: dryRun, now: try Instant(rfc3339: now)
        ).run(
            open: {
                var rest = bytes[...]
                return {
                    guard !rest.isEmpty else { return nil }
                    defer { rest = rest.dropFirst(piece) }
                    return Array(rest.prefix(piece))
                }
            }, rejects: { rejects += $0 })
        return Imported(outcome: outcome, rejects: String(decoding: rejects, as: UTF8.self))
    }

    func importing(
        _ rows: String, agency: String = "OFFICE", dryRun: Bool = false, now: String = "2026-11-01T00:00:00Z"
    ) async throws -> Imported {
        try await importing(
            Array((Log.heading + rows).utf8), map: try Log.map(), agency: agency, dryRun: dryRun, now: now)
    }

    /// The total of a period for an agency, long after it.
    func total(_ agency: String, _ from: String, _ to: String, now: String = "2026-11-01T00:00:00Z") async throws
        -> Figures
    {
        try await figures(agency, from, to, by: nil, now: now).total
    }

    func figures(
        _ agency: String, _ from: String, _ to: String, by grouping: OnTimeGrouping?,
        now: String = "2026-11-01T00:00:00Z"
    ) async throws -> OnTimeFigures {
        let desk = DeskService(database: self, directory: OfficeDirectory(database: self))
        let found = try #require(try await desk.directory.office().agency(code: agency))
        let first = try #require(LocalDate(iso: from))
        let last = try #require(LocalDate(iso: to))
        let period = try #require(Period(from: first, to: last))
        return try await desk.onTime(of: found, in: period, by: grouping, now: try Instant(rfc3339: now))
    }
}
