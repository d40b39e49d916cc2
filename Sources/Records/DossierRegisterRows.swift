package import OneStop

/// A line of the register of what an agency received (form 07 of TT 03/2025/TT-VPCP).
package struct DossierRegisterLine: Sendable, Hashable {
    package var id: DossierID
    package var code: String
    package var version: ProcedureID
    /// In how many sets the procedure asks for the papers; nil where its entry does not say.
    package var sets: Int?
    /// Nil once the person is erased.
    package var applicantName: String?
    package var address: String?
    package var phone: String?
    package var status: Status
    package var filedAt: Instant?
    package var acceptedAt: Instant?
    package var firstPromise: Instant?
    /// The date that a letter of apology told.
    package var newDate: Instant?
    package var endedAt: Instant?
    package var returnedAt: Instant?
    /// How the result went to the applicant, by the name of `ResultReturn.Method`.
    package var returnMethod: String?
    /// What the rights look at.
    package var scope: DossierScope

    /// All fields, as read.
    package init(
        id: DossierID, code: String, version: ProcedureID, sets: Int?, applicantName: String?, address: String?,
        phone: String?, status: Status, filedAt: Instant?, acceptedAt: Instant?, firstPromise: Instant?,
        newDate: Instant?, endedAt: Instant?, returnedAt: Instant?, returnMethod: String?, scope: DossierScope
    ) {
        self.id = id
        self.code = code
        self.version = version
        self.sets = sets
        self.applicantName = applicantName
        self.address = address
        self.phone = phone
        self.status = status
        self.filedAt = filedAt
        self.acceptedAt = acceptedAt
        self.firstPromise = firstPromise
        self.newDate = newDate
        self.endedAt = endedAt
        self.returnedAt = returnedAt
        self.returnMethod = returnMethod
        self.scope = scope
    }
}

/// A part of the register of an agency: codes between two others, both left out, in their order. A code begins with the
/// agency and the day, so that these are days.
package struct DossierRegisterQuery: Sendable, Hashable {
    package var agency: AgencyID
    package var after: String
    package var before: String
    package var limit: Int

    package init(agency: AgencyID, after: String, before: String, limit: Int) {
        self.agency = agency
        self.after = after
        self.before = before
        self.limit = limit
    }
}
