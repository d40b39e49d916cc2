import DelimitedText
package import OneStop
package import Store

/// The import of another system's cases, from an event log or from a list of dossiers (contract, section 8): streamed, all
/// or nothing, repeatable.
///
/// A case that cannot be taken is refused whole, with the line and the reason; no other case loses anything by it. A file
/// of which nothing can be taken leaves nothing behind, not even the agency it was for.
package struct CaseImport {
    /// Gives one piece of a file after another, nil at its end.
    package typealias Pieces = () async throws -> [UInt8]?

    /// At most so many refused cases are told one by one.
    package static let toldRefusals = 20

    private let database: Database
    private let agencyCode: String
    private let map: ColumnMap
    private let offset: UTCOffset?
    private let keeps: Bool
    private let now: Instant

    /// - Parameters:
    ///   - agency: the code of the deciding agency, made if there is none.
    ///   - offset: the office's zone; nil for that of the agency there is, or +07:00 for a new one.
    ///   - isDryRun: nothing is kept; the outcome tells what would be.
    ///   - now: a case that would end later than this is refused.
    package init(
        database: Database, agency: String, map: ColumnMap, offset: UTCOffset?, isDryRun: Bool = false, now: Instant
    ) {
        self.database = database
        agencyCode = agency
        self.map = map
        self.offset = offset
        keeps = !isDryRun
        self.now = now
    }

    /// Reads a log and brings it in.
    /// - Parameters:
    ///   - open: opens the file at its beginning; called a second time for the rejects.
    ///   - progress: told the number of bytes read.
    ///   - rejects: takes the rejects file piece by piece: the original columns of every row of a refused case, `line`
    ///     and `reason`.
    /// - Throws: `DeskError` when the log or the map cannot be read, `StoreError`, or what the closures throw. Nothing
    ///   is kept then; on cancellation neither.
    package func run(
        open: () throws -> Pieces, progress: (Int) -> Void = { _ in }, rejects: (([UInt8]) async throws -> Void)? = nil
    ) async throws -> ImportOutcome {
        guard !agencyCode.isEmpty, agencyCode.utf8.count <= 100 else {
            throw DeskError.invalid("agency", rule: "C8.agency", "The agency's code has 1 to 100 characters.")
        }
        let isKept: (ImportOutcome) -> Bool = { keeps && $0.verdict != .nothingDone }
        return try await database.withImport(keep: isKept) { transaction in
            let found = try await transaction.agency(code: agencyCode)
            if let successor = found?.successor {
                throw DeskError.invalid(
                    "agency", rule: "R10.1.agency_ended",
                    "Agency \(agencyCode) went into \(successor), which has its dossiers now. Import into \(successor)."
                )
            }
            let zone = try zone(of: found)
            try await stage(open(), zone, in: transaction, progress)
            let calendar = try await calendar(of: found, zone)
            var agency = found
            if agency == nil { agency = try await transaction.addAgency(code: agencyCode, offset: zone) }
            guard let agency else { throw StoreError.notFound }
            let codePrefix = (try? AgencyCode(parsing: agencyCode))?.text
            try await transaction.gather(map.rows, into: agency, codePrefix: codePrefix)
            let made = try await transaction.addMissing()
            var days = try await transaction.freshDays(map.rows).map {
                ImportDay($0.day, accepted: $0.count, in: calendar)
            }
            if codePrefix != nil { try await reserveCodes(on: &days, of: agency, in: transaction) }
            let laterSteps = try await transaction.write(days)
            var (counts, unmapped) = try await transaction.counts(map.rows)
            counts.steps += laterSteps
            let refused = try await transaction.refusedCases(limit: Self.toldRefusals)
            if let rejects {
                try await Rejects(map: map, offset: zone).write(to: rejects, from: open(), in: transaction)
            }
            return ImportOutcome(
                counts: counts, refused: refused, unmappedChannels: unmapped, isNewAgency: agency.isNew, offset: zone,
                newUnits: made.units, newOfficers: made.officers, newProcedures: made.procedures)
        }
    }

    private func zone(of agency: ImportAgency?) throws(DeskError) -> UTCOffset {
        guard let agency, let stored = UTCOffset(minutes: agency.offsetMinutes) else { return offset ?? .vietnam }
        if let offset, offset != stored {
            throw .invalid(
                "utc-offset", rule: "C8.utc_offset",
                "Agency \(agencyCode) has the zone \(stored.text), which all its dates are counted by. Leave --utc-offset out."
            )
        }
        return stored
    }

    private func stage(
        _ pieces: Pieces, _ zone: UTCOffset, in transaction: ImportTransaction, _ progress: (Int) -> Void
    ) async throws {
        var reader = DelimitedReader()
        var bytesRead = 0
        var isFinished = false
        var isEnded = false
        var stager: LogStager?
        do {
            try await transaction.stage(map.rows) {
                while !isFinished {
                    while try reader.next() {
                        if stager == nil {
                            stager = LogStager(
                                try LogHeading(reader.fields, map: map), map: map, offset: zone, now: now)
                        } else {
                            stager?.stage(reader)
                        }
                        if let large = stager?.takeIfLarge() { return large }
                    }
                    if let piece = try await pieces() {
                        reader.feed(piece)
                        bytesRead += piece.count
                        progress(bytesRead)
                    } else {
                        reader.finish()
                        isFinished = true
                        while try reader.next() { stager?.stage(reader) }
                    }
                }
                guard !isEnded else { return nil }
                isEnded = true
                guard let last = stager else {
                    throw DeskError.invalid("line 1", rule: "C8.text", "The file has no heading and no rows.")
                }
                return last.finish()
            }
        } catch let error as DelimitedError {
            throw DeskError.invalid("line \(error.line)", rule: "C8.text", "The file cannot be read: \(error).")
        }
    }

    private func calendar(of agency: ImportAgency?, _ zone: UTCOffset) async throws -> CompiledCalendar {
        var calendar = WorkCalendar.vietNam
        if agency != nil, let own = try Office(await database.offices()).agency(code: agencyCode)?.calendar {
            calendar = own.calendar
        }
        calendar.offset = zone
        return try CompiledCalendar(calendar)
    }

    private func reserveCodes(
        on days: inout [ImportDay], of agency: ImportAgency, in transaction: ImportTransaction
    ) async throws {
        let wanted = days.filter { $0.accepted > 0 }
        var places: [LocalDate: Int] = [:]
        for (place, day) in days.enumerated() { places[day.day] = place }
        for start in stride(from: 0, to: wanted.count, by: 10_000) {
            let some = Array(wanted[start..<min(start + 10_000, wanted.count)])
            for last in try await transaction.reserveCodes(of: agency, on: some) {
                guard let place = places[last.day] else { continue }
                days[place].firstSerial = last.count - days[place].accepted + 1
            }
        }
    }
}
