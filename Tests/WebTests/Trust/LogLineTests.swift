import Logbook
import Logging
import OneStop
import Synchronization
import Testing

@Suite struct LogLineTests {
    private static let now = Site.at("2026-03-03T09:00:00.25+07:00")

    @Test func `a value can neither end its line nor be taken for another pair`() {
        var line = LogLine(.info, at: Self.now)
        line.field("plain", "a-b/{c}")
        line.field("odd", "x\" y=1\nlevel=error\\\u{7}")
        line.field("empty", "")
        line.field("number", -7)
        line.milliseconds("ms", .microseconds(1_042))
        #expect(
            String(decoding: line.bytes, as: UTF8.self)
                == #"time=2026-03-03T02:00:00.25+00:00 level=info plain=a-b/{c} odd="x\" y=1\nlevel=error\\ " empty="" number=-7 ms=1.042"#
        )
    }

    @Test func `lines wait for each other, but not for a warning, nor without end`() {
        let written = Mutex<[[UInt8]]>([])
        let output = LogOutput(
            isGathering: true, now: { Self.now }, sink: { lines in written.withLock { $0.append(lines) } })
        var logger = Logger(label: "test") { _ in LogfmtHandler(output, level: .info) }
        logger[metadataKey: "who"] = "x"
        logger.debug("unheard")
        logger.info("first")
        #expect(written.withLock(\.count) == 0)
        logger.warning("second", metadata: ["a": "b c"])
        #expect(
            written.withLock { $0.map { String(decoding: $0, as: UTF8.self) } } == [
                """
                time=2026-03-03T02:00:00.25+00:00 level=info message=first who=x
                time=2026-03-03T02:00:00.25+00:00 level=warning message=second a="b c" who=x

                """
            ])
        for _ in 0..<1_000 { logger.info("many") }
        #expect(written.withLock(\.count) == 2)
        output.flush()
        output.flush()
        #expect(written.withLock { $0.reduce(0) { $0 + $1.count(where: { $0 == 10 }) } } == 1_002)
    }
}
