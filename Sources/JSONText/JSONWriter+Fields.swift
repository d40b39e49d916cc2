extension JSONWriter {
    /// A key and a string, or `null`.
    package mutating func field(_ key: StaticString, _ value: String?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// A key and `true` or `false`, or `null`.
    package mutating func field(_ key: StaticString, _ value: Bool?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// A key and a whole number, or `null`.
    package mutating func field(_ key: StaticString, _ value: Int64?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// A key and a whole number, or `null`.
    package mutating func field(_ key: StaticString, _ value: Int?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// A key and a number, or `null`.
    package mutating func field(_ key: StaticString, _ value: Double?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// A key and any value, or `null`.
    package mutating func field(_ key: StaticString, _ value: JSONValue?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// A key and an array of strings.
    package mutating func field(_ key: StaticString, _ values: [String]) {
        array(key) { writer in for value in values { writer.value(value) } }
    }
}
