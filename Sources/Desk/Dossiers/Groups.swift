package import OneStop
import Records
import Store

/// A group of dossiers as it is told.
package struct GroupView: Sendable {
    package var code: String
    package var dossiers: [DossierView]
}

extension DeskService {
    /// Takes several applications of one applicant in together: one code for the group, one record of the applicant, and
    /// for each dossier its own code and clock. All are stored, or none.
    ///
    /// - Parameter inputs: at least one. Each has the same applicant.
    /// - Throws: `DeskError`; its field says which of the dossiers is refused.
    package func takeInGroup(
        _ inputs: [IntakeInput], by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (GroupView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            // One applicant for all, so a wrong number is of none of the dossiers.
            _ = try inputs.first?.applicant.checked(under: "applicant.")
            let office = try await directory.office()
            let person = try await keys.applicant()
            var decided: [(enrolment: Enrolment, event: Event, state: Dossier)] = []
            for (place, input) in inputs.enumerated() {
                decided.append(
                    try await inList(place) {
                        let enrolment = try await enrol(input, in: office, by: principal, at: now, applicant: person)
                        try input.papers.checkComplete(against: enrolment.version)
                        let (event, state) = try enrolment.decided(Command.takeIn)
                        return (enrolment, event, state)
                    })
            }
            let code = try Self.groupCode(decided.first?.state.code)
            var views: [DossierView] = []
            for entry in decided {
                let twins = try await twins(of: entry.enrolment, by: principal)
                views.append(
                    entry.enrolment.view(entry.state, in: office, of: principal, group: code, twins: twins))
            }
            let told = answer(GroupView(code: code, dossiers: views))
            var sets = decided.map { $0.enrolment.set($0.event, $0.state, by: principal, group: code, answer: nil) }
            for index in sets.indices.dropFirst() { sets[index].applicant = nil }
            let agencies = decided.reduce(into: Set()) { $0.formUnion($1.state.agencies) }
            if !sets.isEmpty { sets[0].applicant?.agencies = agencies }
            try await database.takeIn(
                NewGroup(code: code, tenant: principal.tenant, createdAt: now, createdBy: principal.account), sets,
                answer: key.map { told.stored(for: principal.account, under: $0, at: now) })
            return told
        }
    }

    /// The dossiers of a group that the caller may read.
    /// - Throws: `DeskError` of kind `notFound` when there are none.
    package func group(_ code: String, by principal: Principal, at now: Instant) async throws -> GroupView {
        let office = try await directory.office()
        let records = try await translated { try await database.dossiers(inGroup: code) }
        let seen = records.filter { principal.mayRead($0) }
        guard !seen.isEmpty else { throw DeskError.notFound("The group") }
        try note(.group, of: seen.lazy.map(\.state.id.rawValue), by: principal, at: now)
        return GroupView(code: code, dossiers: seen.map { DossierView($0, office: office, at: now) })
    }

    /// The group is called after its first dossier, whose serial nobody else has: `H99.14-260303-N0001`.
    private static func groupCode(_ first: DossierCode?) throws(DeskError) -> String {
        guard let text = first?.text, let dash = text.lastIndex(of: "-") else {
            throw .invalid("dossiers", rule: "field.tooShort", "A group has at least one dossier.")
        }
        return "\(text[...dash])N\(text[text.index(after: dash)...])"
    }

    /// Names the place in the list in what is refused of it.
    func inList<Value>(_ place: Int, _ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as DeskError {
            throw error.at("dossiers[\(place)]")
        }
    }
}

extension DeskError {
    /// The same refusal of a part of the request.
    func at(_ path: String) -> DeskError {
        var error = self
        error.field = field.map { "\(path).\($0)" } ?? path
        return error
    }
}
