/// By which decision a version is published, and from when on it holds. A draft may know a part of it.
package struct Publication: Sendable, Hashable {
    /// The decision that publishes the entry (R10.1).
    package struct Decision: Sendable, Hashable {
        package var number: String
        package var date: LocalDate

        /// A decision.
        package init(number: String, date: LocalDate) {
            self.number = number
            self.date = date
        }
    }

    package var decision: Decision?
    /// The first day on which it holds.
    package var validFrom: LocalDate?
    /// The first day on which it no longer holds; nil while no end is set.
    package var validTo: LocalDate?

    /// A publication, as far as it is known.
    package init(decision: Decision? = nil, validFrom: LocalDate? = nil, validTo: LocalDate? = nil) {
        self.decision = decision
        self.validFrom = validFrom
        self.validTo = validTo
    }
}

/// The days on which a published version holds.
package struct PublishedSpan: Sendable, Hashable {
    package var number: Int
    package var validFrom: LocalDate
    /// The first day on which it no longer holds.
    package var validTo: LocalDate?

    /// A span.
    package init(number: Int, validFrom: LocalDate, validTo: LocalDate?) {
        self.number = number
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// Whether it holds on a day.
    package func holds(on day: LocalDate) -> Bool { validFrom <= day && (validTo.map { day < $0 } ?? true) }

    /// Those of the versions published before that would still hold when a new one begins, and so end on that day.
    package static func ended(by validFrom: LocalDate, among published: [PublishedSpan]) -> [PublishedSpan] {
        published.filter { $0.validFrom < validFrom && ($0.validTo.map { $0 > validFrom } ?? true) }
    }
}
