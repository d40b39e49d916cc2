import OneStop
package import Store
import Synchronization

/// Keeps the office at hand, so that no request reads the catalogue from the database.
///
/// What it gives may be up to two seconds old; `refresh` is run by the program's housekeeping and after an office was
/// applied.
package final class OfficeDirectory: Sendable {
    private let database: Database
    private let current = Mutex<(rows: OfficeRows, office: Office)?>(nil)

    package init(database: Database) {
        self.database = database
    }

    /// The office as last read; read now if it never was.
    package func office() async throws -> Office {
        if let office = current.withLock({ $0?.office }) { return office }
        return try await refresh()
    }

    /// Reads the office anew. Calendars are compiled only when something has changed.
    @discardableResult
    package func refresh() async throws -> Office {
        let rows = try await database.offices()
        if let office = current.withLock({ $0?.rows == rows ? $0?.office : nil }) { return office }
        let office = try Office(rows)
        current.withLock { $0 = (rows, office) }
        return office
    }
}

extension OfficeDirectory {
    /// The office at hand, read anew when it is older than what somebody's rights are for.
    func office(
        knowing agency: AgencyID, _ unit: UnitID?, _ appointments: [AppointmentRow]
    ) async throws -> Office {
        let office = try await office()
        let isKnown =
            office.agencies[agency] != nil && (unit.map { office.unit($0) != nil } ?? true)
            && appointments.allSatisfy { appointment in
                office.agencies[appointment.agency] != nil
                    && (appointment.unit.map { office.unit($0) != nil } ?? true)
                    && (appointment.procedure.map { office.procedures[$0] != nil } ?? true)
            }
        return isKnown ? office : try await refresh()
    }

    func office(knowing account: AccountRow, _ appointments: [AppointmentRow]) async throws -> Office {
        try await office(knowing: account.agency, account.unit, appointments)
    }
}
