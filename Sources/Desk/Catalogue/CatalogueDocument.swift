import JSONText
package import OneStop

/// A catalogue as it is carried from one office to another: procedures with their versions, in no agency yet.
///
/// It says what versions say and not whether they are published: that is each office's own act.
package struct CatalogueDocument: Sendable {
    package struct Procedure: Sendable, Hashable {
        package var code: String
        package var fieldCode: String
        package var fieldName: String
        /// By number, at least one.
        package var versions: [Version]
        /// Where in the file it stands.
        package var place: String = ""

        package init(code: String, fieldCode: String, fieldName: String, versions: [Version]) {
            self.code = code
            self.fieldCode = fieldCode
            self.fieldName = fieldName
            self.versions = versions
        }
    }

    package struct Version: Sendable, Hashable {
        package var number: Int
        package var publication: Publication
        package var entry: CatalogueEntry

        package init(number: Int, publication: Publication, entry: CatalogueEntry) {
            self.number = number
            self.publication = publication
            self.entry = entry
        }
    }

    /// A procedure that is not taken, with the reason.
    package struct Refusal: Sendable, Hashable {
        /// Nil where not even that could be read.
        package var code: String?
        /// A line of a CSV file, or the path in a JSON document.
        package var place: String
        package var rule: String
        package var detail: String
    }

    /// How a catalogue is written.
    package enum Format: String, Sendable, Hashable, CaseIterable {
        case json, csv
    }

    package var procedures: [Procedure]
    /// What of a file could not be read. Nothing else of such a procedure is taken.
    package var refused: [Refusal] = []

    package init(_ procedures: [Procedure]) {
        self.procedures = procedures
    }

    /// Reads a file.
    /// - Throws: `DeskError` when the file as a whole cannot be read.
    package init(parsing bytes: [UInt8], as format: Format) throws(DeskError) {
        switch format {
        case .json: try self.init(json: bytes)
        case .csv: try self.init(csv: bytes)
        }
        var seen: Set<String> = []
        for procedure in procedures where !seen.insert(procedure.code).inserted {
            refused.append(
                Refusal(
                    code: procedure.code, place: procedure.place, rule: PublishingProblem.Rule.listedTwice.rawValue,
                    detail: "The procedure stands here a second time. Give each once, with all its versions."))
        }
        let twice = Set(refused.compactMap(\.code))
        procedures.removeAll { twice.contains($0.code) }
    }

    /// Writes the file that reads back as the same.
    package func bytes(as format: Format) -> [UInt8] {
        switch format {
        case .json: json
        case .csv: csv
        }
    }

    private init(json bytes: [UInt8]) throws(DeskError) {
        self.init([])
        do {
            var fields = try FieldReader(try JSONValue(parsing: bytes))
            let elements = try fields.array("procedures", maxCount: 10_000)
            try fields.finish()
            for (place, element) in elements.enumerated() { take(element, at: "procedures[\(place)]") { $0 } }
        } catch let error as FieldError {
            // What is wrong with the document as a whole has no path.
            throw error.path.isEmpty
                ? .invalid("document", rule: error.rule.rawValue, "The document \(error.explanation).")
                : DeskError(error)
        } catch let error as JSONError {
            throw DeskError(error)
        } catch {
            throw .invalid("procedures", rule: "field.type", "\(error)")
        }
    }

    /// Reads one procedure; what cannot be read is refused.
    /// - Parameter locate: says where in the file a path is.
    mutating func take(_ value: JSONValue, at path: String, _ locate: (String) -> String) {
        do throws(FieldError) {
            var procedure = try Procedure(FieldReader(value, path: path))
            procedure.place = locate(path)
            procedures.append(procedure)
        } catch {
            var code: String?
            if case .object(let object) = value, case .string(let text)? = object["code"] { code = text }
            let inside = error.path.dropFirst(path.count).drop { $0 == "." }
            refused.append(
                Refusal(
                    code: code, place: locate(error.path), rule: error.rule.rawValue,
                    detail: "\(inside) \(error.explanation)."))
        }
    }

    private var json: [UInt8] {
        var bytes = Array("{\"procedures\":[".utf8)
        for (place, procedure) in procedures.enumerated() {
            bytes += Array((place == 0 ? "\n" : ",\n").utf8)
            var writer = JSONWriter(capacity: 8_192)
            writer.object { writer in
                writer.field("code", procedure.code)
                writer.object("field") { writer in
                    writer.field("code", procedure.fieldCode)
                    writer.field("name", procedure.fieldName)
                }
                writer.array("versions") { writer in
                    for version in procedure.versions {
                        writer.object { writer in
                            writer.field("number", version.number)
                            writer.publication(version.publication)
                            writer.parts(of: version.entry)
                        }
                    }
                }
            }
            bytes += writer.bytes
        }
        return bytes + Array("\n]}\n".utf8)
    }
}

extension CatalogueDocument.Procedure {
    init(_ reader: FieldReader) throws(FieldError) {
        var fields = reader
        let code = try fields.code("code", maxLength: 60)
        var field = try fields.object("field")
        let fieldCode = try field.code("code", maxLength: 60)
        let fieldName = try field.name("name")
        try field.finish()
        var versions: [CatalogueDocument.Version] = []
        for var version in try fields.objects("versions", maxCount: 200) {
            let number = try version.integer("number", in: 1...100_000)
            guard !versions.contains(where: { $0.number == number }) else {
                throw version.error("number", .choice, "must not be given twice: \(number) stands above")
            }
            versions.append(
                CatalogueDocument.Version(
                    number: number, publication: try Publication(&version), entry: try CatalogueEntry(&version)))
            try version.finish()
        }
        try fields.finish()
        guard !versions.isEmpty else { throw fields.error("versions", .tooShort, "must have at least one version") }
        self.init(
            code: code, fieldCode: fieldCode, fieldName: fieldName, versions: versions.sorted { $0.number < $1.number })
    }
}
