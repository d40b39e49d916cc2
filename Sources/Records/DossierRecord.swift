package import OneStop

/// A dossier as stored: the machine's state, and what a page shows beside it.
package struct DossierRecord: Sendable, Hashable {
    package var state: Dossier
    package var tenant: AgencyID
    /// The key of the procedure in the catalogue, whatever the version.
    package var catalogueProcedure: Int64
    package var externalReference: String?
    /// The code of the group that it was filed in.
    package var group: String?
    /// The key of the applicant's personal data.
    package var applicantKey: Int64?
    package var applicant: ApplicantRecord?
    /// The officer's sign-in name; nil while nobody works on it.
    package var officerLogin: String?
    /// The local day on which the letter of apology was issued.
    package var apologyIssuedOn: LocalDate?

    package init(
        state: Dossier, tenant: AgencyID, catalogueProcedure: Int64, externalReference: String? = nil,
        group: String? = nil, applicantKey: Int64? = nil, applicant: ApplicantRecord?, officerLogin: String? = nil,
        apologyIssuedOn: LocalDate? = nil
    ) {
        self.state = state
        self.tenant = tenant
        self.catalogueProcedure = catalogueProcedure
        self.externalReference = externalReference
        self.group = group
        self.applicantKey = applicantKey
        self.applicant = applicant
        self.officerLogin = officerLogin
        self.apologyIssuedOn = apologyIssuedOn
    }
}
