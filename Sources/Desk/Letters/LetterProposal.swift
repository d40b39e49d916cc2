package import OneStop
package import Records
import Store

/// A letter as it might be drafted now.
package struct LetterProposal: Sendable {
    package var dossier: DossierView
    package var form: LetterForm
    package var addressee: LetterText.Addressee
    package var words: LetterWords
    /// Whose hands used the time.
    package var time: TimeUsed
    /// The unit that used most of it: the first guess at who answers for the delay.
    package var unit: UnitID?
    /// From the work that is left, by the clock.
    package var newDate: Instant
}

extension DeskService {
    /// Proposes a letter from the dossier. Nothing is written; whoever may read the dossier may ask.
    ///
    /// - Throws: `DeskError`: `notFound` when the dossier does not exist for the caller, `refused` when it has no date to
    ///   miss or waits for the applicant, or when its letter is issued.
    package func letterProposal(
        for name: DossierName, cause: ApologyCause, by principal: Principal, at now: Instant
    ) async throws -> LetterProposal {
        let view = try await dossier(name, read: .dossier, by: principal, at: now)
        let state = view.state
        guard let agency = view.agency else { throw DeskError.notFound("The dossier") }
        var context = context(of: agency, version: view.version, in: view.office, by: principal, at: now)
        context.now = max(now, state.changedAt)
        let newDate: Instant
        do throws(Refusal) {
            newDate = try proposedNewDate(for: state, context)
        } catch {
            throw DeskError(error)
        }
        let (forms, time) = try await translated {
            let events = try await database.storedEvents(of: [state.id])
            return (try await database.letterForms(), try TimeUsed(events, until: context.now, in: view.office))
        }
        guard let time else { throw DeskError.notAccepted }
        let composer = LetterComposer(view.record, office: view.office)
        let unit = time.longestUnit.flatMap { $0 == state.desk ? state.unit : $0 } ?? state.unit
        return LetterProposal(
            dossier: view, form: try composer.form(of: forms), addressee: composer.addressee,
            words: composer.words(cause: cause), time: time, unit: unit, newDate: newDate)
    }
}
