-- Put before each request script. BENCH_RUN keeps the keys of one run apart from those of all others.
local threads = 0
function setup(thread)
    threads = threads + 1
    thread:set("thread_number", threads)
end

local counter = 0
function unique_key()
    counter = counter + 1
    return string.format("bench-%s-%02d-%012d", os.getenv("BENCH_RUN") or "0", thread_number, counter)
end

function init()
    math.randomseed((tonumber(os.getenv("BENCH_RUN")) or 0) * 100 + thread_number)
end

-- The token of a member of staff of an agency, 1 to 20: 1 works at the desk, 5 leads.
function token(agency, staff)
    return string.format("Bearer mcd_bench_%d_%d", agency, staff)
end

-- Prints one line that scripts/bench reads. Times are in microseconds.
function done(summary, latency, requests)
    local errors = summary.errors
    print("RESULT", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout)
end
