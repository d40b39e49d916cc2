/// The migrations among some files, in order: `NNNN_name.sql`, numbered from 1 without a gap.
struct Migrations {
    struct File {
        let number: Int
        let name: String
        let path: String
    }

    let ordered: [File]

    init(files: [String]) throws {
        ordered = try files.map(Self.parse).sorted { $0.number < $1.number }
        for (position, file) in ordered.enumerated() where file.number != position + 1 {
            throw EmbedError(
                "\(file.path): expected migration \(position + 1) here. Migrations count up from 0001 without a gap, and "
                    + "two cannot share a number.")
        }
    }

    private static func parse(_ path: String) throws -> File {
        let name = fileName(path)
        let parts = name.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0].utf8.count == 4, let number = Int(parts[0]), number > 0, isPlainName(name)
        else {
            throw EmbedError("\(path): name a migration like 0001_agencies.sql")
        }
        return File(number: number, name: String(parts[1]), path: path)
    }
}

/// The last component of a path, without `.sql`.
func fileName(_ path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return last.hasSuffix(".sql") ? String(last.dropLast(4)) : last
}

/// Whether a name holds nothing but small letters, digits and underscores.
func isPlainName(_ name: String) -> Bool {
    !name.isEmpty
        && name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
        }
}
