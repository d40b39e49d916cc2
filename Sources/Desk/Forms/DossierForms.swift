import JSONText
package import OneStop
package import Records
import Store

/// A dossier with the official forms that it has.
package struct DossierForms: Sendable {
    package var view: DossierView
    /// Those of its day.
    package var set: FormSet
    package var forms: [GivenForm]
    fileprivate var events: [EventRow]

    /// The form with a number; of several the one that an event is told by or, without, the newest.
    /// - Throws: `DeskError` of kind `notFound` where the dossier has none.
    package func form(_ number: String, event: Int?) throws(DeskError) -> GivenForm {
        guard let found = forms.last(where: { $0.form.number == number && (event == nil || $0.event == event) }) else {
            throw .notFound("The form")
        }
        return found
    }
}

/// What a form of a dossier is filled in from.
package struct FormMaterial: Sendable {
    package var view: DossierView
    package var set: FormSet
    package var given: GivenForm
    /// What it tells of.
    package var body: EventBody
    /// Everything up to it, in order.
    package var before: [EventBody]
    /// Who did it.
    package var author: String?
    package var papers: [PaperLine]
    package var stays: [StayRow]
    package var legHands: [LegHands]
    /// In how many sets the procedure asks for the papers; nil where its entry does not say.
    package var sets: Int?
    /// The names of staff by their logins.
    package var names: [String: String]
}

extension DossierView {
    /// The forms of its day: of its acceptance or, before, of its filing or refusal.
    package var formSet: FormSet {
        let state = record.state
        let came = state.acceptedAt ?? state.filedAt ?? state.refusedAt ?? state.changedAt
        return FormSet.used(for: offset.localDate(of: came))
    }

    /// The forms that it has by its events.
    package func forms(_ events: [EventRow]) -> [GivenForm] {
        formSet.given(
            events.compactMap { row in
                EventKind(rawValue: row.kind).map { FormSet.Occasion(event: row.sequence, at: row.at, kind: $0) }
            })
    }
}

extension DeskService {
    /// More events than any life has.
    private static let mostEvents = 10_000

    /// The official forms that a dossier has.
    /// - Throws: `DeskError` of kind `notFound` when the dossier does not exist for the caller.
    package func forms(of name: DossierName, by principal: Principal, at now: Instant) async throws -> DossierForms {
        let (view, events) = try await events(
            of: name, after: 0, limit: Self.mostEvents, by: principal, at: now)
        return DossierForms(view: view, set: view.formSet, forms: view.forms(events), events: events)
    }

    /// Everything that one of them says, but for the letter of apology, which is a document of its own.
    package func material(
        for given: GivenForm, of name: DossierName, in forms: DossierForms, by principal: Principal, at now: Instant
    ) async throws -> FormMaterial {
        let view = forms.view
        let slip = try await controlSlip(
            of: name, SequencePage(after: 0, limit: Self.mostEvents), by: principal, at: now)
        var bodies: [EventBody] = []
        var author: String?
        for row in forms.events where row.sequence <= given.event {
            guard let kind = EventKind(rawValue: row.kind) else { continue }
            bodies.append(try ReadFacts(kind, JSONValue(parsing: row.facts), of: view.state.id).body)
            author = row.actorLogin
        }
        guard let body = bodies.popLast() else { throw DeskError.notFound("The form") }
        let hands = slip.stays.flatMap { [$0.giverLogin, $0.receiverLogin, $0.officerLogin] }
        let legs = slip.legHands.flatMap { [$0.giver, $0.receiver, $0.endedBy] }
        let logins = Set((hands + legs + [author]).compactMap(\.self)).sorted()
        return FormMaterial(
            view: view, set: forms.set, given: given, body: body, before: bodies, author: author, papers: slip.papers,
            stays: slip.stays, legHands: slip.legHands, sets: try await sets(of: view, for: principal),
            names: try await translated { try await database.names(of: logins, tenant: principal.tenant) })
    }

    private func sets(of view: DossierView, for principal: Principal) async throws -> Int? {
        guard let version = view.version, !version.row.carriesImports else { return nil }
        return try await self.version(
            version.row.number, of: version.procedure.code, for: .principal(principal)
        ).entry.sets
    }
}
