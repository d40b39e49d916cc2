/// Why a version cannot be published as it is: one of all the reasons that there are.
package struct PublishingProblem: Error, Sendable, Hashable {
    /// The rules that publishing asks for. Raw values are stable.
    package enum Rule: String, Sendable, Hashable, CaseIterable {
        case procedureCode = "R6.procedure_code"
        case decisionMissing = "R10.1.decision"
        case decisionInFuture = "R10.1.decision_in_future"
        case validFromMissing = "R10.1.valid_from"
        case validOrder = "R10.1.valid_order"
        case succession = "R10.1.succession"
        case partMissing = "R10.2.part_missing"
        case listedTwice = "R10.2.listed_twice"
        case nothingAsked = "R10.2.nothing_asked"
        case feeUnknown = "R10.2.fee_unknown"
        case freeGround = "R10.2.free_ground"
        case wayNotPublished = "R10.2.way_not_published"
        case onlineWay = "R10.2.online_way"
        case basisAfterDecision = "R10.2.basis_after_decision"
        case basisSymbol = "R10.2.basis_symbol"
        case committedLimit = "R10.committed_limit"
        case stepLimits = "R10.3.step_limits"
        case stepRole = "R10.3.step_role"
        case stepUnit = "R10.3.step_unit"
        case stepLeg = "R10.3.step_leg"
    }

    package var part: EntryPart
    /// Where in the version it is, as its document has it: `steps[2].role`.
    package var place: String
    package var rule: Rule
    /// What is wrong and what to do, in a sentence or two.
    package var explanation: String

    /// A problem.
    package init(_ part: EntryPart, at place: String? = nil, _ rule: Rule, _ explanation: String) {
        self.part = part
        self.place = place ?? part.rawValue
        self.rule = rule
        self.explanation = explanation
    }
}
