import Desk
import Foundation
import HTTPTypes
import JSONText
import OneStop
import Records
import TestSupport
import Testing

/// The letter of apology from its proposal to its delivery, as an office asks for it.
@Suite(.timeLimit(.minutes(5))) struct LetterTests {
    private static let applicant = """
        {"name": "Nguyễn Văn An <b>", "identityNumber": "001099000001", "phone": "0900000000", \
        "email": "an@example.com", "address": "12 \\"Trần Phú\\""}
        """
    private static let draft = #"{"cause": "workload", "unit": "ATBX", "newDate": "2026-03-16T17:00:00+07:00"}"#
    private static let toIssue: [(login: String, verb: String, json: String)] = [
        ("leader", "apology-approvals", "{}"), ("leader", "apology-signatures", #"{"capacity": "deputy"}"#),
        ("clerk", "apology-numbers", "{}"),
    ]

    /// A dossier with the unit since 3 March, due on Tuesday 10 March.
    private func dossier(on site: Site) async throws -> (code: String, tag: String) {
        let taken = try await site.takeIn(
            """
            {"procedure": "9.990001.H99", "channel": "direct", "applicant": \(Self.applicant), "papers": \(Site.papers)}
            """)
        let code = try #require(taken["code"])
        let reply = try await site.live(code, from: try #require(taken.etag), Site.toOfficer())
        return (code, try #require(reply.etag))
    }

    private func issued(on site: Site) async throws -> (code: String, tag: String) {
        let (code, tag) = try await dossier(on: site)
        let reply = try await site.live(code, from: tag, [("officer", "apology-drafts", Self.draft)] + Self.toIssue)
        return (code, try #require(reply.etag))
    }

    @Test func `a letter is proposed from the dossier, drafted, signed, numbered and then the same for ever`()
        async throws
    {
        try await Site.with { site in
            let (code, tag) = try await dossier(on: site)
            let path = "/api/v1/dossiers/\(code)"
            let proposal = try await site.get("\(path)/apology-proposal?cause=failure", as: "officer")
            #expect(proposal.status == 200, "\(proposal.text)")
            #expect(proposal["form.code"] == "tt03-2025" && proposal["unit"] == "ATBX")
            #expect(proposal["newDate"] == "2026-03-11T17:00:00+07:00")
            #expect(proposal["reason"]?.contains("sự cố") == true)
            #expect(try await site.get("\(path)/apology-letter", as: "officer").status == 404)

            let edited = Self.draft.replacing("}", with: #", "reason": "máy chủ hỏng; đã thay <ổ đĩa>"}"#)
            let drafted = try await site.live(code, from: tag, [("officer", "apology-drafts", edited)])
            let preview = try await site.get("\(path)/apology-letter/text", as: "leader")
            #expect(preview.text.contains("DỰ THẢO") && preview.text.contains("máy chủ hỏng"))
            let done = try await site.live(code, from: try #require(drafted.etag), Self.toIssue)
            #expect(done["clock.apology"] == "issued_on_time")
            #expect(done["clock.newDate"] == "2026-03-16T17:00:00+07:00")

            let letter = try await site.get("\(path)/apology-letter", as: "officer")
            #expect(letter["number"] == "01/PXL-SKHCN" && letter["signer"] == "Quang")
            let page = try await site.get("\(path)/apology-letter/page", as: "officer")
            #expect(page.etag == letter["pageHash"].map { "\"\($0)\"" })
            #expect(page.text.contains("Nguyễn Văn An &lt;b&gt;") && !page.text.contains("An <b>"))
            #expect(page.text.contains("12 &#34;Trần Phú&#34;") && page.text.contains("&lt;ổ đĩa&gt;"))
            let text = try await site.get("\(path)/apology-letter/text", as: "officer")
            #expect(text.text.contains("Số: 01/PXL-SKHCN") && !text.text.contains("DỰ THẢO"))
            let known = try await site.send(
                .get, "\(path)/apology-letter/text", as: "officer",
                headers: ["If-None-Match": try #require(text.etag)])
            #expect(known.status == 304)

            // Whatever becomes of the applicant's details and the office.
            try await site.live(
                code, from: try #require(done.etag), [("desk", "amendments", #"{"name": "Người khác"}"#)])
            try await site.test.script("update agency set name = 'Tên khác'")
            _ = try await site.desk.directory.refresh()
            let later = try await site.get("\(path)/apology-letter/page", as: "officer")
            #expect(later.body == page.body && later.etag == page.etag)
        }
    }

    @Test func `the register counts letters by the year, beside the other documents`() async throws {
        try await Site.with { site in
            for number in ["01/PXL-SKHCN", "02/PXL-SKHCN"] {
                let (code, _) = try await issued(on: site)
                let letter = try await site.get("/api/v1/dossiers/\(code)/apology-letter", as: "officer")
                #expect(letter["number"] == number)
            }
            let register = try await site.get(
                "/api/v1/figures/apology-register?from=2026-03-01&to=2026-03-31&limit=1", as: "leader")
            #expect(register["letters.0.number"] == "01/PXL-SKHCN" && register["next"] == "1")
            #expect(register.header("Link")?.contains("after=1") == true)
            let figures = try await site.get("/api/v1/figures/apologies?from=2026-03-01&to=2026-03-31", as: "leader")
            #expect(figures["total.late"] == "0" && figures["total.everyLateHasLetter"] == "1")
        }
    }

    @Test func `a draft that no longer fits says what has moved, before approval and before the signature`()
        async throws
    {
        try await Site.with { site in
            let (code, tag) = try await dossier(on: site)
            let drafted = try await site.live(code, from: tag, [("officer", "apology-drafts", Self.draft)])
            let moved = try await site.live(
                code, from: try #require(drafted.etag),
                [("desk", "amendments", #"{"address": "34 Lê Lợi"}"#)])
            let approval = try await site.command(
                "apology-approvals", on: code, as: "leader", version: moved.etag, json: "{}")
            #expect(approval.isProblem(422, rule: "C4.draft_outdated"), "\(approval.text)")
            #expect(approval.text.contains("addressee") && !approval.text.contains("Lê Lợi"))
            let again = try await site.live(
                code, from: try #require(moved.etag),
                [("officer", "apology-drafts", Self.draft), ("leader", "apology-approvals", "{}")])
            try await Site.$now.withValue(Site.at("2026-03-17T08:00:00+07:00")) {
                let signature = try await site.command(
                    "apology-signatures", on: code, as: "leader", version: again.etag, json: #"{"capacity": "head"}"#)
                #expect(signature.isProblem(422, rule: "C4.draft_outdated"), "\(signature.text)")
                let letter = try await site.get("/api/v1/dossiers/\(code)/apology-letter", as: "leader")
                #expect(letter["moved.0.what"] == "new_date")
            }
        }
    }

    @Test func `what would no longer be what was signed gets no number`() async throws {
        try await Site.with { site in
            let (code, tag) = try await dossier(on: site)
            let signed = try await site.live(
                code, from: tag, [("officer", "apology-drafts", Self.draft)] + Self.toIssue.dropLast())
            try await site.test.script("update agency set name = 'Sở đổi tên' where code = 'H99.14'")
            _ = try await site.desk.directory.refresh()
            let numbered = try await site.command(
                "apology-numbers", on: code, as: "clerk", version: signed.etag, json: "{}")
            #expect(numbered.isProblem(422, rule: "C4.not_what_was_signed"), "\(numbered.text)")
            #expect(try await site.get("/api/v1/dossiers/\(code)", as: "clerk")["clock.newDate"] == nil)
        }
    }

    @Test func `a dispatcher records proof and failure in the name of the clerk, once`() async throws {
        try await Site.with { site in
            let (code, tag) = try await issued(on: site)
            let sent = try await site.live(code, from: tag, [("clerk", "apology-dispatches", #"{"method": "email"}"#)])
            #expect(sent.status == 200)
            let now = Site.at("2026-03-03T10:00:00+07:00")
            let first = try #require(try await site.desk.lettersUnderWay(by: [.email, .sms], limit: 10).first)
            #expect(first.code == code && first.addressee.email == "an@example.com")
            #expect(try await site.desk.record(.failed(reason: "550 no such user"), of: first, at: now))
            #expect(try await site.desk.record(.failed(reason: "550 no such user"), of: first, at: now) == false)
            #expect(try await site.desk.lettersUnderWay(by: [.email], limit: 10).isEmpty)

            let seen = try await site.get("/api/v1/dossiers/\(code)", as: "clerk")
            try await site.live(
                code, from: try #require(seen.etag),
                [
                    ("clerk", "apology-dispatches", #"{"method": "post"}"#),
                    ("clerk", "apology-deliveries", #"{"method": "desk", "proof": "Sổ số 7"}"#),
                ])
            let letter = try await site.get("/api/v1/dossiers/\(code)/apology-letter", as: "officer")
            let told = (0..<3).map { letter["deliveries.\($0).outcome"] }
            #expect(told == ["failed", "superseded", "delivered"])
            #expect(letter["deliveries.0.reason"] == "550 no such user")
            #expect(letter["deliveries.0.orderedBy"] == "clerk" && letter["deliveries.2.proof"] == "Sổ số 7")
            let events = try await site.get("/api/v1/dossiers/\(code)/events", as: "officer")
            #expect(events.text.contains("apology_failed") && !events.text.contains("550"))
            #expect(!events.text.contains("Nguyễn Văn An") && !events.text.contains("Sổ số 7"))
        }
    }

    @Test func `nobody can change what is issued, and an erasure leaves number and day`() async throws {
        try await Site.with { site in
            let (code, tag) = try await issued(on: site)
            for change in ["reason = 'x'", "page = ''", "number = 9", "erased_at = now()"] {
                await #expect(throws: (any Error).self, "\(change)") {
                    try await site.test.script("update letter set \(change)")
                }
            }
            await #expect(throws: (any Error).self) { try await site.test.script("delete from letter") }
            try await site.live(
                code, from: tag,
                [
                    ("clerk", "apology-deliveries", #"{"method": "desk", "proof": "ông An ký"}"#),
                    ("desk", "withdrawal", "{}"),
                ])
            let key = UUID().uuidString
            let erased = try await site.send(
                .post, "/api/v1/erasures", as: "admin", headers: ["Idempotency-Key": key],
                json: #"{"identityNumber": "001099000001", "ground": "Đơn số 3"}"#)
            #expect(erased.status == 201 || erased.status == 200, "\(erased.text)")
            let letter = try await site.get("/api/v1/dossiers/\(code)/apology-letter", as: "officer")
            #expect(letter["number"] == "01/PXL-SKHCN" && letter["erasedAt"] != nil)
            #expect(letter["addressee.name"] == nil && letter["deliveries.0.proof"] == nil)
            #expect(!letter.text.contains("Nguyễn"))
            #expect(try await site.get("/api/v1/dossiers/\(code)/apology-letter/page", as: "officer").status == 404)
        }
    }
}
