import NIOCore
import NIOPosix

/// The conversation with an SMTP server on one connection.
struct SMTPSession: Sendable {
    let channel: any Channel
    let timeout: Duration

    /// Waits for the server's greeting and says hello.
    /// - Returns: what the server offers.
    func greet() async throws -> Set<String> {
        let greeting = try await reply()
        guard greeting.code == 220 else { throw refusal(greeting, of: "the connection", isOfMail: false) }
        return try await hello()
    }

    /// - Returns: the words of the extensions, in capitals; `AUTH` with each of its mechanisms as `AUTH PLAIN`.
    func hello() async throws -> Set<String> {
        let answer = try await say("EHLO \(ownName)")
        guard answer.code == 250 else { throw refusal(answer, of: "EHLO", isOfMail: false) }
        var features: Set<String> = []
        for line in answer.lines.dropFirst() {
            let words = line.uppercased().split { $0 == " " || $0 == "=" }
            guard let first = words.first else { continue }
            features.insert(String(first))
            if first == "AUTH" { for word in words.dropFirst() { features.insert("AUTH \(word)") } }
        }
        return features
    }

    func secure(by dialer: Dialer, host: String) async throws {
        let answer = try await say("STARTTLS")
        guard answer.code == 220 else { throw refusal(answer, of: "STARTTLS", isOfMail: false) }
        try await channel.eventLoop.submit { [channel] in
            let pipeline = channel.pipeline.syncOperations
            guard try pipeline.handler(type: SMTPHandler.self).isQuiet else { throw SMTPReplyParser.strange }
            try pipeline.addHandler(dialer.secured(host: host), position: .first)
        }.get()
    }

    func signIn(_ credentials: (user: String, password: String), _ features: Set<String>) async throws {
        let (user, password) = (Array(credentials.user.utf8), Array(credentials.password.utf8))
        let answer: SMTPReply
        if features.contains("AUTH PLAIN") {
            answer = try await say("AUTH PLAIN \(Base64.encode([0] + user + [0] + password))")
        } else if features.contains("AUTH LOGIN") {
            guard try await say("AUTH LOGIN").code == 334, try await say(Base64.encode(user)).code == 334 else {
                throw CourierFailure(.forNow, "the mail server refuses AUTH")
            }
            answer = try await say(Base64.encode(password))
        } else {
            throw CourierFailure(.forNow, "the mail server offers neither AUTH PLAIN nor AUTH LOGIN")
        }
        guard answer.code == 235 else { throw refusal(answer, of: "the user or the password", isOfMail: false) }
    }

    func hand(over mail: Mail, _ features: Set<String>) async throws {
        var parameters = ""
        if mail.needsUTF8 {
            guard features.contains("SMTPUTF8") else {
                throw CourierFailure(.forGood, "the address has letters that the mail server does not take")
            }
            parameters = " BODY=8BITMIME SMTPUTF8"
        }
        let sender = try await say("MAIL FROM:<\(mail.from)>\(parameters)")
        guard sender.code == 250 else { throw refusal(sender, of: "the sender", isOfMail: false) }
        let recipient = try await say("RCPT TO:<\(mail.to)>")
        guard recipient.code == 250 || recipient.code == 251 else {
            throw refusal(recipient, of: "the recipient", isOfMail: true)
        }
        let data = try await say("DATA")
        guard data.code == 354 else { throw refusal(data, of: "DATA", isOfMail: true) }
        let taken = try await send(Mail.stuffed(mail.bytes) + Array(".\r\n".utf8))
        guard taken.code == 250 else { throw refusal(taken, of: "the mail", isOfMail: true) }
    }

    /// Says good-bye; the mail is taken whatever becomes of it.
    func quit() async {
        _ = try? await say("QUIT")
        channel.close(promise: nil)
    }

    private func say(_ line: String) async throws -> SMTPReply {
        try await send(Array("\(line)\r\n".utf8))
    }

    private func send(_ bytes: [UInt8]) async throws -> SMTPReply {
        channel.writeAndFlush(channel.allocator.buffer(bytes: bytes), promise: nil)
        return try await reply()
    }

    private func reply() async throws -> SMTPReply {
        let promise = channel.eventLoop.makePromise(of: SMTPReply.self)
        let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) { [channel] in
            let handler = try? channel.pipeline.syncOperations.handler(type: SMTPHandler.self)
            handler?.end(CourierFailure(.forNow, "the mail server did not answer in time"))
            channel.close(promise: nil)
        }
        defer { deadline.cancel() }
        channel.eventLoop.execute { [channel] in
            do {
                try channel.pipeline.syncOperations.handler(type: SMTPHandler.self).next(promise)
            } catch {
                promise.fail(CourierFailure(.forNow, "the connection to the mail server broke"))
            }
        }
        return try await promise.futureResult.get()
    }

    /// Only the code goes into the words: servers repeat addresses in their texts.
    private func refusal(_ reply: SMTPReply, of what: String, isOfMail: Bool) -> CourierFailure {
        CourierFailure(
            isOfMail && (500...599).contains(reply.code) ? .forGood : .forNow,
            "the mail server refuses \(what) with \(reply.code)")
    }

    /// The name said in EHLO: the address of this end, which is known without asking anybody.
    private var ownName: String {
        guard let address = channel.localAddress?.ipAddress else { return "localhost" }
        return address.contains(":") ? "[IPv6:\(address)]" : "[\(address)]"
    }
}
