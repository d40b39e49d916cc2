import JSONText
package import OneStop
package import Records
import Store

/// What an administrator writes of a unit.
package struct UnitTerms: Sendable {
    package var name: String
    /// The code of the unit above it; nil at the top.
    package var parent: String?

    package init(name: String, parent: String?) {
        self.name = name
        self.parent = parent
    }
}

/// A unit in its place in the tree.
package struct UnitView: Sendable, Hashable {
    package var row: UnitRow
    /// The code of the unit above it.
    package var parent: String?
    /// How many units stand above it.
    package var depth: Int
}

extension DeskService {
    /// An agency of one's own tree with its units, each after the one above it.
    package func agency(
        _ code: String?, by principal: Principal
    ) async throws -> (agency: Office.Agency, units: [UnitView], parent: String?) {
        let office = try await directory.office()
        let found = code.map { office.agency(code: $0) } ?? office.agencies[principal.agency]
        guard let agency = found, agency.row.tenant == principal.tenant else { throw DeskError.notFound("The agency") }
        return (agency, agency.unitTree, agency.row.parent.flatMap { office.agencies[$0]?.row.code })
    }

    /// Makes a unit. It is no desk: which unit is, the office document says.
    package func addUnit(
        _ code: String, _ terms: UnitTerms, to agency: String, by principal: Principal, at now: Instant,
        key: RequestKey? = nil, answer: @Sendable (UnitView) -> Answer
    ) async throws -> Answer {
        try await administer(by: principal, at: now, key: key, of: "The unit") { administration in
            let found = try administration.agency(agency, permitting: .units)
            guard code.isUnitCode else { throw UnitRefusal.code.error }
            guard !found.units.contains(where: { $0.code == code }) else { throw UnitRefusal.there(code).error }
            try administration.check(terms, of: nil, in: found)
            let facts = UnitFacts(
                agency: agency, code: code, name: terms.name, isDesk: false, parent: terms.parent)
            let row = UnitRow(
                id: UnitID(0), agency: found.id, parent: nil, code: code, name: terms.name, isDesk: false)
            return (
                [
                    .addUnit(facts), .markUnit(agency: agency, unit: code, at: now),
                    administration.event(.unitAdded, in: found.id) { writer in
                        writer.field("unit", code)
                        writer.field("parent", terms.parent)
                    },
                ], answer(UnitView(row: row, parent: terms.parent, depth: 0))
            )
        }
    }

    /// Gives a unit another name or another unit above it. Rights in units above hold for it from then on.
    package func changeUnit(
        _ code: String, of agency: String, to terms: UnitTerms, by principal: Principal, at now: Instant
    ) async throws {
        try await administer(by: principal, at: now, of: "The unit") { administration in
            let (found, unit) = try administration.unit(code, of: agency)
            try administration.check(terms, of: unit, in: found)
            let before = unit.parent.flatMap { id in found.units.first { $0.id == id }?.code }
            guard terms.name != unit.name || terms.parent != before else { return [] }
            return [
                .changeUnit(
                    UnitFacts(agency: agency, code: code, name: terms.name, isDesk: unit.isDesk, parent: terms.parent)),
                .markUnit(agency: agency, unit: code, at: now),
                administration.event(.unitChanged, in: found.id) { writer in
                    writer.field("unit", code)
                    writer.field("before", [unit.name, before].compactMap(\.self))
                    writer.field("after", [terms.name, terms.parent].compactMap(\.self))
                },
            ]
        }
    }

    /// Closes a unit: nothing goes into it any more, and what went through it stays.
    /// - Throws: `DeskError` of kind `refused` while somebody or something is in it, saying what and what to do.
    package func closeUnit(_ code: String, of agency: String, by principal: Principal, at now: Instant) async throws {
        let (seen, _, _) = try await self.agency(agency, by: principal)
        try principal.require(.units, in: seen.id, of: "The unit")
        guard let there = seen.units.first(where: { $0.code == code }) else { throw DeskError.notFound("The unit") }
        let work = try await translated { try await database.work(in: there.id) }
        try await administer(by: principal, at: now, of: "The unit") { administration in
            let (found, unit) = try administration.unit(code, of: agency)
            guard unit.closedAt == nil else { throw UnitRefusal.closed(code).error }
            let use = administration.use(of: unit, in: found, work, on: found.calendar.offset.localDate(of: now))
            guard use.isEmpty else { throw UnitRefusal.used(code, use).error }
            return [
                .closeUnit(unit.id, code: "\(agency)/\(code)", at: now),
                .markUnit(agency: agency, unit: code, at: now),
                administration.event(.unitClosed, in: found.id) { $0.field("unit", code) },
            ]
        }
    }

