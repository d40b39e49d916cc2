import OneStop
import Records
import Store

/// Agencies and their units.
extension OfficeIndex {
    /// The document's agencies such that each comes after the one above it.
    func parentsFirst(_ agencies: [OfficeDocument.Agency]) throws(DeskError) -> [OfficeDocument.Agency] {
        var known = Set(self.agencies.keys)
        var waiting = agencies
        var ordered: [OfficeDocument.Agency] = []
        while !waiting.isEmpty {
            let ready = waiting.filter { $0.parent.map { known.contains($0) } ?? true }
            guard !ready.isEmpty else {
                throw .invalid(
                    "\(waiting[0].path).parent", rule: "office.unknown_agency",
                    "\(waiting[0].path).parent: there is no agency \"\(waiting[0].parent ?? "")\", neither in the document nor stored."
                )
            }
            ordered += ready
            known.formUnion(ready.map(\.code))
            waiting.removeAll { known.contains($0.code) }
        }
        return ordered
    }

    /// Staff, rights and procedures of an agency that went into another are that one's.
    func requireGoingOn(_ agency: OfficeDocument.Agency) throws(DeskError) {
        func ending(_ code: String) -> AgencyTransferRow? {
            agencies[code].flatMap { row in
                stored.office.transfers.first { $0.agency == row.id && $0.begunAt != nil }
            }
        }
        func refusal(_ path: String, _ code: String, _ ending: AgencyTransferRow) -> DeskError {
            .invalid(
                path, rule: "R10.1.agency_ended",
                "\(path): agency \(code) went into \(agencyCodes[ending.successor] ?? "another") on \(ending.effectiveOn.iso), by decision \(ending.label). Write there what the document says of it."
            )
        }
        if let ended = ending(agency.code) { throw refusal("\(agency.path).code", agency.code, ended) }
        for right in agency.users.flatMap(\.roles) {
            if let code = right.agency, let ended = ending(code) { throw refusal("\(right.path).agency", code, ended) }
        }
    }

    func agencyChanges(of agency: OfficeDocument.Agency) throws(DeskError) -> [OfficeChange] {
        var facts = AgencyFacts(
            code: agency.code, name: agency.name, offsetMinutes: agency.offset.minutes, gateFrom: agency.gateFrom,
            handOverMinute: agency.handOverMinute, sameDayMinute: agency.sameDayMinute,
            symbol: agency.symbol, letterhead: agency.letterhead, duties: agency.duties.stored,
            opinionLimit: agency.opinionLimit.text)
        guard let row = agencies[agency.code] else {
            try requireCalendar(of: agency)
            return [.addAgency(facts, parent: agency.parent)]
        }
        let parent = row.parent.flatMap { agencyCodes[$0] }
        guard parent == agency.parent else {
            throw .invalid(
                "\(agency.path).parent", rule: "office.parent_fixed",
                "\(agency.path).parent: agency \(agency.code) is stored \(parent.map { "below \($0)" } ?? "at the top of a tree"), and an agency cannot move: a tree is a tenant of its own."
            )
        }
        guard row.offsetMinutes == agency.offset.minutes else {
            throw .invalid(
                "\(agency.path).utcOffset", rule: "office.offset_fixed",
                "\(agency.path).utcOffset: agency \(agency.code) is stored with \(UTCOffset(minutes: row.offsetMinutes)?.text ?? "another"), and the local dates of its dossiers were taken in that zone."
            )
        }
        let before = AgencyFacts(
            code: row.code, name: row.name, offsetMinutes: row.offsetMinutes, gateFrom: row.gateFrom,
            handOverMinute: row.handOverMinute, sameDayMinute: row.sameDayMinute, symbol: row.symbol,
            letterhead: row.letterhead, duties: row.duties, opinionLimit: row.opinionLimit)
        var others: [OfficeChange] = []
        if stored.administered.agencies.contains(row.id), facts.letterhead != row.letterhead {
            others = [
                overwriting
                    ? .markAgency(agency: agency.code, at: nil) : .keep("the letterhead of agency \(agency.code)")
            ]
            if !overwriting { facts.letterhead = row.letterhead }
        }
        return (before == facts ? [] : [.changeAgency(facts)]) + others
    }

