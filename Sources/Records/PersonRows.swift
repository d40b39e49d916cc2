package import OneStop

/// Who is to be erased.
package enum PersonName: Sendable, Hashable {
    case identityNumber(String)
    /// The applicant of a dossier, and whoever has the same identity number.
    case dossier(DossierCode)
}

/// Everything that is held of a person, under the locks of its rows.
package struct PersonOnFile: Sendable {
    /// One record of the person's details.
    package struct Applicant: Sendable {
        package var id: Int64
        /// The agencies that its dossiers lie with.
        package var agencies: Set<AgencyID>
        package var record: ApplicantRecord

        package init(id: Int64, agencies: Set<AgencyID>, record: ApplicantRecord) {
            self.id = id
            self.agencies = agencies
            self.record = record
        }
    }

    /// A dossier of the person's.
    package struct Dossier: Sendable {
        package var id: DossierID
        /// Its code or, where it has none, its reference.
        package var name: String
        package var status: Status
        package var isImported: Bool

        package init(id: DossierID, name: String, status: Status, isImported: Bool) {
            self.id = id
            self.name = name
            self.status = status
            self.isImported = isImported
        }

        /// Whether nothing more is to be done with it. What was imported when it had ended has nobody to return it.
        package var isOver: Bool { status.isFinal || isImported && status == .finished }
    }

    package var applicants: [Applicant]
    package var dossiers: [Dossier]
    /// What details were before and after amendments, addresses aside.
    package var amended: [String]

    package init(applicants: [Applicant], dossiers: [Dossier], amended: [String]) {
        self.applicants = applicants
        self.dossiers = dossiers
        self.amended = amended
    }

    /// What would tell who it was: names, numbers, telephones and mail addresses. A postal address is shared by many.
    package var marks: [String] {
        let known = applicants.flatMap { applicant in
            [applicant.record.name, applicant.record.identityNumber, applicant.record.phone, applicant.record.email]
        }
        return Set(known.compactMap(\.self) + amended).filter { $0.count > 3 }.sorted()
    }
}

/// An event whose facts hold a free text in which somebody wrote who the applicant is.
package struct EventMention: Sendable, Hashable {
    package var dossier: String
    package var sequence: Int

    package init(dossier: String, sequence: Int) {
        self.dossier = dossier
        self.sequence = sequence
    }
}

/// Something that was done and is no event of one dossier.
package struct AuditEventRow: Sendable, Hashable {
    package var number: Int64
    package var at: Instant
    package var kind: String
    package var actorLogin: String?
    package var agencyCode: String?
    package var ground: String?
    /// JSON.
    package var facts: String
    package var requestID: String?

    /// All fields, as read.
    package init(
        number: Int64, at: Instant, kind: String, actorLogin: String?, agencyCode: String?, ground: String?,
        facts: String, requestID: String?
    ) {
        self.number = number
        self.at = at
        self.kind = kind
        self.actorLogin = actorLogin
        self.agencyCode = agencyCode
        self.ground = ground
        self.facts = facts
        self.requestID = requestID
    }
}
