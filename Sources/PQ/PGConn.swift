internal import CLibPQ
internal import Logging

/// One libpq connection: a method for each call that is used, no policy. The only place that touches a `PGconn`.
///
/// libpq allows one thread at a time per connection. The connecting thread hands the connection over once it is open
/// (`sending`), and from then on only its ``Connection`` actor, on the reactor's thread, calls these methods.
@safe final class PGConn {
    private let pointer: OpaquePointer
    private let notices: NoticeSink

    /// `PQconnectStartParams`. May block on name resolution, so it is called on a helper thread.
    /// - Returns: nil when libpq has no memory.
    init?(settings: [(keyword: String, value: String)], logger: Logger) {
        guard
            let pointer = unsafe CStringArray.with(
                settings.map(\.keyword),
                { keywords in
                    unsafe CStringArray.with(settings.map(\.value)) { values in
                        unsafe PQconnectStartParams(keywords, values, 0)
                    }
                })
        else { return nil }
        unsafe self.pointer = unsafe pointer
        notices = NoticeSink(logger: logger)
        unsafe notices.install(on: pointer)
    }

    deinit {
        unsafe PQfinish(pointer)
    }

    // MARK: Connecting

    enum Poll {
        case read, write, connected, failed
    }

    /// `PQconnectPoll`; the socket may change from one call to the next.
    func connectPoll() -> Poll {
        switch unsafe PQconnectPoll(pointer) {
        case PGRES_POLLING_OK: .connected
        case PGRES_POLLING_FAILED: .failed
        case PGRES_POLLING_WRITING: .write
        default: .read
        }
    }

    var socket: Int32 { unsafe PQsocket(pointer) }
    var isBad: Bool { unsafe PQstatus(pointer) == CONNECTION_BAD }
    var backendID: Int32 { unsafe PQbackendPID(pointer) }
    var usesTLS: Bool { unsafe PQsslInUse(pointer) == 1 }
    var errorMessage: String { unsafe String(cString: PQerrorMessage(pointer)) }

    func setNonBlocking() -> Bool { unsafe PQsetnonblocking(pointer, 1) == 0 }
    func enterPipeline() -> Bool { unsafe PQenterPipelineMode(pointer) == 1 }
    func exitPipeline() -> Bool { unsafe PQexitPipelineMode(pointer) == 1 }
    func cancelHandle() -> CancelHandle? { unsafe PQgetCancel(pointer).map { unsafe CancelHandle($0) } }

    /// Whether the peer has closed the socket; asks the kernel, sends nothing.
    var peerHasClosed: Bool { motcua_is_closed(socket) == 1 }

    /// Whether the kernel has nothing to be read; asks the kernel only.
    var isSocketSilent: Bool { motcua_is_silent(socket) == 1 }

    enum TransactionState {
        case idle, active, open, failed, unknown
    }

    var transactionState: TransactionState {
        switch unsafe PQtransactionStatus(pointer) {
        case PQTRANS_IDLE: .idle
        case PQTRANS_ACTIVE: .active
        case PQTRANS_INTRANS: .open
        case PQTRANS_INERROR: .failed
        default: .unknown
        }
    }

    // MARK: Sending

    func sendPrepare(name: String, _ text: StatementText) -> Bool {
        let types = text.types.map(\.rawValue)
        return unsafe withSQL(of: text) { sql in
            unsafe types.withUnsafeBufferPointer { types in
                unsafe PQsendPrepare(pointer, name, sql, Int32(types.count), types.baseAddress) == 1
            }
        }
    }

    func sendDescribe(name: String) -> Bool { unsafe PQsendDescribePrepared(pointer, name) == 1 }

    func sendPrepared(name: String, _ parameters: EncodedParameters) -> Bool {
        unsafe withArguments(parameters) { values, formats in
            unsafe parameters.lengths.withUnsafeBufferPointer { lengths in
                unsafe PQsendQueryPrepared(
                    pointer, name, Int32(lengths.count), values, lengths.baseAddress, formats, 1) == 1
            }
        }
    }

    func sendUnprepared(_ text: StatementText, _ parameters: EncodedParameters) -> Bool {
        var types = text.types.map(\.rawValue)
        if types.count < parameters.lengths.count {
            types += repeatElement(0, count: parameters.lengths.count - types.count)
        }
        return unsafe withSQL(of: text) { sql in
            unsafe withArguments(parameters) { values, formats in
                unsafe types.withUnsafeBufferPointer { types in
                    unsafe parameters.lengths.withUnsafeBufferPointer { lengths in
                        unsafe PQsendQueryParams(
                            pointer, sql, Int32(lengths.count), types.baseAddress, values, lengths.baseAddress,
                            formats, 1) == 1
                    }
                }
            }
        }
    }

