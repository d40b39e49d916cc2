extension FieldReader {
    /// Text in normal form C without U+0000. Lengths are counted in code points, as PostgreSQL's `char_length` does.
    package mutating func string(
        _ name: String, minLength: Int = 0, maxLength: Int
    ) throws(FieldError) -> String {
        try string(required(name), name, minLength, maxLength)
    }

    /// Such text, or `nil` if it is absent or `null`.
    package mutating func optionalString(
        _ name: String, minLength: Int = 0, maxLength: Int
    ) throws(FieldError) -> String? {
        guard let value = present(name) else { return nil }
        return try string(value, name, minLength, maxLength)
    }

    /// One line of text for people: besides what `string` asks, not blank and without control characters, marks that turn
    /// the direction of writing, and code points that stand for nothing.
    package mutating func line(_ name: String, maxLength: Int) throws(FieldError) -> String {
        let text = try string(name, minLength: 1, maxLength: maxLength)
        try checkLine(text, name)
        return text
    }

    /// The same, or nil when the field is absent or `null`.
    /// - Parameter mayBeEmpty: whether no text at all is text, too.
    package mutating func optionalLine(
        _ name: String, maxLength: Int, mayBeEmpty: Bool = false
    ) throws(FieldError) -> String? {
        guard let text = try optionalString(name, minLength: mayBeEmpty ? 0 : 1, maxLength: maxLength) else {
            return nil
        }
        if !text.isEmpty { try checkLine(text, name) }
        return text
    }

    private func checkLine(_ text: String, _ name: String) throws(FieldError) {
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw error(name, .tooShort, "must not be blank")
        }
        let isOdd = text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
            default: scalar.properties.isNoncharacterCodePoint
            }
        }
        if isOdd { throw error(name, .format, "must be one line without control characters") }
    }

    /// A whole number in a range; `606.0` and `6.06e2` are such, `606.5` is none.
    package mutating func integer<Integer: FixedWidthInteger>(
        _ name: String, in range: ClosedRange<Integer>
    ) throws(FieldError) -> Integer {
        try integer(required(name), name, range)
    }

    /// Such a number, or `nil` if it is absent or `null`.
    package mutating func optionalInteger<Integer: FixedWidthInteger>(
        _ name: String, in range: ClosedRange<Integer>
    ) throws(FieldError) -> Integer? {
        guard let value = present(name) else { return nil }
        return try integer(value, name, range)
    }

    /// `true` or `false`, never a text or number that looks like it.
    package mutating func bool(_ name: String) throws(FieldError) -> Bool {
        let value = try required(name)
        guard case .bool(let bool) = value else { throw wrongType(name, value, "true or false") }
        return bool
    }

    /// Such a value, or `nil` if it is absent or `null`.
    package mutating func optionalBool(_ name: String) throws(FieldError) -> Bool? {
        guard let value = present(name) else { return nil }
        guard case .bool(let bool) = value else { throw wrongType(name, value, "true or false") }
        return bool
    }

    /// One of the raw values of an enumeration; the error lists them.
    package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, of type: Choice.Type = Choice.self
    ) throws(FieldError) -> Choice {
        try choice(required(name), name)
    }

    /// Such a value, or `nil` if it is absent or `null`.
    package mutating func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, of type: Choice.Type = Choice.self
    ) throws(FieldError) -> Choice? {
        guard let value = present(name) else { return nil }
        return try choice(value, name)
    }

    /// Text that `parse` understands, such as a date or a code; `expected` completes "must be …".
    package mutating func parsed<Parsed>(
        _ name: String, maxLength: Int = 100, expected: String, _ parse: (String) -> Parsed?
    ) throws(FieldError) -> Parsed {
        guard let parsed = parse(try string(name, maxLength: maxLength)) else {
            throw error(name, .format, "must be \(expected)")
        }
        return parsed
    }

    /// Such a value, or `nil` if it is absent or `null`.
    package mutating func optionalParsed<Parsed>(
        _ name: String, maxLength: Int = 100, expected: String, _ parse: (String) -> Parsed?
    ) throws(FieldError) -> Parsed? {
        guard let text = try optionalString(name, maxLength: maxLength) else { return nil }
        guard let parsed = parse(text) else { throw error(name, .format, "must be \(expected)") }
        return parsed
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ value: JSONValue, _ name: String
    ) throws(FieldError) -> Choice {
        guard case .string(let text) = value else { throw wrongType(name, value, "a string") }
        guard let choice = Choice(rawValue: text) else {
            let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(name, .choice, "must be one of: \(choices)")
        }
        return choice
    }

    private func integer<Integer: FixedWidthInteger>(
        _ value: JSONValue, _ name: String, _ range: ClosedRange<Integer>
    ) throws(FieldError) -> Integer {
        guard case .integer(let whole) = value else { throw wrongType(name, value, "a whole number") }
        guard let integer = Integer(exactly: whole), range.contains(integer) else {
            throw error(name, .range, "must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }

    func string(
        _ value: JSONValue, _ name: String, _ minLength: Int, _ maxLength: Int
    ) throws(FieldError) -> String {
        guard case .string(let text) = value else { throw wrongType(name, value, "a string") }
        // The number of bytes is at least that of code points, and free; so nearly nothing is counted.
        if text.utf8.count > maxLength, text.unicodeScalars.count > maxLength {
            throw error(name, .tooLong, "must be at most \(maxLength) characters long")
        }
        if minLength > 0, text.unicodeScalars.prefix(minLength).count < minLength {
            throw error(
                name, .tooShort, minLength == 1 ? "must not be empty" : "must be at least \(minLength) characters long")
        }
        if text.utf8.contains(0) { throw error(name, .nul, "must not hold U+0000") }
        guard text.isInNormalFormC else {
            throw error(name, .notNFC, "must be in Unicode normal form C (letters with their marks as one character)")
        }
        return text
    }
}
