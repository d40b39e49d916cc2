import Foundation
import Testing

@testable import OneStop

/// Compares `docs/rights.md`, written by hand, with what the code permits.
@Suite struct RightsPageTests {
    private static func page() throws -> String {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "docs/rights.md"), encoding: .utf8)
    }

    /// The rows of the table under a heading, without its head; cells without blanks around them.
    private static func table(under heading: String) throws -> (head: [String], rows: [[String]]) {
        let lines = try page().split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0 == "## \(heading)" })
        let rows = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }.filter { $0.hasPrefix("|") }
            .map { line in
                line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                    .map { $0.trimmingCharacters(in: .whitespaces) }
            }
        return (head: try #require(rows.first), rows: Array(rows.dropFirst(2)))
    }

    private static func names(_ cell: String) -> Set<String> {
        Set(
            cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["`"]) }
                .filter { !$0.isEmpty && $0 != "–" })
    }

    @Test func `verbs and roles are as the page says`() throws {
        let (head, rows) = try Self.table(under: "Verbs and roles")
        #expect(head == ["Verb"] + Role.allCases.map(\.rawValue) + ["portal's token"])
        let words: [String: Reach] = [
            "✓": .any, "own": .own, "unit": .unit, "agency": .agency, "before acceptance": .beforeAcceptance,
        ]
        var seen: Set<Verb> = []
        for row in rows {
            for name in Self.names(row[0]) {
                let verb = try #require(Verb(rawValue: name), "\(name)")
                #expect(seen.insert(verb).inserted, "\(name) stands twice")
                for (role, cell) in zip(Role.allCases, row.dropFirst()) {
                    #expect(cell.isEmpty || words[cell] != nil, "\(cell)")
                    #expect(Rights.reach(verb, of: role) == words[cell], "\(name), \(role)")
                }
                #expect((row.last == "✓") == (verb == .fileOnline))
            }
        }
        #expect(seen == Set(Verb.allCases))
    }

    @Test func `every state and role permits exactly the commands of the page`() throws {
        let (head, rows) = try Self.table(under: "States and roles")
        #expect(head == ["State", "Role", "Commands"])
        let office = try Office()
        var seen: Set<String> = []
        var state = ""
        for row in rows {
            if !row[0].isEmpty { state = row[0] }
            let scene = try #require(Scene(rawValue: state), "\(state)")
            for name in Self.names(row[1]) {
                let role = try #require(Role(rawValue: name), "\(name)")
                #expect(seen.insert("\(state)/\(name)").inserted, "\(state), \(name) stands twice")
                let context = office.context(office.actor(role), at: try at(scene.now))
                let permitted = permittedCommands(
                    for: try scene.life(office).state, actor: context.actor, context: context)
                #expect(Set(permitted.map(\.rawValue)) == Self.names(row[2]), "\(state), \(name)")
            }
        }
        #expect(seen.count == Scene.allCases.count * Role.allCases.count)
    }

    @Test func `who has a leg may do with the dossier what the page says`() throws {
        let (head, rows) = try Self.table(under: "With a leg")
        #expect(head == ["Role", "Reads it", "Commands"])
        let office = try Office()
        let now = try at(Scene.withAnotherAgency.now)
        let dossier = try Scene.withAnotherAgency.life(office).state
        var seen: Set<Role> = []
        for row in rows {
            for name in Self.names(row[0]) {
                let role = try #require(Role(rawValue: name), "\(name)")
                #expect(seen.insert(role).inserted)
                let actor = office.partner(role)
                let reads = Rights.permits(.readDossiers, actor: actor, dossier: DossierScope(dossier)) == .allowed
                #expect(reads == (row[1] == "yes"), "\(name)")
                let permitted = permittedCommands(
                    for: dossier, actor: actor, context: office.context(actor, at: now))
                #expect(Set(permitted.map(\.rawValue)) == Self.names(row[2]), "\(name)")
            }
        }
        #expect(seen == Set(Role.allCases))
    }

    @Test func `the page tells which right a command takes where the names differ`() throws {
        let (_, rows) = try Self.table(under: "Commands that take another right")
        var told: [String: String] = [:]
        for row in rows { for name in Self.names(row[0]) { told[name] = Self.names(row[1]).first } }
        let different = CommandKind.allCases.filter { $0.rawValue != $0.verb.rawValue }
        #expect(told == Dictionary(uniqueKeysWithValues: different.map { ($0.rawValue, $0.verb.rawValue) }))
    }
}
