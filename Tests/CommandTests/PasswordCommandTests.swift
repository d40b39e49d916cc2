import Testing

@Suite(.timeLimit(.minutes(5))) struct PasswordCommandTests {
    @Test func `a password is read from standard input, held against the rules, and set once where that is asked`()
        throws
    {
        let office = try Office()
        func set(_ input: String, _ options: String...) throws -> Program.Finished {
            try Program.run(
                ["user", "password", "--agency", "H99.14", "--login", "officer", "--data", office.data] + options,
                in: office.place, input: input)
        }
        #expect(try set("").errors.contains("No password came on standard input"))
        #expect(try set("ngắn\n").errors.contains("10 to 200 characters"))
        let first = try set("bốn mùa mưa nắng\nmore\n", "--first")
        #expect(first.status == 0 && first.errors.contains("signs in with the new password"), "\(first.errors)")
        #expect(!first.errors.contains("mưa") && first.output.isEmpty)
        let second = try set("năm con mèo đi chợ\n", "--first")
        #expect(second.status == 0 && second.errors.contains("has a password already"))
        let nobody = try Program.run(
            "user", "password", "--agency", "H99.14", "--login", "nobody", "--data", office.data, in: office.place,
            input: "bốn mùa mưa nắng\n")
        #expect(nobody.status == 1 && nobody.errors.contains("has no user"))
    }

    @Test func `cookies without TLS are for this machine alone`() throws {
        let office = try Office()
        let refused = try Program.run(
            "serve", "--no-secure-cookies", "--listen", "0.0.0.0:0", "--allow-unsafe", "listen", "--data", office.data,
            in: office.place)
        #expect(refused.status == 64 && refused.errors.contains("loopback"), "\(refused.errors)")
    }
}
