package import OneStop
package import Records
import Store

/// What is asked of the register of dossiers.
package struct DossierRegisterInput: Sendable {
    /// The agency's code; nil for the caller's own.
    package var agency: String?
    /// The first and the last of the days, by the codes.
    package var from: LocalDate
    package var to: LocalDate
    /// The code that the page before ended with.
    package var after: String?
    package var limit: Int

    package init(agency: String?, from: LocalDate, to: LocalDate, after: String?, limit: Int) {
        self.agency = agency
        self.from = from
        self.to = to
        self.after = after
        self.limit = limit
    }
}

/// A page of the register.
package struct DossierRegister: Sendable {
    package var agency: Office.Agency
    package var office: Office
    package var lines: [DossierRegisterLine]
    /// The code after which the next page begins; nil on the last.
    package var next: String?
}

extension DeskService {
    /// What an agency received in some days, in the order of the codes, as far as the caller may read it.
    ///
    /// - Throws: `DeskError`: `invalid` for days that codes do not have, `notFound` for an agency outside the caller's scope,
    ///   `noRight` where they may read none of its dossiers.
    package func dossierRegister(
        _ input: DossierRegisterInput, by principal: Principal, at now: Instant
    ) async throws -> DossierRegister {
        let office = try await directory.office()
        let (agency, _) = try principal.readable(input.agency, in: office)
        guard input.from <= input.to, let first = Self.beginning(of: agency, on: input.from),
            let last = Self.beginning(of: agency, on: input.to)
        else {
            throw DeskError.invalid(
                "to", rule: "register.days", "Give the first and then the last day, both in the years 2000 to 2099.")
        }
        let page = try await ReadablePage<DossierRegisterLine, String>(
            limit: input.limit, after: input.after.map { max($0, first) } ?? first
        ) { after, limit in
            try await translated {
                // Behind every serial: a colon follows the digits.
                try await database.dossierRegister(
                    DossierRegisterQuery(
                        agency: agency.id, after: after ?? first, before: last + ":", limit: limit))
            }
        } position: { (line: DossierRegisterLine) in
            line.code
        } show: { line in
            principal.mayRead(line.scope) ? line : nil
        }
        try note(.workList, of: page.items.lazy.map(\.id.rawValue), by: principal, at: now)
        return DossierRegister(agency: agency, office: office, lines: page.items, next: page.next)
    }

    /// What all codes of a day begin with.
    private static func beginning(of agency: Office.Agency, on day: LocalDate) -> String? {
        guard let code = agency.code, let first = try? DossierCode(agency: code, day: day, serial: 1) else {
            return nil
        }
        return String(first.text.dropLast(4))
    }
}
