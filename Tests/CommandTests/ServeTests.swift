import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct ServeTests {
    @Test func `serve answers on both listeners and leaves nothing running after SIGTERM`() throws {
        let office = try Office()
        let program = try office.serve()
        #expect(HTTP.send("GET", "/health/live", port: office.operations)?.body == "live\n")
        #expect(HTTP.send("GET", "/health/ready", port: office.operations)?.body == "ready\n")
        #expect(HTTP.send("GET", "/health/live", port: office.port)?.status == 404)
        let taken = try #require(office.takeIn(key: "one"))
        #expect(taken.status == 201)
        let code = try #require(taken.text("code"))
        #expect(office.get("/api/v1/dossiers/\(code)")?.status == 200)
        let metrics = try #require(HTTP.send("GET", "/metrics", port: office.operations))
        #expect(metrics.body.contains("http_requests_total"))
        #expect(!metrics.body.contains(code))
        #expect(!program.remarked.contains(office.token))
        let postmaster = try #require(office.postmaster)
        #expect(program.end(by: SIGTERM) == 0, "\(program.remarked)")
        #expect(program.said == "")
        #expect(eventually { kill(postmaster, 0) != 0 })
        #expect(HTTP.send("GET", "/health/live", port: office.operations) == nil)
    }

    @Test func `what was under way when SIGTERM came is answered`() throws {
        let office = try Office()
        let program = try office.serve()
        let load = Load(office, clients: 4)
        #expect(eventually { load.acknowledged.count >= 20 })
        #expect(program.end(by: SIGTERM) == 0)
        load.stop()
        let again = try office.serve()
        for code in load.acknowledged.values { #expect(office.get("/api/v1/dossiers/\(code)")?.status == 200) }
        #expect(again.end(by: SIGINT) == 0)
    }

    @Test func `a second server on a taken port says which, and how to give it another`() throws {
        let office = try Office()
        let first = try office.serve()
        for (listen, operations, option) in [
            (office.port, HTTP.freePort(), "--listen"), (HTTP.freePort(), office.operations, "--operations"),
        ] {
            let second = try Program.run(
                [
                    "serve", "--data", office.data, "--listen", "127.0.0.1:\(listen)", "--operations",
                    "127.0.0.1:\(operations)",
                ], in: office.place)
            #expect(second.status == 1)
            let taken = option == "--listen" ? listen : operations
            #expect(second.errors.contains("127.0.0.1:\(taken) is taken"), "\(second.errors)")
            #expect(second.errors.contains(option))
        }
        #expect(office.takeIn(key: "still")?.status == 201)
        #expect(first.end(by: SIGTERM) == 0)
    }

    @Test func `the wire is guarded: headers have an end, and who asks first is told to go on`() throws {
        let office = try Office()
        let program = try office.serve()
        let large = HTTP.send(
            "GET", "/api/v1/dossiers", port: office.port, headers: ["X-Large": String(repeating: "a", count: 100_000)])
        #expect(large?.status == 431)
        #expect(large?.text("type") == "urn:motcua:problem:headers-too-large")
        let asked = HTTP.send(
            "POST", "/api/v1/dossiers", port: office.port, headers: ["Expect": "100-continue"], body: "{}")
        #expect(asked?.status == 100 && asked?.body.hasPrefix("HTTP/1.1 401") == true, "\(String(describing: asked))")
        #expect(program.end(by: SIGTERM) == 0)
    }

    @Test func `clients that never come to an end, or never read, keep nobody waiting`() throws {
        let office = try Office()
        let program = try office.serve()
        let head = "POST /api/v1/dossiers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(office.token)\r\n"
        let beginnings = [
            "GET /api/v1/dos", head, head + "Idempotency-Key: k\r\nContent-Length: 200000\r\n\r\n{",
            String(repeating: "GET /api/v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n", count: 200),
        ]
        let dawdlers = (0..<200).compactMap { HTTP.dawdle(beginnings[$0 % beginnings.count], port: office.port) }
        defer { for descriptor in dawdlers { close(descriptor) } }
        #expect(dawdlers.count == 200)
        for number in 0..<20 { #expect(office.takeIn(key: "\(number)")?.status == 201) }
        #expect(HTTP.send("GET", "/health/ready", port: office.operations)?.status == 200)
        #expect(program.end(by: SIGTERM, within: 40) != nil, "\(program.remarked.suffix(500))")
    }

    @Test func `a hostile line on the wire does not stop the server`() throws {
        let office = try Office()
        let program = try office.serve()
        for path in ["/api/v1/dossiers/%00", "/api/v1/dossiers?limit=%FF", "/" + String(repeating: "a", count: 20_000)]
        {
            let answer = HTTP.send("GET", path, port: office.port, headers: ["Authorization": "Bearer \(office.token)"])
            #expect(
                answer.map { (400..<500).contains($0.status) } ?? true, "\(path.prefix(40)): \(answer?.status ?? 0)")
        }
        let large = HTTP.send(
            "POST", "/api/v1/dossiers", port: office.port,
            headers: ["Authorization": "Bearer \(office.token)", "Idempotency-Key": "k"],
            body: String(repeating: " ", count: 3_000_000))
        #expect(large.map { $0.status == 413 } ?? true)
        #expect(office.takeIn(key: "after")?.status == 201)
        #expect(program.end(by: SIGTERM) == 0)
    }
}
