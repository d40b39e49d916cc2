package import OneStop
package import Records
import Store

extension DeskService {
    /// So many days back an open dossier of the same person for the same procedure may be the same application.
    private static let daysOfTwins: Int64 = 30

    /// The newest details of a person, for whoever takes applications in.
    /// - Returns: nil when nobody of the tenant has the number.
    /// - Throws: `DeskError` of kind `noRight` for whoever takes nothing in.
    package func applicant(
        identityNumber: String, by principal: Principal, at now: Instant
    ) async throws -> ApplicantRecord? {
        let takesIn = principal.actor.grants.contains { Rights.reach(.takeIn, of: $0.role) != nil }
        guard takesIn, principal.actor.limitedTo?.contains(.takeIn) ?? true, !principal.actor.portal else {
            throw DeskError(Refusal.noRight(.takeIn))
        }
        let found = try await translated {
            try await database.applicant(identityNumber: identityNumber.asStoredNumber, tenant: principal.tenant)
        }
        if let found { try note(.applicant, of: CollectionOfOne(found.id), by: principal, at: now) }
        return found?.record
    }

    /// The details of a dossier's applicant that were amended, before and after. What was amended together stays on one
    /// page, which so may have a few more than its limit.
    package func amendments(
        of name: DossierName, _ page: SequencePage, by principal: Principal, at now: Instant
    ) async throws -> (view: DossierView, changes: [ApplicantChangeRow], next: Int?) {
        let view = try await dossier(name, read: .amendments, by: principal, at: now)
        let rows = try await translated {
            try await database.applicantChanges(
                DossierPage(dossier: view.state.id, page: page.adding(AmendedField.allCases.count)))
        }
        guard rows.count > page.limit else { return (view, rows, nil) }
        let last = rows[page.limit - 1].sequence
        let shown = rows.prefix { $0.sequence <= last }
        return (view, Array(shown), shown.count < rows.count ? last : nil)
    }

    /// Open dossiers that may be the same application as one that comes in.
    func twins(of enrolment: Enrolment, by principal: Principal) async throws -> [String] {
        try await twins(
            of: enrolment.input.applicant.identityNumber, for: enrolment.version, by: principal,
            at: enrolment.context.now)
    }

    /// Open dossiers that may be the same application as one that is there: what an applicant files twice online, the desk
    /// sees before it accepts the second.
    package func twins(of view: DossierView, by principal: Principal, at now: Instant) async throws -> [String] {
        guard let version = view.version else { return [] }
        let found = try await twins(
            of: view.record.applicant?.identityNumber, for: version, by: principal, at: now)
        return found.filter { $0 != view.state.code?.text }
    }

    /// Open dossiers of the same person, for the same procedure, lately come in. Shown and never refused, for an applicant
    /// may well apply twice. Only what the caller may read is among them.
    private func twins(
        of identityNumber: String?, for version: Office.Version, by principal: Principal, at now: Instant
    ) async throws -> [String] {
        guard let identityNumber else { return [] }
        let rows = try await translated {
            try await database.twins(
                TwinQuery(
                    tenant: principal.tenant, identityNumber: identityNumber,
                    catalogueProcedure: version.procedure.id,
                    since: now.adding(seconds: -Self.daysOfTwins * 86_400)))
        }
        return rows.filter {
            Rights.permits(.readDossiers, actor: principal.reader, dossier: $0.scope) == .allowed
        }.map(\.code)
    }
}
