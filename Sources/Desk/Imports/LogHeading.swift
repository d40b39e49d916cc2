/// A column map fitted to the heading of a file: where each column stands.
struct LogHeading {
    struct Case {
        var reference: Int
        var accepted: Int
        var promised: Int?
        var ended: Int?
        var channel: Int?
        var unit: [Int]
        var officer: Int?
        var procedure: Int?
        var field: Int?
        var applicant: Applicant?

        /// All columns that have to be the same on every row of a case.
        var all: [Int] {
            [accepted] + [promised, ended, channel, officer, procedure, field, applicant?.kind].compactMap(\.self)
                + unit + (applicant?.texts ?? [])
        }
    }

    struct Applicant {
        var kind: Int?
        var name: Int
        var identityNumber: Int?
        var phone: Int?
        var email: Int?
        var address: Int?

        /// All but the kind.
        var texts: [Int] { [name] + [identityNumber, phone, email, address].compactMap(\.self) }
    }

    struct Event {
        var activity: Int
        var at: Int
        var unit: Int?
        var officer: Int?
        var key: [Int]

        var all: [Int] { [activity, at] + [unit, officer].compactMap(\.self) + key }
    }

    var names: [String]
    var `case`: Case
    var event: Event?
    var fillDown: [Int]

    /// - Throws: `DeskError` that names the column which the file does not have, or has twice.
    init(_ names: [String], map: ColumnMap) throws(DeskError) {
        self.names = names
        func place(_ column: String) throws(DeskError) -> Int {
            let places = names.indices.filter { names[$0] == column }
            guard let place = places.first, places.count == 1 else {
                throw .invalid(
                    column, rule: "C8.column",
                    places.isEmpty
                        ? "The file has no column \"\(column)\", which the map names. It has: \(names.joined(separator: ", "))."
                        : "The file has \(places.count) columns \"\(column)\"; give them different names.")
            }
            return place
        }
        func optional(_ column: String?) throws(DeskError) -> Int? {
            guard let column else { return nil }
            return try place(column)
        }
        func several(_ columns: [String]) throws(DeskError) -> [Int] {
            try columns.map { (column) throws(DeskError) in try place(column) }
        }
        `case` = Case(
            reference: try place(map.case.reference), accepted: try place(map.case.accepted),
            promised: try optional(map.case.promised), ended: try optional(map.case.ended),
            channel: try optional(map.case.channel), unit: try several(map.case.unit),
            officer: try optional(map.case.officer), procedure: try optional(map.case.procedure),
            field: try optional(map.case.field),
            applicant: try map.case.applicant.map { (applicant) throws(DeskError) in
                Applicant(
                    kind: try optional(applicant.kind), name: try place(applicant.name),
                    identityNumber: try optional(applicant.identityNumber), phone: try optional(applicant.phone),
                    email: try optional(applicant.email), address: try optional(applicant.address))
            })
        fillDown = try several(map.fillDown)
        if let event = map.event {
            self.event = Event(
                activity: try place(event.activity), at: try place(event.at), unit: try optional(event.unit),
                officer: try optional(event.officer), key: try several(event.key))
        }
    }

    /// Columns whose texts become names and keys in the database.
    var bounded: [Int] {
        [`case`.reference]
            + [`case`.officer, `case`.procedure, `case`.channel, `case`.field].compactMap(\.self) + `case`.unit
            + (`case`.applicant?.texts ?? [])
            + (event.map { [$0.activity] + [$0.unit, $0.officer].compactMap(\.self) + $0.key } ?? [])
    }
}
