package import CoreMetrics
import Synchronization

/// Keeps the program's metrics in memory and tells them in the text format that Prometheus reads.
package final class MetricsRegistry: MetricsFactory {
    struct Key: Hashable, Comparable {
        var label: String
        var dimensions: [String]

        static func < (left: Key, right: Key) -> Bool {
            (left.label, left.dimensions.joined()) < (right.label, right.dimensions.joined())
        }
    }

    private let cells = Mutex<[Key: MetricCell]>([:])

    package init() {}

    /// All metrics, sorted by name. A timer and a recorder are told as their count and sum.
    package var text: String {
        let present = cells.withLock { Array($0) }.sorted { $0.key < $1.key }
        var text = ""
        var lastLabel = ""
        for (key, cell) in present {
            if key.label != lastLabel {
                text += "# TYPE \(key.label) \(cell.kind == .seconds ? "summary" : cell.kind.rawValue)\n"
                lastLabel = key.label
            }
            let dimensions = key.dimensions.isEmpty ? "" : "{\(key.dimensions.joined(separator: ","))}"
            text += cell.lines(key.label, dimensions)
        }
        return text
    }

    private func cell(_ label: String, _ dimensions: [(String, String)], _ kind: MetricCell.Kind) -> MetricCell {
        let key = Key(
            label: String(label.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" }),
            dimensions: dimensions.map { "\($0.0)=\"\($0.1.filter { $0 != "\"" && $0 != "\\" && $0 != "\n" })\"" })
        return cells.withLock { cells in
            if let cell = cells[key] { return cell }
            let cell = MetricCell(kind: kind)
            cells[key] = cell
            return cell
        }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions, .counter)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, dimensions, .gauge)
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        cell(label, dimensions, aggregate ? .summary : .gauge)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, dimensions, .seconds)
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}

/// One metric: a number that grows, one that moves, or a sum with its count.
final class MetricCell: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    enum Kind: String {
        case counter, gauge, summary
        /// A summary of durations, recorded in nanoseconds and told in seconds.
        case seconds
    }

    private struct State {
        var sum = 0.0
        var count: Int64 = 0
    }

    let kind: Kind
    private let state = Mutex(State())

    init(kind: Kind) {
        self.kind = kind
    }

    func lines(_ label: String, _ dimensions: String) -> String {
        let state = state.withLock { $0 }
        switch kind {
        case .counter: return "\(label)\(dimensions) \(state.count)\n"
        case .gauge: return "\(label)\(dimensions) \(state.sum)\n"
        case .summary: return "\(label)_sum\(dimensions) \(state.sum)\n\(label)_count\(dimensions) \(state.count)\n"
        case .seconds:
            return "\(label)_sum\(dimensions) \(state.sum / 1e9)\n\(label)_count\(dimensions) \(state.count)\n"
        }
    }

    func increment(by amount: Int64) { state.withLock { $0.count &+= amount } }
    func reset() { state.withLock { $0 = State() } }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { state.withLock { $0.sum = value } }
    func increment(by amount: Double) { state.withLock { $0.sum += amount } }
    func decrement(by amount: Double) { state.withLock { $0.sum -= amount } }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { kind == .gauge ? set(value) : add(value) }
    func recordNanoseconds(_ duration: Int64) { add(Double(duration)) }

    private func add(_ value: Double) {
        state.withLock {
            $0.sum += value
            $0.count += 1
        }
    }
}
