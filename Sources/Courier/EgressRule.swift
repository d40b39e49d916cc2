package import NIOCore

/// Where the program may connect to on somebody's word. An address that a subscriber gives must not make it speak to what only it can
/// reach: itself, its neighbours, the cloud's metadata.
package enum EgressRule: Sendable, Hashable {
    /// Addresses of the public internet only.
    case publicOnly
    /// Every address, as for receivers in the office's own network.
    case everywhere

    /// Asked of the very address that is connected to, so that a name cannot mean one thing when it is looked at and another when it is
    /// used.
    package func allows(_ address: SocketAddress) -> Bool {
        switch (self, address) {
        case (.everywhere, .v4), (.everywhere, .v6): true
        // As sockaddr_in and sockaddr_in6 have it, the address stands behind family and port, and of the sixth version behind
        // the flow as well.
        case (.publicOnly, .v4): Self.isPublic(v4: Self.bytes(of: address, 4..<8))
        case (.publicOnly, .v6): Self.isPublic(v6: Self.bytes(of: address, 8..<24))
        case (_, .unixDomainSocket): false
        }
    }

    private static func bytes(of address: SocketAddress, _ place: Range<Int>) -> [UInt8] {
        address.withSockAddr { pointer, size in
            Array(UnsafeRawBufferPointer(start: pointer, count: size)[place])
        }
    }

    /// The blocks of the IANA special-purpose registry that are not globally reachable, and multicast.
    static func isPublic(v4 bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168), (198, 18...19), (172, 16...31), (100, 64...127): false
        case (192, 0): bytes[2] != 0 && bytes[2] != 2
        case (198, 51): bytes[2] != 100
        case (203, 0): bytes[2] != 113
        case (224..., _): false
        default: true
        }
    }

    /// Of the sixth version only global unicast is public; what carries an address of the fourth is measured by that one.
    static func isPublic(v6 bytes: [UInt8]) -> Bool {
        let begins: ([UInt8]) -> Bool = { bytes.starts(with: $0) }
        if begins([0x00, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8)) {
            return isPublic(v4: Array(bytes[12...]))
        }
        if begins([0x20, 0x02]) { return isPublic(v4: Array(bytes[2..<6])) }
        if begins([0x20, 0x01, 0x00, 0x00]) || begins([0x20, 0x01, 0x0D, 0xB8]) { return false }
        return bytes[0] & 0xE0 == 0x20
    }
}
