package import OneStop

/// The on-time report: an agency's figures of a period, and the same by rows.
package struct OnTimeReport: Sendable, Hashable {
    /// The figures of one group.
    package struct Row: Sendable, Hashable {
        package var key: String
        package var label: String
        package var figures: Figures

        package init(key: String, label: String, figures: Figures) {
            self.key = key
            self.label = label
            self.figures = figures
        }
    }

    package var period: Period
    /// The instant whose state was counted.
    package var asOf: Instant
    package var offset: UTCOffset
    /// What the rows are told apart by; nil for a report without rows.
    package var grouping: String?
    package var total: Figures
    package var rows: [Row]

    package init(
        period: Period, asOf: Instant, offset: UTCOffset, grouping: String?, total: Figures, rows: [Row]
    ) {
        self.period = period
        self.asOf = asOf
        self.offset = offset
        self.grouping = grouping
        self.total = total
        self.rows = rows
    }
}
