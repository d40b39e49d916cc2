import JSONText
import Testing

@Suite struct ParserTests {
    @Test func `every kind of value is read`() throws {
        let text = #" { "a" : [ null , true , false , -12 , 0.5 , 1.5e-3 , "x" , { } , [ ] ] } "#
        let expected: [JSONValue] = [
            .null, .bool(true), .bool(false), .integer(-12), .number(0.5), .number(0.0015), .string("x"),
            .object(JSONObject()), .array([]),
        ]
        #expect(try JSONValue(parsing: text) == .object(JSONObject([("a", .array(expected))])))
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u1ec7\u00C1""#, "ệÁ"),
        (#""\ud83d\uDE00""#, "😀"),
        (#""Hồ sơ Nguyễn Thị Ánh""#, "Hồ sơ Nguyễn Thị Ánh"),
        (#""a \u0022 long text with é and an escape \\ inside""#, "a \" long text with é and an escape \\ inside"),
    ])
    func `strings are unescaped`(text: String, expected: String) throws {
        #expect(try JSONValue(parsing: text) == .string(expected))
    }

    @Test(arguments: [
        ("9223372036854775807", JSONValue.integer(.max)),
        ("-9223372036854775808", .integer(.min)),
        ("-0", .integer(0)),
        ("0.1", .number(0.1)),
        ("123456789.123456789", .number(123_456_789.123456789)),
        ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
        ("5e-324", .number(.leastNonzeroMagnitude)),
        ("2.2250738585072014e-308", .number(.leastNormalMagnitude)),
        ("606.0", .integer(606)),
        ("6.06e2", .integer(606)),
        ("-60600E-2", .integer(-606)),
        ("606.5", .number(606.5)),
        ("606.0000000000000000000000000", .integer(606)),
        ("606.0000000000000000000000001", .number(606)),
        ("0.00000000000000000000000606e26", .integer(606)),
        ("9007199254740993.0", .integer(9_007_199_254_740_993)),
        ("9223372036854775807.0", .integer(.max)),
        ("-9.223372036854775808e18", .integer(.min)),
        ("9223372036854775808.0", .number(9_223_372_036_854_775_808)),
        ("1e300", .number(1e300)),
        ("0e-999999", .integer(0)),
        ("-0.0", .integer(0)),
    ])
    func `numbers keep their value`(text: String, expected: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == expected)
    }

    @Test(arguments: [
        ("", JSONError.Reason.empty),
        (" \n", .empty),
        ("\u{FEFF}1", .byteOrderMark),
        ("{", .unexpectedEnd(expected: "a key in double quotes")),
        ("[1", .unexpectedEnd(expected: "',' or ']'")),
        ("[1,]", .unexpected(byte: UInt8(ascii: "]"), expected: "a value")),
        (#"{"a":1,}"#, .unexpected(byte: UInt8(ascii: "}"), expected: "a key in double quotes")),
        (#"{"a" 1}"#, .unexpected(byte: UInt8(ascii: "1"), expected: "':'")),
        ("{a:1}", .unexpected(byte: UInt8(ascii: "a"), expected: "a key in double quotes")),
        ("[1 2]", .unexpected(byte: UInt8(ascii: "2"), expected: "',' or ']'")),
        ("1 1", .textAfterValue),
        ("nul", .unexpectedEnd(expected: "a value")),
        ("nulL", .unexpected(byte: UInt8(ascii: "n"), expected: "a value")),
        ("NaN", .unexpected(byte: UInt8(ascii: "N"), expected: "a value")),
        ("'a'", .unexpected(byte: UInt8(ascii: "'"), expected: "a value")),
        ("01", .leadingZero),
        ("-", .unexpectedEnd(expected: "a digit")),
        ("1.", .unexpectedEnd(expected: "a digit")),
        (".5", .unexpected(byte: UInt8(ascii: "."), expected: "a value")),
        ("+1", .unexpected(byte: UInt8(ascii: "+"), expected: "a value")),
        ("1e", .unexpectedEnd(expected: "a digit")),
        ("0x10", .textAfterValue),
        ("9223372036854775808", .numberOutOfRange),
        ("-9223372036854775809", .numberOutOfRange),
        ("99999999999999999999999999", .numberOutOfRange),
        ("1e999", .numberOutOfRange),
        ("1e-999", .numberOutOfRange),
        ("1e99999999999999999999", .numberOutOfRange),
        (#""abc"#, .unexpectedEnd(expected: "the end of a string")),
        (#""abc\"#, .unexpectedEnd(expected: "the end of a string")),
        ("\"a\nb\"", .controlCharacterInString(0x0A)),
        ("\"a\u{0}b\"", .nulInString),
        (#""a\u0000b""#, .nulInString),
        (#""\x41""#, .unknownEscape(UInt8(ascii: "x"))),
        (#""\u12g4""#, .incompleteUnicodeEscape),
        (#""\ud800""#, .loneSurrogate(0xD800)),
        (#""\ud800\u0041""#, .loneSurrogate(0xD800)),
        (#""\udc00\ud800""#, .loneSurrogate(0xDC00)),
        (#"{"a":1,"a":2}"#, .duplicateKey("a")),
        (#"{"a":1,"\u0061":2}"#, .duplicateKey("a")),
    ])
    func `what is not strict JSON is refused with its reason`(text: String, reason: JSONError.Reason) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.reason == reason)
    }

    @Test(
        arguments: [
            [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22],
            [0x22, 0xFF, 0x22], [0x22, 0xE1, 0xBB, 0x5C, 0x6E, 0x87, 0x22],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.offset == 1)
    }

    @Test func `an error names its line, its column and the member`() {
        let text = "{\n  \"components\": [\n    {\"copies\": 1},\n    {\"copies\": 01}\n  ]\n}"
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.line == 4)
        #expect(error?.column == 16)
        #expect(error?.path == "components[1].copies")
        #expect(error?.description.hasPrefix("line 4, column 16 (components[1].copies): ") == true)
    }

    @Test func `nesting is bounded`() throws {
        let deep = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(throws: Never.self) { try JSONValue(parsing: deep(64)) }
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: deep(65)) }
        #expect(error?.reason == .tooDeep(limit: 64))
        #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: #"{"a":"#, count: 1_000_000)) }
    }

    @Test func `a repeated key is found among many`() throws {
        let members = (0..<5000).map { #""key\#($0)":\#($0)"# }
        let object = try JSONValue(parsing: "{" + members.joined(separator: ",") + "}")
        guard case .object(let content) = object else { throw TestFailure() }
        #expect(content.count == 5000)
        #expect(content["key4999"] == .integer(4999))
        for repeated in [3, 70, 4999] {
            let text = "{" + members.joined(separator: ",") + #","key\#(repeated)":0}"#
            let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
            #expect(error?.reason == .duplicateKey("key\(repeated)"))
        }
    }

    @Test func `no cut or changed byte crashes the parser`() throws {
        let text = Array(#"{"a":[1,-2.5e3,"ệ\u1ec7\n",{"b":null,"c":true}],"d":"Nguyễn"}"#.utf8)
        _ = try JSONValue(parsing: text)
        for end in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text[..<end])) }
        }
        for position in text.indices {
            for byte in [0x00, 0x22, 0x5C, 0x7B, 0x5D, 0x80, 0xFF] as [UInt8] {
                var changed = text
                changed[position] = byte
                if let value = try? JSONValue(parsing: changed) {
                    #expect(try JSONValue(parsing: value.serialized) == value)
                }
            }
        }
    }
}

struct TestFailure: Error {}
