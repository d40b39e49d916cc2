import HTTPTypes
import Hummingbird
import NIOCore
import OneStop
import TestSupport
import Testing

/// What nobody should send, and somebody will. Each is answered by a problem that names the field and the rule; nothing
/// is half-written and the next request is served.
@Suite(.timeLimit(.minutes(5))) struct HostileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var body: [UInt8]
        var status: Int
        var rule: String?
        var field: String?
        var testDescription: String { name }

        init(_ name: String, _ body: String, _ status: Int, rule: String? = nil, field: String? = nil) {
            self.init(name, bytes: Array(body.utf8), status, rule: rule, field: field)
        }

        init(_ name: String, bytes: [UInt8], _ status: Int, rule: String? = nil, field: String? = nil) {
            (self.name, body, self.status, self.rule, self.field) = (name, bytes, status, rule, field)
        }
    }

    private static func applicant(_ json: String) -> String {
        #"{"procedure": "9.990001.H99", "channel": "direct", "applicant": \#(json), "papers": []}"#
    }

    static let cases: [Case] = [
        Case("half a document", #"{"procedure": "#, 400, rule: "json"),
        Case("not JSON", "procedure=1", 400, rule: "json"),
        Case("a comment", "{/* */}", 400, rule: "json"),
        Case("a byte order mark", "\u{FEFF}{}", 400, rule: "json"),
        Case("a key twice", #"{"channel": "direct", "channel": "post"}"#, 400, rule: "json"),
        Case("nested without end", String(repeating: "[", count: 100_000), 400, rule: "json"),
        Case(
            "bad UTF-8", bytes: Array(#"{"procedure": ""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8), 400, rule: "json"),
        Case("a NUL", Site.intake().replacing("Văn", with: "\\u0000"), 400, rule: "json"),
        Case("half a surrogate", Site.intake().replacing("Văn", with: "\\uD800"), 400, rule: "json"),
        Case("an array", "[]", 422, rule: "field.type", field: "body"),
        Case("nothing", "", 422, rule: "field.missing", field: "procedure"),
        Case("a number for a text", #"{"procedure": 5}"#, 422, rule: "field.type", field: "procedure"),
        Case(
            "a text for an object", Self.applicant(#""An""#), 422, rule: "field.type", field: "applicant"),
        Case(
            "an unknown field", Self.applicant(#"{"name": "An", "nick": "A"}"#), 422, rule: "field.unknown",
            field: "applicant.nick"),
        Case(
            "an unknown field of a paper", Site.intake(papers: #"[{"component": 1, "originals": 1, "colour": "red"}]"#),
            422, rule: "field.unknown", field: "papers[0].colour"),
        Case("an unknown channel", Site.intake().replacing("direct", with: "pigeon"), 422, field: "channel"),
        Case("the portal's channel", Site.intake().replacing("direct", with: "online"), 422, field: "channel"),
        Case(
            "a name not in NFC", Site.intake().replacing("Nguyễn", with: "Nguye\u{0302}\u{0303}n"), 422,
            rule: "field.notNFC", field: "applicant.name"),
        Case("an empty name", Self.applicant(#"{"name": ""}"#), 422, field: "applicant.name"),
        Case(
            "a name too long", Self.applicant(#"{"name": "\#(String(repeating: "a", count: 201))"}"#), 422,
            rule: "field.tooLong", field: "applicant.name"),
        Case(
            "a count below zero", Site.intake(papers: #"[{"component": 1, "originals": -1}]"#), 422,
            rule: "field.range", field: "papers[0].originals"),
        Case(
            "a count beyond all numbers", Site.intake(papers: #"[{"component": 1, "originals": 1e99}]"#), 422,
            field: "papers[0].originals"),
        Case(
            "a count with a fraction", Site.intake(papers: #"[{"component": 1, "originals": 1.5}]"#), 422,
            field: "papers[0].originals"),
        Case(
            "a paper of nothing", Site.intake(papers: #"[{"component": 1}]"#), 422, rule: "field.range",
            field: "papers[0].component"),
        Case(
            "a paper outside the checklist",
            Site.intake(
                papers: #"[{"component": 1, "originals": 1}, {"component": 7, "copies": 1}]"#), 422,
            rule: "R2.3.outside_checklist", field: "papers[1].component"),
        Case(
            "a paper twice",
            Site.intake(
                papers: #"[{"component": 1, "originals": 1}, {"component": 1, "originals": 1}]"#), 422,
            rule: "R2.3.listed_twice", field: "papers[1].component"),
        Case("a paper missing", Site.intake(papers: "[]"), 422, rule: "R2.2.checklist", field: "papers"),
        Case(
            "an unknown procedure", Site.intake(procedure: "1.000000"), 422, rule: "R10.unknown_procedure",
            field: "procedure"),
        Case(
            "SQL for a procedure", Site.intake(procedure: "'; drop table dossier; --"), 422,
            rule: "R10.unknown_procedure", field: "procedure"),
        Case(
            "a body too large", Site.intake(papers: "[\(String(repeating: " ", count: 300_000))]"), 413,
            rule: "body.size"),
    ]

    @Test func `hostile bodies are refused by field and rule, and nothing is half-written`() async throws {
        try await Site.with { site in
            for hostile in Self.cases {
                let reply = try await site.send(
                    .post, "/api/v1/dossiers", secret: site.tokens["desk"], headers: ["Idempotency-Key": "hostile"],
                    body: hostile.body)
                #expect(
                    reply.isProblem(hostile.status, rule: hostile.rule, field: hostile.field),
                    "\(hostile.name): \(reply.status) \(reply.text)")
            }
            for table in ["applicant", "dossier", "dossier_event", "stay", "paper_received", "idempotency_key"] {
                #expect(try await site.test.count(table) == 0, "\(table)")
            }
            let taken = try await site.takeIn(key: "hostile")
            #expect(taken.status == 201)
        }
    }

    @Test func `hostile commands are refused by field and rule, and change nothing`() async throws {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            let commands: [(login: String, verb: String, json: String, status: Int, field: String?)] = [
                ("officer", "step-completions", #"{"note": "x"}"#, 422, "note"),
                ("officer", "step-completions", #"{"remark": 1}"#, 422, "remark"),
                ("officer", "step-completions", "[", 400, nil),
                ("officer", "apology-drafts", #"{"cause": "workload", "unit": "ATBX"}"#, 422, "newDate"),
                (
                    "officer", "apology-drafts",
                    #"{"cause": "workload", "unit": "ATBX", "newDate": "2026-02-30T17:00:00+07:00"}"#, 422, "newDate"
                ),
                (
                    "officer", "apology-drafts",
                    #"{"cause": "laziness", "unit": "ATBX", "newDate": "2026-03-16T17:00:00+07:00"}"#, 422, "cause"
                ),
                (
                    "officer", "apology-drafts",
                    #"{"cause": "workload", "unit": "NONE", "newDate": "2026-03-16T17:00:00+07:00"}"#, 422, "unit"
                ),
                ("officer", "send-backs", #"{"toStep": 0, "remark": "x"}"#, 422, "toStep"),
                ("officer", "send-backs", #"{"toStep": 99999999999999999999, "remark": "x"}"#, 400, "toStep"),
                ("head", "assignments", #"{"officer": "nobody"}"#, 422, "officer"),
                ("head", "assignments", #"{"officer": "foreigner"}"#, 422, "officer"),
                ("leader", "signatures", #"{"capacity": "king"}"#, 422, "capacity"),
                ("leader", "signatures", Site.sign, 422, nil),
                ("clerk", "numbers", #"{"type": "GP"}"#, 422, nil),
                ("desk", "hand-overs", #"{"unit": "ATBX"}"#, 422, nil),
            ]
            for (login, verb, json, status, field) in commands {
                let reply = try await site.command(verb, on: code, as: login, version: last.etag, json: json)
                #expect(reply.isProblem(status, field: field), "\(verb) \(json): \(reply.status) \(reply.text)")
                #expect(reply["rule"] != nil)
            }
            let after = try await site.get("/api/v1/dossiers/\(code)", as: "head")
            #expect(after.etag == last.etag)
            #expect(try await site.test.count("document_number") == 0)
        }
    }

    @Test(arguments: ["x", "H99.14-260303-", "H99.14-269999-0001", "%00", "..%2F..", "H99.14-260303-0001%27"])
    func `a code that cannot be one does not exist`(code: String) async throws {
        try await Site.with { site in
            let reply = try await site.get("/api/v1/dossiers/\(code)", as: "leader")
            #expect(reply.isProblem(404), "\(reply.status) \(reply.text)")
        }
    }

    @Test func `a dossier without a code is read by its reference, by its own agency`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.assigned()["code"])
            try await site.test.script(
                """
                update dossier set code = null, imported = true, external_reference = 'hồ sơ/7' where code = '\(code)'
                """)
            let path = "/api/v1/dossiers/h%E1%BB%93%20s%C6%A1%2F7"
            for address in [path, "\(path)/events", "\(path)/control-slip"] {
                let read = try await site.get(address, as: "officer")
                #expect(read.status == 200, "\(address): \(read.text)")
            }
            #expect(try await site.get(path, as: "officer")["externalReference"] == "hồ sơ/7")
            let list = try await site.get("/api/v1/dossiers", as: "officer")
            #expect(list["items.0.code"] == nil && list["items.0.externalReference"] == "hồ sơ/7")
            for other in ["stranger", "foreigner"] { #expect(try await site.get(path, as: other).isProblem(404)) }
            for wrong in ["h%E1%BB", "%zz", "%"] {
                #expect(try await site.get("/api/v1/dossiers/\(wrong)", as: "officer").isProblem(404))
            }
        }
    }

    @Test func `an unknown address and a wrong method are problems, too`() async throws {
        try await Site.with { site in
            #expect(try await site.get("/api/v1/nothing", as: "desk").isProblem(404))
            #expect(try await site.get("/api", as: nil).isProblem(404))
            let deleted = try await site.send(.delete, "/api/v1/dossiers", as: "desk")
            #expect(deleted.isProblem(405, rule: "http.method"), "\(deleted.status) \(deleted.text)")
            #expect(deleted.header("Allow") == "GET, HEAD, POST")
            let read = try await site.get("/api/v1/dossiers/H99.14-260303-0001/signatures", as: nil)
            #expect(read.isProblem(405) && read.header("Allow") == "POST", "\(read.status) \(read.text)")
        }
    }

    @Test(arguments: [
        ("application/x-www-form-urlencoded", 415), ("application/json; charset=latin1", 415),
        ("application/jsonp", 415), ("application/json; charset=\"UTF-8\"", 201), ("APPLICATION/JSON", 201),
    ])
    func `a body is JSON in UTF-8 or is not read`(type: String, status: Int) async throws {
        try await Site.with { site in
            let reply = try await site.send(
                .post, "/api/v1/dossiers", as: "desk", headers: ["Content-Type": type, "Idempotency-Key": "k"],
                json: Site.intake())
            #expect(reply.status == status, "\(reply.text)")
            if status == 415 { #expect(reply.isProblem(415, field: "Content-Type")) }
        }
    }

    @Test func `a body that breaks off is no defect of ours, and nothing is done`() async throws {
        try await Site.with { site in
            let headers = ["Idempotency-Key": "k"]
            let hungUp = try await site.send(
                .post, "/api/v1/dossiers", secret: site.tokens["desk"], headers: headers,
                stream: RequestBody(asyncSequence: HangingUp(first: Site.intake())))
            #expect(hungUp.isProblem(400, rule: "body.incomplete"), "\(hungUp.status) \(hungUp.text)")
            let short = try await site.send(
                .post, "/api/v1/dossiers", as: "desk", headers: headers.merging(["Content-Length": "5000"]) { $1 },
                json: Site.intake())
            #expect(short.isProblem(400, rule: "body.incomplete"), "\(short.status) \(short.text)")
            #expect(try await site.test.count("dossier") == 0)
        }
    }
}

/// A whole body, and then a connection that is gone before the end was said.
private struct HangingUp: AsyncSequence, Sendable {
    var first: String

    struct AsyncIterator: AsyncIteratorProtocol {
        var rest: [String]

        mutating func next() async throws -> ByteBuffer? {
            guard let piece = rest.popLast() else { throw ChannelError.inputClosed }
            return ByteBuffer(string: piece)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: [first]) }
}
