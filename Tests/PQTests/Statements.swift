import PQ

/// Statements that several suites use.
enum SQL {
    static let echo = Statement<Int32, Int32>(
        "select $1::int4", types: [.int4], encode: { $1.int4($0) }, decode: { row in try row.int4() })
    static let backend = Statement<Void, Int32>("select pg_backend_pid()", decode: { row in try row.int4() })
    static let sleep = Statement<Double, Void>("select pg_sleep($1)", types: [.float8], encode: { $1.float8($0) })
    static let divide = Statement<Int32, Int32>(
        "select 1 / $1::int4", types: [.int4], encode: { $1.int4($0) }, decode: { row in try row.int4() })
    /// In the list, not in `from`: there the server would make all rows before it sends the first.
    static let series = Statement<Int32, Int32>(
        "select generate_series(1, $1::int4) n", types: [.int4], encode: { $1.int4($0) },
        decode: { row in try row.int4() })
    static let terminate = Statement<Int32, Bool>(
        "select pg_terminate_backend($1)", types: [.int4], encode: { $1.int4($0) }, decode: { row in try row.bool() })
    static let terminateSelf = Statement<Void, Bool>(
        "select pg_terminate_backend(pg_backend_pid())", decode: { row in try row.bool() })
    /// Whether a backend runs a statement, sleeping or waiting for a lock.
    static let isActive = Statement<Int32, Bool>(
        "select exists (select from pg_stat_activity where pid = $1 and state = 'active')", types: [.int4],
        encode: { $1.int4($0) }, decode: { row in try row.bool() })
    static let isSleeping = Statement<Int32, Bool>(
        "select exists (select from pg_stat_activity where pid = $1 and wait_event = 'PgSleep')", types: [.int4],
        encode: { $1.int4($0) }, decode: { row in try row.bool() })
    /// Waits until nobody else holds the lock of this number.
    static let lock = Statement<Int64, Void>(
        "select pg_advisory_xact_lock($1)", types: [.int8], encode: { $1.int8($0) })
    /// The quotient of each key; the sequence counts statements, not keys.
    static let quotients = Statement<[String], Quotient>(
        """
        select 100 / k.key::int4, c.asked, k.place
        from (select nextval('gathered_asked') offset 0) c (asked), unnest($1) with ordinality k (key, place)
        where k.key <> 'none' order by k.place desc
        """,
        types: [.textArray], encode: { $1.texts($0) },
        decode: { row in
            let quotient = Quotient(value: try row.int4(), asked: try row.int8())
            row.skip()
            return quotient
        })
    static let quotient = Statement<String, Quotient>(
        "select 100 / $1::int4, nextval('gathered_asked') where $1 <> 'none'", types: [.text],
        encode: { $1.text($0) }, decode: { row in Quotient(value: try row.int4(), asked: try row.int8()) }
    ).gathered(by: quotients)

    struct Quotient: Sendable {
        var value: Int32
        var asked: Int64
    }
}
