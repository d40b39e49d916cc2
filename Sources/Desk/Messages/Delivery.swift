import Courier
import JSONText
import OneStop
import Records

/// What came of one attempt.
enum Delivery: Sendable {
    case taken
    /// To be tried again; not before so many seconds, when the receiver said so.
    case notTaken(String, retryAfter: Int64? = nil)
    /// Refused each time.
    case refused(String)
    /// The receiver wants nothing any more.
    case gone(String)
    /// There is nothing to be said to anybody.
    case erased
    /// It is not the hour for it.
    case early(Instant)
}

extension Couriers {
    /// Tells a subscriber of an event, once.
    func deliver(
        _ notice: ClaimedNotice, sealedBy box: SecretBox?, in offset: UTCOffset, at now: Instant
    ) async -> Delivery {
        guard let address = WebAddress(notice.url) else { return .notTaken("the address of the subscription is none") }
        let secrets: [[UInt8]]
        do {
            guard let box else { return .notTaken("the instance has no key for secrets") }
            secrets = try [notice.secret, notice.formerSecret].compactMap { try $0.map(box.open) }
        } catch {
            return .notTaken("the secret was sealed with another key")
        }
        let message = SignedMessage(id: notice.told, body: notice.cloudEvent(in: offset))
        return await Self.post(message, as: "application/cloudevents+json", to: address, by: webhooks, secrets, at: now)
    }

    /// Writes to a person, once, at an hour that is fit for it.
    func deliver(_ letter: ClaimedLetter, from agency: Office.Agency?, at now: Instant) async -> Delivery {
        guard let text = letter.text else { return .erased }
        guard !text.body.isEmpty else { return .notTaken("the letter could not be read") }
        if let calendar = agency?.calendar {
            let hour = hours.next(from: now, by: calendar)
            if hour > now { return .early(hour) }
        }
        switch letter.channel {
        case .email:
            guard let mail else { return .notTaken("the instance has no mail server") }
            return await send(text, letter.message, from: agency, by: mail, at: now)
        case .sms:
            guard let gateway else { return .notTaken("the instance has no gateway") }
            var writer = JSONWriter(capacity: 256)
            writer.object { writer in
                writer.field("id", letter.message.name)
                writer.field("to", text.recipient)
                writer.field("text", text.body)
                writer.field("agency", agency?.row.code)
            }
            return await Self.post(
                SignedMessage(id: letter.message.name, body: writer.bytes), as: "application/json",
                to: gateway.address, by: gateway.client, [gateway.secret], at: now)
        case .webhook: return .refused("a webhook is no way to a person")
        }
    }

    private func send(
        _ text: ClaimedText, _ message: ClaimedMessage, from agency: Office.Agency?, by client: MailClient,
        at now: Instant
    ) async -> Delivery {
        let sender = client.relay.from
        let domain = sender.split(separator: "@").last.map(String.init) ?? "localhost"
        let mail = Mail(
            from: sender, fromName: agency?.row.name ?? "", to: text.recipient, subject: text.subject, body: text.body,
            messageID: "\(message.name)@\(domain)", date: now.mailDate(in: agency?.calendar.offset ?? .vietnam))
        do {
            try await client.send(mail)
            return .taken
        } catch let failure as CourierFailure {
            return failure.kind == .forGood ? .refused(failure.description) : .notTaken(failure.description)
        } catch {
            return .notTaken("the mail server could not be spoken to")
        }
    }

    /// Sends a body, signed with each secret that counts, once.
    static func post(
        _ message: SignedMessage, as type: String, to address: WebAddress, by client: PostClient, _ secrets: [[UInt8]],
        at now: Instant
    ) async -> Delivery {
        let fields =
            [(name: "content-type", value: type), (name: "user-agent", value: "MotCua")]
            + message.fields(secrets: secrets, at: now)
        do {
            let answer = try await client.post(PostRequest(to: address, fields: fields, body: message.body))
            switch answer.status {
            case 200...299: return .taken
            case 410: return .gone("the receiver answers with 410: it wants nothing any more")
            default: return .notTaken("the receiver answers with \(answer.status)", retryAfter: answer.retryAfter)
            }
        } catch let failure as CourierFailure {
            return .notTaken(failure.description)
        } catch {
            return .notTaken("the receiver could not be spoken to")
        }
    }
}

extension ClaimedMessage {
    /// The same each time that it is tried, so that a receiver knows a repetition.
    fileprivate var name: String { "msg_\(id)" }
}

extension Instant {
    /// `Tue, 03 Mar 2026 09:00:00 +0700` (RFC 5322, section 3.3).
    fileprivate func mailDate(in offset: UTCOffset) -> String {
        let (date, ofDay) = offset.localTime(of: self)
        let seconds = Int(ofDay / Instant.microsecondsPerSecond)
        let days = [
            Weekday.monday: "Mon", .tuesday: "Tue", .wednesday: "Wed", .thursday: "Thu", .friday: "Fri",
            .saturday: "Sat", .sunday: "Sun",
        ]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let time = "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        let zone = offset.text.filter { $0 != ":" }
        return "\(days[date.weekday] ?? "Mon"), \(two(date.day)) \(months[date.month - 1]) \(date.year) \(time) \(zone)"
    }
}
