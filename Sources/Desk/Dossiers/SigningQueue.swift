package import OneStop
package import Records
import Store

/// What waits for a leader.
package struct SigningQueue: Sendable {
    /// By what is due first.
    package var rows: [SigningRow]
    /// Whether there is more.
    package var hasMore: Bool
    package var office: Office
    package var agency: Office.Agency
}

extension DeskService {
    /// What waits for the caller as a leader: results and letters to be signed, letters to be approved, dossiers that are
    /// proposed to be stopped.
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` for who signs nothing there.
    package func signingQueue(
        of code: String?, limit: Int, by principal: Principal, at now: Instant
    ) async throws -> SigningQueue {
        let office = try await directory.office()
        let (agency, _) = try principal.readable(code, in: office)
        let signs = principal.actor.grants.contains { grant in
            Rights.reach(.sign, of: grant.role) != nil && grant.agencies.contains(agency.id)
        }
        guard signs else {
            throw DeskError(
                .noRight, rule: "C7.no_right",
                "Your rights do not include signing for \(agency.row.code). Ask the administrator.")
        }
        let query = SigningQuery(
            agency: agency.id, today: agency.calendar.offset.localDate(of: now), limit: limit + 1)
        let found = try await translated { try await database.signingQueue(query) }
        let rows = found.prefix(limit).filter { row in
            let scope = row.dossier.scope
            return principal.mayRead(scope)
                && Rights.permits(row.matter.verb, actor: principal.actor, dossier: scope) == .allowed
        }
        try note(.workList, of: rows.lazy.map(\.dossier.id.rawValue), by: principal, at: now)
        return SigningQueue(rows: Array(rows), hasMore: found.count > limit, office: office, agency: agency)
    }
}

extension SigningRow.Matter {
    /// The right that what is asked takes.
    fileprivate var verb: Verb {
        switch self {
        case .result: .sign
        case .letterToApprove: .approveApology
        case .letterToSign: .signApology
        case .stop: .approveStop
        }
    }
}
