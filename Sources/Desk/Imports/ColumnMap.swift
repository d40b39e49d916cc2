import JSONText
package import OneStop
package import Records
package import Store

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
///
/// A list with one row a dossier has `dossier` instead of `case` and `event`, with the same columns and, besides,
/// `field` and `applicant`; `fillDown` names the columns whose merged cells stand in the first row of a group only.
package struct ColumnMap: Sendable, Hashable {
    /// The columns that repeat on every row of a case, or tell of a dossier.
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
        /// The field of a procedure that is made by the import; only of a list of dossiers.
        package var field: String?
        /// Only of a list of dossiers; the columns of an event log say nothing of applicants.
        package var applicant: Applicant?
    }

    /// The columns about who applied.
    package struct Applicant: Sendable, Hashable {
        /// Without a name in its row a dossier has no applicant.
        package var name: String
        package var kind: String?
        /// What stands in the kind's column and what it means; a citizen where nothing stands.
        package var kinds: [String: ApplicantRecord.Kind]
        package var identityNumber: String?
        package var phone: String?
        package var email: String?
        package var address: String?
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

    /// What a row of the file tells of.
    package var rows: StagedRows
    package var `case`: Case
    /// Nil for a list of cases without steps.
    package var event: Event?
    package var dates: [DatePattern]
    /// Texts that stand for nothing, beside the empty one.
    package var empty: [String]
    /// Columns in which an empty cell stands for the last one above that is not; only of a list of dossiers.
    package var fillDown: [String]

    /// Reads the document of a map for files of a kind.
    /// - Throws: `DeskError` of kind `invalid` that names the field.
    package init(parsing bytes: [UInt8], of rows: StagedRows = .steps) throws(DeskError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw .invalid("", rule: "json", "The map of the columns is not JSON: \(error).")
        }
        do {
            self = try ColumnMap(value, of: rows)
        } catch {
            throw DeskError(error)
        }
    }
}
