import Testing

@testable import OneStop

struct TimeTextTests {
    @Test(arguments: [
        ("2026-02-23T17:00:00+07:00", Int64(825_156_000_000_000)), ("2000-01-01T00:00:00Z", 0),
        ("1999-12-31T23:59:59.999999Z", -1), ("2000-01-01t00:00:00z", 0), ("2000-01-01 00:00:00+00:00", 0),
        ("2000-01-01T00:00:00.1234567899Z", 123_456), ("2000-01-01T00:00:00.5-00:00", 500_000),
        ("2000-01-01T00:00:00-18:00", 64_800_000_000),
    ])
    func `an RFC 3339 text gives the instant`(text: String, expected: Int64) throws {
        #expect(try Instant(rfc3339: text).microseconds == expected)
    }

    @Test(arguments: [
        ("2026-02-30T10:00:00+07:00", TimeTextError.noSuchDate), ("2026-13-01T10:00:00Z", .noSuchDate),
        ("2025-02-29T10:00:00Z", .noSuchDate), ("0000-01-01T00:00:00Z", .noSuchDate),
        ("2026-02-09T24:00:00Z", .noSuchTime), ("2026-02-09T23:59:60Z", .noSuchTime),
        ("2026-02-09T10:60:00Z", .noSuchTime), ("2026-02-09T10:00:00", .offsetMissing),
        ("2026-02-09T10:00:00.Z", .malformed(part: "fraction")), ("2026-02-09", .malformed(part: "separator")),
        ("2026-02-09  10:00:00Z", .malformed(part: "time")), ("26-02-09T10:00:00Z", .malformed(part: "date")),
        ("2026-02-09T10:00Z", .malformed(part: "time")), ("2026-02-09T10:00:00+0700", .malformed(part: "offset")),
        ("2026-02-09T10:00:00+19:00", .malformed(part: "offset")), ("", .malformed(part: "date")),
        ("2026-02-09T10:00:00Z ", .malformed(part: "end")), ("٢٠٢٦-02-09T10:00:00Z", .malformed(part: "date")),
        ("0001-01-01T00:00:00+07:00", .outOfRange), ("9999-12-31T23:59:59-01:00", .outOfRange),
    ])
    func `a text that names no instant is refused with the reason`(text: String, expected: TimeTextError) {
        #expect(throws: expected) { try Instant(rfc3339: text) }
    }

    @Test(arguments: [
        "2026-02-23T17:00:00+07:00", "2026-02-23T17:00:00.25-03:30", "2026-02-23T17:00:00.000001+00:00",
        "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00", "1900-03-01T00:00:00+14:00",
    ])
    func `an instant survives its text`(text: String) throws {
        let offset = try #require(UTCOffset(text.suffix(6)))
        #expect(try Instant(rfc3339: text).rfc3339(in: offset) == text)
    }

    @Test func `a file without a zone is read at the office's`() throws {
        let local = try Instant(local: "2026-02-09 10:00:00", at: .vietnam)
        #expect(local.rfc3339(in: .utc) == "2026-02-09T03:00:00+00:00")
        #expect(throws: TimeTextError.malformed(part: "end")) { try Instant(local: "2026-02-09T10:00:00Z", at: .utc) }
    }

    @Test func `instants stop at the ends of the years a database can show`() {
        #expect(Instant.latest.adding(seconds: .max) == .latest)
        #expect(Instant.earliest.adding(minutes: .min) == .earliest)
        #expect(Instant(microseconds: .min) == .earliest)
        #expect(Instant(microseconds: 5).adding(seconds: -1).microseconds == -999_995)
    }

    @Test(arguments: ["+07:00", "-03:30", "+00:00", "+18:00", "-18:00"])
    func `an offset survives its text`(text: String) throws {
        #expect(try #require(UTCOffset(text)).text == text)
    }

    @Test(arguments: ["", "7", "+7:00", "+07", "+18:01", "+07:60", "07:00", "+07:00 "])
    func `a text that is no offset is refused`(text: String) {
        #expect(UTCOffset(text) == nil)
    }
}
