extension JSONWriter {
    package mutating func field(_ key: String, _ value: String) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: Bool) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: Int64) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: Int) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: Double) {
        self.key(key)
        self.value(value)
    }

    package mutating func field(_ key: String, _ value: JSONValue) {
        self.key(key)
        self.value(value)
    }

    /// The value, or `null`.
    package mutating func field(_ key: String, _ value: String?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// The value, or `null`.
    package mutating func field(_ key: String, _ value: Bool?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// The value, or `null`.
    package mutating func field(_ key: String, _ value: Int64?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// The value, or `null`.
    package mutating func field(_ key: String, _ value: Int?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    /// The value, or `null`.
    package mutating func field(_ key: String, _ value: Double?) {
        self.key(key)
        if let value { self.value(value) } else { null() }
    }

    package mutating func field(_ key: String, _ values: [String]) {
        array(key) { writer in for value in values { writer.value(value) } }
    }
}
