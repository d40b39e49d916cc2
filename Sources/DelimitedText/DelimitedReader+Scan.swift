extension DelimitedReader {
    /// Reads on to the end of the record or of the bytes, whichever comes first. True at the end of a record.
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ separator: UInt8) throws(DelimitedError) -> Bool {
        while position < bytes.count {
            switch state {
            case .beforeRecord, .beforeField:
                try beginField(bytes[position], separator)
            case .inPlainField:
                try scanPlain(bytes, separator)
            case .inQuotedField:
                try scanQuoted(bytes)
            case .afterQuote:
                try closeQuote(bytes[position], separator)
            case .afterCarriageReturn:
                guard bytes[position] == lineFeed else { throw failed(.loneCarriageReturn) }
                position += 1
                endLine()
            case .recordComplete:
                return true
            }
        }
        return state == .recordComplete
    }

    mutating func endField() throws(DelimitedError) {
        let field = fieldStart..<content.count
        guard field.count <= limits.field else { throw failed(.fieldTooLong(limit: limits.field)) }
        guard ends.count < limits.fieldsOfRecord else { throw failed(.tooManyFields(limit: limits.fieldsOfRecord)) }
        if !fieldIsASCII {
            let isValid = content.withUnsafeBufferPointer { buffer in
                (try? UTF8Span(validating: UnsafeBufferPointer(rebasing: buffer[field]).span)) != nil
            }
            guard isValid || keepsBadUTF8 else { throw failed(.invalidUTF8) }
            if !isValid { isBadUTF8 = true }
        }
        ends.append(content.count)
        fieldStart = content.count
        fieldIsASCII = true
    }

    private mutating func beginField(_ byte: UInt8, _ separator: UInt8) throws(DelimitedError) {
        switch byte {
        case quote:
            quoteLine = currentLine
            state = .inQuotedField
            position += 1
        case lineFeed where state == .beforeRecord:
            position += 1
            endLine()
        case carriageReturn where state == .beforeRecord:
            state = .afterCarriageReturn
            position += 1
        default:
            state = .inPlainField
        }
    }

    private mutating func scanPlain(_ bytes: UnsafeBufferPointer<UInt8>, _ separator: UInt8) throws(DelimitedError) {
        let start = position
        var seen: UInt8 = 0
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            // Above all the bytes that mean something.
            if byte > DelimitedSeparator.semicolon.rawValue {
                seen |= byte
            } else if byte == separator || byte == lineFeed || byte == carriageReturn || byte == quote || byte == 0 {
                break
            }
            index += 1
        }
        try append(bytes, start..<index, seen)
        position = index
        guard index < bytes.count else { return }
        position += 1
        switch bytes[index] {
        case quote: throw failed(.quoteInPlainField)
        case 0: throw failed(.nul)
        case let byte: try end(with: byte)
        }
    }

    private mutating func scanQuoted(_ bytes: UnsafeBufferPointer<UInt8>) throws(DelimitedError) {
        let start = position
        var seen: UInt8 = 0
        var index = start
        while index < bytes.count, bytes[index] != quote {
            let byte = bytes[index]
            if byte == 0 { throw failed(.nul) }
            if byte == lineFeed { currentLine += 1 }
            seen |= byte
            index += 1
        }
        try append(bytes, start..<index, seen)
        position = index
        guard index < bytes.count else { return }
        position += 1
        state = .afterQuote
    }

    private mutating func closeQuote(_ byte: UInt8, _ separator: UInt8) throws(DelimitedError) {
        position += 1
        if byte == quote {
            content.append(quote)
            state = .inQuotedField
        } else if byte == separator || byte == lineFeed || byte == carriageReturn {
            try end(with: byte)
        } else {
            throw failed(.textAfterClosingQuote)
        }
    }

    /// Ends a field by the separator or by the end of the line.
    private mutating func end(with byte: UInt8) throws(DelimitedError) {
        try endField()
        switch byte {
        case lineFeed: endLine()
        case carriageReturn: state = .afterCarriageReturn
        default: state = .beforeField
        }
    }

    /// Behind a line feed: the record is whole, unless the line was empty.
    private mutating func endLine() {
        currentLine += 1
        if ends.isEmpty {
            startRecord()
        } else {
            state = .recordComplete
        }
    }

    private mutating func append(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ seen: UInt8
    ) throws(DelimitedError) {
        // Before it is kept, so that a missing quote cannot fill the memory.
        guard content.count - fieldStart + range.count <= limits.field else {
            throw failed(.fieldTooLong(limit: limits.field))
        }
        content.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
        if seen & 0x80 != 0 { fieldIsASCII = false }
    }

    private func failed(_ reason: DelimitedError.Reason) -> DelimitedError {
        switch reason {
        case .fieldTooLong where state == .inQuotedField: DelimitedError(reason: reason, line: quoteLine)
        default: DelimitedError(reason: reason, line: currentLine)
        }
    }
}
