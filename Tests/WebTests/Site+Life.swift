import Desk
import Foundation
import HTTPTypes
import OneStop
import Testing

/// The commands of a dossier's life, in the words of the API.
extension Site {
    static let papers = #"[{"component": 1, "originals": 1}]"#

    static func intake(procedure: String = "9.990001.H99", papers: String = papers, extra: String = "") -> String {
        """
        {"procedure": "\(procedure)", "channel": "direct", "applicant": {"name": "Nguyễn Văn An"}, \
        "papers": \(papers)\(extra)}
        """
    }

    func takeIn(
        _ json: String = intake(), as login: String = "desk", key: String = UUID().uuidString
    ) async throws -> Reply {
        try await send(.post, "/api/v1/dossiers", as: login, headers: ["Idempotency-Key": key], json: json)
    }

    /// A filing by the portal, without papers.
    func file() async throws -> Reply {
        let json = #"{"procedure": "9.990001.H99", "applicant": {"name": "Trần Thị Bình"}}"#
        let filed = try await send(
            .post, "/api/v1/filings", as: "portal", headers: ["Idempotency-Key": UUID().uuidString], json: json)
        try #require(filed.status == 201, "\(filed.text)")
        return filed
    }

    /// A command with the version the caller has seen.
    func command(
        _ verb: String, on code: String, as login: String, version: String?, key: String? = nil, json: String = ""
    ) async throws -> Reply {
        var headers: [String: String] = [:]
        if let version { headers["If-Match"] = version }
        if let key { headers["Idempotency-Key"] = key }
        return try await send(.post, "/api/v1/dossiers/\(code)/\(verb)", as: login, headers: headers, json: json)
    }

    /// Carries a dossier through commands one after another; the answer is the last reply's.
    @discardableResult
    func live(
        _ code: String, from version: String, _ commands: [(login: String, verb: String, json: String)]
    ) async throws -> Reply {
        var version = version
        var last: Reply?
        for command in commands {
            let reply = try await self.command(
                command.verb, on: code, as: command.login, version: version, json: command.json)
            try #require(reply.status == 200, "\(command.verb) by \(command.login): \(reply.text)")
            version = try #require(reply.etag)
            last = reply
        }
        return try #require(last)
    }

    /// A dossier taken in and handed to the unit, with an officer.
    func assigned(to officer: String = "officer") async throws -> Reply {
        let taken = try await takeIn()
        let code = try #require(taken["code"])
        return try await live(code, from: try #require(taken.etag), Self.toOfficer(officer))
    }

    static func toOfficer(_ officer: String = "officer") -> [(login: String, verb: String, json: String)] {
        [
            ("desk", "hand-overs", #"{"unit": "ATBX"}"#),
            ("head", "assignments", #"{"officer": "\#(officer)"}"#),
        ]
    }

    static let sign = #"{"capacity": "deputy", "personalSignature": true, "agencySignature": true}"#
    static let toSubmission: [(login: String, verb: String, json: String)] = [
        ("officer", "step-completions", "{}"), ("head", "submissions", "{}"),
    ]
    static let toReturn: [(login: String, verb: String, json: String)] = [
        ("leader", "signatures", sign), ("clerk", "numbers", #"{"type": "GP"}"#),
        ("clerk", "completions", "{}"),
        ("desk", "returns", #"{"receiver": "applicant", "method": "desk", "proof": "signature"}"#),
    ]
}
