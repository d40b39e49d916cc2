import Testing

/// The law's clock at a terminal. Standard output has the answer and nothing else.
@Suite(.timeLimit(.minutes(5))) struct ClockCommandTests {
    @Test func `due prints one date and nothing else`() throws {
        let place = try TemporaryFolder()
        let due = try Program.run("due", "--from", "2026-02-09T10:00:00+07:00", "--limit", "5wd", in: place)
        #expect(due.output == "2026-02-23T17:00:00+07:00\n")
        #expect(due.status == 0)
        let other = try Program.run("due", "--from", "2026-02-09T03:00:00Z", "--limit", "5wd", in: place)
        #expect(other.output == due.output)
        let none = try Program.run("due", "--from", "2026-02-09T10:00:00+07:00", "--limit", "none", in: place)
        #expect(none.output == "none\n")
    }

    @Test func `due explains each day`() throws {
        let place = try TemporaryFolder()
        let due = try Program.run(
            "due", "--from", "2026-02-09T10:00:00+07:00", "--limit", "5wd", "--explain", in: place)
        #expect(due.output.hasPrefix("2026-02-23T17:00:00+07:00\n"))
        #expect(due.output.contains("2026-02-16"))
        #expect(due.status == 0)
    }

    @Test(arguments: [
        ["due", "--from", "2026-02-30T10:00:00+07:00", "--limit", "5wd"],
        ["due", "--from", "2026-02-09", "--limit", "5wd"],
        ["due", "--from", "2026-02-09T10:00:00+07:00", "--limit", "1000000000d"],
        ["due", "--from", "2026-02-09T10:00:00+07:00", "--limit", "5xx"], ["due", "--limit", "5wd"], ["due"],
        ["due", "--batch", "--limit", "5wd"],
        ["due", "--from", "2026-02-09T10:00:00+07:00", "--limit", "5wd", "--day-zero", "x"],
        ["elapsed", "--from", "2026-02-10T10:00:00+07:00", "--to", "2026-02-09T10:00:00+07:00"], ["nothing"],
    ])
    func `what cannot be counted is refused on standard error`(arguments: [String]) throws {
        let place = try TemporaryFolder()
        let refused = try Program.run(arguments, in: place)
        #expect(refused.status != 0)
        #expect(refused.output == "")
        #expect(!refused.errors.isEmpty)
        #expect(!refused.errors.contains("Fatal error"))
    }

    @Test func `a batch answers row by row and ends with 1 if any was bad`() throws {
        let place = try TemporaryFolder()
        let good = try Program.run(
            "due", "--batch", in: place,
            input: "from,limit\n2026-02-09T10:00:00+07:00,5wd\n2026-03-03T09:00:00+07:00,none\n")
        #expect(
            good.output == """
                from,limit,due,provisional,error
                2026-02-09T10:00:00+07:00,5wd,2026-02-23T17:00:00+07:00,false,
                2026-03-03T09:00:00+07:00,none,,false,

                """)
        #expect(good.status == 0)
        let bad = try Program.run(
            "due", "--batch", in: place,
            input:
                "from,limit\n2026-02-09T10:00:00+07:00,5wd\nyesterday,5wd\n2026-02-09T10:00:00+07:00,1000000000d\nalone\n"
        )
        let lines = bad.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(lines[1] == "2026-02-09T10:00:00+07:00,5wd,2026-02-23T17:00:00+07:00,false,")
        for line in lines[2...4] { #expect(line.split(separator: ",").count >= 2 && !line.hasSuffix(","), "\(line)") }
        #expect(bad.status == 1)
    }

    @Test(arguments: [
        ("", "empty"), ("2026-02-09T10:00:00+07:00,5wd\n", "2026-02-09T10:00:00+07:00"),
        ("from,limit,from\n2026-02-09T10:00:00+07:00,5wd,x\n", "\"from\""),
        ("from,limit,note,note\n2026-02-09T10:00:00+07:00,5wd,x,y\n", "\"note\""),
    ])
    func `a batch without a good heading is refused whole, by its name`(input: String, named: String) throws {
        let place = try TemporaryFolder()
        let refused = try Program.run("due", "--batch", in: place, input: input)
        #expect(refused.status == 2)
        #expect(refused.output == "")
        #expect(refused.errors.contains(named), "\(refused.errors)")
    }

    @Test func `a row that is no row of the batch keeps its place and says why, and the rest goes on`() throws {
        let place = try TemporaryFolder()
        let good = "2026-02-09T10:00:00+07:00,5wd"
        let answered = try Program.run(
            ["due", "--batch"], in: place, input: "from,limit\n\(good),extra\n2026-02-09,5",
            bytes: [0xFF] + Array("wd\n\(good)\n".utf8))
        let lines = answered.output.split(separator: "\n")
        try #require(lines.count == 4, "\(answered.output)")
        #expect(lines[1] == "\(good),,,\"the row has 3 columns, the first row 2\"")
        #expect(lines[2].contains("not valid UTF-8"))
        #expect(lines[3] == "\(good),2026-02-23T17:00:00+07:00,false,")
        #expect(answered.status == 1)
    }

    @Test func `elapsed counts working days and minutes`() throws {
        let place = try TemporaryFolder()
        let elapsed = try Program.run(
            "elapsed", "--from", "2026-03-03T09:00:00+07:00", "--to", "2026-03-04T10:00:00+07:00", in: place)
        #expect(elapsed.output.contains("workingDays: 1\n"))
        #expect(elapsed.output.contains("workingMinutes: "))
        #expect(elapsed.status == 0)
    }

    @Test(arguments: [
        ["serve"], ["migrate"], ["office"], ["office", "apply"], ["user"], ["user", "list"], ["user", "add"],
        ["user", "disable"], ["token"], ["token", "issue"], ["token", "list"], ["token", "revoke"], ["calendar"],
        ["calendar", "show"], ["due"], ["elapsed"], ["import"], ["import", "events"], ["report"],
        ["report", "on-time"],
        ["duties"], ["doctor"], [],
    ])
    func `every command's help teaches`(command: [String]) throws {
        let place = try TemporaryFolder()
        let help = try Program.run(command + ["--help"], in: place)
        #expect(help.status == 0)
        #expect(help.output.contains("OVERVIEW: "))
        #expect(help.output.contains("USAGE: motcua \(command.joined(separator: " "))"))
        #expect(help.errors == "")
    }
}