    /// Opens a closed unit again.
    package func openUnit(_ code: String, of agency: String, by principal: Principal, at now: Instant) async throws {
        try await administer(by: principal, at: now, of: "The unit") { administration in
            let (found, unit) = try administration.unit(code, of: agency)
            guard unit.closedAt != nil else { throw UnitRefusal.open(code).error }
            if let parent = unit.parent, found.units.contains(where: { $0.id == parent && $0.closedAt != nil }) {
                throw UnitRefusal.closed(found.units.first { $0.id == parent }?.code ?? "").error
            }
            return [
                .closeUnit(unit.id, code: "\(agency)/\(code)", at: nil),
                .markUnit(agency: agency, unit: code, at: now),
                administration.event(.unitOpened, in: found.id) { $0.field("unit", code) },
            ]
        }
    }

    /// Writes what the agency's letters begin and end with.
    package func changeLetterhead(
        of agency: String, to letterhead: Letterhead, by principal: Principal, at now: Instant
    ) async throws {
        try await administer(by: principal, at: now, of: "The agency") { administration in
            let found = try administration.agency(agency, permitting: .units)
            guard found.row.letterhead != letterhead else { return [] }
            let row = found.row
            return [
                .changeAgency(
                    AgencyFacts(
                        code: row.code, name: row.name, offsetMinutes: row.offsetMinutes, gateFrom: row.gateFrom,
                        handOverMinute: row.handOverMinute, sameDayMinute: row.sameDayMinute, symbol: row.symbol,
                        letterhead: letterhead, duties: row.duties, opinionLimit: row.opinionLimit)),
                .markAgency(agency: agency, at: now),
                administration.event(.letterheadChanged, in: found.id) { writer in
                    writer.field("before", row.letterhead.lines)
                    writer.field("after", letterhead.lines)
                },
            ]
        }
    }
}

extension Office.Agency {
    /// The units that work can go to.
    package var openUnits: [UnitRow] { units.filter { $0.closedAt == nil } }

    /// Each unit after the one above it, by code.
    package var unitTree: [UnitView] {
        let below = Dictionary(grouping: units.sorted { $0.code < $1.code }, by: \.parent)
        func tree(_ parent: UnitRow?, _ depth: Int) -> [UnitView] {
            guard depth <= units.count else { return [] }
            return (below[parent?.id] ?? []).flatMap { unit in
                [UnitView(row: unit, parent: parent?.code, depth: depth)] + tree(unit, depth + 1)
            }
        }
        return tree(nil, 0)
    }
}

extension Administration {
    fileprivate func unit(_ code: String, of agency: String) throws(DeskError) -> (Office.Agency, UnitRow) {
        let found = try self.agency(agency, permitting: .units)
        guard let unit = found.units.first(where: { $0.code == code }) else { throw .notFound("The unit") }
        return (found, unit)
    }

    /// The name is one, and the unit above it is open and neither the unit itself nor below it.
    fileprivate func check(_ terms: UnitTerms, of unit: UnitRow?, in agency: Office.Agency) throws(DeskError) {
        guard !terms.name.allSatisfy(\.isWhitespace) else {
            throw .invalid("name", rule: "field.tooShort", "The name must not be blank.")
        }
        guard let code = terms.parent else { return }
        guard let parent = agency.openUnits.first(where: { $0.code == code }) else {
            throw AdministrationRefusal.unknownUnit(field: "parent", code, agency: agency.row.code).error
        }
        if let unit, office.unitsBelow(unit.id).contains(parent.id) { throw UnitRefusal.circle.error }
    }

    /// Who and what is in a unit: nothing of it may be left when it closes.
    fileprivate func use(
        of unit: UnitRow, in agency: Office.Agency, _ work: UnitWork, on today: LocalDate
    ) -> UnitUse {
        let versions = Set(
            stored.office.versions.filter { $0.validTo.map { today < $0 } ?? true }.map(\.id))
        return UnitUse(
            isDesk: unit.isDesk, work: work,
            people: stored.accounts.count { $0.unit == unit.id && $0.signsIn && $0.disabledAt == nil },
            rights: stored.appointments.count { $0.unit == unit.id },
            units: agency.openUnits.count { $0.parent == unit.id },
            steps: stored.office.steps.count { $0.unit == unit.id && versions.contains($0.version) }
                + stored.office.stepLegs.count { $0.unit == unit.id && versions.contains($0.version) })
    }
}

extension Letterhead {
    fileprivate var lines: [String] { [governingBody, place, headTitle, deputyTitle].map { $0 ?? "" } }
}

extension String {
    /// Whether this can be a unit's code: letters without marks, digits, '.', '-' and '_', at most 40.
    fileprivate var isUnitCode: Bool {
        (1...40).contains(utf8.count)
            && utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || ".-_".utf8.contains(byte)
            }
    }
}
