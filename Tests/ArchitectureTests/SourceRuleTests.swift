import Testing

/// Rules of the code that no compiler keeps.
@Suite struct SourceRuleTests {
    @Test func `concurrency is checked everywhere but at the C library`() {
        for file in SourceTree.sources where file.target != "PQ" {
            for word in ["@unchecked Sendable", "nonisolated(unsafe)"] {
                let isSaid = file.says(word)
                #expect(!isSaid, "\(file.path) says \(word)")
            }
        }
        #expect(SourceTree.sources.count > 200)
    }

    @Test func `nothing ends the process by force, and no queue runs beside the executors`() {
        let forbidden = ["fatalError(", "try!", " as! ", "DispatchQueue", "DispatchSource", "Thread.sleep", "usleep("]
        for file in SourceTree.sources {
            for word in forbidden {
                let isSaid = file.says(word)
                #expect(!isSaid, "\(file.path) says \(word)")
            }
        }
        #expect(!SourceTree.sources.isEmpty)
    }

    @Test func `SQL is written in the store, the driver and the schema only`() {
        let beginnings = [
            "select ", "insert into ", "update ", "delete from ", "with ", "create ", "alter ", "drop ", "copy ",
        ]
        let follow = [" from ", " values ", " set ", " table ", " where "]
        for file in SourceTree.sources where !["Store", "PQ", "PrivateCluster", "Schema"].contains(file.target) {
            for (number, line) in file.lines.enumerated() {
                for literal in line.literals {
                    let text = literal.lowercased()
                    let isStatement =
                        beginnings.contains { text.hasPrefix($0) } && follow.contains { text.contains($0) }
                    #expect(!isStatement, "\(file.path):\(number + 1) looks like SQL: \(literal)")
                }
            }
        }
        #expect(SourceTree.sources.contains { $0.target == "Desk" })
    }

    @Test func `files stay small enough to be read`() {
        let lengths = SourceTree.sources.map(\.lines.count).sorted()
        #expect(lengths[lengths.count / 2] < 120)
        for file in SourceTree.sources + SourceTree.tests {
            #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test func `no test sleeps`() {
        for file in SourceTree.tests where !file.path.hasSuffix("SourceRuleTests.swift") {
            for word in ["Task.sleep", "usleep(", "Thread.sleep", " sleep("] {
                let isSaid = file.says(word)
                #expect(!isSaid, "\(file.path) says \(word)")
            }
        }
        #expect(!SourceTree.tests.isEmpty)
    }

    @Test func `every file with tests asserts`() {
        for file in SourceTree.tests where file.text.contains("@Test") {
            let asserts = ["#expect(", "#require(", "Issue.record("].contains { file.text.contains($0) }
            #expect(asserts, "\(file.path) asserts nothing")
        }
    }
}

extension SourceTree.File {
    /// Whether a word stands in the code, comments and quoted texts aside.
    func says(_ word: String) -> Bool {
        text.contains(word) && lines.contains { $0.contains(word) && $0.code.contains(word) }
    }
}

extension Substring {
    /// The line without its comment and without what stands in quotes.
    var code: String {
        var result = ""
        var inText = false
        for character in self {
            if character == "\"" { inText.toggle() }
            if !inText { result.append(character) }
            if result.hasSuffix("//") { return String(result.dropLast(2)) }
        }
        return result
    }

    /// What stands in quotes, or the whole line when it could belong to a text of several lines.
    var literals: [Substring] {
        let trimmed = drop { $0 == " " }
        guard trimmed.contains("\"") else { return trimmed.hasPrefix("//") ? [] : [trimmed] }
        return split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map(
            \.element)
    }
}
