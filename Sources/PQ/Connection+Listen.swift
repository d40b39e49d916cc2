/// What a session says with `NOTIFY` to those who listen.
package struct Notification: Sendable, Hashable {
    package let channel: String
    /// What was sent with it; empty when nothing was.
    package let payload: String
    /// The server's process of the session that sent it.
    package let backendID: Int32
}

/// A channel of `LISTEN` and `NOTIFY`, named in the program and never by a user.
package struct NotificationChannel: Sendable, Hashable {
    package let name: String

    /// - Parameter name: lower-case letters, digits and `_`, at most 63, so that it means the same quoted and unquoted.
    package init(_ name: StaticString) {
        let text = name.description
        precondition(
            (1...63).contains(text.utf8.count)
                && text.utf8.allSatisfy { byte in
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
                }, "a channel's name has lower-case letters, digits and _ only")
        self.name = text
    }
}

/// Who hears what comes in on a connection's channels. Both are called on the reactor's thread and must not block it.
struct Ear: Sendable {
    var heard: @Sendable (Notification) -> Void
    /// The session has ended, however it did. Called once, after everything that was heard.
    var ended: @Sendable () -> Void
}

extension Connection {
    /// Lets somebody hear notifications, from the moment on at which this returns. Without an ear they stay in libpq.
    ///
    /// Notifications come between the answers to statements and belong to none, so ``ConnectionMachine`` does not know them: they
    /// are taken from libpq whenever something has been read, also while a statement runs.
    func listen(with ear: Ear) {
        guard !isClosed else { return ear.ended() }
        self.ear = ear
        takeNotifications()
    }

    func takeNotifications() {
        while let ear, let notification = conn?.nextNotification() { ear.heard(notification) }
    }
}
