import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// A site that stands just before a write: the request can be sent, again and again, by anybody's count.
struct Staged: Sendable {
    let site: Site
    var method = HTTPRequest.Method.post
    let path: String
    let login: String
    let json: String
    let at: Instant
    /// The version of the dossier or draft that it changes.
    let version: String?
    /// The dossiers that the request is about.
    let codes: [String]

    /// Whether it makes something new, under a key that it needs.
    var isCreation: Bool { version == nil }
    /// The status of the answer when it succeeds.
    var success: Int { method == .delete ? 204 : isCreation ? 201 : 200 }

    func send(key: String?, version given: String? = nil) async throws -> Reply {
        var headers: [String: String] = [:]
        if let key, method != .delete { headers["Idempotency-Key"] = key }
        if let version = given ?? version { headers["If-Match"] = version }
        return try await Site.$now.withValue(at) {
            try await site.send(method, path, as: login, headers: headers, json: json)
        }
    }
}

extension Site {
    /// Somebody who has every detail that can be had.
    struct Person: Sendable {
        var name = "Nguyễn Thị Quỳnh Hạc"
        var identityNumber = "001199012345"
        var phone = "0987650321"
        var email = "quynhhac@example.vn"
        var address = "Ngõ Vân Hồ 77"

        var json: String {
            """
            {"name": "\(name)", "identityNumber": "\(identityNumber)", "phone": "\(phone)", "email": "\(email)", \
            "address": "\(address)"}
            """
        }
        /// What must be found nowhere, in every form that the program could have made of it.
        var marks: [String] {
            [name, "Quỳnh Hạc", "quynh hac", identityNumber, phone, "+84987650321", email, address, "Vân Hồ"]
        }
    }

