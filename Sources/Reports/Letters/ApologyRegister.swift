package import DelimitedText
package import JSONText
package import OneStop

/// The register of letters of apology that an agency issued in a period, or a part of it.
package struct ApologyRegister: Sendable, Hashable {
    package var offset: UTCOffset
    package var letters: [RegisteredLetter]

    package init(offset: UTCOffset, letters: [RegisteredLetter]) {
        self.offset = offset
        self.letters = letters
    }

    /// A letter a record; times with the agency's offset. Nothing can become a formula of a spreadsheet.
    package func csv(separator: DelimitedSeparator = .comma) -> [UInt8] {
        var writer = DelimitedWriter(separator: separator, guardsFormulas: true)
        writer.record([
            "number", "issuedAt", "code", "procedure", "field", "unit", "cause", "acceptedAt", "due", "latest",
            "onTime",
            "newDate", "signedAs", "deliveredAt", "method",
        ])
        for letter in letters {
            let cells = [
                letter.number, time(letter.issuedAt), letter.code, letter.procedure, letter.field, letter.unit,
                letter.cause?.rawValue, time(letter.acceptedAt), time(letter.due), letter.latest?.iso,
                "\(letter.isOnTime)", time(letter.newDate), letter.signedAs?.rawValue, time(letter.deliveredAt),
                letter.method?.rawValue,
            ]
            for cell in cells { writer.field(cell ?? "") }
            writer.endRecord()
        }
        return writer.bytes
    }

    /// The lines as elements of a JSON array.
    package func write(to writer: inout JSONWriter) {
        for letter in letters {
            writer.object { writer in
                writer.field("number", letter.number)
                writer.field("issuedAt", time(letter.issuedAt))
                writer.field("code", letter.code)
                writer.field("procedure", letter.procedure)
                writer.field("field", letter.field)
                writer.field("unit", letter.unit)
                writer.field("cause", letter.cause?.rawValue)
                writer.field("acceptedAt", time(letter.acceptedAt))
                writer.field("due", time(letter.due))
                writer.field("latest", letter.latest?.iso)
                writer.field("onTime", letter.isOnTime)
                writer.field("newDate", time(letter.newDate))
                writer.field("signedAs", letter.signedAs?.rawValue)
                writer.field("deliveredAt", time(letter.deliveredAt))
                writer.field("method", letter.method?.rawValue)
            }
        }
    }

    private func time(_ instant: Instant?) -> String? { instant?.rfc3339(in: offset) }
}
