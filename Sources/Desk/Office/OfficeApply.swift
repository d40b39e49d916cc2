import OneStop
import Records
package import Store

extension OfficeDocument {
    /// Brings the stored offices to what the document says, whole or not at all.
    ///
    /// What is there already is not written again. Agencies, units, staff and procedures that the document does not name
    /// stay as they are; rights that it does not give to a person it names are taken away.
    /// What an administrator has changed on pages or through the API stays as it is, and is told as kept.
    /// - Parameter overwriting: whether the document's word goes before an administrator's.
    /// - Returns: what was created, changed or kept; empty when everything was so already.
    /// - Throws: `DeskError` of kind `invalid` with the place in the document; nothing is stored then.
    package func apply(to database: Database, overwriting: Bool = false) async throws -> [OfficeChange] {
        do {
            return try await database.changeOffice { stored in try changes(to: stored, overwriting: overwriting) }
        } catch let error as StoreError {
            if case .violates(let constraint) = error {
                throw DeskError(
                    .refused, rule: "database.\(constraint)",
                    "The database refuses the document by its rule \"\(constraint)\". Nothing was changed.")
            }
            throw DeskError(error) ?? error
        }
    }

    /// The differences between what is stored and the document, in an order in which each finds what it names.
    /// - Throws: `DeskError` of kind `invalid` for what may not be changed, or names what is nowhere.
    package func changes(to stored: OfficeSnapshot, overwriting: Bool = false) throws(DeskError) -> [OfficeChange] {
        let index = OfficeIndex(stored, document: self, overwriting: overwriting)
        for agency in agencies { try index.requireGoingOn(agency) }
        var changes: [OfficeChange] = []
        for agency in try index.parentsFirst(agencies) {
            changes += try index.agencyChanges(of: agency)
        }
        for agency in agencies { changes += try index.unitChanges(of: agency) }
        for agency in agencies { changes += try index.catalogueChanges(of: agency) }
        for agency in agencies { changes += try index.staffChanges(of: agency) }
        return changes
    }
}

/// The stored offices by their codes, beside the document's own.
struct OfficeIndex {
    let stored: OfficeSnapshot
    /// Whether the document's word goes before an administrator's.
    let overwriting: Bool
    var agencies: [String: AgencyRow] = [:]
    var agencyCodes: [AgencyID: String] = [:]
    var unitCodes: [UnitID: String] = [:]
    var procedureCodes: [Int64: String] = [:]
    let documentAgencies: [String: OfficeDocument.Agency]
    private var accounts: [AccountKey: AccountRow] = [:]
    private let appointmentsByAccount: [UserID: [StaffAppointmentRow]]

    private struct AccountKey: Hashable {
        var tenant: AgencyID
        var login: String
    }

    init(_ stored: OfficeSnapshot, document: OfficeDocument, overwriting: Bool = false) {
        self.stored = stored
        self.overwriting = overwriting
        appointmentsByAccount = Dictionary(grouping: stored.appointments, by: \.account)
        for agency in stored.office.agencies {
            agencies[agency.code] = agency
            agencyCodes[agency.id] = agency.code
        }
        for unit in stored.office.units { unitCodes[unit.id] = unit.code }
        for procedure in stored.office.procedures { procedureCodes[procedure.id] = procedure.code }
        for account in stored.accounts {
            accounts[AccountKey(tenant: account.tenant, login: account.login)] = account
        }
        documentAgencies = Dictionary(document.agencies.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The code of the agency at the top of the tree that a code stands in; nil for an unknown code.
    func top(of code: String) -> String? {
        var code = code
        for _ in 0...(documentAgencies.count + agencies.count) {
            let parent: String?
            if let agency = documentAgencies[code] {
                parent = agency.parent
            } else if let row = agencies[code] {
                parent = row.parent.flatMap { agencyCodes[$0] }
            } else {
                return nil
            }
            guard let parent else { return code }
            code = parent
        }
        return nil
    }

    /// The stored tree that a code of the document stands in; nil when the tree is new.
    func tenant(of code: String) -> AgencyID? {
        top(of: code).flatMap { agencies[$0]?.tenant }
    }

    /// Whether a unit is stored or in the document.
    func hasUnit(_ code: String, in agency: String) -> Bool {
        documentAgencies[agency]?.units.contains { $0.code == code } ?? false || storedUnit(code, in: agency) != nil
    }

    /// The codes of an agency's units, stored and in the document.
    func unitCodes(of agency: String) -> Set<String> {
        let named = documentAgencies[agency]?.units.map(\.code) ?? []
        let id = agencies[agency]?.id
        return Set(stored.office.units.filter { $0.agency == id }.map(\.code) + named)
    }

    func storedUnit(_ code: String, in agency: String) -> UnitRow? {
        guard let id = agencies[agency]?.id else { return nil }
        return stored.office.units.first { $0.agency == id && $0.code == code }
    }

    func storedAccount(_ login: String, in agency: String) -> AccountRow? {
        tenant(of: agency).flatMap { accounts[AccountKey(tenant: $0, login: login)] }
    }

    func storedAppointments(of account: UserID?) -> [StaffAppointmentRow] {
        account.flatMap { appointmentsByAccount[$0] } ?? []
    }

    func storedProcedure(_ code: String, in agency: String) -> ProcedureRow? {
        guard let tenant = tenant(of: agency) else { return nil }
        return stored.office.procedures.first { $0.tenant == tenant && $0.code == code }
    }
}