    /// An agency in another zone cannot use the calendar of Viet Nam, which names its own.
    private func requireCalendar(of agency: OfficeDocument.Agency) throws(DeskError) {
        guard agency.calendar == nil, agency.offset != .vietnam else { return }
        let above = agency.parent.flatMap { parent in
            documentAgencies[parent]?.offset.minutes ?? agencies[parent]?.offsetMinutes
        }
        guard above != agency.offset.minutes else { return }
        throw .invalid(
            "\(agency.path).calendar", rule: "office.calendar_missing",
            "\(agency.path).calendar: an agency at \(agency.offset.text) needs a calendar of its own; the built-in one holds at +07:00."
        )
    }

    func unitChanges(of agency: OfficeDocument.Agency) throws(DeskError) -> [OfficeChange] {
        let id = agencies[agency.code]?.id
        let rows = stored.office.units.filter { $0.agency == id }
        try checkDesk(agency, rows)
        return try unitsInOrder(agency, rows).flatMap { unit -> [OfficeChange] in
            let facts = UnitFacts(
                agency: agency.code, code: unit.code, name: unit.name, isDesk: unit.isDesk, parent: unit.parent)
            guard let row = rows.first(where: { $0.code == unit.code }) else { return [.addUnit(facts)] }
            let before = UnitFacts(
                agency: agency.code, code: row.code, name: row.name, isDesk: row.isDesk,
                parent: row.parent.flatMap { unitCodes[$0] })
            let isChanged = before != facts
            guard stored.administered.units.contains(row.id), isChanged || row.closedAt != nil else {
                return isChanged ? [.changeUnit(facts)] : []
            }
            guard overwriting else {
                let state = row.closedAt == nil ? "" : ", which is closed,"
                return [.keep("unit \(agency.code)/\(unit.code)\(state)")]
            }
            let opening: [OfficeChange] =
                row.closedAt == nil ? [] : [.closeUnit(row.id, code: "\(agency.code)/\(unit.code)", at: nil)]
            return (isChanged ? [.changeUnit(facts)] : []) + opening
                + [.markUnit(agency: agency.code, unit: unit.code, at: nil)]
        }
    }

    private func checkDesk(_ agency: OfficeDocument.Agency, _ rows: [UnitRow]) throws(DeskError) {
        guard let desk = agency.units.first(where: \.isDesk),
            let other = rows.first(where: { row in row.isDesk && !agency.units.contains { $0.code == row.code } })
        else { return }
        throw .invalid(
            "\(desk.path).desk", rule: "office.one_desk",
            "\(desk.path).desk: the stored unit \(other.code) of agency \(agency.code) is its desk already. Name \(other.code) in the document with \"desk\": false to move the desk."
        )
    }

    /// The document's units such that each comes after the one above it.
    private func unitsInOrder(
        _ agency: OfficeDocument.Agency, _ rows: [UnitRow]
    ) throws(DeskError) -> [OfficeDocument.Unit] {
        let named = Set(agency.units.map(\.code))
        var known = Set(rows.map(\.code)).subtracting(named)
        var waiting = agency.units
        var ordered: [OfficeDocument.Unit] = []
        while !waiting.isEmpty {
            let ready = waiting.filter { $0.parent.map { known.contains($0) } ?? true }
            guard !ready.isEmpty else {
                throw .invalid(
                    "\(waiting[0].path).parent", rule: "office.unknown_unit",
                    "\(waiting[0].path).parent: there is no unit \"\(waiting[0].parent ?? "")\" above it in agency \(agency.code), or the units go round in a circle."
                )
            }
            ordered += ready
            known.formUnion(ready.map(\.code))
            waiting.removeAll { known.contains($0.code) }
        }
        return ordered
    }
}
