-- Put before each request script. BENCH_RUN keeps the keys of one run apart from those of all others.
local threads = {}
function setup(thread)
    threads[#threads + 1] = thread
    thread:set("thread_number", #threads)
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

-- A command by the desk of an agency.
function command(agency, path, body, version)
    return wrk.format("POST", path, {
        ["Authorization"] = token(agency, 1), ["Content-Type"] = "application/json", ["Idempotency-Key"] = unique_key(),
        ["If-Match"] = version and string.format('"%d"', version),
    }, body)
end

-- What scripts/bench has prepared for the run, by lines.
function prepared()
    local lines = {}
    for line in io.lines(os.getenv("BENCH_PREPARED")) do lines[#lines + 1] = line end
    return lines
end

-- Prints one line that scripts/bench reads. Times are in microseconds.
function done(summary, latency, requests)
    for _, thread in ipairs(threads) do
        if thread:get("used_up") then print("USED UP") end
    end
    local errors = summary.errors
    print("RESULT", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout)
end
