import Desk
import HTTPTypes
import Hummingbird
import JSONText
import NIOCore

/// The body of a request: read whole, bounded, strict.
struct Body {
    /// The largest body of an API request, in bytes. An intake with every field at its longest has a tenth of it.
    static let largest = 256 * 1024

    let bytes: [UInt8]

    init(of request: Request) async throws {
        if let type = request.headers[.contentType], !type.lowercased().hasPrefix("application/json") {
            throw Problem(
                status: 415, kind: "media-type", title: "Not JSON", rule: "body.type", field: "Content-Type",
                detail: "Send the body as application/json.")
        }
        do {
            var buffer = try await request.body.collect(upTo: Self.largest)
            bytes = buffer.readBytes(length: buffer.readableBytes) ?? []
        } catch is NIOTooManyBytesError {
            throw Problem(
                status: 413, kind: "too-large", title: "The body is too large", rule: "body.size",
                detail: "A body may have at most \(Self.largest) bytes.")
        }
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
            throw DeskError(error)
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
