/// How a ``Pool`` connects, how large it may grow, and how long anybody waits.
package struct PoolConfiguration: Sendable {
    package var connection: ConnectionSettings
    /// At most so many sessions; on two cores eight to ten serve best.
    package var maxConnections = 10
    /// So many are kept open when idle.
    package var minConnections = 1
    /// At most so many connections serve shared reads (``Pool/read(_:_:)``) at a time. Two, so that a slow one does not hold
    /// up all others; more, and fewer reads travel together.
    package var sharedReaders = 2
    /// So many callers may wait for a connection; the next is refused at once.
    package var queueLimit = 1000
    /// How long a caller waits for a connection.
    package var leaseTimeout = Duration.seconds(5)
    /// How long a batch may take in all, waiting for a connection included, where the caller names no deadline. It is above
    /// the server's own `statement_timeout` and for what that cannot end: a server or a network that has fallen silent. Not
    /// for what runs on a connection that was lent.
    package var answerTimeout: Duration
    /// An idle connection above the minimum is closed after this.
    package var idleTimeout = Duration.seconds(300)
    /// An idle connection is sent an empty statement after this, so that a dead network is noticed.
    package var keepAlive = Duration.seconds(30)
    /// A connection is not used for longer than this.
    package var maxAge = Duration.seconds(3600)
    /// How long ``Pool/close()`` waits for work under way.
    package var drainTimeout = Duration.seconds(10)

    /// A pool of connections with these settings, and the limits that stand above.
    package init(_ connection: ConnectionSettings) {
        self.connection = connection
        answerTimeout = connection.statementTimeout + leaseTimeout
    }

    /// - Parameter connection: a libpq connection string (`host=… dbname=…`) or URI (`postgresql://…`).
    /// - Throws: ``PQError/Code/refusedSettings`` when it cannot be read.
    package init(_ connection: String) throws(PQError) {
        self.init(try ConnectionSettings(connection))
    }
}
