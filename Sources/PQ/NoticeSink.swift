internal import CLibPQ
internal import Logging

/// Sends the server's notices to the log; libpq's own receiver would print them on standard error.
final class NoticeSink {
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// The caller keeps the sink alive for as long as the connection. libpq calls it back on the thread that reads, and the
    /// callback must not call into the connection.
    func install(on connection: OpaquePointer) {
        let receiver: PQnoticeReceiver = { context, result in
            guard let context = unsafe context, let result = unsafe result else { return }
            let sink = unsafe Unmanaged<NoticeSink>.fromOpaque(context).takeUnretainedValue()
            guard sink.logger.logLevel <= .debug else { return }
            let field: (Unicode.Scalar) -> String = { code in
                guard let text = unsafe PQresultErrorField(result, Int32(code.value)) else { return "" }
                return unsafe String(cString: text)
            }
            sink.logger.debug(
                "postgresql notice",
                metadata: ["severity": "\(field("V"))", "state": "\(field("C"))", "message": "\(field("M"))"])
        }
        unsafe PQsetNoticeReceiver(connection, receiver, Unmanaged.passUnretained(self).toOpaque())
    }
}
