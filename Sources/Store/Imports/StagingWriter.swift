package import OneStop
package import Records

/// What a row of an imported file tells of.
package enum StagedRows: Sendable, Hashable {
    /// A step; the columns of its case are repeated on each.
    case steps
    /// A whole dossier, with its applicant.
    case dossiers
}

/// Writes the rows of a file for the staging table, in PostgreSQL's binary COPY format (manual, "COPY").
///
/// The calls for one row come in this order: `begin` and `reference`, then `caseTimes` or `noCaseColumns`; then for
/// steps `stepTime` or `noStep`, for dossiers `applicantKind` or `noApplicant`, each with the texts that follow it.
/// Texts are bytes of valid UTF-8 without U+0000, as the delimited reader gives them; nil and empty become null.
package struct StagingWriter: Sendable {
    /// What has been written and not been taken.
    package private(set) var bytes: [UInt8]

    private let columns: Int16
    private static let signature: [UInt8] =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
    private static let trailer: [UInt8] = [0xFF, 0xFF]

    /// Begins the stream.
    package init(_ rows: StagedRows) {
        switch rows {
        case .steps: columns = 18
        case .dossiers: columns = 20
        }
        bytes = Self.signature
        bytes.reserveCapacity(1 << 18)
    }

    /// A row of the log: where it begins, whose it is, and why it cannot be read, if so.
    package mutating func begin(line: Int, problem: String?) {
        append(columns)
        value(Int64(line))
        if var problem {
            problem.withUTF8 { text($0) }
        } else {
            null()
        }
    }

    /// The reference of the case; nil when the row names none.
    package mutating func reference(_ bytes: UnsafeBufferPointer<UInt8>?) { text(bytes) }

    /// Instead of the columns of the case: this row has the same ones as the last that had any, or has none to read.
    package mutating func noCaseColumns() { for _ in 0..<9 { null() } }

    /// The columns of the case that are not texts.
    /// - Parameters:
    ///   - fingerprint: of all its columns: rows of one case have to agree.
    ///   - channel: 1 direct, 2 online, 3 post.
    package mutating func caseTimes(
        fingerprint: Int64, accepted: Instant, promised: Instant?, ended: Instant?, channel: Channel
    ) {
        value(fingerprint)
        value(accepted.microseconds)
        instant(promised)
        instant(ended)
        append(Int32(2))
        append(Int16(channel.rawValue))
    }

    /// A text column; follows `caseTimes` for unmapped channel, unit, officer and procedure, and `stepTime` for activity,
    /// unit, officer and key.
    package mutating func text(_ field: UnsafeBufferPointer<UInt8>?) {
        guard let field, !field.isEmpty else { return null() }
        append(Int32(clamping: field.count))
        bytes.append(contentsOf: field)
    }

    /// Instead of a step: the row tells of the case alone.
    package mutating func noStep() { for _ in 0..<6 { null() } }

    /// Instead of field and applicant: the row has the same ones as another of its dossier, or none to read.
    package mutating func noApplicant() { for _ in 0..<8 { null() } }

    /// What kind of applicant the row tells of; comes behind the text of the field, and the applicant's texts behind it.
    /// - Parameter unreadNumbers: how many of the identity number and the telephone stand as the file writes them.
    package mutating func applicantKind(_ kind: ApplicantRecord.Kind, unreadNumbers: Int) {
        append(Int32(2))
        append(Int16(kind.rawValue))
        append(Int32(2))
        append(Int16(clamping: unreadNumbers))
    }

    /// When a step was done, and a fingerprint of all its columns.
    package mutating func stepTime(_ at: Instant, content: Int64) {
        value(content)
        value(at.microseconds)
    }

    /// Hands over what has been written, once there is enough for one message.
    package mutating func takeIfLarge() -> [UInt8]? {
        guard bytes.count >= 1 << 17 else { return nil }
        let taken = bytes
        bytes = []
        bytes.reserveCapacity(1 << 18)
        return taken
    }

    /// Ends the stream and hands over the rest.
    package mutating func finish() -> [UInt8] {
        bytes.append(contentsOf: Self.trailer)
        return bytes
    }

    private mutating func instant(_ value: Instant?) {
        if let value { self.value(value.microseconds) } else { null() }
    }

    private mutating func value(_ value: Int64) {
        append(Int32(8))
        append(value)
    }

    private mutating func null() { append(Int32(-1)) }

    private mutating func append(_ value: Int16) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ value: Int32) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ value: Int64) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
