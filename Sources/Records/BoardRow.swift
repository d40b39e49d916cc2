package import OneStop

/// What wants attention in a unit on a day.
package struct BoardRow: Sendable, Hashable {
    /// The unit the dossiers lie in; nil for those that are in none.
    package var unit: UnitID?
    package var atRisk: Int
    package var apologyDueToday: Int
    package var apologyMissing: Int
    package var receiptLate: Int
    package var openOverdue: Int

    /// All fields, as read.
    package init(
        unit: UnitID?, atRisk: Int, apologyDueToday: Int, apologyMissing: Int, receiptLate: Int, openOverdue: Int
    ) {
        self.unit = unit
        self.atRisk = atRisk
        self.apologyDueToday = apologyDueToday
        self.apologyMissing = apologyMissing
        self.receiptLate = receiptLate
        self.openOverdue = openOverdue
    }
}
