import CZlib
import HTTPTypes
import Hummingbird
import NIOCore

/// Entity tags (RFC 9110, section 8.8.3): the version of the dossier or the revision of a draft, if it is one of those, and
/// a check sum of what is told of it. The version alone would not do: names, the state of an apology and a receipt that is late change without an
/// event.
enum EntityTag {
    /// What is put behind the tag of a compressed representation, which is another one (RFC 9110, section 8.8.3.3).
    static let gzip = "-gzip"

    /// `"3-9a0b1c2d"`, or `"9a0b1c2d"` without a version.
    static func of(_ bytes: [UInt8], version: Int? = nil) -> String {
        let sum = bytes.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
        let digits = String(sum, radix: 16)
        return version.map { "\"\($0)-\(digits)\"" } ?? "\"\(digits)\""
    }

    /// Whether `If-None-Match` names the tag, in whatever coding.
    static func isNamed(_ tag: String, in header: String) -> Bool {
        header.split(separator: ",").contains { given in
            let given = given.trimmed
            if given == "*" { return true }
            let plain = given.hasPrefix("W/") ? given.dropFirst(2) : given
            return plain == tag || plain == Self.compressed(tag)
        }
    }

    /// The tag of the same thing compressed.
    static func compressed(_ tag: String) -> String { "\(tag.dropLast())\(gzip)\"" }
}

extension Response {
    /// A thing as it is now, or only that it is as the caller has it (`If-None-Match`).
    /// - Parameter version: of the dossier that it is about, or the revision of a procedure's version.
    static func current(
        _ bytes: [UInt8], version: Int? = nil, for request: Request, headers: HTTPFields = [.cacheControl: "no-cache"]
    ) -> Response {
        current(bytes, tag: EntityTag.of(bytes, version: version), for: request, headers: headers) {
            .json(bytes, headers: $0)
        }
    }

    /// The same of bytes with a tag of their own.
    /// - Parameter whole: the answer with the bytes, of the headers that it and a 304 share.
    static func current(
        _ bytes: [UInt8], tag: String, for request: Request, headers: HTTPFields, whole: (HTTPFields) -> Response
    ) -> Response {
        var fields = headers
        fields[.eTag] = tag
        guard let known = request.headers[.ifNoneMatch], EntityTag.isNamed(tag, in: known) else { return whole(fields) }
        // A 304 has the headers that the 200 would have (RFC 9110, section 15.4.5), and no body to make them from.
        if bytes.count >= CompressionMiddleware.smallest {
            fields[.vary] = "Accept-Encoding"
            if CompressionMiddleware.isWanted(by: request) { fields[.eTag] = EntityTag.compressed(tag) }
        }
        var response = Response(status: .notModified, headers: fields)
        response.headers[.contentLength] = nil
        return response
    }
}

extension Substring {
    /// Without blanks and tabs around it.
    var trimmed: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
