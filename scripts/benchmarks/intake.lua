-- An application at the desk of one of the agencies, with the papers of the checklist. Every key is new, and hardly anybody
-- applies twice.
local agencies = tonumber(os.getenv("BENCH_AGENCIES") or "20")

function request()
    local agency = math.random(agencies)
    local body = string.format('{"procedure":"9.99%04d","channel":"direct","applicant":{"kind":"citizen",'
        .. '"name":"Nguyễn Thị Đo","identityNumber":"001099%06d","phone":"0912345678",'
        .. '"address":"12 phố Đo Tốc Độ, phường Thử Nghiệm"},"papers":[{"component":1,"originals":1},'
        .. '{"component":2,"originals":1,"copies":1},{"component":3,"electronic":1}]}', agency, math.random(0, 999999))
    return command(agency, "/api/v1/dossiers", body)
end
