package import OneStop
package import Store

/// What an import did, or would do.
package struct ImportOutcome: Sendable {
    /// Its state for who called the command (contract, section 8).
    package enum Verdict: Sendable, Hashable {
        case allIn
        case someRefused
        /// Every case was refused, or there was none: nothing was kept.
        case nothingDone
    }

    package var counts: ImportCounts
    /// The first refused cases; `counts.refused` has the number of all.
    package var refused: [RefusedCase]
    /// What stands in the channel's column and has no meaning in the map, with the number of new cases.
    package var unmappedChannels: [CountedName]
    package var isNewAgency: Bool
    package var offset: UTCOffset
    package var newUnits: [String]
    package var newOfficers: [String]
    package var newProcedures: [String]

    package var verdict: Verdict {
        if counts.ended + counts.open + counts.known == 0 { return .nothingDone }
        return counts.refused == 0 ? .allIn : .someRefused
    }
}
