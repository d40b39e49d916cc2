-- Put before each request.lua: prints one line that scripts/bench reads. Times are in microseconds.
function done(summary, latency, requests)
    local errors = summary.errors
    print("RESULT", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout)
end
