import COpenSSL
import Synchronization

/// Whom the program trusts when it connects to somebody: the system's authorities, and those of a file.
///
/// TLS is the system's OpenSSL, which libpq brings along, so that it is mended with the system. The authorities are read when
/// the first session asks for them: that takes as long as all the rest of the program's start.
final class TLSContext: Sendable {
    private let trust: String?
    /// OpenSSL shares a context among threads; as a number, because a pointer is not allowed to cross them. 0: not made yet.
    private let address = Mutex<UInt>(0)

    /// - Parameter trust: a file of further authorities, in PEM.
    /// - Throws: ``CourierFailure`` when it cannot be read.
    init(trust: String?) throws(CourierFailure) {
        self.trust = trust
        if trust != nil { _ = try context() }
    }

    deinit {
        address.withLock { address in SSL_CTX_free(OpaquePointer(bitPattern: address)) }
    }

    /// A session with a host, whose certificate must be for this name or address.
    func session(with host: String, isAddress: Bool) throws(CourierFailure) -> OpaquePointer {
        let context = OpaquePointer(bitPattern: try context())
        guard let session = motcua_tls_session(context, host, isAddress ? 1 : 0) else {
            ERR_clear_error()
            throw CourierFailure(.forNow, "the host's name cannot be proved")
        }
        return session
    }

    private func context() throws(CourierFailure) -> UInt {
        try address.withLock { (address) throws(CourierFailure) in
            if address == 0 { address = try make() }
            return address
        }
    }

    private func make() throws(CourierFailure) -> UInt {
        guard let context = motcua_tls_context() else { throw CourierFailure(.forGood, "the system has no TLS") }
        if let trust, motcua_tls_trust(context, trust) != 1 {
            SSL_CTX_free(context)
            ERR_clear_error()
            throw CourierFailure(.forGood, "the file of trusted authorities cannot be read")
        }
        return UInt(bitPattern: context)
    }
}
