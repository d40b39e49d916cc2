package import OneStop
package import PQ

/// The domain's instants and dates have PostgreSQL's own epoch and units, so that they cross without a computation.
extension RowReader {
    /// A `timestamptz` that is not null.
    package mutating func instant() throws(PQError) -> Instant { Instant(microseconds: try timestamp()) }
    /// A `timestamptz`, or nil for null.
    package mutating func instantOrNull() throws(PQError) -> Instant? {
        try timestampOrNull().map { Instant(microseconds: $0) }
    }
    /// A `date` that is not null.
    package mutating func localDate() throws(PQError) -> LocalDate { LocalDate(dayNumber: try date()) }
    /// A `date`, or nil for null.
    package mutating func localDateOrNull() throws(PQError) -> LocalDate? {
        try dateOrNull().map { LocalDate(dayNumber: $0) }
    }
}

extension ParameterWriter {
    /// A `timestamptz`; nil becomes null.
    package mutating func instant(_ value: Instant?) { timestamp(microseconds: value?.microseconds) }
    /// A `date`; nil becomes null.
    package mutating func localDate(_ value: LocalDate?) { date(dayNumber: value?.dayNumber) }
}
