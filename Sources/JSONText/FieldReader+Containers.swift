extension FieldReader {
    /// A nested object, to be read and finished like this one.
    package mutating func object(_ name: String) throws(FieldError) -> FieldReader {
        try FieldReader(required(name), path: path(of: name))
    }

    /// A nested object, or `nil` if it is absent or `null`.
    package mutating func optionalObject(_ name: String) throws(FieldError) -> FieldReader? {
        guard let value = present(name) else { return nil }
        return try FieldReader(value, path: path(of: name))
    }

    /// An array of at most `maxCount` values of any kind.
    package mutating func array(_ name: String, maxCount: Int) throws(FieldError) -> [JSONValue] {
        try array(required(name), name, maxCount)
    }

    /// Such an array, or `nil` if it is absent or `null`.
    package mutating func optionalArray(_ name: String, maxCount: Int) throws(FieldError) -> [JSONValue]? {
        guard let value = present(name) else { return nil }
        return try array(value, name, maxCount)
    }

    /// An array of objects, each to be read and finished; their paths carry their places.
    package mutating func objects(_ name: String, maxCount: Int) throws(FieldError) -> [FieldReader] {
        try objects(array(name, maxCount: maxCount), name)
    }

    /// The objects of an optional array; none if it is absent or `null`.
    package mutating func optionalObjects(_ name: String, maxCount: Int) throws(FieldError) -> [FieldReader]? {
        guard let elements = try optionalArray(name, maxCount: maxCount) else { return nil }
        return try objects(elements, name)
    }

    /// An array of strings, each held to the rules of ``string(_:minLength:maxLength:)``.
    package mutating func strings(
        _ name: String, maxCount: Int, maxLength: Int
    ) throws(FieldError) -> [String] {
        try strings(array(name, maxCount: maxCount), name, maxLength)
    }

    /// Such an array, or `nil` if it is absent or `null`.
    package mutating func optionalStrings(
        _ name: String, maxCount: Int, maxLength: Int
    ) throws(FieldError) -> [String]? {
        guard let elements = try optionalArray(name, maxCount: maxCount) else { return nil }
        return try strings(elements, name, maxLength)
    }

    private func array(_ value: JSONValue, _ name: String, _ maxCount: Int) throws(FieldError) -> [JSONValue] {
        guard case .array(let elements) = value else { throw wrongType(name, value, "an array") }
        guard elements.count <= maxCount else {
            throw error(name, .tooMany, "must not have more than \(maxCount) elements")
        }
        return elements
    }

    private func objects(_ elements: [JSONValue], _ name: String) throws(FieldError) -> [FieldReader] {
        var readers: [FieldReader] = []
        readers.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            readers.append(try FieldReader(element, path: "\(path(of: name))[\(index)]"))
        }
        return readers
    }

    private func strings(_ elements: [JSONValue], _ name: String, _ maxLength: Int) throws(FieldError) -> [String] {
        var texts: [String] = []
        texts.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            texts.append(try string(element, "\(name)[\(index)]", 0, maxLength))
        }
        return texts
    }
}
