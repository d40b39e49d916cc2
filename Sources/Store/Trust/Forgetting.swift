import OneStop
import PQ

/// Statements that delete what need not be kept, so many rows at a time.
enum Forgetting {
    /// - Parameter sql: deletes at most `$2` rows of before `$1` and says how many.
    static func batch(_ sql: StaticString) -> Statement<(before: Instant, most: Int), Int64> {
        Statement(
            sql, types: [.timestamptz, .int8],
            encode: { asked, parameters in
                parameters.instant(asked.before)
                parameters.int8(Int64(asked.most))
            },
            decode: { row throws(PQError) in try row.int8() })
    }
}