    /// Stages a write.
    func stage(_ write: Write, of person: Person = Person()) async throws -> Staged {
        switch write {
        case .command(let kind): try await stage(kind.scene, of: person)
        case .group:
            staged(
                "dossier-groups", "desk",
                """
                {"channel": "direct", "applicant": \(person.json), "dossiers": [
                  {"procedure": "9.990001.H99", "papers": \(Self.papers)},
                  {"procedure": "9.990009.H99", "papers": \(Self.papers)}]}
                """)
        case .handOverList:
            try await handOverList(of: person)
        case .erasure:
            try await erasure(of: person)
        case .procedure:
            staged(
                "procedures", "admin",
                #"{"code": "1.000777", "name": "Thủ tục mới", "field": {"code": "F2", "name": "Lĩnh vực hai"}}"#)
        case .draft: staged(Self.versions, "admin", CatalogueTests.version())
        case .changeOfDraft: try await draft(.put, "", #"{"name": "Tên khác"}"#)
        case .publication:
            try await draft(.post, "/publication", "{\(CatalogueTests.decision), \"validFrom\": \"2026-03-04\"}")
        case .deletionOfDraft: try await draft(.delete, "", "")
        case .timeContest: try await contest(of: person)
        case .answerToContest: try await answerToContest(of: person)
        }
    }

    private static let versions = "procedures/9.990001.H99/versions"

    /// What is done to a draft that is there.
    private func draft(_ method: HTTPRequest.Method, _ below: String, _ json: String) async throws -> Staged {
        let made = try await stage(.draft).send(key: UUID().uuidString)
        let number = try #require(made["number"], "\(made.text)")
        return Staged(
            site: self, method: method, path: "/api/v1/\(Self.versions)/\(number)\(below)", login: "admin", json: json,
            at: Site.now, version: made.etag, codes: [])
    }

    /// A unit that has had the dossier for some hours.
    private func contest(of person: Person) async throws -> Staged {
        let code = try #require(try await stage(.command(.submit), of: person).codes.first)
        return Staged(
            site: self, path: "/api/v1/dossiers/\(code)/time-contests", login: "head",
            json: #"{"unit": "ATBX", "note": "Chờ kết quả đo"}"#, at: Site.at("2026-03-03T14:00:00+07:00"),
            version: nil,
            codes: [])
    }

    private func answerToContest(of person: Person) async throws -> Staged {
        let contest = try await contest(of: person)
        let number = try #require(try await contest.send(key: UUID().uuidString)["number"])
        return Staged(
            site: self, path: "\(contest.path)/\(number)/answers", login: "supervisor",
            json: #"{"decision": "moved", "movedTo": "TDC", "note": "Đúng"}"#, at: contest.at, version: nil, codes: [])
    }

    private func stage(_ scene: Scene, of person: Person) async throws -> Staged {
        let fields = #""procedure": "9.990001.H99", "applicant": \#(person.json)"#
        let direct = #", "channel": "direct""#
        switch scene.beginning {
        case .nothing:
            switch scene.last.verb {
            case "filings": return staged("filings", "portal", "{\(fields)}")
            case "dossiers": return staged("dossiers", "desk", "{\(fields)\(direct), \"papers\": \(Self.papers)}")
            default:
                return staged(
                    "refusals", "desk", #"{\#(fields)\#(direct), "reason": "x", "ground": "y", "advice": "z"}"#)
            }
        case .filed, .takenIn:
            let isFiled = if case .filed = scene.beginning { true } else { false }
            let first = try await staged(
                isFiled ? "filings" : "dossiers", isFiled ? "portal" : "desk",
                isFiled ? "{\(fields)}" : "{\(fields)\(direct), \"papers\": \(Self.papers)}"
            ).send(key: UUID().uuidString)
            let code = try #require(first["code"], "\(first.text)")
            var version = try #require(first.etag)
            for step in scene.before {
                guard !step.login.isEmpty else {
                    try await decideDayOff()
                    continue
                }
                version = try #require(
                    try await live(code, from: version, [(step.login, step.verb, step.json)]).etag)
            }
            return Staged(
                site: self, path: "/api/v1/dossiers/\(code)/\(scene.last.verb)", login: scene.last.login,
                json: scene.last.json, at: scene.at, version: version, codes: [code])
        }
    }

    private func staged(_ path: String, _ login: String, _ json: String, codes: [String] = []) -> Staged {
        Staged(
            site: self, path: "/api/v1/\(path)", login: login, json: json, at: Site.now, version: nil, codes: codes)
    }

    /// A day off within the time of every dossier that is open.
    private func decideDayOff() async throws {
        let hours = #"["07:00-11:30", "13:30-17:00"]"#
        let week = ["mon", "tue", "wed", "thu", "fri"].map { #""\#($0)": \#(hours)"# }.joined(separator: ", ")
        let off = #"[{"day": "2026-03-05", "reason": "nghỉ bù", "decision": "QĐ 15"}]"#
        try await test.script(
            """
            update calendar set revision = revision + 1,
                definition = '{"utcOffset": "+07:00", "week": {\(week)}, "off": \(off)}'
            where agency_id = (select id from agency where code = 'H99.14')
            """)
        try await desk.directory.refresh()
    }

    private func handOverList(of person: Person) async throws -> Staged {
        var codes: [String] = []
        for _ in 1...2 {
            codes.append(
                try #require(try await stage(.command(.takeIn), of: person).send(key: UUID().uuidString)["code"]))
        }
        let lines = codes.map { #"{"code": "\#($0)", "version": 1}"# }.joined(separator: ", ")
        return staged("hand-overs", "desk", #"{"unit": "ATBX", "dossiers": [\#(lines)]}"#, codes: codes)
    }

    private func erasure(of person: Person) async throws -> Staged {
        let ended = try await stage(.command(.withdraw), of: person)
        _ = try await ended.send(key: UUID().uuidString)
        return staged(
            "erasures", "admin",
            #"{"identityNumber": "\#(person.identityNumber)", "ground": "Đơn số 12 ngày 3/3/2026"}"#, codes: ended.codes
        )
    }
}
