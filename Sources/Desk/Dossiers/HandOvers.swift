package import OneStop
package import Records
import Store

/// Dossiers that the desk hands to a unit together.
package struct HandOverInput: Sendable {
    /// A dossier with the version that the caller has seen.
    package struct Line: Sendable, Hashable {
        package var code: String
        package var version: Int

        package init(code: String, version: Int) {
            self.code = code
            self.version = version
        }
    }

    /// The code of the unit.
    package var unit: String
    /// The login of whoever takes the list, when a person does.
    package var receiver: String?
    package var lines: [Line]

    package init(unit: String, receiver: String?, lines: [Line]) {
        self.unit = unit
        self.receiver = receiver
        self.lines = lines
    }
}

/// A list of dossiers handed over together, as it is told.
package struct HandOverListView: Sendable {
    package var key: HandOverListKey
    package var office: Office
    package var unit: UnitID
    package var giver: String?
    package var receiver: String?
    package var handedOverAt: Instant
    package var dossiers: [DossierView]

    /// The list's own name: `H99.14-2026-12`.
    package var code: String { office.code(of: key) }
    /// The zone of the giver's agency.
    package var offset: UTCOffset { office.agencies[key.agency]?.calendar.offset ?? .vietnam }
}

extension DeskService {
    /// Hands dossiers over together: one numbered list, one giver, one receiver. All are handed over, or none: the paper
    /// that both sign names exactly what changed hands.
    ///
    /// - Throws: `DeskError`; its field says which of the dossiers is refused.
    package func handOver(
        _ input: HandOverInput, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (HandOverListView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            guard let giver = office.agencies[principal.agency] else { throw DeskError.notFound("The agency") }
            let codes = try input.distinctCodes()
            let single = CommandInput.handOver(unit: input.unit, receiver: input.receiver)
            let named = try await account(named: single, of: principal, at: now)
            var told: Answer?
            try await database.handOver(codes: codes, register: giver.register("hand_over_list", at: now)) {
                dossiers, number in
                var changes: [ChangeSet] = []
                var views: [DossierView] = []
                for (place, (line, locked)) in zip(input.lines, dossiers).enumerated() {
                    do throws(any Error) {
                        guard let locked else { throw DeskError.notFound("The dossier") }
                        let change = try decideChange(
                            locked, expected: line.version, office: office, by: principal, at: now, verb: .handOver
                        ) { locked, office in
                            try single.command(for: locked, in: office, named: named, at: now)
                        }
                        guard changes.first.map({ $0.dossier.state.unit == change.dossier.state.unit }) ?? true else {
                            throw DeskError.invalid(
                                "code", rule: "C5.one_receiver",
                                "The dossier is decided by another agency than the first of the list, and a list has one receiver. Put it on a list of its own."
                            )
                        }
                        changes.append(change)
                        let changed = change.changed(locked.record, by: principal, named: named?.account)
                        views.append(DossierView(changed, office: office, at: now))
                    } catch let error as DeskError {
                        throw error.at("dossiers[\(place)]")
                    }
                }
                guard let unit = changes.first?.dossier.state.unit else { throw DeskError.notFound("The unit") }
                let list = NewHandOverList(
                    key: HandOverListKey(agency: giver.id, year: giver.year(at: now), number: number),
                    tenant: principal.tenant, unit: unit, giver: principal.account, receiver: named?.account.id,
                    handedOverAt: now, dossiers: changes.map(\.dossier.state.id))
                let rendered = answer(
                    HandOverListView(
                        key: list.key, office: office, unit: unit, giver: principal.login, receiver: input.receiver,
                        handedOverAt: now, dossiers: views))
                told = rendered
                return HandOverSet(
                    list: list, changes: changes,
                    answer: key.map { rendered.stored(for: principal.account, under: $0, at: now) })
            }
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    /// A list by its name, with the dossiers on it that the caller may read.
    /// - Throws: `DeskError` of kind `notFound` when there is none, or nothing on it may be read.
    package func handOverList(
        _ code: String, by principal: Principal, at now: Instant
    ) async throws -> HandOverListView {
        let office = try await directory.office()
        let parts = code.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let agency = office.agency(code: String(parts[0])), let year = Int(parts[1]),
            let number = Int(parts[2]), (1...9999).contains(year), (1...Int(Int32.max)).contains(number)
        else { throw DeskError.notFound("The list") }
        let key = HandOverListKey(agency: agency.id, year: year, number: number)
        let found = try await translated { try await database.handOverList(key) }
        guard let found, found.list.tenant == principal.tenant else { throw DeskError.notFound("The list") }
        let seen = found.dossiers.filter { principal.mayRead($0) }
        guard !seen.isEmpty else { throw DeskError.notFound("The list") }
        try note(.handOverList, of: seen.lazy.map(\.state.id.rawValue), by: principal, at: now)
        return HandOverListView(
            key: key, office: office, unit: found.list.unit, giver: found.list.giverLogin,
            receiver: found.list.receiverLogin, handedOverAt: found.list.handedOverAt,
            dossiers: seen.map { DossierView($0, office: office, at: now) })
    }

    /// The names of who gave and received a list, by their logins.
    package func names(of list: HandOverListView) async throws -> [String: String] {
        let logins = [list.giver, list.receiver].compactMap(\.self)
        guard let tenant = list.office.agencies[list.key.agency]?.row.tenant, !logins.isEmpty else { return [:] }
        return try await translated { try await database.names(of: logins, tenant: tenant) }
    }
}

extension HandOverInput {
    fileprivate func distinctCodes() throws(DeskError) -> [String] {
        var seen: Set<String> = []
        for (place, line) in lines.enumerated() where !seen.insert(line.code).inserted {
            throw .invalid(
                "dossiers[\(place)].code", rule: "C5.listed_twice",
                "The dossier \(line.code) stands on the list twice. Name each once.")
        }
        return lines.map(\.code)
    }
}
