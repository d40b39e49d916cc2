import Foundation
import Glibc

/// The least of an HTTP client: one request, one connection, the whole answer. Blocks its thread.
enum HTTP {
    struct Answer: Sendable {
        var status: Int
        var body: String

        /// A text of the JSON body.
        func text(_ key: String) -> String? {
            let object = try? JSONSerialization.jsonObject(with: Data(body.utf8))
            return (object as? [String: Any])?[key] as? String
        }
    }

    /// The answer; nil when nobody answers, or not to the end.
    static func send(
        _ method: String, _ path: String, port: UInt16, headers: [String: String] = [:], body: String = ""
    ) -> Answer? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var timeout = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        guard connect(descriptor, to: port) else { return nil }
        var head =
            "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        guard write(Array((head + "\r\n" + body).utf8), to: descriptor) else { return nil }
        return answer(from: readToEnd(descriptor))
    }

    /// A connection that has sent the beginning of a request and stays as it is; nil when it was not taken.
    static func dawdle(_ beginning: String, port: UInt16) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        guard connect(descriptor, to: port), write(Array(beginning.utf8), to: descriptor) else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// A port that nobody listens on now.
    static func freePort() -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                guard bind(descriptor, $0, length) == 0, getsockname(descriptor, $0, &length) == 0 else { return }
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func connect(_ descriptor: Int32, to port: UInt16) -> Bool {
        var address = loopback(port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func readToEnd(_ descriptor: Int32) -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return all }
            all += buffer.prefix(count)
        }
    }

    /// Nil unless all of the body that the head announces has come.
    private static func answer(from bytes: [UInt8]) -> Answer? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else { return nil }
        let body = String(text[end.upperBound...])
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
        if let announced = length?.split(separator: " ").last.flatMap({ Int($0) }), announced != body.utf8.count {
            return nil
        }
        return Answer(status: status, body: body)
    }
}
