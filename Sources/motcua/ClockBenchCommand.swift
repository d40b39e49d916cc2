import ArgumentParser
import Glibc
import OneStop

/// How many due dates a second one core reckons; `scripts/bench` prints it beside the other figures.
struct ClockBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-clock", abstract: "Print millions of due dates a second on one core.", shouldDisplay: false)

    private static let count = 1_000_000

    func run() throws {
        let calendar = try CompiledCalendar(.vietNam)
        var numbers = Numbers()
        let first = try Instant(rfc3339: "2015-01-01T00:00:00Z").microseconds
        let starts = (0..<Self.count).map { _ in
            Instant(microseconds: first + numbers.next(below: 631_152_000) * Instant.microsecondsPerSecond)
        }
        for (name, most) in [("wd", 60), ("wh", 200)] {
            let limits = try (1...most).map { try Limit(parsing: "\($0)\(name)") }
            let chosen = starts.map { _ in limits[Int(numbers.next(below: Int64(most)))] }
            Output.answer("\(name) \(rate(of: calendar, starts, chosen))")
        }
    }

    /// Millions a second of the thread's own time, whoever else uses the core. The sum is used, so that no reckoning is
    /// left out by the compiler.
    private func rate(of calendar: CompiledCalendar, _ starts: [Instant], _ limits: [Limit]) -> Double {
        var sum: Int64 = 0
        let before = threadSeconds()
        for index in starts.indices {
            sum &+= (try? calendar.deadline(limits[index], from: starts[index]))?.due.microseconds ?? 0
        }
        let took = threadSeconds() - before
        if sum == 0 { Output.remark("no due dates came out") }
        return Double(Self.count) / took / 1e6
    }

    private func threadSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

/// The same numbers each time (Knuth's linear congruential generator): runs can be compared.
private struct Numbers {
    private var state: UInt64 = 1

    mutating func next(below bound: Int64) -> Int64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int64(state >> 33) % bound
    }
}
