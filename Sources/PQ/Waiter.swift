/// Who watches the sockets: the reactor, or a stand-in.
protocol Waiter: AnyObject, Sendable {
    /// Starts to watch a socket for reading on behalf of a connection.
    /// - Returns: the tag under which to change the watch, or nil when the system refuses.
    func watch(socket: Int32, for connection: Connection) -> UInt64?

    /// Changes what is waited for; waiting for nothing leaves the server's bytes in the kernel, which stops the server.
    func change(_ tag: UInt64, socket: Int32, reading: Bool, writing: Bool)

    /// Stops watching; the connection is let go.
    func forget(_ tag: UInt64, socket: Int32)

    /// Calls back no later than about `instant`.
    func remind(at instant: ContinuousClock.Instant)
}
