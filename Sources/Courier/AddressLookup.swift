import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// Every address of a name, in the order of the system's preference.
enum AddressLookup {
    /// - Throws: ``CourierFailure``; a name that is unknown today may be known tomorrow.
    static func addresses(of host: String, port: Int) async throws -> [SocketAddress] {
        do {
            return try await NIOThreadPool.singleton.runIfActive { try resolve(host, port) }
        } catch let failure as CourierFailure {
            throw failure
        } catch {
            throw CourierFailure(.forNow, "the program is stopping")
        }
    }

    private static func resolve(_ host: String, _ port: Int) throws -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0 else {
            throw CourierFailure(.forNow, "the host's name is unknown")
        }
        defer { freeaddrinfo(found) }
        var addresses: [SocketAddress] = []
        var next = found
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let address = entry.ai_addr else { continue }
            switch entry.ai_family {
            case AF_INET:
                address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    addresses.append(SocketAddress($0.pointee, host: host))
                }
            case AF_INET6:
                address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                    addresses.append(SocketAddress($0.pointee, host: host))
                }
            default: continue
            }
        }
        return addresses
    }
}
