import Foundation
import Testing

@testable import Courier

/// Mail against a real server.
@Suite(.timeLimit(.minutes(5))) struct MailTests {
    private static func mail(to: String = "anh@example.vn", body: String = "Kính gửi bà Ánh,\n.\n..\nHết.") -> Mail {
        Mail(
            from: "motcua@example.vn", fromName: "Sở Khoa học và Công nghệ tỉnh Lào Cai, Bộ phận Một cửa", to: to,
            subject: "Hồ sơ H99.14-260303-0001 đã có kết quả, mời đến nhận tại Bộ phận Một cửa", body: body,
            messageID: "msg_12@example.vn", date: "Tue, 03 Mar 2026 09:00:00 +0700")
    }

    private static func client(
        _ server: MailServer, security: MailRelay.Security = .startTLS, password: String? = nil, trusts: Bool = true
    ) throws -> MailClient {
        try MailClient(
            MailRelay(
                host: "localhost", port: server.port, security: security,
                credentials: password.map { ("motcua", $0) }, from: "motcua@example.vn",
                trust: trusts ? server.certificate : nil))
    }

    private static func failure(_ body: () async throws -> Void) async -> CourierFailure? {
        do {
            try await body()
            return nil
        } catch {
            return error as? CourierFailure
        }
    }

    @Test func `a mail in Vietnamese arrives whole, over TLS, under its own name`() async throws {
        let server = try MailServer()
        try await Self.client(server).send(Self.mail())
        let mail = try #require(server.mails.first)
        #expect(mail.envelope == "tls motcua@example.vn anh@example.vn")
        let end = try #require(mail.lines.firstIndex(of: ""))
        let head = mail.lines[..<end].joined(separator: "\n").replacing("\n ", with: " ")
        #expect(head.contains("Message-ID: <msg_12@example.vn>"))
        #expect(mail.lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 0x80 } })
        let subject = try #require(head.split(separator: "\n").first { $0.hasPrefix("Subject: ") })
        #expect(
            Self.decoded(subject.dropFirst(9))
                == "Hồ sơ H99.14-260303-0001 đã có kết quả, mời đến nhận tại Bộ phận Một cửa")
        let body = try #require(Data(base64Encoded: mail.lines[end...].joined()))
        #expect(String(decoding: body, as: UTF8.self) == "Kính gửi bà Ánh,\r\n.\r\n..\r\nHết.")
    }

    /// Encoded words as a reader of mail puts them together.
    private static func decoded(_ text: Substring) -> String {
        text.split(separator: " ").compactMap { word in
            Data(base64Encoded: String(word.dropFirst("=?utf-8?B?".count).dropLast(2)))
        }.map { String(decoding: $0, as: UTF8.self) }.joined()
    }

    @Test(arguments: ["PLAIN", "LOGIN"])
    func `who has to sign in does so, and a wrong password is for now`(mechanism: String) async throws {
        let server = try MailServer(auth: mechanism)
        try await Self.client(server, password: "bí mật").send(Self.mail())
        #expect(server.mails.count == 1)
        let refused = await Self.failure { try await Self.client(server, password: "x").send(Self.mail()) }
        #expect(refused?.kind == .forNow)
        #expect(server.mails.count == 1)
    }

    @Test func `a refusal with 4xx is for now, with 5xx for good, and neither repeats the address`() async throws {
        let server = try MailServer()
        let client = try Self.client(server)
        let later = await Self.failure { try await client.send(Self.mail(to: "later@example.vn")) }
        #expect(later == CourierFailure(.forNow, "the mail server refuses the recipient with 451"))
        let never = await Self.failure { try await client.send(Self.mail(to: "nobody@example.vn")) }
        #expect(never == CourierFailure(.forGood, "the mail server refuses the recipient with 550"))
        for hostile in ["a@b>\r\nRCPT TO:<c@d", "a b@c", "a@b@c", "@b", "a@", "<a@b>", ""] {
            let failure = await Self.failure { try await client.send(Self.mail(to: hostile)) }
            #expect(failure?.kind == .forGood)
        }
        #expect(server.mails.isEmpty)
    }

    @Test func `a server that nobody vouches for gets nothing`() async throws {
        let server = try MailServer()
        let failure = await Self.failure { try await Self.client(server, trusts: false).send(Self.mail()) }
        #expect(failure?.kind == .forNow && server.mails.isEmpty)
        try await Self.client(server, security: .none, trusts: false).send(Self.mail())
        #expect(server.mails.first?.envelope.hasPrefix("plain") == true)
    }

    @Test func `an address in Vietnamese letters is sent to where the server takes them`() async throws {
        let server = try MailServer()
        try await Self.client(server).send(Self.mail(to: "ánh@example.vn"))
        #expect(server.mails.first?.envelope.hasSuffix("ánh@example.vn") == true)
    }

    @Test func `lines that begin with a dot get another one`() {
        #expect(Mail.stuffed(Array(".\r\na.\r\n..b\r\n".utf8)) == Array("..\r\na.\r\n...b\r\n".utf8))
    }

    @Test func `replies are read whatever the pieces they come in, and what is none is refused`() throws {
        let text = "220 hello\r\n250-one\r\n250-TWO X\r\n250 three\r\n354\r\n"
        var parser = SMTPReplyParser()
        var replies: [SMTPReply] = []
        for byte in text.utf8 { replies += try parser.take([byte]) }
        #expect(replies.map(\.code) == [220, 250, 354])
        #expect(replies[1].lines == ["one", "TWO X", "three"] && parser.isEmpty)
        for wrong in ["hello\r\n", "99 x\r\n", "250-a\r\n251 b\r\n", "250=a\r\n", String(repeating: "2", count: 3_000)]
        {
            var parser = SMTPReplyParser()
            #expect(throws: CourierFailure.self) { try parser.take(wrong.utf8) }
        }
    }
}
