package import OneStop
package import Records
package import Store

/// What the desk says about an application that it takes in.
package struct IntakeInput: Sendable {
    /// The procedure's code in the catalogue.
    package var procedure: String
    package var channel: Channel
    /// The agency that decides; the one that receives when it is nil.
    package var decidedBy: String?
    /// The agency that receives; the caller's own when it is nil.
    package var receivedBy: String?
    /// The agency where the citizen was helped; the one that receives when it is nil.
    package var helpedAt: String?
    package var applicant: ApplicantRecord
    package var papers: [NewPapers.Line]
    /// Another system's name for the dossier.
    package var externalReference: String?

    package init(
        procedure: String, channel: Channel, decidedBy: String? = nil, receivedBy: String? = nil,
        helpedAt: String? = nil, applicant: ApplicantRecord, papers: [NewPapers.Line],
        externalReference: String? = nil
    ) {
        self.procedure = procedure
        self.channel = channel
        self.decidedBy = decidedBy
        self.receivedBy = receivedBy
        self.helpedAt = helpedAt
        self.applicant = applicant
        self.papers = papers
        self.externalReference = externalReference
    }
}
