package import OneStop

/// The part of a dossier's time that somebody contests, and that a decision may move.
package enum ContestedPart: Sendable, Hashable {
    /// All that a unit used, whoever had the dossier there.
    case unit(UnitID)
    /// What one officer used.
    case officer(UserID)
    /// What a leg took, by its number.
    case leg(Int)

    /// Whether the time of these hands belongs to the part.
    package func covers(_ hands: Hands) -> Bool {
        switch (self, hands) {
        case (.unit(let unit), _): hands.unit == unit
        case (.officer(let officer), .officer(let other, _)): officer == other
        case (.leg(let number), .leg(let other)): number == other
        case (.officer, _), (.leg, _): false
        }
    }
}

/// What a supervisor decided on it.
package enum ContestDecision: String, Sendable, Hashable, CaseIterable {
    /// The reckoning stands.
    case upheld
    /// The time is shown as another unit's, beside the reckoning.
    case moved
}

/// What was said against the reckoning of one part.
package struct TimeContestRow: Sendable, Hashable {
    package var dossier: DossierID
    package var number: Int
    package var part: ContestedPart
    /// The unit's code or the officer's login; nil for a leg.
    package var partName: String?
    package var note: String
    package var at: Instant
    package var byLogin: String
    package var answer: TimeContestAnswerRow?

    /// All fields, as read.
    package init(
        dossier: DossierID, number: Int, part: ContestedPart, partName: String?, note: String, at: Instant,
        byLogin: String, answer: TimeContestAnswerRow?
    ) {
        self.dossier = dossier
        self.number = number
        self.part = part
        self.partName = partName
        self.note = note
        self.at = at
        self.byLogin = byLogin
        self.answer = answer
    }
}

/// The answer to it.
package struct TimeContestAnswerRow: Sendable, Hashable {
    package var decision: ContestDecision
    /// The unit that the time is moved to.
    package var movedTo: UnitID?
    package var note: String
    package var at: Instant
    package var byLogin: String

    /// All fields, as read.
    package init(decision: ContestDecision, movedTo: UnitID?, note: String, at: Instant, byLogin: String) {
        self.decision = decision
        self.movedTo = movedTo
        self.note = note
        self.at = at
        self.byLogin = byLogin
    }
}
