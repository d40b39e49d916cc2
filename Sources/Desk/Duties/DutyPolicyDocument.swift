import JSONText
import OneStop

/// How an agency's choices about its duties are written in the office document, and stored.
extension DutyPolicy {
    /// Reads what is stored; the usual choices where there is nothing.
    /// - Throws: `DeskError` for a text that is no such document.
    init(stored text: String?) throws(DeskError) {
        guard let text else {
            self.init()
            return
        }
        do {
            self = try DutyPolicy(FieldReader(JSONValue(parsing: text)))
        } catch {
            throw DeskError(
                .unavailable, rule: "office.damaged",
                "The stored office cannot be read: the duties of an agency are not valid. Apply the office document again."
            )
        }
    }

    /// Reads the object `duties` of an agency.
    init(_ reader: FieldReader) throws(FieldError) {
        self.init()
        var fields = reader
        uncollectedAfter =
            try fields.optionalInteger("uncollectedAfter", in: Self.uncollectedRange) ?? uncollectedAfter
        silentAfter = try fields.optionalInteger("silentAfter", in: Self.silentRange) ?? silentAfter
        if var hours = try fields.optionalObject("escalateAfter") {
            for duty in DutyKind.allCases {
                guard var given = try hours.optionalObject(duty.rawValue) else { continue }
                let range = Hours.range
                let (head, parent, leader) = (
                    try given.integer("head", in: range), try given.integer("parent", in: range),
                    try given.integer("leader", in: range)
                )
                try given.finish()
                guard let chosen = Hours(head: head, parent: parent, leader: leader) else {
                    throw hours.error(
                        duty.rawValue, .choice, "must rise: head at most parent, parent at most leader")
                }
                self[duty] = chosen
            }
            try hours.finish()
        }
        try fields.finish()
    }

    /// What is stored of the choices: always the same text for the same; nil for the usual ones.
    var stored: String? {
        guard self != DutyPolicy() else { return nil }
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            writer.field("uncollectedAfter", uncollectedAfter)
            writer.field("silentAfter", silentAfter)
            writer.object("escalateAfter") { writer in
                for duty in DutyKind.allCases where self[duty] != Hours.usual(for: duty) {
                    writer.key(text: duty.rawValue)
                    writer.object { writer in
                        writer.field("head", self[duty].head)
                        writer.field("parent", self[duty].parent)
                        writer.field("leader", self[duty].leader)
                    }
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
