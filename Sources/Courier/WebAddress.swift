/// An address of the web that something is sent to: `https://portal.example.vn/hooks?from=motcua`.
package struct WebAddress: Sendable, Hashable {
    package let isSecure: Bool
    /// A name, or an address without brackets.
    package let host: String
    package let port: Int
    /// Path and query, as they are sent.
    package let target: String

    /// Reads `http` and `https` only; nil for another scheme, a user, a fragment, or characters that belong into no address.
    package init?(_ text: String) {
        let rest: Substring
        if let after = text.afterPrefix("https://") {
            isSecure = true
            rest = after
        } else if let after = text.afterPrefix("http://") {
            isSecure = false
            rest = after
        } else {
            return nil
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !rest.contains(where: { "#\"<>\\^`{|}".contains($0) })
        else { return nil }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else { return nil }
        let name: Substring
        let after: Substring
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            name = authority[authority.index(after: authority.startIndex)..<close]
            after = authority[authority.index(after: close)...]
            guard name.contains(":"), name.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
        } else {
            let colon = authority.firstIndex(of: ":") ?? authority.endIndex
            name = authority[..<colon]
            after = authority[colon...]
            guard name.utf8.allSatisfy(WebAddress.isOfName) else { return nil }
        }
        if after.isEmpty {
            port = isSecure ? 443 : 80
        } else {
            guard after.first == ":", let number = UInt16(after.dropFirst()), number > 0 else { return nil }
            port = Int(number)
        }
        guard (1...253).contains(name.utf8.count) else { return nil }
        host = String(name).lowercased()
        let path = rest[end...]
        target = path.isEmpty ? "/" : path.first == "?" ? "/\(path)" : String(path)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// As the `Host` field has it.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }
}

extension String {
    fileprivate func afterPrefix(_ prefix: String) -> Substring? {
        lowercased().hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
