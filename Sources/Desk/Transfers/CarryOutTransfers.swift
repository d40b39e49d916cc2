package import OneStop
package import Records
import Store

extension DeskService {
    /// Begins every transfer whose day has come, and brings the dossiers of those that have begun to the successors, from
    /// wherever an earlier turn ended.
    /// - Returns: the decisions as they are afterwards.
    @discardableResult
    package func carryOutTransfers(at now: Instant) async throws -> [AgencyTransferRow] {
        try await translated {
            var rows: [AgencyTransferRow] = []
            for id in try await database.transfersUnderWay() {
                if let row = try await carryOut(id, at: now) { rows.append(row) }
            }
            return rows
        }
    }

    /// The same of one decision.
    package func carryOut(_ id: AgencyTransferID, at now: Instant) async throws -> AgencyTransferRow? {
        guard let row = try await begun(id, at: now) else { return nil }
        guard row.state == .applying, let began = row.begunAt, let actor = row.applier else { return row }
        let office = try await directory.refresh()
        let transfer = row.transfer
        try await MovingTask(
            began: began, find: { try await database.dossiersLeft(with: row.agency) },
            note: { try await database.noteLeft($0, by: id) },
            move: { dossiers in
                try await database.transfer(dossiers, by: id) { record in
                    transfer.event(for: record.state, by: actor, at: now).flatMap { office.moved(record, by: $0) }
                }
            },
            finish: { try await database.finishTransfer(id) }
        ).turn(at: now)
        return try await database.transfer(id)
    }

    /// The decision, after staff and rights have gone if its day has come. It goes on waiting while dossiers still go into
    /// the agency itself, or a decision about its calendar moves dates.
    private func begun(_ id: AgencyTransferID, at now: Instant) async throws -> AgencyTransferRow? {
        guard let row = try await database.transfer(id) else { return nil }
        let offset = try await directory.office().agencies[row.agency]?.calendar.offset ?? .vietnam
        guard row.state == .waiting, offset.localDate(of: now) >= row.effectiveOn else { return row }
        do {
            return try await database.changeTransfer(id) { found, _ in
                guard found?.state == .waiting else { throw StoreError.notFound }
                return .begin(at: now)
            }
        } catch StoreError.notFound {
            return try await database.transfer(id)
        }
    }
}
