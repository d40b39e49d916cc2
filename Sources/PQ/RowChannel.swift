/// What lies between a connection that receives rows and the task that reads them. Reactor only; hence the unchecked conformance.
final class RowChannel: @unchecked Sendable {
    /// So many rows may lie here before the connection stops reading.
    static let capacity = 512

    enum Delivery: Sendable {
        case rows([PGResult])
        case end(PQError?)
    }

    private var rows: [PGResult] = []
    private var reader: CheckedContinuation<Delivery, Never>?
    private var end: Delivery?

    var isFull: Bool { rows.count >= Self.capacity }

    func append(_ row: PGResult) {
        rows.append(row)
    }

    /// Hands over what has come in, if somebody waits for it.
    func deliver() {
        guard let reader, !rows.isEmpty || end != nil else { return }
        self.reader = nil
        reader.resume(returning: take())
    }

    func finish(_ error: PQError?) {
        if end == nil { end = .end(error) }
        deliver()
    }

    func read(_ continuation: CheckedContinuation<Delivery, Never>) {
        reader = continuation
        deliver()
    }

    private func take() -> Delivery {
        if rows.isEmpty, let end { return end }
        let taken = rows
        rows = []
        rows.reserveCapacity(Self.capacity)
        return .rows(taken)
    }
}
