import JSONText
import Store

/// What an import did or would do, as a page tells it. Numbers are kept; what quotes the file is forgotten with it.
package struct ImportReport: Sendable, Hashable {
    /// How many there are of what.
    package struct Numbers: Sendable, Hashable {
        package var rows: Int
        /// Dossiers that came in and have come to their end.
        package var ended: Int
        /// Dossiers that came in and are open.
        package var open: Int
        /// Dossiers that an earlier import brought in.
        package var known: Int
        package var refused: Int
        package var steps: Int
        /// Rows of a list that say again what another says.
        package var repeated: Int
        /// Identity numbers and telephones that are none, and are kept as they are written.
        package var unreadNumbers: Int
        package var newUnits: Int
        package var newOfficers: Int
        package var newProcedures: Int

        package var taken: Int { ended + open }
    }

    /// A refused case, or one that names none.
    package struct Refusal: Sendable, Hashable {
        package var reference: String?
        package var line: Int
        package var reason: String
    }

    /// What stands in a column and has no meaning in the map, and how many dossiers have it.
    package struct Unmapped: Sendable, Hashable {
        package var name: String
        package var count: Int
    }

    package var numbers: Numbers
    /// The first of them.
    package var refusals: [Refusal] = []
    package var unmappedChannels: [Unmapped] = []
    /// The first names of what is made because it is missing.
    package var newUnits: [String] = []
    package var newOfficers: [String] = []
    package var newProcedures: [String] = []

    private static let mostNames = 20

    init(_ outcome: ImportOutcome) {
        let counts = outcome.counts
        numbers = Numbers(
            rows: counts.rows, ended: counts.ended, open: counts.open, known: counts.known, refused: counts.refused,
            steps: counts.steps, repeated: counts.list?.repeated ?? 0, unreadNumbers: counts.list?.unreadNumbers ?? 0,
            newUnits: outcome.newUnits.count, newOfficers: outcome.newOfficers.count,
            newProcedures: outcome.newProcedures.count)
        refusals = outcome.refused.map { Refusal(reference: $0.reference, line: $0.line, reason: $0.reason) }
        unmappedChannels = outcome.unmappedChannels.prefix(Self.mostNames).map {
            Unmapped(name: $0.name, count: $0.count)
        }
        newUnits = Array(outcome.newUnits.prefix(Self.mostNames))
        newOfficers = Array(outcome.newOfficers.prefix(Self.mostNames))
        newProcedures = Array(outcome.newProcedures.prefix(Self.mostNames))
    }

    /// Reads what was stored.
    /// - Parameter told: nil once it was forgotten.
    init(numbers: String, told: String?) throws {
        self.numbers = try Numbers(stored: numbers)
        guard let told else { return }
        var fields = try FieldReader(try JSONValue(parsing: told))
        refusals = try fields.objects("refusals", maxCount: .max).map { reader in
            var reader = reader
            return Refusal(
                reference: try reader.optionalString("reference", maxLength: .max),
                line: try reader.integer("line", in: 0...Int.max),
                reason: try reader.string("reason", maxLength: .max))
        }
        unmappedChannels = try fields.objects("channels", maxCount: .max).map { reader in
            var reader = reader
            return Unmapped(
                name: try reader.string("name", maxLength: .max), count: try reader.integer("count", in: 0...Int.max))
        }
        newUnits = try fields.strings("units", maxCount: .max, maxLength: .max)
        newOfficers = try fields.strings("officers", maxCount: .max, maxLength: .max)
        newProcedures = try fields.strings("procedures", maxCount: .max, maxLength: .max)
    }

    /// What quotes the file, as it is stored.
    var told: String {
        var writer = JSONWriter(capacity: 1_024)
        writer.object { writer in
            writer.array("refusals") { writer in
                for refusal in refusals {
                    writer.object { writer in
                        writer.field("reference", refusal.reference)
                        writer.field("line", refusal.line)
                        writer.field("reason", refusal.reason)
                    }
                }
            }
            writer.array("channels") { writer in
                for channel in unmappedChannels {
                    writer.object { writer in
                        writer.field("name", channel.name)
                        writer.field("count", channel.count)
                    }
                }
            }
            writer.field("units", newUnits)
            writer.field("officers", newOfficers)
            writer.field("procedures", newProcedures)
        }
        return writer.text
    }
}

extension ImportReport.Numbers {
    fileprivate init(stored text: String) throws {
        var fields = try FieldReader(try JSONValue(parsing: text))
        func number(_ name: String) throws -> Int { try fields.integer(name, in: 0...Int.max) }
        rows = try number("rows")
        ended = try number("ended")
        open = try number("open")
        known = try number("known")
        refused = try number("refused")
        steps = try number("steps")
        repeated = try number("repeated")
        unreadNumbers = try number("unreadNumbers")
        newUnits = try number("newUnits")
        newOfficers = try number("newOfficers")
        newProcedures = try number("newProcedures")
    }

    var stored: String {
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            writer.field("rows", rows)
            writer.field("ended", ended)
            writer.field("open", open)
            writer.field("known", known)
            writer.field("refused", refused)
            writer.field("steps", steps)
            writer.field("repeated", repeated)
            writer.field("unreadNumbers", unreadNumbers)
            writer.field("newUnits", newUnits)
            writer.field("newOfficers", newOfficers)
            writer.field("newProcedures", newProcedures)
        }
        return writer.text
    }
}
