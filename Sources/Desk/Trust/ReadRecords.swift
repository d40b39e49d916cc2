package import OneStop
package import Records
import Store

/// A page of readings, the newest first.
package struct ReadRecordPage: Sendable {
    package var rows: [ReadRecordRow]
    /// Where the next page begins; nil on the last.
    package var next: ReadRecordRow.Position?
    package var offset: UTCOffset
}

extension DeskService {
    /// Notes that somebody was shown things, before they are.
    func note(
        _ what: ReadKind, of subjects: some Sequence<Int64>, by principal: Principal, at now: Instant
    ) throws(DeskError) {
        try reads.note(what, of: subjects, by: principal, at: now)
    }

    /// Who has read a dossier.
    /// - Throws: `DeskError`: `noRight` for who may read the dossier and not the audit trail, `notFound` for who may do
    ///   neither.
    package func reads(
        of name: DossierName, _ page: ReadRecordQuery, by principal: Principal
    ) async throws -> (code: String?, page: ReadRecordPage) {
        let office = try await directory.office()
        let record = try await record(named: name, by: principal)
        guard let record, record.tenant == principal.tenant else { throw DeskError.notFound("The dossier") }
        guard record.state.agencies.contains(where: { principal.permits(.readAudit, in: $0) == .allowed }) else {
            guard principal.mayRead(record) else { throw DeskError.notFound("The dossier") }
            throw DeskError(Refusal.noRight(.readAudit))
        }
        let offset = office.agencies[record.state.decidedBy]?.calendar.offset ?? .vietnam
        let rows = try await translated {
            try await reads.write()
            return try await database.reads(of: record.state.id, page.withOneMore)
        }
        return (record.state.code?.text, ReadRecordPage(rows, of: page, in: offset))
    }

    /// Who has read what is held of a person in the agencies whose audit trail the caller may read: the answer to a person
    /// who asks.
    package func reads(
        ofPerson identityNumber: String, _ page: ReadRecordQuery, by principal: Principal
    ) async throws -> ReadRecordPage {
        let office = try await directory.office()
        let agencies = try principal.agencies(permitting: .readAudit, in: office)
        let person = PersonKey(
            tenant: principal.tenant, identityNumbers: identityNumber.formsOfNumber, agencies: agencies)
        let offset = office.agencies[principal.agency]?.calendar.offset ?? .vietnam
        let rows = try await translated {
            try await reads.write()
            return try await database.reads(of: person, page.withOneMore)
        }
        return ReadRecordPage(rows, of: page, in: offset)
    }
}

extension Principal {
    /// The agencies of the tenant in which the rights allow a verb that is about no dossier.
    /// - Throws: `DeskError` of kind `noRight` when there are none.
    func agencies(permitting verb: Verb, in office: Office) throws(DeskError) -> [AgencyID] {
        let agencies = office.agencies.values.filter {
            $0.row.tenant == tenant && permits(verb, in: $0.id) == .allowed
        }
        guard !agencies.isEmpty else { throw DeskError(Refusal.noRight(verb)) }
        return agencies.map(\.id).sorted()
    }
}

extension ReadRecordQuery {
    fileprivate var withOneMore: ReadRecordQuery { ReadRecordQuery(after: after, limit: limit + 1) }
}

extension ReadRecordPage {
    fileprivate init(_ rows: [ReadRecordRow], of page: ReadRecordQuery, in offset: UTCOffset) {
        let shown = Array(rows.prefix(page.limit))
        self.init(rows: shown, next: rows.count > page.limit ? shown.last?.position : nil, offset: offset)
    }
}

extension String {
    /// A citizen number or tax code as it is stored, however it is grouped; nil for anything else.
    var storedNumber: String? {
        let written = tidied
        return (try? CitizenNumber(parsing: written).text) ?? (try? TaxCode(parsing: written).text)
    }

    /// An identity number as it is stored, however it is grouped; what another system wrote may have any form.
    var asStoredNumber: String { storedNumber ?? tidied }

    /// Every form in which an identity number may be stored: as it is written, and as it is told apart.
    var formsOfNumber: [String] {
        let digits = tidied.filter { !" .-()".contains($0) }
        return Set([self, tidied, asStoredNumber, digits].filter { !$0.isEmpty }).sorted()
    }
}
