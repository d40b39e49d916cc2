-- One dossier of the million by its code, as its agency's leader reads it.
local first_day, days, codes = os.getenv("BENCH_FIRST_DAY"), {}, {}
local year, month, day = first_day:match("(%d+)-(%d+)-(%d+)")
local per_agency = tonumber(os.getenv("BENCH_DOSSIERS")) / 20

for number = 0, math.floor((per_agency - 1) / 70) do
    days[number] = os.date("!%y%m%d", os.time({ year = year, month = month, day = day, hour = 12 }) + number * 86400)
end

function request()
    local agency, place = math.random(20), math.random(per_agency) - 1
    local code = string.format("H99.%02d-%s-%04d", agency, days[math.floor(place / 70)], 1 + place % 70)
    return wrk.format("GET", "/api/v1/dossiers/" .. code, { ["Authorization"] = token(agency, 5) })
end
