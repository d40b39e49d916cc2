import HTTPTypes
import OneStop
import TestSupport
import Testing

/// The ways in which a dossier ends without a result, and what may still happen to one that has a result.
@Suite(.timeLimit(.minutes(5))) struct EndTests {
    private static let form = #"{"reason": "ngoài thẩm quyền", "ground": "QĐ 12", "advice": "nộp tại phường"}"#

    @Test func `a refusal has its form's number, whether it was filed or lay on the counter`() async throws {
        try await Site.with { site in
            let filed = try await site.file()
            let refused = try await site.live(
                try #require(filed["code"]), from: try #require(filed.etag), [("desk", "refusal", Self.form)])
            #expect(refused["status"] == "3")
            #expect(refused["receipt.refusalNumber"] == "01/PTC-SKHCN")
            let json = """
                {"procedure": "9.990001.H99", "channel": "direct", "applicant": {"name": "Lê Văn Cường"}, \
                "reason": "x", "ground": "y", "advice": "z"}
                """
            let first = try await site.send(
                .post, "/api/v1/refusals", as: "desk", headers: ["Idempotency-Key": "r"], json: json)
            #expect(first.status == 201, "\(first.text)")
            #expect(first["status"] == "3")
            #expect(first["receipt.refusalNumber"] == "02/PTC-SKHCN")
            let again = try await site.send(
                .post, "/api/v1/refusals", as: "desk", headers: ["Idempotency-Key": "r"], json: json)
            #expect(again.header("Idempotency-Replayed") == "true")
            #expect(again.body == first.body)
            #expect(try await site.test.count("document_number") == 2)
            let officer = try await site.send(
                .post, "/api/v1/refusals", as: "officer", headers: ["Idempotency-Key": "o"], json: json)
            #expect(officer.isProblem(403, rule: "C7.no_right"), "\(officer.text)")
        }
    }

    @Test func `an applicant withdraws while nothing is signed, and not after`() async throws {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let withdrawn = try await site.live(
                try #require(assigned["code"]), from: try #require(assigned.etag), [("desk", "withdrawal", "")])
            #expect(withdrawn["status"] == "7")
            #expect(withdrawn["endedAt"] == "2026-03-03T09:00:00+07:00")
            let other = try await site.assigned()
            let signed = try await site.live(
                try #require(other["code"]), from: try #require(other.etag),
                Site.toSubmission + [("leader", "signatures", Site.sign)])
            let late = try await site.command(
                "withdrawal", on: try #require(other["code"]), as: "desk", version: signed.etag)
            #expect(late.isProblem(422, rule: "C5.result_signed"), "\(late.text)")
        }
    }

    @Test func `a leader stops what was proposed, or what was not answered in its window`() async throws {
        try await Site.with { site in
            let proposed = try await site.assigned()
            let early = try await site.command(
                "stops", on: try #require(proposed["code"]), as: "leader", version: proposed.etag)
            #expect(early.isProblem(422, rule: "C5.stop_not_proposed"), "\(early.text)")
            let stopped = try await site.live(
                try #require(proposed["code"]), from: try #require(proposed.etag),
                [
                    ("head", "stop-proposals", #"{"ground": "không đủ điều kiện"}"#),
                    ("leader", "stops", #"{"notice": "12/TB-SKHCN"}"#),
                ])
            #expect(stopped["status"] == "8")
            let events = try await site.get(
                "/api/v1/dossiers/\(try #require(proposed["code"]))/events?after=4", as: "leader")
            #expect(events["events.0.kind"] == "stopped" && events["events.0.facts.notice"] == "12/TB-SKHCN")

            let asked = try await site.assigned()
            let code = try #require(asked["code"])
            let waiting = try await site.live(
                code, from: try #require(asked.etag),
                [
                    (
                        "officer", "supplement-requests",
                        #"{"items": [{"text": "ảnh"}], "reason": "mờ", "answerBy": "2026-03-06"}"#
                    )
                ])
            let notice = #"{"notice": "Thông báo 15/TB-SKHCN"}"#
            let open = try await site.command("stops", on: code, as: "leader", version: waiting.etag, json: notice)
            #expect(open.isProblem(422, rule: "C5.window_open"))
            try await Site.$now.withValue(Site.at("2026-03-09T08:00:00+07:00")) {
                let silent = try await site.command("stops", on: code, as: "leader", version: waiting.etag)
                #expect(silent.isProblem(422, rule: "C5.text_missing", field: "notice"), "\(silent.text)")
                let ended = try await site.live(
                    code, from: try #require(waiting.etag), [("leader", "stops", notice)])
                #expect(ended["status"] == "8")
            }
        }
    }

    @Test func `a correction makes a new version of the result and moves neither status nor end`() async throws {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            let returned = try await site.live(
                code, from: try #require(assigned.etag), Site.toSubmission + Site.toReturn)
            try await Site.$now.withValue(Site.at("2026-04-01T09:00:00+07:00")) {
                let corrected = try await site.live(
                    code, from: try #require(returned.etag), [("leader", "corrections", #"{"reason": "sai tên"}"#)])
                #expect(corrected["result.version"] == "2")
                #expect(corrected["status"] == "10")
                #expect(corrected["endedAt"] == returned["endedAt"])
            }
        }
    }

    @Test func `amended details are kept before and after, outside the events`() async throws {
        try await Site.with { site in
            let taken = try await site.takeIn()
            let code = try #require(taken["code"])
            let amended = try await site.live(
                code, from: try #require(taken.etag),
                [
                    ("desk", "amendments", #"{"name": "Nguyễn Văn Ân", "phone": "0912345678"}"#),
                    ("desk", "contacts", #"{"kind": "call"}"#),
                ])
            #expect(amended["applicant.name"] == "Nguyễn Văn Ân")
            #expect(amended["contacts"] == "1")
            #expect(amended["clock.due"] == taken["clock.due"])
            let kept = try await site.get("/api/v1/dossiers/\(code)/amendments", as: "desk")
            #expect(kept["amendments"] == "2")
            #expect(kept["amendments.0.before"] == "Nguyễn Văn An")
            #expect(kept["amendments.0.after"] == "Nguyễn Văn Ân")
            #expect(kept["amendments.1.before"] == nil)
            let events = try await site.get("/api/v1/dossiers/\(code)/events", as: "desk")
            #expect(events["events.1.kind"] == "amended")
            #expect(!events.text.contains("Nguyễn") && !events.text.contains("0912345678"))
            let same = try await site.command(
                "amendments", on: code, as: "desk", version: amended.etag, json: #"{"phone": "0912345678"}"#)
            #expect(same.isProblem(422, rule: "C5.nothing_amended"), "\(same.text)")
            let stranger = try await site.get("/api/v1/dossiers/\(code)/amendments", as: "stranger")
            #expect(stranger.status == 404)
        }
    }
}
