import HTTPTypes
import OneStop
import Testing

@Suite(.timeLimit(.minutes(5))) struct LifeTests {
    @Test func `one dossier goes from the desk through five people back to the desk`() async throws {
        try await Site.with { site in
            let taken = try await site.takeIn()
            #expect(taken.status == 201)
            let code = try #require(taken["code"])
            #expect(code == "H99.14-260303-0001")
            #expect(taken.location == "/api/v1/dossiers/\(code)")
            #expect(taken.etag?.hasPrefix("\"1-") == true)
            #expect(taken["status"] == "2")
            #expect(taken["clock.due"] == "2026-03-10T17:00:00+07:00")
            #expect(taken["clock.firstPromise"] == "2026-03-10T17:00:00+07:00")
            #expect(taken["clock.apologyLatest"] == "2026-03-09")
            #expect(taken["clock.atRiskFrom"] == "2026-03-06")

            let submitted = try await site.live(
                code, from: "\"1\"", Site.toOfficer() + Site.toSubmission)
            #expect(submitted["status"] == "4")
            #expect(submitted["result.submittedAt"] == "2026-03-03T09:00:00+07:00")
            let returned = try await site.live(code, from: try #require(submitted.etag), Site.toReturn)
            #expect(returned["status"] == "10")
            #expect(returned["result.number"] == "01/GP-SKHCN")
            #expect(returned["endedAt"] != nil)

            let read = try await site.get("/api/v1/dossiers/\(code)", as: "leader")
            #expect(read.etag == returned.etag)
            #expect(read.body == returned.body)
        }
    }

    @Test func `a dossier handed over before three o'clock is due at the unit that day, later the next morning`()
        async throws
    {
        try await Site.with { site in
            let early = try await site.assigned()
            #expect(early["work.handOver.planned"] == "2026-03-03T17:00:00+07:00")
            #expect(early["work.handOver.real"] == "2026-03-03T09:00:00+07:00")
            try await Site.$now.withValue(Site.at("2026-03-03T15:30:00+07:00")) {
                let late = try await site.assigned()
                #expect(late["work.handOver.planned"]?.hasPrefix("2026-03-04T") == true, "\(late.text)")
            }
        }
    }

    @Test func `the desk hands over to another unit, and to somebody of it`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.takeIn()["code"])
            for (json, rule, field) in [
                (#"{"unit": "MOTCUA"}"#, "C5.handed_to_the_desk", "unit"),
                (#"{"unit": "ATBX", "receiver": "stranger"}"#, "C7.not_of_the_unit", "receiver"),
                (#"{"unit": "ATBX", "receiver": "desk"}"#, "C7.not_of_the_unit", "receiver"),
            ] {
                let refused = try await site.command("hand-overs", on: code, as: "desk", version: "\"1\"", json: json)
                #expect(refused.isProblem(422, rule: rule, field: field), "\(refused.text)")
                let list = try await site.send(
                    .post, "/api/v1/hand-overs", as: "desk", headers: ["Idempotency-Key": json.filter(\.isLetter)],
                    json: json.replacing("}", with: #", "dossiers": [{"code": "\#(code)", "version": 1}]}"#))
                #expect(list.isProblem(422, rule: rule), "\(list.text)")
            }
            let handed = try await site.command(
                "hand-overs", on: code, as: "desk", version: "\"1\"", json: #"{"unit": "ATBX", "receiver": "officer"}"#)
            #expect(handed.status == 200, "\(handed.text)")
        }
    }

    @Test func `events and control slip tell the life without the applicant's name`() async throws {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            let events = try await site.get("/api/v1/dossiers/\(code)/events", as: "head")
            #expect(events["events"] == "3")
            #expect(events["events.0.kind"] == "taken_in")
            #expect(events["events.0.actor"] == "desk")
            #expect(events["events.1.kind"] == "handed_over")
            #expect(events["events.2.kind"] == "assigned")
            #expect(!events.text.contains("Nguyễn"))
            #expect(events["next"] == nil && events.header("Link") == nil)
            let first = try await site.get("/api/v1/dossiers/\(code)/events?limit=2", as: "head")
            #expect(first["events"] == "2" && first["next"] == "2")
            #expect(first.header("Link") == "</api/v1/dossiers/\(code)/events?limit=2&after=2>; rel=\"next\"")
            let rest = try await site.get("/api/v1/dossiers/\(code)/events?limit=2&after=2", as: "head")
            #expect(rest["events.0.sequence"] == "3" && rest["next"] == nil)
            let later = try await site.get("/api/v1/dossiers/\(code)/events?after=2", as: "head")
            #expect(later["events"] == "1")

            let slip = try await site.get("/api/v1/dossiers/\(code)/control-slip", as: "head")
            #expect(slip["stays"] == "2")
            #expect(slip["stays.0.officer"] == "desk")
            #expect(slip["stays.0.leftAt"] != nil)
            #expect(slip["stays.1.unit"] == "ATBX")
            #expect(slip["stays.1.officer"] == "officer")
            #expect(slip["stays.1.giver"] == "desk")
            #expect(slip["stays.1.leftAt"] == nil)
            #expect(slip["papers.0.name"] == "Đơn")
        }
    }

    @Test func `numbers of a register follow each other without a gap`() async throws {
        try await Site.with { site in
            for expected in 1...3 {
                let taken = try await site.takeIn()
                let last = try await site.live(
                    try #require(taken["code"]), from: "\"1\"",
                    Site.toOfficer() + Site.toSubmission + Site.toReturn)
                #expect(last["result.number"] == "0\(expected)/GP-SKHCN")
            }
        }
    }

    @Test func `whoever completed a step may not sign`() async throws {
        try await Site.with { site in
            let last = try await site.assigned(to: "both")
            let code = try #require(last["code"])
            let submitted = try await site.live(
                code, from: try #require(last.etag),
                [("both", "step-completions", "{}"), ("head", "submissions", "{}")])
            let refused = try await site.command(
                "signatures", on: code, as: "both", version: submitted.etag, json: Site.sign)
            #expect(refused.isProblem(422, rule: "C7.signer_completed_step"), "\(refused.text)")
            let signed = try await site.command(
                "signatures", on: code, as: "leader", version: submitted.etag, json: Site.sign)
            #expect(signed.status == 200)
        }
    }

    @Test func `a result needs both signatures`() async throws {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            let submitted = try await site.live(code, from: try #require(last.etag), Site.toSubmission)
            for (json, rule) in [
                (
                    #"{"capacity": "head", "personalSignature": false, "agencySignature": true}"#,
                    "C5.personal_signature"
                ),
                (#"{"capacity": "head", "personalSignature": true, "agencySignature": false}"#, "C5.agency_signature"),
            ] {
                let refused = try await site.command(
                    "signatures", on: code, as: "leader", version: submitted.etag, json: json)
                #expect(refused.isProblem(422, rule: rule), "\(refused.text)")
            }
        }
    }
}
