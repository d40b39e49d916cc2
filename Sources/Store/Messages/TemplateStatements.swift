package import OneStop
package import PQ
package import Records

/// A template that is written.
package struct NewTemplate: Sendable {
    package var row: TemplateRow
    package var at: Instant
    package var by: UserID

    package init(row: TemplateRow, at: Instant, by: UserID) {
        self.row = row
        self.at = at
        self.by = by
    }
}

/// What applicants are told.
package enum TemplateStatements {
    package static let all = Statement<Void, TemplateRow>(
        """
        select agency_id, moment, channel, language, subject, body, is_on from message_template
        order by agency_id, moment, channel, language
        """,
        decode: { row throws(PQError) in
            TemplateRow(
                agency: AgencyID(try row.int8()),
                key: TemplateKey(
                    moment: try row.stored("moment", try row.text(), MessageMoment.init(rawValue:)),
                    channel: try row.stored("channel", try row.text(), MessageChannel.init(rawValue:)),
                    language: try row.stored("language", try row.text(), MessageLanguage.init(rawValue:))),
                subject: try row.text(), body: try row.text(), isOn: try row.bool())
        })

    package static let put = Statement<NewTemplate, Void>(
        """
        insert into message_template (agency_id, moment, channel, language, subject, body, is_on, changed_at, changed_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (agency_id, moment, channel, language) do update set subject = excluded.subject,
            body = excluded.body, is_on = excluded.is_on, changed_at = excluded.changed_at,
            changed_by = excluded.changed_by
        """,
        types: [.int8, .text, .text, .text, .text, .text, .bool, .timestamptz, .int8],
        encode: { new, parameters in
            parameters.template(new.row.agency, new.row.key)
            parameters.text(new.row.subject)
            parameters.text(new.row.body)
            parameters.bool(new.row.isOn)
            parameters.instant(new.at)
            parameters.int8(new.by.rawValue)
        }, prepared: false)

    package static let remove = Statement<(agency: AgencyID, key: TemplateKey), Void>(
        "delete from message_template where agency_id = $1 and moment = $2 and channel = $3 and language = $4",
        types: [.int8, .text, .text, .text],
        encode: { asked, parameters in parameters.template(asked.agency, asked.key) }, prepared: false)
}

extension Database {
    package func put(_ template: NewTemplate) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in try await pool.execute(TemplateStatements.put, template) }
    }

    /// - Returns: whether the agency had it.
    package func removeTemplate(_ key: TemplateKey, of agency: AgencyID) async throws(StoreError) -> Bool {
        try await perform { (pool) throws(PQError) in
            try await pool.execute(TemplateStatements.remove, (agency: agency, key: key)) == 1
        }
    }
}

extension ParameterWriter {
    fileprivate mutating func template(_ agency: AgencyID, _ key: TemplateKey) {
        int8(agency.rawValue)
        text(key.moment.rawValue)
        text(key.channel.rawValue)
        text(key.language.rawValue)
    }
}
