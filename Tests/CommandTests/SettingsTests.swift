import Testing

@Suite(.timeLimit(.minutes(5))) struct SettingsTests {
    @Test func `a settings file with an unknown key, a wrong type or no JSON is refused by name`() throws {
        let place = try TemporaryFolder()
        for (text, expected) in [
            (#"{"listn": "127.0.0.1:0"}"#, "listn"), (#"{"connections": "many"}"#, "connections"),
            (#"{"connections": 0}"#, "connections"), (#"{"data": "#, "JSON"), (#"{"data": "a", "data": "b"}"#, "data"),
        ] {
            let file = try place.file("settings.json", text)
            for command in ["serve", "doctor"] {
                let refused = try Program.run(command, "--config", file, in: place)
                #expect(refused.status != 0)
                #expect(refused.errors.contains(expected), "\(text): \(refused.errors)")
                #expect(refused.output == "")
            }
        }
    }

    @Test func `a password is never printed`() throws {
        let place = try TemporaryFolder()
        for connection in [
            "host=127.0.0.1 port=1 user=motcua password=geheim123 dbname=motcua connect_timeout=2",
            "postgresql://motcua:geheim123@127.0.0.1:1/motcua?connect_timeout=2",
            "postgresql://motcua:geheim123@127.0.0.1:x/motcua",
            "password=geheim123 nonsense",
        ] {
            for environment in [
                ["MOTCUA_DATABASE": connection],
                ["MOTCUA_CONFIG": try place.file("s.json", #"{"database": "\#(connection)"}"#)],
            ] {
                for command in [["doctor"], ["migrate"], ["serve", "--log-level", "trace"]] {
                    let refused = try Program.run(command, in: place, environment: environment)
                    #expect(refused.status != 0)
                    #expect(!(refused.output + refused.errors).contains("geheim123"), "\(command): \(refused.errors)")
                    #expect(!refused.errors.isEmpty)
                }
            }
        }
    }

    @Test(arguments: [
        ("host=127.0.0.1 usr=geheim123 dbname=x", "\"usr\""),
        ("postgresql://x:geheim123@127.0.0.1/x?sslmod=require", "\"sslmod\""),
        ("host=127.0.0.1 dbname=x password=geheim123 sslmode=sometimes", "\"sslmode\""),
        ("host=127.0.0.1 dbname=x port=geheim123", "\"port\""), ("geheim123", "connection string cannot be read"),
    ])
    func `a wrong option of the connection string is named, and no value is`(connection: String, named: String) throws {
        let place = try TemporaryFolder()
        for command in ["doctor", "migrate"] {
            let refused = try Program.run(command, in: place, environment: ["MOTCUA_DATABASE": connection])
            #expect(refused.status != 0)
            #expect(refused.errors.contains(named), "\(refused.errors)")
            #expect(refused.errors.contains("MOTCUA_DATABASE"))
            #expect(!refused.errors.contains("geheim123"))
        }
    }

    @Test func `flags come before the environment and the environment before the file`() throws {
        let place = try TemporaryFolder()
        let file = try place.file("settings.json", #"{"listen": "file"}"#)
        let environment = ["MOTCUA_CONFIG": file]
        let byFile = try Program.run("serve", in: place, environment: environment)
        #expect(byFile.errors.contains("\"file\" is no address"))
        let byEnvironment = try Program.run(
            "serve", in: place, environment: environment.merging(["MOTCUA_LISTEN": "environment"]) { $1 })
        #expect(byEnvironment.errors.contains("\"environment\" is no address"))
        let byFlag = try Program.run(
            "serve", "--listen", "flag", in: place,
            environment: environment.merging(["MOTCUA_LISTEN": "environment"]) { $1 })
        #expect(byFlag.errors.contains("\"flag\" is no address"))
    }

    @Test func `an address that no citizen could reach, and what is not weasyprint, are refused by name`() throws {
        let place = try TemporaryFolder()
        for address in [
            "motcua.example.vn", "https://", "https://motcua.example.vn/", "ftp://x", "https://a@b", "http://a b",
        ] {
            let refused = try Program.run("serve", "--public-address", address, in: place)
            #expect(refused.status != 0 && refused.errors.contains("is no public address"), "\(refused.errors)")
        }
        let refused = try Program.run("serve", "--weasyprint", "/bin/sh", in: place)
        #expect(refused.status != 0 && refused.errors.contains("\"/bin/sh\" is not weasyprint"), "\(refused.errors)")
    }

    @Test func `a database that does not answer is told in a sentence`() throws {
        let place = try TemporaryFolder()
        for command in ["doctor", "serve", "migrate"] {
            let refused = try Program.run(
                command, "--database", "host=127.0.0.1 port=1 user=x dbname=x connect_timeout=2", in: place)
            #expect(refused.status != 0)
            #expect(refused.errors.contains("database"), "\(refused.errors)")
            #expect(!refused.errors.contains("Fatal error"))
        }
    }
}
