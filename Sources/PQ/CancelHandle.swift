internal import CLibPQ

/// What is needed to ask the server to stop what a connection is doing.
///
/// `PQgetCancel` gives a private copy of the address and the secret, which `PQcancel` may use from any thread; hence the
/// unchecked conformance.
@safe final class CancelHandle: @unchecked Sendable {
    private let pointer: OpaquePointer

    /// Takes over `pointer`.
    init(_ pointer: OpaquePointer) {
        unsafe self.pointer = unsafe pointer
    }

    deinit {
        unsafe PQfreeCancel(pointer)
    }

    /// Sends the request over a connection of its own and waits until the server has closed that. Blocks; the server acts
    /// some time later, or not at all when the statement has just ended.
    func cancel() -> Bool {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
            unsafe PQcancel(pointer, message.baseAddress, Int32(message.count)) == 1
        }
    }
}
