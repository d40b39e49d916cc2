/// One record with its fields as strings, for texts that are small or read slowly.
package struct DelimitedRecord: Sendable, Hashable {
    /// Where the record begins, from 1.
    package let line: Int
    /// In order, without the quotes around them.
    package let fields: [String]
}

extension DelimitedReader {
    /// The next record, or `nil` where ``next()`` returns false.
    package mutating func nextRecord() throws(DelimitedError) -> DelimitedRecord? {
        guard try next() else { return nil }
        return DelimitedRecord(line: line, fields: fields)
    }

    /// All records of a whole text.
    package static func records(
        in bytes: [UInt8], separator: DelimitedSeparator? = nil
    ) throws(DelimitedError) -> [DelimitedRecord] {
        var reader = DelimitedReader(separator: separator)
        reader.feed(bytes)
        reader.finish()
        var records: [DelimitedRecord] = []
        while let record = try reader.nextRecord() { records.append(record) }
        return records
    }
}
