import Foundation
import Testing

/// A refusal's rule is what programs go by: each stands in the documents.
@Suite struct RuleDocumentTests {
    /// Told to nobody: whoever makes a dossier and whoever changes one have routes of their own.
    private static let internalRules: Set<String> = ["C5.no_dossier", "C5.dossier_exists"]

    @Test func `every rule that refuses stands in the documents`() throws {
        let documents = try ["api", "operations", "office-document", "rights"].map { name in
            try String(contentsOfFile: "\(SourceTree.root)/docs/\(name).md", encoding: .utf8)
        }.joined()
        var rules: Set<String> = []
        for file in SourceTree.sources {
            for match in file.text.matches(of: /"((?:C[0-9]|R[0-9]+(?:\.[0-9]+)?)(?:\.[a-z_]+)+)"/) {
                rules.insert(String(match.1))
            }
        }
        #expect(rules.count > 100)
        let missing = rules.subtracting(Self.internalRules).filter { !documents.contains("`\($0)`") }
        #expect(missing.sorted() == [])
    }
}
