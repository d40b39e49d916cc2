/// What an agency has chosen about its duties.
package struct DutyPolicy: Sendable, Hashable {
    /// So many working days a result may wait at the desk before somebody is told.
    package var uncollectedAfter = 10
    /// So many working hours a dossier may be silent before somebody is told.
    package var silentAfter = 16
    private var given: [DutyKind: Hours] = [:]

    /// The working hours after which a duty that nobody has seen to reaches the head, the unit above and the leader,
    /// each counted from when it arose, or from when the holder was told where that is later.
    package struct Hours: Sendable, Hashable {
        package var head: Int
        package var parent: Int
        package var leader: Int

        /// At most so many may be chosen: a working year.
        package static let range = 0...2_000

        /// Nil unless each is at least as long as the one before and all are in ``range``.
        package init?(head: Int, parent: Int, leader: Int) {
            guard Self.range.contains(head), head <= parent, parent <= leader, leader <= Self.range.upperBound else {
                return nil
            }
            self.init(unchecked: head, parent, leader)
        }

        private init(unchecked head: Int, _ parent: Int, _ leader: Int) {
            self.head = head
            self.parent = parent
            self.leader = leader
        }

        /// What holds where an agency says nothing. A letter due today is a matter of hours, a result that nobody
        /// collects one of weeks; a date that was missed twice is everybody's at once.
        package static func usual(for duty: DutyKind) -> Hours {
            switch duty {
            case .newDatePassed: Hours(unchecked: 0, 0, 0)
            case .apologyDue: Hours(unchecked: 2, 4, 6)
            case .apologyMissing, .receiptLate: Hours(unchecked: 4, 8, 12)
            case .atRisk, .stepOverdue, .opinionOverdue, .windowPassed, .silent: Hours(unchecked: 8, 16, 24)
            case .resultNotCollected: Hours(unchecked: 40, 80, 160)
            }
        }

        /// The hours of a level; 0 for the holder.
        package func until(_ level: DutyLevel) -> Int {
            switch level {
            case .holder: 0
            case .head: head
            case .parent: parent
            case .leader: leader
            }
        }
    }

    /// At most so many working days or hours of grace.
    package static let uncollectedRange = 0...250
    package static let silentRange = 0...2_000

    /// The usual choices.
    package init() {}

    /// The hours of a duty: the agency's own, else the usual ones.
    package subscript(_ duty: DutyKind) -> Hours {
        get { given[duty] ?? Hours.usual(for: duty) }
        set { given[duty] = newValue == Hours.usual(for: duty) ? nil : newValue }
    }

    /// Working hours between a duty's cause and the first notice of it.
    package func grace(of duty: DutyKind) -> Int {
        switch duty {
        case .silent: silentAfter
        case .atRisk, .apologyDue, .apologyMissing, .newDatePassed, .receiptLate, .stepOverdue, .opinionOverdue,
            .windowPassed, .resultNotCollected:
            0
        }
    }
}
