import JSONText
package import OneStop

/// Which column of a log holds what. One document of it serves every file of the same source.
///
/// ```json
/// {"case":  {"reference": "case:concept:name", "accepted": "case:startdate", "promised": "case:deadline",
///            "ended": "case:enddate", "unit": ["case:group", "case:department"], "officer": "case:responsible",
///            "channel": {"column": "case:channel", "values": {"Internet": "online"}}},
///  "event": {"activity": "concept:name", "at": "time:timestamp", "unit": "org:group", "officer": "org:resource",
///            "key": ["concept:instance"]},
///  "dates": ["iso"], "empty": ["EMPTY"]}
/// ```
package struct ColumnMap: Sendable, Hashable {
    /// The columns that repeat on every row of a case.
    package struct Case: Sendable, Hashable {
        package var reference: String
        package var accepted: String
        package var promised: String?
        package var ended: String?
        package var channel: String?
        /// What stands in the channel's column and what it means; anything else is direct, with a warning.
        package var channels: [String: Channel]
        /// The first of them that is not empty counts.
        package var unit: [String]
        package var officer: String?
        /// The code of a procedure; without the column every case belongs to the procedure `imported`.
        package var procedure: String?
    }

    /// The columns of the step that the row tells of.
    package struct Event: Sendable, Hashable {
        package var activity: String
        package var at: String
        package var unit: String?
        package var officer: String?
        /// What tells one step of a case from another; without them, all that is known of the step does.
        package var key: [String]
    }

    package var `case`: Case
    /// Nil for a list of cases without steps.
    package var event: Event?
    package var dates: [DatePattern]
    /// Texts that stand for nothing, beside the empty one.
    package var empty: [String]

    /// Reads the document of a map.
    /// - Throws: `DeskError` of kind `invalid` that names the field.
    package init(parsing bytes: [UInt8]) throws(DeskError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw .invalid("", rule: "json", "The map of the columns is not JSON: \(error).")
        }
        do {
            self = try ColumnMap(value)
        } catch {
            throw DeskError(error)
        }
    }
}
