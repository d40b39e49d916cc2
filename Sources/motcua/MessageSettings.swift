import ArgumentParser
import Courier
import Desk
import FoundationEssentials
import Glibc
import JSONText
import OneStop

/// How messages leave: from environment and file only, for much of it is secret and flags are seen by everybody on the machine.
struct MessageSettings {
    var couriers: Couriers
    var webhooks: WebhookPolicy

    /// - Parameter folder: of the program's own cluster, if it has one; its key is made there when none is named.
    init(_ file: MessageFile, folder: String?) throws {
        func told(_ variable: String, _ key: String?) -> String? { Environment.value(variable) ?? key }
        let trust = told("MOTCUA_TRUST", file.trust)
        let allowsPrivate =
            try ServeSettings.environmentSwitch("MOTCUA_WEBHOOKS_PRIVATE") ?? file.webhooksPrivate ?? false
        do {
            couriers = Couriers(
                webhooks: try PostClient(rule: allowsPrivate ? .everywhere : .publicOnly, trust: trust))
            if let server = told("MOTCUA_SMTP", file.smtp) {
                let address = try Address(server)
                guard let from = told("MOTCUA_SMTP_FROM", file.smtpFrom), Mail.isAddress(from) else {
                    throw ValidationError("MOTCUA_SMTP_FROM must be the address that mails come from.")
                }
                let security = told("MOTCUA_SMTP_SECURITY", file.smtpSecurity) ?? MailRelay.Security.startTLS.rawValue
                guard let parsed = MailRelay.Security(rawValue: security) else {
                    throw ValidationError("MOTCUA_SMTP_SECURITY must be starttls or none.")
                }
                let user = told("MOTCUA_SMTP_USER", file.smtpUser)
                let password = told("MOTCUA_SMTP_PASSWORD", file.smtpPassword)
                guard (user == nil) == (password == nil) else {
                    throw ValidationError("MOTCUA_SMTP_USER and MOTCUA_SMTP_PASSWORD go together.")
                }
                guard user == nil || parsed == .startTLS || address.isLoopback else {
                    throw ValidationError("A password is not sent in the clear. Take MOTCUA_SMTP_SECURITY=starttls.")
                }
                couriers.mail = try MailClient(
                    MailRelay(
                        host: address.host, port: address.port, security: parsed,
                        credentials: user.flatMap { user in password.map { (user, $0) } }, from: from, trust: trust))
            }
            if let gateway = told("MOTCUA_SMS_GATEWAY", file.smsGateway) {
                guard let address = WebAddress(gateway) else {
                    throw ValidationError("MOTCUA_SMS_GATEWAY must be an address of http or https.")
                }
                guard let secret = told("MOTCUA_SMS_SECRET", file.smsSecret), secret.utf8.count >= 16 else {
                    throw ValidationError("MOTCUA_SMS_SECRET must have at least 16 bytes; requests are signed with it.")
                }
                couriers.gateway = Couriers.Gateway(
                    address: address, secret: Array(secret.utf8),
                    client: try PostClient(rule: .everywhere, trust: trust))
            }
        } catch let failure as CourierFailure {
            throw ValidationError("MOTCUA_TRUST: \(failure.description).")
        }
        if let hours = told("MOTCUA_SEND_HOURS", file.sendHours) {
            guard let parsed = SendingHours(hours) else {
                throw ValidationError("MOTCUA_SEND_HOURS must be two times of day, such as 07:00-20:00.")
            }
            couriers.hours = parsed
        }
        webhooks = WebhookPolicy(
            secrets: try Self.secrets(told("MOTCUA_SECRET_KEY", file.secretKey), folder: folder),
            allowsPrivate: allowsPrivate, client: couriers.webhooks)
    }

    /// The key of a file, or that of the program's own cluster, which is made when it is not there yet.
    private static func secrets(_ path: String?, folder: String?) throws -> SecretBox? {
        guard let path = path ?? folder.map({ "\($0)/secret.key" }) else { return nil }
        if folder.map({ "\($0)/secret.key" }) == path, access(path, F_OK) != 0 {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor >= 0 {
                defer { close(descriptor) }
                let key = SecretBox.newKey()
                guard write(descriptor, key, key.count) == key.count, fsync(descriptor) == 0 else {
                    throw CommandFailure(text: "The key file \(path) cannot be written.")
                }
            }
        }
        guard let box = SecretBox(key: try Files.read(path)) else {
            throw ValidationError(
                "The key file \(path) must have \(SecretBox.keySize) bytes. Make one: head -c 32 /dev/urandom > FILE")
        }
        return box
    }
}

/// The object `messages` of the settings file.
struct MessageFile {
    var smtp: String?
    var smtpFrom: String?
    var smtpUser: String?
    var smtpPassword: String?
    var smtpSecurity: String?
    var smsGateway: String?
    var smsSecret: String?
    var sendHours: String?
    var trust: String?
    var webhooksPrivate: Bool?
    var secretKey: String?

    init() {}

    init(_ reader: FieldReader) throws(FieldError) {
        var fields = reader
        smtp = try fields.optionalString("smtp", maxLength: 300)
        smtpFrom = try fields.optionalString("smtpFrom", maxLength: 254)
        smtpUser = try fields.optionalString("smtpUser", maxLength: 300)
        smtpPassword = try fields.optionalString("smtpPassword", maxLength: 300)
        smtpSecurity = try fields.optionalString("smtpSecurity", maxLength: 20)
        smsGateway = try fields.optionalString("smsGateway", maxLength: 2_000)
        smsSecret = try fields.optionalString("smsSecret", maxLength: 300)
        sendHours = try fields.optionalString("sendHours", maxLength: 20)
        trust = try fields.optionalString("trust", maxLength: 2_000)
        webhooksPrivate = try fields.optionalBool("webhooksPrivate")
        secretKey = try fields.optionalString("secretKey", maxLength: 2_000)
        try fields.finish()
    }
}
