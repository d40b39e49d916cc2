/// Callers who ask the same statement at the same moment, each with a key of their own, and the one statement that answers all.
struct GatheredReads {
    /// In the order of their keys.
    let together: [Request]
    let others: [Request]
    let command: Command

    /// Nil when no two of them can be answered together.
    init?(_ members: [Request]) {
        guard members.count > 1, let text = members.lazy.compactMap(\.gatherable).first?.text,
            let sql = text.gathered
        else { return nil }
        var together: [Request] = []
        var others: [Request] = []
        var keys: [EncodedParameters] = []
        for member in members {
            if let command = member.gatherable, command.text == text {
                together.append(member)
                keys.append(command.parameters)
            } else {
                others.append(member)
            }
        }
        guard together.count > 1 else { return nil }
        self.together = together
        self.others = others
        command = Command(
            text: StatementText(sql: sql, types: [.textArray], prepared: text.prepared), parameters: .array(of: keys))
    }
}

extension Request {
    /// Its only statement, if that may be asked for several callers together.
    fileprivate var gatherable: Command? {
        let commands = commands
        guard commands.count == 1, let command = commands.first, command.text.gathered != nil else { return nil }
        return command
    }
}

extension EncodedParameters {
    /// One parameter, an array of `text`, of the only parameters of several statements (`array_recv`: dimensions, whether there
    /// are nulls, the type, length and first index, then each element with its length).
    fileprivate static func array(of keys: [EncodedParameters]) -> EncodedParameters {
        var array = EncodedParameters()
        array.bytes.reserveCapacity(20 + keys.reduce(0) { $0 + 4 + $1.bytes.count })
        array.bytes.append(bigEndian: Int32(1))
        array.bytes.append(bigEndian: Int32(keys.contains { $0.lengths.first == -1 } ? 1 : 0))
        array.bytes.append(bigEndian: OID.text.rawValue)
        array.bytes.append(bigEndian: Int32(keys.count))
        array.bytes.append(bigEndian: Int32(1))
        for key in keys {
            array.bytes.append(bigEndian: key.lengths.first ?? -1)
            array.bytes += key.bytes
        }
        array.lengths = [Int32(array.bytes.count)]
        return array
    }
}
