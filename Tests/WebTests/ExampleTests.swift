import Desk
import Foundation
import HTTPTypes
import JSONText
import OneStop
import TestSupport
import Testing

/// Every operation's example of `docs/openapi.json` is sent to the demonstration office, by whom and after which other
/// operation the document says, and gets what it says.
@Suite(.timeLimit(.minutes(5))) struct ExampleTests {
    private static let office: OfficeDocument? = {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try? String(
            contentsOf: root.appending(path: "docs/examples/demonstration-office.json"), encoding: .utf8)
        return text.flatMap { try? OfficeDocument(parsing: $0) }
    }()

    @Test(arguments: APIDescription.present.operations.map(\.id).sorted())
    func `the example gets what the description says`(id: String) async throws {
        let office = try #require(Self.office)
        try await Site.with(document: office) { site in
            var chain: [APIDescription.Operation] = []
            var next: String? = id
            while let wanted = next {
                let operation = try #require(APIDescription.present.operations.first { $0.id == wanted }, "\(wanted)")
                chain.insert(operation, at: 0)
                next = operation.node["x-example"]?["after"]?.string
                try #require(chain.count < 20, "\(id) comes after itself")
            }
            var tag: String?
            for operation in chain {
                let reply = try await site.send(operation, tag: tag)
                let wanted = operation.node["x-example"]?["status"]?.integer
                let isRight = wanted.map { $0 == reply.status } ?? (200..<300).contains(reply.status)
                try #require(isRight, "\(operation.id): \(reply.status) \(reply.text)")
                tag = reply.etag ?? tag
            }
        }
    }
}

extension Site {
    /// Sends an operation's example as it stands, with the tag of the answer before.
    fileprivate func send(_ operation: APIDescription.Operation, tag: String?) async throws -> Reply {
        let example = try #require(operation.node["x-example"])
        var path = "/api/v1\(operation.path)"
        var query: [String] = []
        var headers: [String: String] = [:]
        for parameter in operation.parameters {
            let name = try #require(parameter["name"]?.string)
            if name == "Idempotency-Key" {
                headers[name] = "example of \(operation.id)".replacing(" ", with: "-")
                continue
            }
            guard let value = parameter["example"] else {
                #expect(parameter["required"] != .bool(true), "\(operation.id): \(name) has no example")
                continue
            }
            let text = value.array?.map(\.serialized).joined(separator: ",") ?? value.string ?? value.serialized
            switch parameter["in"]?.string {
            case "path": path = path.replacing("{\(name)}", with: text)
            case "query":
                let escaped = try #require(text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                query.append("\(name)=\(escaped)")
            default: headers[name] = tag ?? text
            }
        }
        if !query.isEmpty { path += "?\(query.joined(separator: "&"))" }
        var secret: String?
        if let login = example["as"]?.string {
            let isPortal = example["portal"] == .bool(true)
            secret = try await token(
                login, scopes: isPortal ? [.portal] : Scope.allCases.filter { $0 != .portal }, isPortal: isPortal
            ).secret
        }
        let now = example["at"]?.string ?? "2026-03-02T09:00:00+07:00"
        let method = try #require(HTTPRequest.Method(rawValue: operation.method))
        let body = Array((operation.example?.serialized ?? "").utf8)
        return try await Site.$now.withValue(Site.at(now)) {
            try await send(method, path, secret: secret, headers: headers, body: body)
        }
    }
}
