import CZlib
import HTTPTypes
package import Hummingbird
import NIOCore

/// Compresses a body for a caller that asks for it (`Accept-Encoding: gzip`) when it is worth the time.
package struct CompressionMiddleware: RouterMiddleware {
    package typealias Context = DeskContext

    /// In bytes: what is smaller goes into one packet anyway.
    static let smallest = 1_024

    package init() {}

    @concurrent
    package func handle(
        _ request: Request, context: DeskContext, next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard let length = response.body.contentLength, length >= Self.smallest else { return response }
        response.headers[.vary] = "Accept-Encoding"
        guard Self.isWanted(by: request) else { return response }
        let plain = Collected(capacity: length)
        try await response.body.write(Collector(collected: plain))
        guard let compressed = plain.buffer.gzip else {
            response.body = ResponseBody(byteBuffer: plain.buffer)
            return response
        }
        response.body = ResponseBody(byteBuffer: compressed)
        response.headers[.contentEncoding] = "gzip"
        if let tag = response.headers[.eTag] { response.headers[.eTag] = EntityTag.compressed(tag) }
        return response
    }

    /// Whether the caller takes a compressed body.
    static func isWanted(by request: Request) -> Bool {
        request.headers[.acceptEncoding].map { hasGzip($0) } ?? false
    }

    /// Whether the header lets gzip through (RFC 9110, section 12.5.3): by name, else by `*`, unless its weight is nought.
    static func hasGzip(_ header: String) -> Bool {
        var byName: Bool?
        var byStar = false
        for part in header.lowercased().split(separator: ",") {
            let sides = part.split(separator: ";", maxSplits: 1)
            let weight = sides.count > 1 ? sides[1].filter { $0 != " " && $0 != "\t" } : "q=1"
            let isWanted = weight.hasPrefix("q=") && (Double(weight.dropFirst(2)) ?? 0) > 0
            switch sides.first.map({ String($0.trimmed) }) {
            case "gzip", "x-gzip": byName = isWanted
            case "*": byStar = isWanted
            default: break
            }
        }
        return byName ?? byStar
    }
}

extension ByteBuffer {
    /// The same bytes as one gzip member; nil when they do not get fewer.
    fileprivate var gzip: ByteBuffer? {
        let room = motcua_gzip_bound(readableBytes)
        var compressed = ByteBuffer()
        let written = withUnsafeReadableBytes { bytes in
            compressed.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { out in
                motcua_gzip(
                    bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count,
                    out.bindMemory(to: UInt8.self).baseAddress, out.count)
            }
        }
        return written > 0 && written < readableBytes ? compressed : nil
    }
}

/// Where a body is put together, by one task.
private final class Collected {
    var buffer: ByteBuffer

    init(capacity: Int) { buffer = ByteBufferAllocator().buffer(capacity: capacity) }
}

private struct Collector: ResponseBodyWriter {
    let collected: Collected

    mutating func write(_ buffer: ByteBuffer) async throws {
        collected.buffer.writeImmutableBuffer(buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
