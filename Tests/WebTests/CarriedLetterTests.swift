import Courier
import Desk
import OneStop
import TestSupport
import Testing

/// A letter of apology that a clerk sends by message is carried, and the dossier is told how it arrived.
@Suite(.timeLimit(.minutes(5))) struct CarriedLetterTests {
    private static let draft = #"{"cause": "workload", "unit": "ATBX", "newDate": "2026-03-16T17:00:00+07:00"}"#

    private func sent(on site: Site) async throws -> String {
        let json = Site.intake().replacing(
            #""name": "Nguyễn Văn An""#, with: #""name": "Nguyễn Văn An", "phone": "0912345678""#)
        let taken = try await site.takeIn(json)
        let code = try #require(taken["code"])
        try await site.live(
            code, from: try #require(taken.etag),
            Site.toOfficer() + [
                ("officer", "apology-drafts", Self.draft), ("leader", "apology-approvals", "{}"),
                ("leader", "apology-signatures", #"{"capacity": "deputy"}"#), ("clerk", "apology-numbers", "{}"),
                ("clerk", "apology-dispatches", #"{"method": "sms"}"#),
            ])
        return code
    }

    @Test(arguments: [(204, "delivered"), (500, "failed")])
    func `the message's end is the delivery's`(status: Int, outcome: String) async throws {
        try await Site.with { site in
            let gateway = try await Receiver.start { _ in status }
            let client = try PostClient(rule: .everywhere)
            let address = try #require(WebAddress(gateway.url))
            let couriers = Couriers(
                webhooks: client,
                gateway: Couriers.Gateway(address: address, secret: Array("a secret".utf8), client: client))
            let code = try await sent(on: site)
            var random = SystemRandomNumberGenerator()
            var now = Site.now
            while now < Site.now.adding(minutes: 6 * 1_440) {
                _ = try await site.desk.dispatch(by: couriers, at: now, using: &random)
                now = now.adding(minutes: 180)
            }
            let letter = try await site.get("/api/v1/dossiers/\(code)/apology-letter", as: "officer")
            #expect(letter["deliveries.0.outcome"] == outcome, "\(letter.text)")
            #expect((letter["deliveries.0.proof"] == "msg_1") == (outcome == "delivered"))
            #expect((letter["deliveries.0.reason"] == "the receiver answers with 500") == (outcome == "failed"))
            let text = try #require(gateway.requests.first?.text)
            #expect(text.contains("0912345678") && text.contains(code) && text.contains("xin lỗi"))
        }
    }
}
