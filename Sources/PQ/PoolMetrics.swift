internal import Metrics

/// The pool's figures as gauges.
struct PoolMetrics: Sendable {
    static let interval = Duration.seconds(5)

    private let open = Gauge(label: "pq_pool_connections_open")
    private let idle = Gauge(label: "pq_pool_connections_idle")
    private let leased = Gauge(label: "pq_pool_connections_leased")
    private let waiting = Gauge(label: "pq_pool_waiting")
    private let requests = Gauge(label: "pq_pool_requests")
    private let refused = Gauge(label: "pq_pool_refused")

    func record(_ statistics: PoolStatistics) {
        open.record(statistics.open)
        idle.record(statistics.idle)
        leased.record(statistics.leased)
        waiting.record(statistics.waiting)
        requests.record(statistics.requests)
        refused.record(statistics.refused)
    }
}
