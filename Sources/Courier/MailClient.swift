import NIOCore
import NIOPosix

/// The mail server that mails are handed to, and how.
package struct MailRelay: Sendable {
    package enum Security: String, Sendable, Hashable, CaseIterable {
        /// TLS by STARTTLS; a server that does not offer it gets nothing.
        case startTLS = "starttls"
        /// In the clear, as to a relay on the same machine.
        case none
    }

    package var host: String
    package var port: Int
    package var security: Security
    /// User and password; a relay may ask for none.
    package var credentials: (user: String, password: String)?
    /// The address that mails come from.
    package var from: String
    /// A file of further authorities, in PEM, beside the system's.
    package var trust: String?
    package var timeout = Duration.seconds(60)

    package init(
        host: String, port: Int, security: Security, credentials: (user: String, password: String)?, from: String,
        trust: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
        self.from = from
        self.trust = trust
    }
}

/// Hands mails to a relay by SMTP (RFC 5321), a connection for each.
///
/// A refusal of the mail itself with 5xx is for good, one with 4xx for now. What goes wrong before the mail is spoken of (TLS, the
/// password) concerns all mails alike and is for now: it is repaired on this side.
package struct MailClient: Sendable {
    package let relay: MailRelay
    private let dialer: Dialer

    /// - Throws: ``CourierFailure`` when the file of authorities cannot be read.
    package init(_ relay: MailRelay) throws(CourierFailure) {
        self.relay = relay
        // The relay is the operator's choice and usually next door.
        dialer = try Dialer(rule: .everywhere, trust: relay.trust, timeout: relay.timeout)
    }

    /// Sends one mail; returns when the relay has taken responsibility for it.
    /// - Throws: ``CourierFailure``. When the connection breaks at the very end the relay may have taken it all the same.
    package func send(_ mail: Mail) async throws {
        guard Mail.isAddress(mail.to) else { throw CourierFailure(.forGood, "the recipient's address cannot be one") }
        let channel = try await dialer.connect(to: relay.host, port: relay.port) { channel in
            try channel.pipeline.syncOperations.addHandler(SMTPHandler())
        }
        let session = SMTPSession(channel: channel, timeout: relay.timeout)
        do {
            var features = try await session.greet()
            if relay.security == .startTLS {
                guard features.contains("STARTTLS") else {
                    throw CourierFailure(
                        .forNow, "the mail server offers no STARTTLS, and nothing is sent in the clear")
                }
                try await session.secure(by: dialer, host: relay.host)
                features = try await session.hello()
            }
            if let credentials = relay.credentials { try await session.signIn(credentials, features) }
            try await session.hand(over: mail, features)
            await session.quit()
        } catch {
            channel.close(promise: nil)
            throw error as? CourierFailure ?? CourierFailure(.forNow, "the connection to the mail server broke")
        }
    }
}
