import Foundation
import PQ
import TestSupport
import Testing

@testable import Store

@Suite(.timeLimit(.minutes(5))) struct StatementTests {
    /// `EnumName.statement` of every statement in the store's source.
    private static func declared() throws -> Set<String> {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        folder.append(path: "Sources/Store")
        let files = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        var names: Set<String> = []
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            var type = ""
            for line in text.split(separator: "\n") {
                if let found = line.firstMatch(of: /^(?:package )?(?:enum|extension|struct) (\w+)/) {
                    type = String(found.1)
                }
                if let found = line.firstMatch(of: /static let (\w+) = (?:Statement<|Forgetting\.batch\()/) {
                    names.insert("\(type).\(found.1)")
                }
            }
        }
        return names
    }

    @Test func `the registry has every statement of the store`() throws {
        let registered = Set(StatementRegistry.lasting.keys).union(StatementRegistry.staged.keys)
        let declared = try Self.declared()
        #expect(declared.subtracting(registered) == [])
        #expect(registered.subtracting(declared) == [])
    }

    @Test func `every statement is prepared on the migrated schema with the types it declares`() async throws {
        let test = try await TestDatabase.make()
        try await test.withOwner { connection in
            for (name, statement) in StatementRegistry.lasting.sorted(by: { $0.key < $1.key }) {
                await Self.check(statement, name, on: connection)
            }
            try await connection.script(StagingTables.begin)
            for script in [
                StagingTables.gather, StagingTables.normalize, StagingTables.refuse, StagingTables.names,
                StagingTables.fresh, StagingTables.applicants,
            ] {
                try await connection.script(script)
            }
            for (name, statement) in StatementRegistry.staged.sorted(by: { $0.key < $1.key }) {
                await Self.check(statement, name, on: connection)
            }
        }
    }

    private static func check(_ statement: AnyStatement, _ name: String, on connection: Connection) async {
        do {
            let description = try await connection.describe(statement)
            let parameters = description.parameters
            #expect(parameters.count == statement.types.count, "\(name) has \(parameters.count) parameters")
            for (place, (server, declared)) in zip(parameters, statement.types).enumerated() where declared != .inferred
            {
                #expect(server == declared, "\(name): $\(place + 1) is \(server.rawValue) for the server")
            }
        } catch {
            Issue.record("\(name): \(error)")
        }
    }

    /// What the service's role may do is all that the statements need.
    @Test func `every lasting statement is one that the service's role may plan`() async throws {
        let test = try await TestDatabase.make()
        try await test.withOwner { connection in
            try await connection.script(SQLScript(unsafe: "set role \(Database.serviceRole)"))
            for (name, statement) in StatementRegistry.lasting {
                do {
                    _ = try await connection.describe(statement)
                } catch {
                    Issue.record("\(name): \(error)")
                }
            }
        }
        #expect(!StatementRegistry.lasting.isEmpty)
    }
}
