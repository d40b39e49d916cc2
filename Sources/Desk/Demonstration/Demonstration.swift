package import OneStop
import Records
import Store

extension DeskService {
    /// Makes the invented dossiers that a document asks for: every one a life that the real machine decided step by step
    /// in the office's working time, ending at `now`.
    ///
    /// The same office, seed and day give the same lives. They are told apart by their references, demo-0001 and on: what
    /// is there already is not made again, on whatever day.
    /// - Parameter print: how their letters are laid out.
    /// - Returns: how many were added.
    /// - Throws: `DeskError` when the office lacks the people or procedures, or the database refuses. Nothing is stored then.
    package func demonstrate(
        _ wish: OfficeDocument.Demonstration, at now: Instant, print: @escaping LetterPrinter
    ) async throws -> Int {
        try await translated {
            let office = try await directory.refresh()
            guard let agency = office.agency(code: wish.agency) else {
                throw DeskError.invalid(
                    "demonstration.agency", rule: "office.unknown_agency",
                    "demonstration.agency: there is no agency \"\(wish.agency)\".")
            }
            let present = try await database.references(of: agency.id, prefix: Self.referencePrefix)
            var plots = Plot.all(wish).filter { !present.contains($0.keys.reference) }
            guard !plots.isEmpty else { return 0 }
            let stage = try await stage(for: wish, office: office, agency: agency, at: now, print: print)
            let rehearsal = plots.map { $0.play(on: stage) }
            let order = plots.indices.sorted { first, second in
                (rehearsal[first]?.beganAt ?? .latest, first) < (rehearsal[second]?.beganAt ?? .latest, second)
            }
            for index in order {
                guard let began = rehearsal[index]?.beganAt else { continue }
                plots[index].keys.dossier = try await keys.dossier()
                plots[index].keys.applicant = try await keys.applicant()
                plots[index].keys.serial = try await keys.serial(
                    of: agency.id, on: agency.calendar.offset.localDate(of: began))
            }
            let numbered = plots.indices.flatMap { index in
                (rehearsal[index]?.numbers ?? []).map { Numbering(index: index, number: $0) }
            }.sorted { ($0.number.issuedAt, $0.index) < ($1.number.issuedAt, $1.index) }
            let ready = plots
            let registers = Set(numbered.map(\.number.register)).sortedByYear
            return try await database.addLives(
                of: agency.id, prefix: Self.referencePrefix, registers: registers
            ) { present, next in
                var next = next
                var plots = ready
                for entry in numbered where !present.contains(plots[entry.index].keys.reference) {
                    let register = entry.number.register
                    plots[entry.index].keys.take(next[register] ?? 1, of: register)
                    next[register, default: 1] += 1
                }
                return order.compactMap { index in
                    guard !present.contains(plots[index].keys.reference) else { return nil }
                    return plots[index].play(on: stage)?.written
                }
            }
        }
    }

    static let referencePrefix = "demo-"

    /// Everything the stories share, read from the office.
    func stage(
        for wish: OfficeDocument.Demonstration, office: Office, agency: Office.Agency, at now: Instant,
        print: @escaping LetterPrinter
    ) async throws -> Stage {
        guard agency.code != nil, agency.desk != nil else {
            throw DeskError.invalid(
                "demonstration.agency", rule: "office.no_desk",
                "demonstration.agency: agency \(agency.row.code) has no desk where dossiers could come in.")
        }
        var principals: [Principal] = []
        var names: [UserID: String] = [:]
        for account in try await database.accounts(of: agency.id) where account.disabledAt == nil {
            names[account.id] = account.name
            guard let found = try await database.account(login: account.login, tenant: account.tenant) else { continue }
            principals.append(Principal(account: account, appointments: found.appointments, office: office))
        }
        let cast = try Cast(principals, agency: agency, office: office)
        let stage = try Stage(
            self, office: office, agency: agency, cast: cast,
            letters: Stage.Letters(forms: try await database.letterForms(), names: names, print: print),
            months: wish.months, seed: wish.seed, now: now)
        guard !stage.openings.isEmpty else {
            throw DeskError.invalid(
                "demonstration.agency", rule: "office.no_procedure",
                "demonstration.agency: no procedure of \(agency.row.code) was in force in these months.")
        }
        return stage
    }
}

/// A number that a life takes from a register.
private struct Numbering {
    var index: Int
    var number: NewDocumentNumber
}

/// A life to be told: which story, with which random numbers and keys.
struct Plot {
    var story: Story
    var seed: UInt64
    var keys: LifeKeys

    static func all(_ wish: OfficeDocument.Demonstration) -> [Plot] {
        var random = SeededGenerator(seed: wish.seed)
        return Story.lives(wish.dossiers).shuffled(using: &random).enumerated().map { index, story in
            var keys = LifeKeys()
            let number = String(index + 1)
            keys.reference =
                DeskService.referencePrefix + String(repeating: "0", count: max(0, 4 - number.count)) + number
            return Plot(story: story, seed: random.next(), keys: keys)
        }
    }

    func play(on stage: Stage) -> Life? {
        Life(stage, story, keys: keys, seed: seed)
    }
}

extension Life {
    /// What is stored of it; nil when it never began.
    var written: WrittenLife? { intake.map { WrittenLife(intake: $0, changes: changes) } }
}

extension Set<Register> {
    /// Locks are taken in one order by everybody, so that no two wait for each other.
    fileprivate var sortedByYear: [Register] {
        sorted { ($0.year, $0.type ?? "") < ($1.year, $1.type ?? "") }
    }
}
