package import OneStop

/// In which way a dossier or an applicant was read.
package enum ReadKind: String, Sendable, Hashable, CaseIterable {
    case dossier, events
    case controlSlip = "control_slip"
    case payments, amendments, group
    case handOverList = "hand_over_list"
    case workList = "work_list"
    case search
    /// An applicant's details by identity number.
    case applicant
    /// An applicant's details among those that a search found.
    case applicantSearch = "applicant_search"
}

/// What somebody says that a dossier is read for. A closed list: a free text could hold what no record may.
package enum ReadPurpose: String, Sendable, Hashable, CaseIterable {
    /// To handle the dossier.
    case processing
    /// To watch over limits and steps.
    case supervision
    /// An inspection or audit.
    case inspection
    /// A complaint or denunciation.
    case complaint
    /// The person asked what is held of them.
    case personRequest = "person_request"
}

/// One reading, as it is kept.
package struct NewReadRecord: Sendable, Hashable {
    /// The dossier's key; for `applicant` and `applicantSearch` the applicant's.
    package var subject: Int64
    package var what: ReadKind
    package var reader: UserID
    package var token: Int64
    package var at: Instant
    package var requestID: String?
    package var purpose: ReadPurpose?

    package init(
        subject: Int64, what: ReadKind, reader: UserID, token: Int64, at: Instant, requestID: String?,
        purpose: ReadPurpose?
    ) {
        self.subject = subject
        self.what = what
        self.reader = reader
        self.token = token
        self.at = at
        self.requestID = requestID
        self.purpose = purpose
    }
}

/// One reading, as it is told to whoever audits.
package struct ReadRecordRow: Sendable, Hashable {
    /// The place in the list, newest first.
    package struct Position: Sendable, Hashable {
        package var at: Instant
        package var reader: UserID
        package var what: String
        package var subject: Int64

        package init(at: Instant, reader: UserID, what: String, subject: Int64) {
            self.at = at
            self.reader = reader
            self.what = what
            self.subject = subject
        }
    }

    package var position: Position
    package var readerLogin: String?
    package var unitCode: String?
    package var agencyCode: String?
    package var requestID: String?
    package var purpose: String?
    /// The dossier's code or, where it has none, its reference; nil for the details of an applicant alone.
    package var dossier: String?

    /// All fields, as read.
    package init(
        position: Position, readerLogin: String?, unitCode: String?, agencyCode: String?, requestID: String?,
        purpose: String?, dossier: String?
    ) {
        self.position = position
        self.readerLogin = readerLogin
        self.unitCode = unitCode
        self.agencyCode = agencyCode
        self.requestID = requestID
        self.purpose = purpose
        self.dossier = dossier
    }
}

/// An applicant with the key that readings are recorded under.
package struct KnownApplicant: Sendable, Hashable {
    package var id: Int64
    package var record: ApplicantRecord

    package init(id: Int64, record: ApplicantRecord) {
        self.id = id
        self.record = record
    }
}

/// Whose readings are asked for, a page of them.
package struct ReadRecordQuery: Sendable, Hashable {
    package var after: ReadRecordRow.Position?
    package var limit: Int

    package init(after: ReadRecordRow.Position?, limit: Int) {
        self.after = after
        self.limit = limit
    }
}

/// The person whose readings are asked for: applicants with an identity number, in any of its forms, whose dossiers lie
/// in some agencies.
package struct PersonKey: Sendable, Hashable {
    package var tenant: AgencyID
    package var identityNumbers: [String]
    package var agencies: [AgencyID]

    package init(tenant: AgencyID, identityNumbers: [String], agencies: [AgencyID]) {
        self.tenant = tenant
        self.identityNumbers = identityNumbers
        self.agencies = agencies
    }
}
