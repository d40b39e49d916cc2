package import OneStop
import Records
import Store

/// What a citizen is answered who asks with a dossier's code and a second fact.
package enum LookUpOutcome<Answer: Sendable>: Sendable {
    case found(Answer)
    /// There is no such dossier, or the second fact is another one; which, nobody is told.
    case wrong
    /// Too many were wrong; nobody may try again before.
    case locked(until: Instant)
}

/// A dossier as the citizen sees it whose it is.
package struct LookedUp: Sendable {
    package var view: DossierView
    /// Why it is due when it is; nil for one that was never accepted.
    package var explanation: DueExplanation?
    package var rating: RatingState
}

extension DeskService {
    /// So many digits of a number are asked for.
    package static let digitsAskedFor = 4

    /// A dossier for the citizen whose it is, without an account: by the code on the receipt and the last four digits of
    /// the telephone or identity number that was given with the application.
    package func lookUp(code: String, digits: String, at now: Instant) async throws -> LookUpOutcome<LookedUp> {
        try await proved(code: code, digits: digits, at: now) { view in try await lookedUp(view) }
    }

    /// Answers who has a dossier's code and its second fact; every attempt is counted before it is looked at.
    func proved<Answer: Sendable>(
        code written: String, digits: String, at now: Instant, _ answer: (DossierView) async throws -> Answer
    ) async throws -> LookUpOutcome<Answer> {
        let text = written.tidied.uppercased()
        let shown = digits.filter { !$0.isWhitespace }
        guard let code = try? DossierCode(parsing: text) else { return .wrong }
        return try await translated {
            let subject = GuessSubject.dossier(code.text).hash
            if let until = try await database.guess(subject, at: now) { return .locked(until: until) }
            guard let record = try await database.dossier(code: code.text),
                let applicant = record.applicant, applicant.isKnown(by: shown)
            else { return .wrong }
            try await database.forgive(subject)
            return .found(try await answer(DossierView(record, office: try await directory.office(), at: now)))
        }
    }

    func lookedUp(_ view: DossierView) async throws -> LookedUp {
        LookedUp(
            view: view, explanation: try await explanation(of: view), rating: try await ratingState(of: view.state))
    }
}

extension ApplicantRecord {
    /// Whether these are the last digits of one of the applicant's numbers.
    fileprivate func isKnown(by digits: String) -> Bool {
        guard digits.utf8.count == DeskService.digitsAskedFor, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return false
        }
        return [phone, identityNumber].compactMap(\.self).contains { number in
            String(number.filter { $0.isASCII && $0.isNumber }.suffix(DeskService.digitsAskedFor)) == digits
        }
    }
}
