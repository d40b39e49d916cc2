internal import DequeModule

/// What lies between the task that writes a COPY and the connection that sends it. Reactor only, after submission; hence the
/// unchecked conformance.
final class CopyChannel: @unchecked Sendable {
    /// So many chunks may lie here before the writer has to wait.
    static let depth = 4

    enum Item {
        case chunk([UInt8])
        case end(failure: String?)
    }

    private var items = Deque<Item>()
    private var writer: CheckedContinuation<PQError?, Never>?
    private var opener: CheckedContinuation<PQError?, Never>?
    private(set) var isOpen = false
    private var interruption: PQError?

    /// Waits until the server wants data; nil when it does.
    func waitUntilOpen(_ continuation: CheckedContinuation<PQError?, Never>) {
        if isOpen || interruption != nil {
            continuation.resume(returning: interruption)
        } else {
            opener = continuation
        }
    }

    func open() {
        isOpen = true
        opener?.resume(returning: nil)
        opener = nil
    }

    /// The writer is resumed when there is room for more, or with the reason why more is useless.
    func append(_ item: Item, _ continuation: CheckedContinuation<PQError?, Never>) {
        items.append(item)
        if interruption != nil || items.count < Self.depth {
            continuation.resume(returning: interruption)
        } else {
            writer = continuation
        }
    }

    func next() -> Item? { items.first }

    func removeFirst() {
        items.removeFirst()
        guard items.count < Self.depth else { return }
        writer?.resume(returning: interruption)
        writer = nil
    }

    func interrupt(_ error: PQError) {
        if interruption == nil { interruption = error }
        opener?.resume(returning: interruption)
        opener = nil
        writer?.resume(returning: interruption)
        writer = nil
    }
}
