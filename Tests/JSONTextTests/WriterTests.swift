import JSONText
import Testing

@Suite struct WriterTests {
    @Test func `commas stand where they belong`() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("a", 1)
            writer.array("b") { writer in
                writer.array { _ in }
                writer.object { _ in }
                writer.value("x")
                writer.null()
            }
            writer.object("c") { writer in writer.field("d", true) }
            writer.field("e", nil as String?)
            writer.field("f", ["g", "h"])
        }
        #expect(writer.text == #"{"a":1,"b":[[],{},"x",null],"c":{"d":true},"e":null,"f":["g","h"]}"#)
    }

    @Test func `a combining mark does not hide a quote`() throws {
        let text = "a\"\u{301}\\\u{302}\n\u{303}\u{1}\u{1F}\u{7F}\u{2028}"
        let written = JSONValue.string(text).serialized
        #expect(written == "\"a\\\"\u{301}\\\\\u{302}\\n\u{303}\\u0001\\u001f\u{7F}\u{2028}\"")
        #expect(try JSONValue(parsing: written) == .string(text))
    }

    @Test(arguments: 0..<26) func `a sign to escape is found at every place of a text`(length: Int) throws {
        for place in 0..<max(1, length) {
            for sign in ["\"", "\\", "\u{1}", "\u{1F}", "\u{7F}", "ế", " "] {
                let text = String(repeating: "a", count: place) + sign + String(repeating: "b", count: length - place)
                let written = JSONValue.string(text).serialized
                #expect(try JSONValue(parsing: written) == .string(text))
                #expect(!written.utf8.contains { $0 < 0x20 })
            }
        }
    }

    @Test(arguments: [Int64.min, -1, 0, 7, 10, 1_000_000, .max])
    func `whole numbers are written in full`(number: Int64) {
        #expect(JSONValue.integer(number).serialized == String(number))
    }

    @Test func `what JSON cannot write becomes null`() {
        #expect(JSONValue.array([.number(.nan), .number(.infinity)]).serialized == "[null,null]")
    }

    @Test func `random values come back the same`() throws {
        var random = SeededGenerator(seed: 20_260_209)
        for _ in 0..<2000 {
            let value = randomValue(depth: 4, using: &random)
            let text = value.serialized
            let again = try JSONValue(parsing: text)
            #expect(again == value)
            #expect(again.serialized == text)
        }
    }

    @Test func `objects with the same members are equal in any order`() {
        let left = JSONObject([("a", .integer(1)), ("b", .null)])
        let right = JSONObject([("b", .null), ("a", .integer(1))])
        #expect(left == right)
        #expect(Set([left, right]).count == 1)
        #expect(left != JSONObject([("a", .integer(1)), ("b", .bool(false))]))
        #expect(left.keys == ["a", "b"])
    }

    private func randomValue(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(.random(in: .min ... .max, using: &random))
        case 3: return .number(randomDouble(using: &random))
        case 4, 5: return .string(randomText(using: &random))
        case 6:
            return .array(
                (0..<Int.random(in: 0...4, using: &random)).map { _ in randomValue(depth: depth - 1, using: &random) })
        default:
            let pairs = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                (randomText(using: &random), randomValue(depth: depth - 1, using: &random))
            }
            return .object(JSONObject(pairs))
        }
    }

    private func randomDouble(using random: inout SeededGenerator) -> Double {
        let double = Double(bitPattern: random.next())
        // One that an integer holds is written as 1.0 or 1e+18, which reads back as an integer.
        return double.isFinite && Int64(exactly: double) == nil ? double : 0.5
    }

    private func randomText(using random: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...20, using: &random) {
            let limits: [UInt32] = [0x7F, 0x24F, 0x1EFF, 0x10FFFF]
            let code = UInt32.random(in: 1...(limits.randomElement(using: &random) ?? 0x7F), using: &random)
            if let scalar = Unicode.Scalar(code) { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}

/// SplitMix64: the same values on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
