/// What a ``Pool`` holds at this moment, and what it has done since it was made.
package struct PoolStatistics: Sendable, Hashable {
    package var open = 0
    package var idle = 0
    package var leased = 0
    /// Callers that wait for a connection.
    package var waiting = 0
    /// Requests, of which so many had to wait for a connection, and so many got none.
    package var requests = 0
    package var waited = 0
    package var refused = 0
    package var opened = 0
    package var closed = 0
}
