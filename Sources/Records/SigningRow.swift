package import OneStop

/// Something that waits for the leader of an agency.
package struct SigningRow: Sendable, Hashable {
    /// What is asked of the leader.
    package enum Matter: String, Sendable, Hashable, CaseIterable {
        /// To sign a result.
        case result
        /// To approve the draft of a letter of apology.
        case letterToApprove = "letter_to_approve"
        /// To sign a letter that is approved.
        case letterToSign = "letter_to_sign"
        /// To stop a dossier as its unit proposes.
        case stop
    }

    package var matter: Matter
    package var dossier: WorkListRow
    /// What was last written on the way to the leader: of a step, a return, or a proposal to stop.
    package var remark: String?
    /// Of a letter: why the dossier is late, and the date that it tells.
    package var cause: ApologyCause?
    package var newDate: Instant?

    /// All fields, as read.
    package init(matter: Matter, dossier: WorkListRow, remark: String?, cause: ApologyCause?, newDate: Instant?) {
        self.matter = matter
        self.dossier = dossier
        self.remark = remark
        self.cause = cause
        self.newDate = newDate
    }
}
