import Desk
import HTTPTypes
import Hummingbird
import JSONText
import NIOCore

/// The body of a request: read whole, bounded, strict.
struct Body {
    /// The largest body of an API request, in bytes. An intake with every field at its longest has a tenth of it.
    static let largest = 256 * 1024
    /// The largest file, in bytes: a catalogue of some thousand entries.
    static let largestFile = 8 * 1024 * 1024

    let bytes: [UInt8]

    /// - Parameters:
    ///   - types: the media types that are understood; without a header it is the first.
    ///   - largest: how many bytes it may have.
    init(
        of request: Request, types: [String] = ["application/json"], largest: Int = Self.largest
    ) async throws {
        if let type = request.headers[.contentType], !types.contains(where: { Self.is(type, $0) }) {
            throw Problem(
                status: 415, kind: "media-type", title: "Another media type is asked for", rule: "body.type",
                field: "Content-Type",
                detail: "Send the body as \(types.joined(separator: " or ")) in UTF-8.")
        }
        do {
            var buffer = try await request.body.collect(upTo: largest)
            bytes = buffer.readBytes(length: buffer.readableBytes) ?? []
        } catch is NIOTooManyBytesError {
            throw Problem(
                status: 413, kind: "too-large", title: "The body is too large", rule: "body.size",
                detail: "A body may have at most \(largest) bytes.")
        } catch let stop as CancellationError {
            throw stop
        } catch {
            throw BrokenBody(cause: error)
        }
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced != bytes.count {
            throw BrokenBody(cause: nil)
        }
    }

    /// Whether a header names a media type, alone or with the charset that JSON has (RFC 8259, section 8.1).
    static func `is`(_ type: String, _ expected: String) -> Bool {
        let parts = type.lowercased().split(separator: ";", omittingEmptySubsequences: false).map { part in
            part.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        }
        return parts.first == expected
            && parts.dropFirst().allSatisfy { !$0.hasPrefix("charset=") || $0 == "charset=utf-8" }
    }

    /// Reads the fields; none may be left over. An empty body is an empty object.
    func read<Value>(_ read: (inout FieldReader) throws(FieldError) -> Value) throws(DeskError) -> Value {
        let value = try parsed()
        do throws(FieldError) {
            var fields = try FieldReader(value)
            let result = try read(&fields)
            try fields.finish()
            return result
        } catch {
            // What is wrong with the document as a whole has no path.
            throw error.path.isEmpty
                ? .invalid("body", rule: error.rule.rawValue, "The body \(error.explanation).") : DeskError(error)
        }
    }

    private func parsed() throws(DeskError) -> JSONValue {
        guard !bytes.isEmpty else { return .object(JSONObject()) }
        do throws(JSONError) {
            return try JSONValue(parsing: bytes)
        } catch {
            throw DeskError(error)
        }
    }
}

/// The client hung up, or what it sent stopped being HTTP, before the body came to its end.
struct BrokenBody: Error {
    var cause: (any Error)?
}
