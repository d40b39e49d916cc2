package import OneStop

/// A line of a work list.
package struct WorkListRow: Sendable, Hashable {
    package var id: DossierID
    package var code: String?
    /// Another system's name for it.
    package var externalReference: String?
    package var version: ProcedureID
    package var channel: Channel
    package var status: Status
    package var applicantName: String?
    package var unit: UnitID?
    package var officerLogin: String?
    package var step: Int
    package var stepDue: Instant?
    package var acceptedAt: Instant?
    package var firstPromise: Instant?
    package var due: Instant?
    package var provisional: Bool
    package var pausedAt: Instant?
    package var secondSupplement: Bool
    package var apology: String
    /// The role whose turn it is, but for a step of the head's.
    package var waitsFor: String?
    package var lockVersion: Int
    /// What the rights look at.
    package var scope: DossierScope

    /// The role whose turn it is: of a step of the head's the head's, whoever the officer is.
    package func waitsFor(at steps: [ProcessStep]?) -> String? {
        let isHeads = waitsFor == Role.officer.rawValue && steps?.first { $0.number == step }?.role == .head
        return isHeads ? Role.head.rawValue : waitsFor
    }

    /// All fields, as read.
    package init(
        id: DossierID, code: String?, version: ProcedureID, channel: Channel, status: Status, applicantName: String?,
        unit: UnitID?, officerLogin: String?, step: Int, stepDue: Instant?, acceptedAt: Instant?,
        firstPromise: Instant?, due: Instant?, provisional: Bool, pausedAt: Instant?, secondSupplement: Bool,
        apology: String, waitsFor: String?, lockVersion: Int, scope: DossierScope,
        externalReference: String?
    ) {
        self.id = id
        self.code = code
        self.version = version
        self.channel = channel
        self.status = status
        self.applicantName = applicantName
        self.unit = unit
        self.officerLogin = officerLogin
        self.step = step
        self.stepDue = stepDue
        self.acceptedAt = acceptedAt
        self.firstPromise = firstPromise
        self.due = due
        self.provisional = provisional
        self.pausedAt = pausedAt
        self.secondSupplement = secondSupplement
        self.apology = apology
        self.waitsFor = waitsFor
        self.lockVersion = lockVersion
        self.scope = scope
        self.externalReference = externalReference
    }
}
