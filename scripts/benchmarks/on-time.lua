-- The on-time figures of an agency in a month, as its leader asks for them.
local path = os.getenv("BENCH_ON_TIME")

function request()
    return wrk.format("GET", path, { ["Authorization"] = token(math.random(20), 5) })
end
