/// Wakes one task up. Rings that it has not heard yet are one.
package final class WakeUps: Sendable {
    /// For one task, and once.
    package let rings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() {
        (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package func ring() { continuation.yield() }

    /// The task gets to the end of the rings.
    package func end() { continuation.finish() }
}
