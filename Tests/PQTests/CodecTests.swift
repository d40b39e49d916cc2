import PQ
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Binary codecs` {
    @Test(arguments: [Int64.min, -1, 0, 1, .max])
    func `integers keep their extremes`(value: Int64) async throws {
        let echo = Statement<Int64, [Int64]>(
            "select $1::int8, $2::int4, $3::int2", types: [.int8, .int4, .int2],
            encode: { value, writer in
                writer.int8(value)
                writer.int4(Int32(clamping: value))
                writer.int2(Int16(clamping: value))
            }, decode: { row in [try row.int8(), Int64(try row.int4()), Int64(try row.int2())] })
        try await withPool { pool async throws in
            let expected = [value, Int64(Int32(clamping: value)), Int64(Int16(clamping: value))]
            #expect(try await pool.first(echo, value) == expected)
        }
    }

    @Test(arguments: [0.0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1])
    func `floating point keeps its bits`(value: Double) async throws {
        let echo = Statement<Double, Double>(
            "select $1::float8", types: [.float8], encode: { $1.float8($0) }, decode: { row in try row.float8() })
        try await withPool { pool async throws in
            #expect(try await pool.first(echo, value)?.bitPattern == value.bitPattern)
        }
    }

    @Test(arguments: ["", "Đỗ Thị Ước", "a'b\\c\"", "👩‍👩‍👧", "\u{301}\n\t"])
    func `text comes back as it went`(value: String) async throws {
        let echo = Statement<String, String>(
            "select $1::text", types: [.text], encode: { $1.text($0) }, decode: { row in try row.text() })
        try await withPool { pool async throws in
            #expect(try await pool.first(echo, value).map { Array($0.utf8) } == Array(value.utf8))
        }
    }

    @Test func `dates and instants count from 2000 and know infinity`() async throws {
        let read = Statement<Void, [Int64]>(
            """
            select date '2000-01-01', date '1999-12-31', date 'infinity', date '-infinity',
                timestamptz '2000-01-01 07:00+07', timestamptz '2000-01-01 00:00:00.000001+00',
                timestamptz 'infinity', timestamptz '-infinity'
            """,
            decode: { row in
                var values: [Int64] = []
                for _ in 0..<4 { values.append(Int64(try row.date())) }
                for _ in 0..<4 { values.append(try row.timestamp()) }
                return values
            })
        try await withPool { pool async throws in
            let expected = [0, -1, Int64(Int32.max), Int64(Int32.min), 0, 1, .max, .min]
            #expect(try await pool.first(read, ()) == expected)
        }
    }

    @Test(arguments: [Int64.min, -211_813_488_000_000_000, 0, 9_223_371_331_199_999_999, .max])
    func `instants round-trip to the ends of PostgreSQL's calendar`(value: Int64) async throws {
        let echo = Statement<Int64, Int64>(
            "select $1::timestamptz", types: [.timestamptz], encode: { $1.timestamp(microseconds: $0) },
            decode: { row in try row.timestamp() })
        try await withPool { pool async throws in #expect(try await pool.first(echo, value) == value) }
    }

    @Test(arguments: [Int32.min, -2_451_545, 0, 2_145_031_948, .max])
    func `dates round-trip to the ends of PostgreSQL's calendar`(value: Int32) async throws {
        let echo = Statement<Int32, Int32>(
            "select $1::date", types: [.date], encode: { $1.date(dayNumber: $0) }, decode: { row in try row.date() })
        try await withPool { pool async throws in #expect(try await pool.first(echo, value) == value) }
    }

    @Test func `bytes, uuids, booleans and JSON come back as they went`() async throws {
        struct Row: Equatable {
            var bytes: [UInt8]
            var uuid: [UInt8]
            var flag: Bool
            var jsonb: String
            var json: String
        }
        let echo = Statement<Row, Row>(
            "select $1::bytea, $2::uuid, $3::bool, $4::jsonb, $5::json", types: [.bytea, .uuid, .bool, .jsonb, .json],
            encode: { value, writer in
                writer.bytes(value.bytes)
                writer.uuid(value.uuid)
                writer.bool(value.flag)
                writer.json(value.jsonb)
                writer.json(value.json)
            },
            decode: { row in
                Row(
                    bytes: try row.bytes(), uuid: try row.uuid(), flag: try row.bool(), jsonb: try row.json(),
                    json: try row.json())
            })
        let value = Row(
            bytes: Array(0...255), uuid: Array(1...16), flag: true, jsonb: #"{"a": [1, 2]}"#, json: #"{"b":  null}"#)
        try await withPool { pool async throws in
            #expect(try await pool.first(echo, value) == value)
            let empty = Row(bytes: [], uuid: Array(repeating: 0, count: 16), flag: false, jsonb: "null", json: "{}")
            #expect(try await pool.first(echo, empty) == empty)
        }
    }

    @Test func `arrays keep order, emptiness and nulls`() async throws {
        let echo = Statement<([Int64], [String], [Int64?], [Bool]), ([Int64], [String], [Int64?], [Bool])>(
            "select $1::int8[], $2::text[], $3::timestamptz[], $4::bool[]",
            types: [.int8Array, .textArray, .timestamptzArray, .boolArray],
            encode: { value, writer in
                writer.int8s(value.0)
                writer.texts(value.1)
                writer.timestamps(value.2)
                writer.bools(value.3)
            },
            decode: { row in
                (try row.int8s(), try row.texts(), try row.timestampsWithNulls(), try row.bools())
            })
        try await withPool { pool async throws in
            let full = ([Int64.min, 0, .max], ["", "hồ sơ", "{,}\""], [Int64?.none, .max, 0], [true, false])
            let answer = try #require(try await pool.first(echo, full))
            #expect(answer.0 == full.0 && answer.1 == full.1 && answer.2 == full.2 && answer.3 == full.3)
            let none = try #require(try await pool.first(echo, ([], [], [], [])))
            #expect(none.0.isEmpty && none.1.isEmpty && none.2.isEmpty && none.3.isEmpty)
        }
    }

    @Test func `nulls are read only where they are expected`() async throws {
        let maybe = Statement<Int32?, Int32?>(
            "select $1::int4 as number", types: [.int4], encode: { $1.int4($0) },
            decode: { row in try row.int4OrNull() })
        let surely = Statement<Int32?, Int32>(
            "select $1::int4 as number", types: [.int4], encode: { $1.int4($0) }, decode: { row in try row.int4() })
        try await withPool { pool async throws in
            #expect(try await pool.query(maybe, nil) == [nil])
            #expect(try await pool.query(maybe, 4) == [4])
            let error = await failure { try await pool.query(surely, nil) }
            #expect(error?.code == .decoding)
            #expect(error?.column == "number")
        }
    }

    @Test func `a column of another type, too many and too few columns are refused`() async throws {
        let other = Statement<Void, Int64>("select 1::int4 as n", decode: { row in try row.int8() })
        let few = Statement<Void, Int32>("select 1, 2", decode: { row in try row.int4() })
        let many = Statement<Void, Int32>(
            "select 1",
            decode: { row in
                _ = try row.int4()
                return try row.int4()
            })
        try await withPool { pool async throws in
            #expect(await failure { try await pool.query(other, ()) }?.column == "n")
            #expect(await failure { try await pool.query(few, ()) }?.code == .decoding)
            #expect(await failure { try await pool.query(many, ()) }?.code == .decoding)
        }
    }

    @Test func `labels of an enum are text`() async throws {
        let echo = Statement<String, String>(
            "select $1::mood", encode: { $1.text($0) }, decode: { row in try row.text() })
        try await withPool { pool async throws in
            let type = "create type mood as enum ('calm', 'cross')"
            try await pool.withConnection { try await $0.script(SQLScript(unsafe: type)) }
            #expect(try await pool.first(echo, "cross") == "cross")
        }
    }
}
