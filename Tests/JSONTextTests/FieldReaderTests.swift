import JSONText
import Testing

@Suite struct FieldReaderTests {
    private enum Channel: String, CaseIterable { case online, direct, post }

    @Test func `a document is read field by field`() throws {
        var fields = try reader(
            #"""
            {"name": "Nguyễn Thị Ánh", "copies": 2, "paid": false, "note": null, "channel": "post",
             "tags": ["a", "b"], "applicant": {"phone": "09"}, "components": [{"number": 1}, {"number": 2}]}
            """#)
        #expect(try fields.string("name", maxLength: 14) == "Nguyễn Thị Ánh")
        #expect(try fields.integer("copies", in: 0...9) as Int == 2)
        #expect(try fields.bool("paid") == false)
        #expect(try fields.optionalString("note", maxLength: 10) == nil)
        #expect(try fields.optionalInteger("absent", in: 0...9 as ClosedRange<Int64>) == nil)
        #expect(try fields.choice("channel", of: Channel.self) == .post)
        #expect(try fields.strings("tags", maxCount: 2, maxLength: 1) == ["a", "b"])
        var applicant = try fields.object("applicant")
        #expect(try applicant.string("phone", maxLength: 2) == "09")
        try applicant.finish()
        for (index, component) in try fields.objects("components", maxCount: 9).enumerated() {
            var component = component
            #expect(try component.integer("number", in: 1...9) == index + 1)
            try component.finish()
        }
        try fields.finish()
    }

    @Test func `a whole number may be written with a fraction or an exponent`() throws {
        var fields = try reader(#"{"plain": 606, "point": 606.0, "power": 6.06e2, "half": 606.5, "far": 1e19}"#)
        for name in ["plain", "point", "power"] { #expect(try fields.integer(name, in: 0...999) == 606) }
        for name in ["half", "far"] {
            let error = #expect(throws: FieldError.self) { _ = try fields.integer(name, in: 0...Int64.max) }
            #expect(error?.path == name && error?.rule == .type)
        }
    }

    @Test func `each rule names the field and itself`() throws {
        let long = String(repeating: "x", count: 11)
        try expect(#"{}"#, "name", .missing) { _ = try $0.string("name", maxLength: 10) }
        try expect(#"{"name": 1}"#, "name", .type) { _ = try $0.string("name", maxLength: 10) }
        try expect(#"{"name": null}"#, "name", .type) { _ = try $0.string("name", maxLength: 10) }
        try expect(#"{"name": "\#(long)"}"#, "name", .tooLong) { _ = try $0.string("name", maxLength: 10) }
        try expect(#"{"name": ""}"#, "name", .tooShort) { _ = try $0.string("name", minLength: 1, maxLength: 10) }
        try expect(#"{"name": "Ho\u0300"}"#, "name", .notNFC) { _ = try $0.string("name", maxLength: 10) }
        try expect(#"{"copies": 10}"#, "copies", .range) { _ = try $0.integer("copies", in: 0...9) }
        try expect(#"{"copies": 300}"#, "copies", .range) {
            _ = try $0.integer("copies", in: 0...9 as ClosedRange<Int8>)
        }
        try expect(#"{"copies": 1.5}"#, "copies", .type) { _ = try $0.integer("copies", in: 0...9) }
        try expect(#"{"copies": "1"}"#, "copies", .type) { _ = try $0.integer("copies", in: 0...9) }
        try expect(#"{"paid": "true"}"#, "paid", .type) { _ = try $0.bool("paid") }
        try expect(#"{"channel": "fax"}"#, "channel", .choice) { _ = try $0.choice("channel", of: Channel.self) }
        try expect(#"{"date": "31/02"}"#, "date", .format) { _ = try $0.parsed("date", expected: "a date", Int.init) }
        try expect(#"{"list": [1, 2]}"#, "list", .tooMany) { _ = try $0.array("list", maxCount: 1) }
        try expect(#"{"list": ["a", 2]}"#, "list[1]", .type) { _ = try $0.strings("list", maxCount: 2, maxLength: 1) }
        try expect(#"{"known": 1, "extra": 2}"#, "extra", .unknown) {
            _ = try $0.integer("known", in: 0...9)
            try $0.finish()
        }
        try expect(#"{"components": [{}, {}, {"copies": -1}]}"#, "components[2].copies", .range) {
            for var component in try $0.objects("components", maxCount: 9) {
                _ = try component.optionalInteger("copies", in: 0...9)
            }
        }
        try expect(#"{"a": {"b": {"c": 1}}}"#, "a.b.c", .unknown) {
            var outer = try $0.object("a")
            try outer.object("b").finish()
        }
    }

    @Test func `a document that is no object is refused`() {
        let error = #expect(throws: FieldError.self) { try FieldReader(.array([])) }
        #expect(error == FieldError(path: "", rule: .type, explanation: "must be an object, not an array"))
    }

    @Test func `an unread field is found beyond the sixty-fourth`() throws {
        let object = JSONObject((0..<100).map { ("f\($0)", .integer($0)) })
        var fields = try FieldReader(.object(object))
        for index in 0..<100 where index != 90 { _ = try fields.integer("f\(index)", in: 0...99) }
        let error = #expect(throws: FieldError.self) { try fields.finish() }
        #expect(error?.path == "f90")
    }

    @Test func `U+0000 that came another way than by JSON is refused`() throws {
        var fields = try FieldReader(.object(JSONObject([("name", .string("a\u{0}b"))])))
        let error = #expect(throws: FieldError.self) { try fields.string("name", maxLength: 10) }
        #expect(error?.rule == .nul)
    }

    @Test func `lengths are counted in code points`() throws {
        var fields = try reader(#"{"name": "ệệệ"}"#)
        #expect(try fields.string("name", minLength: 3, maxLength: 3) == "ệệệ")
        #expect(throws: FieldError.self) { try fields.string("name", maxLength: 2) }
    }

    @Test(arguments: [
        ("Phường Bến Nghé – “Quận 1”", true), ("Ho\u{300}", false), ("e\u{302}\u{323}", false), ("\u{1EC7}", true),
        ("\u{212B}", false), ("\u{2126}", false), ("q\u{323}", true), ("한글", true), ("\u{1112}\u{1161}", false),
        ("😀", true), ("\u{F900}", false), ("", true),
    ])
    func `normal form C is told from other forms`(text: String, isNormal: Bool) {
        #expect(text.isInNormalFormC == isNormal)
    }

    private func reader(_ text: String) throws -> FieldReader {
        try FieldReader(JSONValue(parsing: text))
    }

    private func expect(
        _ text: String, _ path: String, _ rule: FieldError.Rule, at location: SourceLocation = #_sourceLocation,
        _ read: (inout FieldReader) throws -> Void
    ) throws {
        var fields = try reader(text)
        let error = #expect(throws: FieldError.self, sourceLocation: location) { try read(&fields) }
        #expect(error?.path == path, sourceLocation: location)
        #expect(error?.rule == rule, sourceLocation: location)
    }
}
