import Desk
import Foundation
import Hummingbird
import JSONText
import OneStop
import Records
import Store
import TestSupport
import Testing

@testable import Web

/// `docs/openapi.json` is whole and true. That answers are as it says, every test's client checks (`Site.send`).
@Suite(.timeLimit(.minutes(5))) struct DescriptionTests {
    private let description = APIDescription.present

    @Test func `the routes of the program, of the description and of the page of rights are the same`() async throws {
        let served = try await Site.with { site in
            let router = Router(context: DeskContext.self)
            API(desk: site.desk, authenticator: site.authenticator, signIn: site.signIn, now: { Site.now })
                .addRoutes(to: router)
            // HEAD is wherever GET is, and is said once for all.
            let reading = router.routes.filter { $0.method == .get }.map(\.path.description)
            #expect(Set(router.routes.filter { $0.method == .head }.map(\.path.description)) == Set(reading))
            return router.routes.filter { $0.method != .head }.map { "\($0.method.rawValue) \($0.path)" }
        }
        let described = description.operations.map { "\($0.method) /api/v1\($0.path)" }
        #expect(Set(served).count == served.count)
        #expect(served.sorted() == described.sorted())
        let page = try RightsPage.routes()
        #expect(page.map { "\($0.method) /api/v1\($0.path)" }.sorted() == served.sorted())
        for row in page {
            let isRight = Verb(rawValue: row.right) != nil || ["nothing", "signing in"].contains(row.right)
            #expect(isRight, "\(row.path): \(row.right) is no right")
        }
    }

    @Test func `what is served is the document`() async throws {
        try await Site.with { site in
            let reply = try await site.get("/api/v1/openapi.json", as: nil)
            #expect(reply.status == 200)
            #expect(try JSONValue(parsing: reply.body) == description.document)
        }
    }

    @Test func `every schema is one that the checks of answers understand`() {
        var defects: [String] = []
        for member in description.document["components"]?["schemas"]?.object?.members ?? [] {
            defects += description.schema.defects(of: member.value, at: member.key)
        }
        let answers = description.document["components"]?["responses"]?.object?.members ?? []
        for member in answers {
            for header in member.value["headers"]?.object?.members ?? [] {
                if description.document.resolved(header.value) == nil { defects.append("\(member.key) \(header.key)") }
            }
        }
        for node in answers.map({ ($0.key, $0.value) }) + description.operations.flatMap(\.answers) {
            for content in node.1["content"]?.object?.members ?? [] {
                defects += description.schema.defects(of: content.value["schema"] ?? .null, at: node.0)
            }
        }
        for operation in description.operations {
            for content in operation.node["requestBody"]?["content"]?.object?.members ?? [] {
                let schema = content.value["schema"] ?? .null
                defects += description.schema.defects(of: schema, at: operation.id)
                guard let example = content.value["example"] else {
                    if content.key == "application/json" { defects.append("\(operation.id) has no example") }
                    continue
                }
                defects += description.schema.failures(of: example, against: schema, at: "\(operation.id).example")
            }
            for parameter in operation.parameters {
                defects += description.schema.defects(of: parameter["schema"] ?? .null, at: operation.id)
            }
        }
        #expect(defects == [])
        #expect(Set(description.operations.map(\.id)).count == description.operations.count)
    }

    @Test(arguments: [
        ("Channel", Channel.allCases.map(\.name)), ("Role", Role.allCases.map(\.rawValue)),
        ("ApologyState", ApologyState.allCases.map(\.rawValue)), ("EventKind", EventKind.allCases.map(\.rawValue)),
        ("CommandName", CommandKind.allCases.map(\.rawValue)), ("DayZeroRule", DayZeroRule.allCases.map(\.rawValue)),
        ("FeeMoment", FeeMoment.allCases.map(\.rawValue)), ("PaymentMeans", Payment.Means.allCases.map(\.rawValue)),
        ("DutyKind", DutyKind.allCases.map(\.rawValue)), ("DutyLevel", DutyLevel.allCases.map(\.name)),
        ("AuditKind", NewAuditEvent.Kind.allCases.map(\.rawValue)), ("Scope", Scope.allCases.map(\.rawValue)),
        ("UserState", UserState.allCases.map(\.rawValue)),
        ("ReadKind", ReadKind.allCases.map(\.rawValue)), ("ReadPurpose", ReadPurpose.allCases.map(\.rawValue)),
        ("OnlineService", CatalogueEntry.OnlineService.allCases.map(\.rawValue)),
        ("Certainty", CatalogueEntry.Source.Certainty.allCases.map(\.rawValue)),
        ("EntryPart", EntryPart.allCases.map(\.rawValue)),
        ("CalendarDecisionState", CalendarDecisionState.allCases.map(\.rawValue)),
        ("PublishingRule", PublishingProblem.Rule.allCases.map(\.rawValue)),
    ])
    func `the choices of the description are those of the program`(name: String, choices: [String]) throws {
        let described = description.document["components"]?["schemas"]?[name]?["enum"]?.array?.compactMap(\.string)
        #expect(try #require(described).sorted() == choices.sorted())
    }

    @Test func `an answer that is not as described is found`() {
        func failures(_ status: Int, _ headers: [String: String], _ body: String) -> [String] {
            description.failures(
                of: APIDescription.Exchange(
                    method: "GET", target: "/api/v1/applicants?identityNumber=1", requestHeaders: [:], requestBody: [],
                    status: status, headers: headers, body: Array(body.utf8)))
        }
        let json = ["content-type": "application/json"]
        #expect(failures(200, json, #"{"applicant": null}"#) == [])
        for (status, headers, body) in [
            (200, json, "{}"), (200, json, #"{"applicant": null, "more": 1}"#), (200, json, #"{"applicant": 1}"#),
            (200, [:], #"{"applicant": null}"#), (200, json.merging(["etag": "x"]) { $1 }, #"{"applicant": null}"#),
            (201, json, #"{"applicant": null}"#), (404, json, "{}"), (401, json, ""),
        ] {
            #expect(!failures(status, headers, body).isEmpty, "\(status) \(headers) \(body)")
        }
    }
}

extension APIDescription.Operation {
    /// Its answers that are not shared with others.
    fileprivate var answers: [(String, JSONValue)] {
        (node["responses"]?.object?.members ?? []).map { ("\(id) \($0.key)", $0.value) }
    }
}

/// The table of routes in `docs/rights.md`.
private enum RightsPage {
    static func routes() throws -> [(method: String, path: String, right: String)] {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/rights.md"), encoding: .utf8)
        let section = try #require(page.split(separator: "\n## ").first { $0.hasPrefix("Routes\n") })
        return section.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let words = cells[0].trimmingCharacters(in: ["`"]).split(separator: " ")
            return cells[1].split(separator: ",").prefix(1).map { right in
                (String(words[0]), String(words[1]), right.trimmingCharacters(in: ["`", " "]))
            }
        }
    }
}
