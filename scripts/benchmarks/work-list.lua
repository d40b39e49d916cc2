-- What is due first of an agency: 50 of its open dossiers, as its leader reads them.
function request()
    return wrk.format("GET", "/api/v1/dossiers?limit=50", { ["Authorization"] = token(math.random(20), 5) })
end
