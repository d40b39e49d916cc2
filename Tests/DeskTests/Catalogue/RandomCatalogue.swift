import Desk
import OneStop
import Store

/// Catalogues that nobody would write: every part there or not, lists empty or long, texts with whatever a cell may hold.
struct RandomCatalogue {
    var random: Numbers

    mutating func document(of agency: Int) throws -> CatalogueDocument {
        CatalogueDocument(
            try (1...(1 + random.upTo(6))).map { place in
                let first = 1 + random.upTo(3)
                return CatalogueDocument.Procedure(
                    code: "\(agency).00\(1000 + place)", fieldCode: "F\(random.upTo(3))", fieldName: text(),
                    versions: try (0...random.upTo(3)).map { try version(first + $0) })
            })
    }

    private mutating func version(_ number: Int) throws -> CatalogueDocument.Version {
        var publication = Publication(
            validFrom: maybe { $0.day() }, validTo: maybe { $0.day() })
        if random.upTo(2) == 0 { publication.decision = .init(number: text(), date: day()) }
        var entry = CatalogueEntry(name: text())
        entry.sequence = maybe { $0.text() }
        entry.filing = list {
            .init(channel: $0.pick(Channel.allCases), limit: $0.limit(), note: $0.maybe { $0.text() })
        }
        entry.components = list { random in
            .init(
                number: random.number(), name: random.text(), mandatory: random.flag(),
                originals: random.random.upTo(9),
                copies: random.random.upTo(9), electronic: random.flag(), reusable: random.flag())
        }
        entry.sets = maybe { $0.number() }
        entry.statutory = limit()
        entry.committed = limit()
        entry.dayZero = pick([.working, .received])
        entry.restarts = flag()
        entry.subjects = maybe { $0.text() }
        entry.decidedBy = maybe { $0.text() }
        entry.result = maybe { $0.text() }
        entry.fees = list { random in
            .init(
                number: random.number(), name: random.text(), amount: random.maybe { Int64($0.random.upTo(9_000_000)) },
                moment: random.maybe { $0.pick(FeeMoment.allCases) }, freeGround: random.maybe { $0.text() },
                way: random.maybe { $0.pick(Channel.allCases) })
        }
        entry.forms = list { $0.text() }
        entry.requirements = maybe { $0.text() }
        entry.legalBasis = list { random in
            .init(number: random.text(), title: random.maybe { $0.text() }, date: random.maybe { $0.day() })
        }
        entry.onlineService = maybe { $0.pick(CatalogueEntry.OnlineService.allCases) }
        entry.steps = list { random in
            .init(
                number: random.number(), name: random.text(), role: "officer", unit: random.maybe { _ in "QUAY" },
                limit: random.limit() ?? .none, onlineLimit: random.limit(),
                legs: random.maybe { [StepLeg(agency: "H99.15", unit: "TN", limit: $0.limit() ?? .none)] } ?? [])
        }
        entry.source = maybe { random in
            .init(
                certainty: random.pick(CatalogueEntry.Source.Certainty.allCases), asOf: random.day(),
                reference: random.maybe { $0.text() }, note: random.maybe { $0.text() })
        }
        return CatalogueDocument.Version(number: number, publication: publication, entry: entry)
    }

    private mutating func text() -> String {
        let words = [
            "Đơn", "\"trích\"", "a,b;c", "=1+1", "- Bước 1:\n- Bước 2:\r\nxong", "'", "\t", "true", "12", "none",
            "ổn định",
            "\u{FEFF}x", "|",
        ]
        return (0...random.upTo(3)).map { _ in pick(words) }.joined(separator: " ") + "."
    }

    private mutating func number() -> Int { 1 + random.upTo(90) }
    private mutating func flag() -> Bool { random.upTo(2) == 0 }
    private mutating func day() -> LocalDate { LocalDate(dayNumber: Int32(8_000 + random.upTo(4_000))) }
    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[random.upTo(elements.count)] }
    private mutating func limit() -> Limit? {
        pick(["", "none", "5wd", "25d", "8wh", "0wd", "5wd+25d", "1mo"]).nonEmpty.flatMap { try? Limit(parsing: $0) }
    }

    private mutating func maybe<Value>(_ make: (inout RandomCatalogue) -> Value) -> Value? {
        random.upTo(3) == 0 ? nil : make(&self)
    }

    /// Unknown, empty, or of a few.
    private mutating func list<Element>(_ make: (inout RandomCatalogue) -> Element) -> [Element]? {
        guard random.upTo(4) > 0 else { return nil }
        return (0..<random.upTo(4)).map { _ in make(&self) }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
