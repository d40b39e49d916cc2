package import OneStop
package import PQ
package import Records

/// Imports that are begun on a page. An attempt is told apart by when it began.
package enum ImportJobStatements {
    package static let insert = Statement<NewImportJob, Int64>(
        """
        insert into import_job (tenant_id, agency_id, kind, file_name, columns, form_key, state, created_at, created_by)
        values ($1, $2, $3, $4, $5, $6, 'sending', $7, $8) returning id
        """,
        types: [.int8, .int8, .text, .text, .text, .text, .timestamptz, .int8],
        encode: { new, parameters in
            parameters.int8(new.tenant.rawValue)
            parameters.int8(new.agency.rawValue)
            parameters.text(new.kind.rawValue)
            parameters.text(new.fileName)
            parameters.text(new.columns)
            parameters.text(new.formKey)
            parameters.instant(new.at)
            parameters.int8(new.by.rawValue)
        },
        decode: { row throws(PQError) in try row.int8() })

    /// The file is there whole.
    package static let sent = Statement<(id: Int64, bytes: Int64), Void>(
        "update import_job set state = 'waiting', total_bytes = $2 where id = $1 and state = 'sending'",
        types: [.int8, .int8],
        encode: { asked, parameters in
            parameters.int8(asked.id)
            parameters.int8(asked.bytes)
        })

    package static let abandon = Statement<Int64, Void>(
        "delete from import_job where id = $1 and state = 'sending'", types: [.int8],
        encode: { id, parameters in parameters.int8(id) })

    /// The import that was sent with a form.
    package static let byKey = Statement<(by: UserID, formKey: String), Int64>(
        "select id from import_job where created_by = $1 and form_key = $2 and state <> 'sending'",
        types: [.int8, .text],
        encode: { asked, parameters in
            parameters.int8(asked.by.rawValue)
            parameters.text(asked.formKey)
        },
        decode: { row throws(PQError) in try row.int8() })

    /// The newest first.
    package static let page = Statement<(agencies: [AgencyID], before: Int64?, limit: Int), ImportJobRow>(
        """
        select j.id, j.agency_id, j.kind, j.file_name, j.columns, j.state, j.dry_run, j.total_bytes, j.read_bytes,
               j.created_at, a.name, j.began_at, j.seen_at, j.ended_at, j.outcome, j.told, j.failure_rule, j.failure,
               j.forgotten_at is not null
        from import_job j join account a on a.id = j.created_by
        where j.agency_id = any ($1) and ($2::bigint is null or j.id < $2) and j.state <> 'sending'
        order by j.id desc limit $3
        """,
        types: [.int8Array, .int8, .int4],
        encode: { asked, parameters in
            parameters.int8s(asked.agencies.map(\.rawValue))
            parameters.int8(asked.before)
            parameters.int4(Int32(clamping: asked.limit))
        },
        decode: { row throws(PQError) in try row.importJob() })

    package static let byID = Statement<Int64, ImportJobRow>(
        """
        select j.id, j.agency_id, j.kind, j.file_name, j.columns, j.state, j.dry_run, j.total_bytes, j.read_bytes,
               j.created_at, a.name, j.began_at, j.seen_at, j.ended_at, j.outcome, j.told, j.failure_rule, j.failure,
               j.forgotten_at is not null
        from import_job j join account a on a.id = j.created_by
        where j.id = $1
        """,
        types: [.int8], encode: { id, parameters in parameters.int8(id) },
        decode: { row throws(PQError) in try row.importJob() })

    /// Takes the one that has waited longest, for one process alone.
    package static let claim = Statement<Instant, Int64>(
        """
        update import_job
        set state = 'running', began_at = $1, seen_at = $1, ended_at = null, read_bytes = 0, outcome = null, told = null,
            failure_rule = null, failure = null
        where id = (select id from import_job where state = 'waiting' order by id limit 1 for update skip locked)
        returning id
        """,
        types: [.timestamptz], encode: { now, parameters in parameters.instant(now) },
        decode: { row throws(PQError) in try row.int8() })

    package static let progress = Statement<(attempt: ImportAttempt, bytes: Int64, at: Instant), Void>(
        """
        update import_job set read_bytes = least($3, total_bytes), seen_at = greatest(seen_at, $4)
        where id = $1 and state = 'running' and began_at = $2
        """,
        types: [.int8, .timestamptz, .int8, .timestamptz],
        encode: { asked, parameters in
            parameters.attempt(asked.attempt)
            parameters.int8(asked.bytes)
            parameters.instant(asked.at)
        })

    package static let end = Statement<ImportEnd, Void>(
        """
        update import_job set state = $3, ended_at = $4, outcome = $5, told = $6, failure_rule = $7, failure = $8
        where id = $1 and state = 'running' and began_at = $2
        """,
        types: [.int8, .timestamptz, .text, .timestamptz, .jsonb, .jsonb, .text, .text],
        encode: { end, parameters in
            parameters.attempt(end.attempt)
            parameters.text(end.state.rawValue)
            parameters.instant(end.at)
            parameters.json(end.outcome)
            parameters.json(end.told)
            parameters.text(end.failure?.rule)
            parameters.text(end.failure?.text)
        })

    /// Has a checked import carried out, or one that failed or was broken off begun again.
    package static let begin = Statement<(id: Int64, keeps: Bool, brokenBefore: Instant), Void>(
        """
        update import_job set state = 'waiting', dry_run = dry_run and not $2
        where id = $1 and forgotten_at is null
          and case when $2 then state = 'checked'
                   else state = 'failed' or (state = 'running' and seen_at < $3) end
        """,
        types: [.int8, .bool, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.id)
            parameters.bool(asked.keeps)
            parameters.instant(asked.brokenBefore)
        })

    /// Throws the file and its rejects away; what came of it stays.
    package static let discard = Statement<(id: Int64, at: Instant, brokenBefore: Instant), Int64>(
        """
        with marked as (
            update import_job set forgotten_at = $2, told = null,
                   state = case when state in ('checked', 'done') then state else 'failed' end
            where id = $1 and forgotten_at is null
              and (state in ('checked', 'done', 'failed') or (state = 'running' and seen_at < $3))
            returning id
        ), gone as (delete from import_piece where job_id in (select id from marked))
        select count(*) from marked
        """,
        types: [.int8, .timestamptz, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.id)
            parameters.instant(asked.at)
            parameters.instant(asked.brokenBefore)
        },
        decode: { row throws(PQError) in try row.int8() })

    /// The same for those that are over, or were left lying, for long.
    package static let forget = Statement<(before: Instant, most: Int), Int64>(
        """
        with marked as (
            update import_job set forgotten_at = $1, told = null,
                   state = case when state in ('checked', 'done', 'sending') then state else 'failed' end
            where id = any (array(
                select id from import_job where forgotten_at is null and coalesce(ended_at, created_at) < $1
                order by coalesce(ended_at, created_at) limit $2))
            returning id
        ), gone as (delete from import_piece where job_id in (select id from marked))
        select count(*) from marked
        """,
        types: [.timestamptz, .int8],
        encode: { asked, parameters in
            parameters.instant(asked.before)
            parameters.int8(Int64(asked.most))
        },
        decode: { row throws(PQError) in try row.int8() })

    package static let addPiece = Statement<ImportPiece, Void>(
        "insert into import_piece (job_id, part, number, bytes) values ($1, $2, $3, $4)",
        types: [.int8, .text, .int4, .bytea],
        encode: { piece, parameters in
            parameters.int8(piece.job)
            parameters.text(piece.part.rawValue)
            parameters.int4(Int32(clamping: piece.number))
            parameters.bytes(piece.bytes)
        })

    package static let piece = Statement<(job: Int64, part: ImportPiece.Part, number: Int), [UInt8]>(
        "select bytes from import_piece where job_id = $1 and part = $2 and number = $3",
        types: [.int8, .text, .int4],
        encode: { asked, parameters in
            parameters.int8(asked.job)
            parameters.text(asked.part.rawValue)
            parameters.int4(Int32(clamping: asked.number))
        },
        decode: { row throws(PQError) in try row.bytes() })

    package static let dropPieces = Statement<(job: Int64, part: ImportPiece.Part), Void>(
        "delete from import_piece where job_id = $1 and part = $2",
        types: [.int8, .text],
        encode: { asked, parameters in
            parameters.int8(asked.job)
            parameters.text(asked.part.rawValue)
        })
}

extension ParameterWriter {
    fileprivate mutating func attempt(_ attempt: ImportAttempt) {
        int8(attempt.job)
        instant(attempt.began)
    }
}

extension RowReader {
    /// One of the names that a check of the table allows.
    private mutating func named<Name: RawRepresentable>() throws(PQError) -> Name where Name.RawValue == String {
        guard let name = Name(rawValue: try text()) else {
            throw PQError(.decoding, "not a name that the table's check allows")
        }
        return name
    }

    fileprivate mutating func importJob() throws(PQError) -> ImportJobRow {
        ImportJobRow(
            id: try int8(), agency: AgencyID(try int8()), kind: try named(), fileName: try text(),
            columns: try text(), state: try named(), isDryRun: try bool(), totalBytes: try int8(),
            readBytes: try int8(), createdAt: try instant(), createdBy: try text(), beganAt: try instantOrNull(),
            seenAt: try instantOrNull(), endedAt: try instantOrNull(), outcome: try jsonOrNull(),
            told: try jsonOrNull(), failureRule: try textOrNull(), failure: try textOrNull(),
            isForgotten: try bool())
    }
}
