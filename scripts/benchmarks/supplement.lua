-- Of a dossier that waits for documents one has come in, and others are still lacking: at the desk, which may be told so
-- again and again. The dossiers are taken in turn; each time one has grown by a version.
local waiting = prepared()
-- wrk asks for a first request that it never sends.
local asked = -2

function request()
    asked = asked + 1
    local agency, code, version = waiting[1 + asked % #waiting]:match("(%d+) (%S+) (%d+)")
    return command(agency, "/api/v1/dossiers/" .. code .. "/supplements",
        '{"complete":false,"papers":[{"component":3,"copies":1}]}', version + math.floor(asked / #waiting))
end
