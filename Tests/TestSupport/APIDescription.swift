import Foundation
package import JSONText

/// `docs/openapi.json`, and what it says about a request and its answer.
package struct APIDescription: Sendable {
    /// An operation of the document.
    package struct Operation: Sendable {
        /// As the document has it: `/dossiers/{code}`.
        package var path: String
        /// In capitals.
        package var method: String
        package var node: JSONValue
        package var parameters: [JSONValue]

        package var id: String { node["operationId"]?.string ?? "" }
        /// The body of its example; nil for an operation without a body.
        package var example: JSONValue? { node["requestBody"]?["content"]?["application/json"]?["example"] }
    }

    /// A request and its answer.
    package struct Exchange: Sendable {
        package var method: String
        /// With the query.
        package var target: String
        package var requestHeaders: [String: String]
        package var requestBody: [UInt8]
        package var status: Int
        /// Names in small letters.
        package var headers: [String: String]
        package var body: [UInt8]

        package init(
            method: String, target: String, requestHeaders: [String: String], requestBody: [UInt8], status: Int,
            headers: [String: String], body: [UInt8]
        ) {
            self.method = method
            self.target = target
            self.requestHeaders = requestHeaders
            self.requestBody = requestBody
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    /// The document of this checkout.
    package static let present: APIDescription = {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let bytes = (try? Data(contentsOf: root.appending(path: "docs/openapi.json"))).map(Array.init) ?? []
        return APIDescription((try? JSONValue(parsing: bytes)) ?? .null)
    }()

    package let document: JSONValue
    package let schema: JSONSchema
    package let operations: [Operation]

    package init(_ document: JSONValue) {
        self.document = document
        schema = JSONSchema(document: document)
        operations = (document["paths"]?.object?.members ?? []).flatMap { path in
            let shared = path.value["parameters"]?.array ?? []
            return (path.value.object?.members ?? []).filter { $0.key != "parameters" }.map { member in
                let own = member.value["parameters"]?.array ?? []
                return Operation(
                    path: path.key, method: member.key.uppercased(), node: member.value,
                    parameters: (shared + own).compactMap { document.resolved($0) })
            }
        }
    }

    /// What the document does not foresee of an exchange; empty when all is as it says.
    package func failures(of exchange: Exchange) -> [String] {
        let parts = exchange.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0].hasPrefix("/api/v1/") ? parts[0].dropFirst(7) : ""
        let here = operations.filter { $0.matches(path) }
        // What is written out comes before what stands for any text.
        let written = here.filter { $0.path == path }
        // HEAD is answered as GET is, without the body.
        let method = exchange.method == "HEAD" ? "GET" : exchange.method
        let found = (written.isEmpty ? here : written).first { $0.method == method }
        let status = String(exchange.status)
        let answer: JSONValue?
        if let found {
            answer = found.node["responses"]?[status]
        } else {
            let name = here.isEmpty ? "NotFound" : "MethodNotAllowed"
            let given = document["components"]?["responses"]?[name]
            answer = exchange.status == (here.isEmpty ? 404 : 405) ? given : nil
        }
        guard let answer = answer.flatMap({ document.resolved($0) }) else {
            return ["\(exchange.method) \(exchange.target): \(status) is not described"]
        }
        var failures = failures(of: exchange, against: answer)
        if let found, (200..<300).contains(exchange.status) {
            failures += self.failures(of: exchange, accepted: found, query: parts.count > 1 ? String(parts[1]) : "")
        }
        return failures.map { "\(exchange.method) \(exchange.target) \(status) \($0)" }
    }

    private func failures(of exchange: Exchange, against answer: JSONValue) -> [String] {
        var failures: [String] = []
        let described = answer["headers"]?.object?.members ?? []
        for header in described {
            guard let node = document.resolved(header.value) else { continue }
            if let value = exchange.headers[header.key.lowercased()] {
                failures += schema.failures(of: .string(value), against: node["schema"] ?? .null, at: header.key)
            } else if node["required"] == .bool(true) {
                failures.append("\(header.key) is missing")
            }
        }
        let names = Set(described.map { $0.key.lowercased() })
        for name in exchange.headers.keys where Self.telling.contains(name) && !names.contains(name) {
            failures.append("\(name) is not described")
        }
        guard exchange.method != "HEAD", let content = answer["content"]?.object, !content.isEmpty else {
            return failures + (exchange.body.isEmpty ? [] : ["has a body that is not described"])
        }
        let type = exchange.headers["content-type"] ?? ""
        guard let media = content.members.first(where: { type == $0.key || type == "\($0.key); charset=utf-8" }) else {
            return failures + ["is not \(content.keys.joined(separator: " or "))"]
        }
        return failures + self.failures(of: exchange.body, as: media.key, media.value, at: "")
    }

    /// What is wrong with a body: JSON, or a text.
    private func failures(of body: [UInt8], as type: String, _ media: JSONValue, at path: String) -> [String] {
        let text = String(validating: body, as: UTF8.self).map { JSONValue.string($0) }
        guard let value = type.hasPrefix("text/") ? text : try? JSONValue(parsing: body) else {
            return ["\(path): is not \(type)"]
        }
        return schema.failures(of: value, against: media["schema"] ?? .null, at: path)
    }

    /// Headers that mean something to a caller, so that none goes undescribed.
    private static let telling: Set<String> = [
        "etag", "location", "link", "idempotency-replayed", "retry-after", "www-authenticate", "allow", "ratelimit",
        "ratelimit-policy",
    ]

    /// What was accepted has to be what the document lets a caller send.
    private func failures(of exchange: Exchange, accepted operation: Operation, query: String) -> [String] {
        var failures: [String] = []
        var given: [String: String] = [:]
        for pair in query.split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            given[String(sides[0])] = (sides.count > 1 ? String(sides[1]) : "").removingPercentEncoding ?? ""
        }
        for parameter in operation.parameters {
            let name = parameter["name"]?.string ?? ""
            let value: String?
            switch parameter["in"]?.string {
            case "query": value = given.removeValue(forKey: name)
            case "header": value = exchange.requestHeaders.first { $0.key.lowercased() == name.lowercased() }?.value
            default: continue
            }
            guard let value else {
                if parameter["required"] == .bool(true) { failures.append("without \(name)") }
                continue
            }
            failures += failuresOfParameter(value, parameter["schema"] ?? .null, at: name)
        }
        failures += given.keys.map { "the parameter \($0) is not described" }
        guard let body = operation.node["requestBody"] else {
            return failures + (exchange.requestBody.isEmpty ? [] : ["a body is not described"])
        }
        guard !exchange.requestBody.isEmpty else {
            return failures + (body["required"] == .bool(true) ? ["without a body"] : [])
        }
        let header = exchange.requestHeaders.first { $0.key.lowercased() == "content-type" }
        let type = String((header?.value ?? "application/json").prefix { $0 != ";" }).lowercased()
        guard let media = body["content"]?[type] else { return failures + ["\(type) is not described"] }
        return failures + self.failures(of: exchange.requestBody, as: type, media, at: "request")
    }

    /// A parameter is a text; what its schema has as a number, a list or a truth value is read from it.
    private func failuresOfParameter(_ text: String, _ shape: JSONValue, at name: String) -> [String] {
        switch document.resolved(shape)?["type"]?.string {
        case "integer": schema.failures(of: Int64(text).map { .integer($0) } ?? .string(text), against: shape, at: name)
        case "boolean": schema.failures(of: Bool(text).map { .bool($0) } ?? .string(text), against: shape, at: name)
        case "array":
            text.split(separator: ",").flatMap {
                failuresOfParameter(String($0), document.resolved(shape)?["items"] ?? .null, at: name)
            }
        default: schema.failures(of: .string(text), against: shape, at: name)
        }
    }
}

extension APIDescription.Operation {
    /// Whether a path, without query, is one of this operation's.
    fileprivate func matches(_ path: Substring) -> Bool {
        let mine = self.path.split(separator: "/", omittingEmptySubsequences: false)
        let theirs = path.split(separator: "/", omittingEmptySubsequences: false)
        return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty : $0 == $1 }
    }
}
