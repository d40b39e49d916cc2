-- Twenty dossiers handed to a unit on one list, each dossier once: the lists are used up as they are asked for.
local lists = prepared()
local asked = 0

function request()
    asked = asked + 1
    if asked > #lists then used_up = true end
    local agency, body = lists[math.min(asked, #lists)]:match("(%d+) (.*)")
    return command(agency, "/api/v1/hand-overs", body)
end
