import HTTPTypes
import OneStop
import PQ
import TestSupport
import Testing

/// If-Match and Idempotency-Key (contract, section 9).
@Suite(.timeLimit(.minutes(5))) struct VersionTests {
    @Test func `a command without If-Match is refused with 428, with a stale one with 412`() async throws {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            let missing = try await site.command("step-completions", on: code, as: "officer", version: nil)
            #expect(missing.isProblem(428, rule: "C9.if_match", field: "If-Match"))
            let stale = try await site.command("step-completions", on: code, as: "officer", version: "\"1\"")
            #expect(stale.isProblem(412, rule: "C9.stale", field: "If-Match"))
            for nonsense in ["*", "W/\"3\"", "\"x\"", "-1", String(repeating: "9", count: 400)] {
                let reply = try await site.command("step-completions", on: code, as: "officer", version: nonsense)
                #expect(reply.isProblem(412, field: "If-Match"), "\(nonsense): \(reply.text)")
            }
            let unchanged = try await site.get("/api/v1/dossiers/\(code)", as: "officer")
            #expect(unchanged.etag == last.etag)
        }
    }

    @Test(arguments: 1...5) func `of two officers at once one wins and one is told`(round: Int) async throws {
        try await Site.with { site in
            let taken = try await site.takeIn()
            let code = try #require(taken["code"])
            let waiting = try await site.live(
                code, from: "\"1\"", [("desk", "hand-overs", #"{"unit": "ATBX"}"#)])
            let version = try #require(waiting.etag)
            async let first = site.command("take-overs", on: code, as: "officer", version: version)
            async let second = site.command("take-overs", on: code, as: "colleague", version: version)
            let replies = try await [first, second]
            #expect(replies.count { $0.status == 200 } == 1)
            let loser = try #require(replies.first { $0.status != 200 })
            // Whoever comes when the other is done already has a stale version; whoever comes before it lost a race.
            #expect(
                loser.isProblem(409, rule: "C9.lost_race") || loser.isProblem(412, rule: "C9.stale"), "\(loser.text)")
            let events = try await site.get("/api/v1/dossiers/\(code)/events", as: "head")
            #expect(events["events"] == "3")
        }
    }

    @Test func `whoever waited for another's change and had seen the version before it lost the race`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.takeIn()["code"])
            let json = #"{"unit": "ATBX"}"#
            let loser = try await site.test.withOwner { other in
                try await other.script(
                    SQLScript(unsafe: "begin; update dossier set version = 2 where code = '\(code)'"))
                async let waiting = site.command("hand-overs", on: code, as: "desk", version: "\"1\"", json: json)
                let blocked =
                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
                let deadline = ContinuousClock.now + .seconds(20)
                while try await site.test.value(blocked) != "1", ContinuousClock.now < deadline { await Task.yield() }
                try await other.script(SQLScript(unsafe: "commit"))
                return try await waiting
            }
            #expect(loser.isProblem(409, rule: "C9.lost_race", field: "If-Match"), "\(loser.status) \(loser.text)")
            let late = try await site.command("hand-overs", on: code, as: "desk", version: "\"1\"", json: json)
            #expect(late.isProblem(412, rule: "C9.stale"))
            let again = try await site.command("hand-overs", on: code, as: "desk", version: "\"2\"", json: json)
            #expect(again.status == 200, "\(again.text)")
        }
    }

    @Test func `a repeated intake gives the first answer again and makes no second dossier`() async throws {
        try await Site.with { site in
            let first = try await site.takeIn(key: "key-1")
            let second = try await site.takeIn(key: "key-1")
            #expect(second.status == 201)
            #expect(second.body == first.body)
            #expect(second.etag == first.etag)
            #expect(second.location == first.location)
            #expect(second.header("Idempotency-Replayed") == "true")
            #expect(first.header("Idempotency-Replayed") == nil)
            let list = try await site.get("/api/v1/dossiers", as: "desk")
            #expect(list["items"] == "1")
        }
    }

    @Test func `a repeated command gives the first answer again, whatever has happened since`() async throws {
        try await Site.with { site in
            let taken = try await site.takeIn()
            let code = try #require(taken["code"])
            let json = #"{"unit": "ATBX"}"#
            let first = try await site.command(
                "hand-overs", on: code, as: "desk", version: "\"1\"", key: "hand-over", json: json)
            try await site.live(
                code, from: try #require(first.etag), [("head", "assignments", #"{"officer": "officer"}"#)])
            let again = try await site.command(
                "hand-overs", on: code, as: "desk", version: "\"1\"", key: "hand-over", json: json)
            #expect(again.status == 200)
            #expect(again.body == first.body)
            #expect(again.etag == first.etag)
            #expect(again.header("Idempotency-Replayed") == "true")
        }
    }

    @Test func `a key with another body is refused, and belongs to its own user only`() async throws {
        try await Site.with { site in
            _ = try await site.takeIn(key: "key-1")
            let other = try await site.takeIn(Site.intake(procedure: "9.990009.H99"), key: "key-1")
            #expect(other.isProblem(422, rule: "C9.key_reused", field: "Idempotency-Key"))
            let stranger = try await site.takeIn(as: "officer", key: "key-1")
            #expect(stranger.status == 403)
        }
    }

    @Test func `a key in flight is refused with 409 and answered afterwards`() async throws {
        try await Site.with { site in
            let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 0..<8 { group.addTask { try await site.takeIn(key: "same") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let served = replies.filter { $0.status == 201 }
            #expect(!served.isEmpty)
            #expect(Set(served.map(\.body)).count == 1)
            for reply in replies where reply.status != 201 {
                #expect(reply.isProblem(409, rule: "C9.key_in_flight", field: "Idempotency-Key"), "\(reply.text)")
            }
            let list = try await site.get("/api/v1/dossiers", as: "desk")
            #expect(list["items"] == "1")
        }
    }

    @Test func `a refused request uses up no key`() async throws {
        try await Site.with { site in
            let refused = try await site.takeIn(Site.intake(papers: "[]"), key: "key-1")
            #expect(refused.isProblem(422, rule: "R2.2.checklist"))
            let taken = try await site.takeIn(key: "key-1")
            #expect(taken.status == 201)
        }
    }

    @Test func `an intake without a key, or with one that cannot be a key, is refused`() async throws {
        try await Site.with { site in
            let none = try await site.send(.post, "/api/v1/dossiers", as: "desk", json: Site.intake())
            #expect(none.isProblem(422, rule: "C9.key_missing", field: "Idempotency-Key"))
            for key in ["", "two words", String(repeating: "k", count: 201)] {
                let reply = try await site.takeIn(key: key)
                #expect(reply.isProblem(422, rule: "C9.key_form", field: "Idempotency-Key"), "\(reply.text)")
            }
        }
    }

    @Test func `two hundred intakes at once get two hundred codes`() async throws {
        try await Site.with { site in
            let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 0..<200 { group.addTask { try await site.takeIn() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.allSatisfy { $0.status == 201 }, "\(replies.first { $0.status != 201 }?.text ?? "")")
            #expect(Set(replies.compactMap { $0["code"] }).count == 200)
        }
    }
}
