/// A socket under TLS may be silent although an answer is there: OpenSSL takes a whole record from the kernel and decrypts it, and
/// libpq takes from that as much as it has room for. libpq's own wait asks OpenSSL for the rest; a wait from outside cannot.
extension Connection {
    /// However the bytes were missed, they are found after this.
    static let tlsInterval = Duration.milliseconds(100)

    /// Takes what OpenSSL holds, when the kernel holds nothing that would make the reactor call again.
    ///
    /// One call is enough: a record has 16 KB at most, and libpq makes room for 8 KB each time.
    /// - Returns: whether a result has become complete.
    func takeDecrypted() -> Bool {
        guard usesTLS, machine.expectsResults, !readingPaused, let conn, conn.isBusy, conn.isSocketSilent else {
            return false
        }
        guard conn.consumeInput() else {
            takeResults()
            lose(conn.errorMessage)
            return false
        }
        return !conn.isBusy
    }

    /// The request that has begun may wait for bytes that nobody announces.
    func beginWatchingTLS(now: ContinuousClock.Instant) {
        let check = now + Self.tlsInterval
        nextTLSCheck = check
        reactor.remind(at: check)
    }

    /// Looks once more, as long as a request is under way.
    func expireTLS(now: ContinuousClock.Instant) {
        guard let check = nextTLSCheck else { return }
        if current == nil {
            nextTLSCheck = nil
        } else if check > now {
            reactor.remind(at: check)
        } else {
            beginWatchingTLS(now: now)
            drain()
        }
    }
}
