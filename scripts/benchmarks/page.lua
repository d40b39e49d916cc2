-- One page, again and again, as the leaders of the agencies open it.
local path = os.getenv("BENCH_PATH")

function request()
    return wrk.format("GET", path, {
        ["Cookie"] = string.format("__Host-motcua-session=mcsbench%dx1", math.random(20)),
        ["Accept-Encoding"] = os.getenv("BENCH_ENCODING") })
end
