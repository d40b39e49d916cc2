import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import TestSupport
import Testing

/// An answer with its body read.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    init(_ response: Response) async throws {
        status = response.status.code
        headers = response.headers
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        let isPacked = headers[.contentEncoding] == "gzip" && !collected.bytes.isEmpty
        body = isPacked ? try Self.unpacked(collected.bytes) : collected.bytes
    }

    /// A gzip member's content.
    private static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/bin/gzip")
        process.arguments = ["--decompress", "--stdout"]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
        try input.fileHandleForWriting.close()
        let content = Array(try output.fileHandleForReading.readToEnd() ?? Data())
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "not gzip")
        return content
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var etag: String? { headers[.eTag] }
    var location: String? { headers[.location] }

    /// A header by its name as it is written; nil when it is absent.
    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    /// What the description of the API is held against.
    func exchange(
        _ method: HTTPRequest.Method, _ target: String, _ sent: [String: String], _ body: [UInt8]
    ) -> APIDescription.Exchange {
        APIDescription.Exchange(
            method: method.rawValue, target: target, requestHeaders: sent, requestBody: body, status: status,
            headers: Dictionary(headers.map { ($0.name.canonicalName, $0.value) }) { "\($0), \($1)" },
            body: self.body)
    }

    /// A value of the JSON body by its path: `clock.due`, `items.0.code`. Nil for what is missing and for null.
    subscript(path: String) -> String? {
        guard let root = try? JSONSerialization.jsonObject(with: Data(body)) else { return nil }
        var value: Any? = root
        for part in path.split(separator: ".") {
            if let index = Int(part), let array = value as? [Any] {
                value = array.indices.contains(index) ? array[index] : nil
            } else {
                value = (value as? [String: Any])?[String(part)]
            }
        }
        switch value {
        case let text as String: return text
        case let number as NSNumber: return number.stringValue
        case let array as [Any]: return String(array.count)
        default: return nil
        }
    }

    /// Whether it is a problem document that names what it must.
    func isProblem(_ status: Int, rule: String? = nil, field: String? = nil) -> Bool {
        self.status == status && headers[.contentType] == "application/problem+json"
            && self["status"] == String(status) && self["type"]?.hasPrefix("urn:motcua:problem:") == true
            && self["title"] != nil && self["detail"]?.isEmpty == false && (rule == nil || self["rule"] == rule)
            && (field == nil || self["field"] == field)
    }
}

/// Where a body is put together. Written by one task only.
private final class Collected {
    var bytes: [UInt8] = []
}

private struct CollectingWriter: ResponseBodyWriter {
    let collected: Collected

    mutating func write(_ buffer: ByteBuffer) async throws {
        collected.bytes += buffer.readableBytesView
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