    /// Unprepared, without parameters, in the extended protocol: for what must be sent while in pipeline mode.
    func sendExtended(_ sql: String) -> Bool {
        unsafe PQsendQueryParams(pointer, sql, 0, nil, nil, nil, nil, 1) == 1
    }

    /// Simple protocol: several statements in one string, not in pipeline mode.
    func sendSimple(_ sql: String) -> Bool { unsafe PQsendQuery(pointer, sql) == 1 }
    func sendSync() -> Bool { unsafe PQpipelineSync(pointer) == 1 }
    func setSingleRowMode() -> Bool { unsafe PQsetSingleRowMode(pointer) == 1 }

    enum Flush {
        case done, pending, failed
    }

    func flush() -> Flush {
        switch unsafe PQflush(pointer) {
        case 0: .done
        case 1: .pending
        default: .failed
        }
    }

    // MARK: Receiving

    func consumeInput() -> Bool { unsafe PQconsumeInput(pointer) == 1 }
    var isBusy: Bool { unsafe PQisBusy(pointer) == 1 }

    /// `PQgetResult`. Blocks while ``isBusy``, so that must have been asked first.
    func nextResult() -> PGResult? {
        unsafe PQgetResult(pointer).map { unsafe PGResult($0) }
    }

    /// `PQnotifies`: the next notification among what has been read. libpq looks for one in its buffer only.
    func nextNotification() -> Notification? {
        guard let heard = unsafe PQnotifies(pointer) else { return nil }
        defer { unsafe PQfreemem(heard) }
        return unsafe Notification(
            channel: String(cString: heard.pointee.relname), payload: String(cString: heard.pointee.extra),
            backendID: heard.pointee.be_pid)
    }

    // MARK: COPY

    enum CopyPut {
        case taken, full, failed
    }

    func putCopy(_ bytes: ArraySlice<UInt8>) -> CopyPut {
        let answer = unsafe bytes.withUnsafeBytes { buffer in
            unsafe PQputCopyData(
                pointer, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
        }
        return answer == 1 ? .taken : answer == 0 ? .full : .failed
    }

    /// - Parameter failure: when given, the server discards what was sent.
    func endCopy(failure: String?) -> CopyPut {
        let answer = unsafe PQputCopyEnd(pointer, failure)
        return answer == 1 ? .taken : answer == 0 ? .full : .failed
    }

    // MARK: Arguments

    private func withSQL<Answer>(of text: StatementText, _ body: (UnsafePointer<CChar>) -> Answer) -> Answer {
        guard text.sql.hasPointerRepresentation else {
            return unsafe text.sql.description.withCString { unsafe body($0) }
        }
        // A `StaticString` ends in a zero byte.
        return unsafe text.sql.utf8Start.withMemoryRebound(to: CChar.self, capacity: text.sql.utf8CodeUnitCount + 1) {
            unsafe body($0)
        }
    }

    private typealias Values = UnsafeMutablePointer<UnsafePointer<CChar>?>

    private func withArguments<Answer>(
        _ parameters: EncodedParameters, _ body: (Values, UnsafeMutablePointer<Int32>) -> Answer
    ) -> Answer {
        let count = parameters.lengths.count
        return unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count + 1) { values in
            unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: count + 1) { formats in
                unsafe parameters.bytes.withUnsafeBytes { bytes in
                    // An empty buffer has no address, and a nil value would be null; any address does for no bytes.
                    let start =
                        unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                        ?? UnsafePointer(bitPattern: 1)
                    var offset = 0
                    for index in 0..<count {
                        let length = parameters.lengths[index]
                        let address = unsafe length < 0 ? nil : start.map { unsafe $0 + offset }
                        unsafe values.initializeElement(at: index, to: address)
                        unsafe formats.initializeElement(at: index, to: 1)
                        offset += Int(max(0, length))
                    }
                    guard let values = values.baseAddress, let formats = formats.baseAddress else {
                        preconditionFailure("a temporary allocation of at least one element has an address")
                    }
                    return unsafe body(values, formats)
                }
            }
        }
    }
}
