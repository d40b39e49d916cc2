import JSONText
import OneStop

extension ColumnMap {
    init(_ value: JSONValue) throws(FieldError) {
        var fields = try FieldReader(value)
        `case` = try Case(fields.object("case"))
        event = try fields.optionalObject("event").map { (fields) throws(FieldError) in try Event(fields) }
        dates = []
        for text in try fields.optionalStrings("dates", maxCount: 4, maxLength: 40) ?? [DatePattern.iso.rawValue] {
            guard let pattern = DatePattern(rawValue: text) else {
                let known = DatePattern.allCases.map(\.rawValue).joined(separator: ", ")
                throw fields.error("dates", .choice, "must hold some of: \(known)")
            }
            dates.append(pattern)
        }
        empty = try fields.optionalStrings("empty", maxCount: 50, maxLength: 100) ?? []
        try fields.finish()
    }
}

extension ColumnMap.Case {
    fileprivate init(_ object: FieldReader) throws(FieldError) {
        var fields = object
        reference = try fields.column("reference")
        accepted = try fields.column("accepted")
        promised = try fields.optionalColumn("promised")
        ended = try fields.optionalColumn("ended")
        channel = nil
        channels = [:]
        if var found = try fields.optionalObject("channel") {
            channel = try found.column("column")
            if let values = try found.optionalObject("values") { channels = try Self.channels(values) }
            try found.finish()
        }
        unit = try fields.columns("unit")
        officer = try fields.optionalColumn("officer")
        procedure = try fields.optionalColumn("procedure")
        try fields.finish()
    }

    private static func channels(_ object: FieldReader) throws(FieldError) -> [String: Channel] {
        var fields = object
        var channels: [String: Channel] = [:]
        for name in fields.object.keys {
            channels[name] = try fields.parsed(name, expected: "online, direct or post") { Channel(name: $0) }
        }
        return channels
    }
}

extension ColumnMap.Event {
    fileprivate init(_ object: FieldReader) throws(FieldError) {
        var fields = object
        activity = try fields.column("activity")
        at = try fields.column("at")
        unit = try fields.optionalColumn("unit")
        officer = try fields.optionalColumn("officer")
        key = try fields.columns("key")
        try fields.finish()
    }
}

extension FieldReader {
    /// The name of a column.
    fileprivate mutating func column(_ name: String) throws(FieldError) -> String {
        try string(name, minLength: 1, maxLength: 200)
    }

    fileprivate mutating func optionalColumn(_ name: String) throws(FieldError) -> String? {
        try optionalString(name, minLength: 1, maxLength: 200)
    }

    /// One column as a string, or several as an array; none when the field is absent.
    fileprivate mutating func columns(_ name: String) throws(FieldError) -> [String] {
        if case .array = object[name] { return try strings(name, maxCount: 20, maxLength: 200) }
        return try optionalColumn(name).map { [$0] } ?? []
    }
}

extension Channel {
    /// The word for it in documents.
    fileprivate init?(name: String) {
        switch name {
        case "direct": self = .direct
        case "online": self = .online
        case "post": self = .post
        default: return nil
        }
    }
}
