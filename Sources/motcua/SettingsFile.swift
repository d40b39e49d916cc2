import ArgumentParser
import Desk
import FoundationEssentials
import JSONText

/// The settings of a JSON file. A key that nobody knows is refused, so that a misspelt one is not silently ignored.
struct SettingsFile {
    var database: String?
    var data: String?
    var listen: String?
    var operations: String?
    var connections: Int?
    var rateLimit: Int?
    var logLevel: String?
    var requestLog: Bool?
    var readRecordDays: Int?
    var duties: Bool?
    var secureCookies: Bool?
    var publicAddress: String?
    var weasyprint: String?
    var allowUnsafe: String?
    var messages = MessageFile()

    /// Reads the file named by the flag or by MOTCUA_CONFIG; without either there are no settings.
    static func read(_ flag: String?) throws -> SettingsFile {
        guard let path = flag ?? Environment.value("MOTCUA_CONFIG") else { return SettingsFile() }
        do {
            let bytes = try Files.read(path)
            var fields = try FieldReader(try JSONValue(parsing: bytes))
            let settings = SettingsFile(
                database: try fields.optionalString("database", maxLength: 2_000),
                data: try fields.optionalString("data", maxLength: 2_000),
                listen: try fields.optionalString("listen", maxLength: 300),
                operations: try fields.optionalString("operations", maxLength: 300),
                connections: try fields.optionalInteger("connections", in: 1...200),
                rateLimit: try fields.optionalInteger("rateLimit", in: 0...1_000_000),
                logLevel: try fields.optionalString("logLevel", maxLength: 20),
                requestLog: try fields.optionalBool("requestLog"),
                readRecordDays: try fields.optionalInteger("readRecordDays", in: Retention.readDays),
                duties: try fields.optionalBool("duties"),
                secureCookies: try fields.optionalBool("secureCookies"),
                publicAddress: try fields.optionalString("publicAddress", maxLength: 300),
                weasyprint: try fields.optionalString("weasyprint", maxLength: 2_000),
                allowUnsafe: try fields.optionalString("allowUnsafe", maxLength: 300),
                messages: try fields.optionalObject("messages").map { (reader) throws(FieldError) in
                    try MessageFile(reader)
                } ?? MessageFile())
            try fields.finish()
            return settings
        } catch let error as FieldError {
            throw ValidationError("Settings file \(path): \(error.description).")
        } catch let error as JSONError {
            throw ValidationError("Settings file \(path) is not valid JSON: \(error.description).")
        }
    }
}

/// The environment of the process.
enum Environment {
    static func value(_ name: String) -> String? {
        guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return nil }
        return value
    }
}

/// Files named on the command line.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("The file \(path) cannot be read. Check the path and your right to read it.")
        }
        return Array(data)
    }
}
