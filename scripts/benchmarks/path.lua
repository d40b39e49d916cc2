-- One reading, again and again, as the leaders of the agencies ask for it.
local path = os.getenv("BENCH_PATH")

function request()
    return wrk.format("GET", path, { ["Authorization"] = token(math.random(20), 5) })
end
