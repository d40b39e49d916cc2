/// By what the rows of the figures of legs are told apart.
package enum LegGrouping: String, Sendable, Hashable, CaseIterable {
    /// The agency that has the leg.
    case agency
    /// The dossier's procedure.
    case procedure
}

/// The legs of an agency's dossiers in a period, as a whole and by rows.
package struct LegPeriodFigures: Sendable, Hashable {
    /// One group.
    package struct Row: Sendable, Hashable {
        /// A code of an agency or a procedure.
        package var key: String
        /// Its name.
        package var label: String
        /// Its legs.
        package var figures = LegFigures()

        /// A group with no leg yet.
        package init(key: String, label: String) {
            self.key = key
            self.label = label
        }
    }

    /// The period.
    package var period: Period
    /// The instant whose state was counted.
    package var asOf: Instant
    /// The deciding agency's zone.
    package var offset: UTCOffset
    /// What the rows are told apart by.
    package var grouping: LegGrouping
    /// All legs.
    package var total = LegFigures()
    /// By the order of their keys.
    package var rows: [Row] = []

    /// A period with no leg yet.
    package init(period: Period, asOf: Instant, offset: UTCOffset, grouping: LegGrouping) {
        self.period = period
        self.asOf = asOf
        self.offset = offset
        self.grouping = grouping
    }
}
