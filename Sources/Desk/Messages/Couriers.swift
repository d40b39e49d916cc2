package import Courier
package import OneStop
import Records

/// The ways on which messages leave, as far as this instance has them.
package struct Couriers: Sendable {
    /// A gateway that passes text messages on to telephones.
    package struct Gateway: Sendable {
        package var address: WebAddress
        /// The secret that requests are signed with.
        package var secret: [UInt8]
        package var client: PostClient

        package init(address: WebAddress, secret: [UInt8], client: PostClient) {
            self.address = address
            self.secret = secret
            self.client = client
        }
    }

    /// To the receivers of webhooks.
    package var webhooks: PostClient
    package var mail: MailClient?
    package var gateway: Gateway?
    package var hours: SendingHours

    package init(
        webhooks: PostClient, mail: MailClient? = nil, gateway: Gateway? = nil, hours: SendingHours = .standard
    ) {
        self.webhooks = webhooks
        self.mail = mail
        self.gateway = gateway
        self.hours = hours
    }

    /// The ways to people that are open.
    var channels: [MessageChannel] {
        (mail == nil ? [] : [.email]) + (gateway == nil ? [] : [.sms])
    }
}
