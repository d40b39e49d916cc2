import COpenSSL

/// Whom the program trusts when it connects to somebody: the system's authorities, and those of a file.
///
/// TLS is the system's OpenSSL, which libpq brings along, so that it is mended with the system.
final class TLSContext: Sendable {
    /// OpenSSL shares a context among threads; as a number, because a pointer is not allowed to cross them.
    private let address: UInt

    /// - Parameter trust: a file of further authorities, in PEM.
    /// - Throws: ``CourierFailure`` when it cannot be read.
    init(trust: String?) throws(CourierFailure) {
        guard let context = motcua_tls_context() else { throw CourierFailure(.forGood, "the system has no TLS") }
        address = UInt(bitPattern: context)
        if let trust, motcua_tls_trust(context, trust) != 1 {
            ERR_clear_error()
            throw CourierFailure(.forGood, "the file of trusted authorities cannot be read")
        }
    }

    deinit {
        SSL_CTX_free(OpaquePointer(bitPattern: address))
    }

    /// A session with a host, whose certificate must be for this name or address.
    func session(with host: String, isAddress: Bool) throws(CourierFailure) -> OpaquePointer {
        guard let session = motcua_tls_session(OpaquePointer(bitPattern: address), host, isAddress ? 1 : 0) else {
            ERR_clear_error()
            throw CourierFailure(.forNow, "the host's name cannot be proved")
        }
        return session
    }
}
