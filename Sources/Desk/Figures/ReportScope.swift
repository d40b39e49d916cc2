import OneStop
import Records
import Store

extension DeskService {
    /// The agency that a report is asked of, the caller's own without a code, and the parts of its figures that the
    /// caller may see (contract, section 7); nil for all of them.
    ///
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports.
    func reported(
        _ code: String?, for principal: Principal
    ) async throws -> (agency: Office.Agency, parts: [FigurePart]?) {
        let office = try await directory.office()
        let found = code.map { office.agency(code: $0) } ?? office.agencies[principal.agency]
        guard let agency = found, agency.row.tenant == principal.tenant else { throw DeskError.notFound("The agency") }
        return (agency, try principal.reportedParts(of: agency, in: office))
    }
}

extension Principal {
    /// The parts of an agency's figures that the grants open; nil for all of them.
    fileprivate func reportedParts(
        of agency: Office.Agency, in office: Office
    ) throws(DeskError) -> [FigurePart]? {
        let grants = actor.grants.filter { $0.agencies.contains(agency.id) }
        guard !grants.isEmpty else { throw .notFound("The agency") }
        let isLimited = actor.limitedTo.map { !$0.contains(.reports) } ?? false
        let reporting = grants.filter { Rights.reach(.reports, of: $0.role) != nil }
        guard !isLimited, !reporting.isEmpty else {
            throw DeskError(
                .noRight, rule: "C7.no_right",
                "Your rights or your token's scopes do not include reports. Ask the administrator.")
        }
        var parts: [FigurePart] = []
        for grant in reporting {
            let procedures = grant.procedures?.sorted()
            // What the desk still holds is in no unit, and so in nobody's there.
            let units =
                grant.units?.sorted() ?? agency.leads.flatMap { office.agencies[$0]?.units.map(\.id) ?? [] }
            switch Rights.reach(.reports, of: grant.role) {
            case .agency, .any:
                guard let procedures else { return nil }
                parts.append(FigurePart(procedures: procedures))
            case .unit:
                parts.append(FigurePart(units: units, procedures: procedures))
            case .own where grant.role == .intake:
                parts.append(
                    FigurePart(
                        units: grant.units?.sorted(), procedures: procedures, receivers: grant.agencies.sorted()))
            case .own:
                parts.append(FigurePart(units: units, procedures: procedures, officer: grant.standingFor ?? account))
            case .beforeAcceptance, nil:
                continue
            }
        }
        return parts
    }
}
