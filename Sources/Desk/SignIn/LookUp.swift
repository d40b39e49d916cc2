package import OneStop
import Records
import Store

/// What a citizen is told who asks with a dossier's code and a second fact.
package enum LookUpOutcome: Sendable {
    /// The dossier, and why it is due when it is.
    case found(DossierView, DueExplanation?)
    /// There is no such dossier, or the second fact is another one; which, nobody is told.
    case wrong
    /// Too many were wrong; nobody may try again before.
    case locked(until: Instant)
}

extension DeskService {
    /// So many digits of a number are asked for.
    package static let digitsAskedFor = 4

    /// A dossier for the citizen whose it is, without an account: by the code on the receipt and the last four digits of
    /// the telephone or identity number that was given with the application.
    package func lookUp(code written: String, digits: String, at now: Instant) async throws -> LookUpOutcome {
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
            let view = DossierView(record, office: try await directory.office(), at: now)
            return .found(view, try await explanation(of: view))
        }
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
