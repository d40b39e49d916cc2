import Foundation
package import JSONText
import OneStop

/// Holds JSON values against schemas (JSON Schema 2020-12) of one document. Of the keywords it knows those that the
/// document uses; another one is a failure, so that nothing is silently left unchecked.
package struct JSONSchema: Sendable {
    private static let annotations: Set<String> = ["description", "example", "default", "title"]
    private static let known: Set<String> = annotations.union([
        "$ref", "type", "enum", "const", "properties", "required", "additionalProperties", "items", "minItems",
        "maxItems", "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "anyOf", "allOf",
    ])
    private static let types: Set<String> = ["object", "array", "string", "integer", "number", "boolean", "null"]

    /// The document that references point into.
    let document: JSONValue

    /// What is wrong with a value, each with its path; empty when it conforms.
    package func failures(of value: JSONValue, against schema: JSONValue, at path: String = "") -> [String] {
        guard let schema = document.resolved(schema)?.object else { return ["\(path): the schema is no object"] }
        var found: [String] = schema.keys.filter { !Self.known.contains($0) }.map { "\(path): unknown keyword \($0)" }
        func check(_ holds: Bool, _ words: @autoclosure () -> String) {
            if !holds { found.append("\(path): \(words())") }
        }
        if let type = schema["type"] {
            let types = type.array?.compactMap(\.string) ?? [type.string ?? ""]
            check(types.contains { value.has(type: $0) }, "\(value.kind) is not \(types.joined(separator: " or "))")
        }
        if let choices = schema["enum"]?.array { check(choices.contains(value), "\(value.serialized) is no choice") }
        if let constant = schema["const"] { check(value == constant, "is not \(constant.serialized)") }
        for part in schema["allOf"]?.array ?? [] { found += failures(of: value, against: part, at: path) }
        if let branches = schema["anyOf"]?.array {
            let all = branches.map { failures(of: value, against: $0, at: path) }
            if !all.contains([]) { found.append("\(path): none of anyOf: \(all)") }
        }
        switch value {
        case .string(let text):
            let length = text.unicodeScalars.count
            check(length >= schema["minLength"]?.integer ?? 0, "shorter than minLength")
            check(length <= schema["maxLength"]?.integer ?? .max, "longer than maxLength")
            if let pattern = schema["pattern"]?.string {
                check(text.range(of: pattern, options: .regularExpression) != nil, "\"\(text)\" is not \(pattern)")
            }
            if let format = schema["format"]?.string { check(text.has(format: format), "\"\(text)\" is no \(format)") }
        case .integer, .number:
            let number = value.double ?? .nan
            check(number >= schema["minimum"]?.double ?? -.infinity, "below the minimum")
            check(number <= schema["maximum"]?.double ?? .infinity, "above the maximum")
        case .array(let elements):
            check(elements.count >= schema["minItems"]?.integer ?? 0, "fewer than minItems")
            check(elements.count <= schema["maxItems"]?.integer ?? .max, "more than maxItems")
            guard let items = schema["items"] else { break }
            for (place, element) in elements.enumerated() {
                found += failures(of: element, against: items, at: "\(path)[\(place)]")
            }
        case .object(let object):
            for key in schema["required"]?.array?.compactMap(\.string) ?? [] {
                check(object[key] != nil, "\(key) is missing")
            }
            let properties = schema["properties"]?.object
            for member in object.members {
                if let property = properties?[member.key] {
                    found += failures(of: member.value, against: property, at: "\(path).\(member.key)")
                } else {
                    check(schema["additionalProperties"] != .bool(false), "\(member.key) is not described")
                }
            }
        case .null, .bool:
            break
        }
        return found
    }

    /// What is wrong with a schema itself, and with all within it.
    package func defects(of schema: JSONValue, at path: String) -> [String] {
        guard let object = schema.object else { return ["\(path): no object"] }
        if let reference = object["$ref"]?.string {
            return object.count == 1 && document.resolved(schema) != nil ? [] : ["\(path): \(reference)"]
        }
        var found = object.keys.filter { !Self.known.contains($0) }.map { "\(path): unknown keyword \($0)" }
        let types = object["type"].map { $0.array ?? [$0] } ?? []
        found += types.filter { !Self.types.contains($0.string ?? "") }.map { "\(path): type \($0.serialized)" }
        if types.contains(.string("object")), object["properties"] != nil, object["additionalProperties"] == nil {
            found.append("\(path): says nothing of other properties")
        }
        for key in object["required"]?.array?.compactMap(\.string) ?? [] where object["properties"]?[key] == nil {
            found.append("\(path): requires \(key) and does not describe it")
        }
        if let format = object["format"]?.string, !["date", "date-time"].contains(format) {
            found.append("\(path): unknown format \(format)")
        }
        for example in [object["example"]].compactMap(\.self) {
            found += failures(of: example, against: schema, at: "\(path).example")
        }
        for member in object["properties"]?.object?.members ?? [] {
            found += defects(of: member.value, at: "\(path).\(member.key)")
        }
        if let items = object["items"] { found += defects(of: items, at: "\(path)[]") }
        for part in (object["anyOf"]?.array ?? []) + (object["allOf"]?.array ?? []) {
            found += defects(of: part, at: path)
        }
        return found
    }
}

extension String {
    fileprivate func has(format: String) -> Bool {
        switch format {
        case "date": LocalDate(iso: self) != nil
        case "date-time": (try? Instant(rfc3339: self)) != nil
        default: false
        }
    }
}

extension JSONValue {
    /// A member of an object; nil for every other value.
    package subscript(key: String) -> JSONValue? { object?[key] }

    package var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    package var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var integer: Int? { if case .integer(let number) = self { Int(number) } else { nil } }

    fileprivate var double: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .null, .bool, .string, .array, .object: nil
        }
    }

    fileprivate func has(type: String) -> Bool {
        switch self {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .integer: type == "integer" || type == "number"
        case .number: type == "number"
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }

    /// What stands where a reference points (`#/components/schemas/Problem`), or the value itself. Nil for a reference to
    /// nothing.
    package func resolved(_ value: JSONValue) -> JSONValue? {
        guard let reference = value["$ref"]?.string else { return value }
        guard reference.hasPrefix("#/") else { return nil }
        var found: JSONValue? = self
        for part in reference.dropFirst(2).split(separator: "/") { found = found?[String(part)] }
        return found.flatMap { resolved($0) }
    }
}
