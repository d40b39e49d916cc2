-- What somebody at the counter asks for in an agency: mostly a name without marks, whole or in part, else a code, an
-- identity number or a telephone number. Read with a leader's rights, which reach furthest.
local families = { "nguyen", "nguyen", "nguyen", "tran", "le", "pham", "hoang", "vu", "dang", "bui", "do" }
local middles = { "van", "van", "thi", "thi", "huu", "ngoc", "minh", "thanh", "quang", "thu", "duc", "kim" }
local given = { "an", "binh", "chau", "dung", "giang", "hanh", "khoi", "lam", "mai", "nhung", "oanh", "phuong", "quynh",
    "sang", "thao", "uyen", "viet", "xuan", "huong", "anh", "hung", "hoa", "tuan", "linh" }

local function one(of) return of[math.random(#of)] end

local function asked(agency)
    local kind = math.random(10)
    local number = math.random(0, (tonumber(os.getenv("BENCH_DOSSIERS")) or 1000000) / 20 - 1) * 20 + agency - 1
    if kind <= 4 then return one(families) .. "+" .. one(middles) .. "+" .. one(given) end
    if kind <= 6 then return one(middles) .. "+" .. one(given) end
    if kind == 7 then return one(given) end
    if kind == 8 then return string.format("%012d", number) end
    if kind == 9 then return string.format("09%08d", number) end
    return string.format("H99.%02d-%s", agency, string.sub(string.gsub(os.getenv("BENCH_FIRST_DAY"), "-", ""), 3, 8))
end

function request()
    local agency = math.random(20)
    return wrk.format("GET", "/api/v1/search?q=" .. asked(agency), { ["Authorization"] = token(agency, 5) })
end
