/// Why a use case did not do what was asked.
///
/// Whatever the kind, nothing was half-written: the transaction was rolled back, or none was begun.
package struct DeskError: Error, Sendable, Hashable {
    /// What sort of failure it is. The web layer gives each kind its HTTP status (contract, section 9).
    package enum Kind: Sendable, Hashable {
        /// No token, or one that is unknown, expired or revoked.
        case notSignedIn
        /// The token or the role lacks the right, and the thing is known to the caller.
        case noRight
        /// It does not exist for this caller: unknown, or out of scope.
        case notFound
        /// A field of the request breaks a rule.
        case invalid
        /// A rule of the domain refuses the command.
        case refused
        /// The caller's version of the dossier is not the present one.
        case stale
        /// The caller did not say which version of the dossier it means.
        case versionMissing
        /// Somebody else changed the dossier in between.
        case lostRace
        /// The same idempotency key is being worked on at this moment.
        case keyInFlight
        /// The idempotency key was used for another request.
        case keyReused
        /// The answer that was kept under the idempotency key has been erased with the person it named.
        case answerErased
        /// The database cannot serve the request now; the caller may try again.
        case unavailable
        /// The request took longer than its deadline.
        case deadline
        /// Figures that were counted break one of their identities and are not given out.
        case miscounted
    }

    package var kind: Kind
    /// A stable name of the rule, such as "C5.transition".
    package var rule: String
    /// The field at fault, as the caller wrote it: `papers[2].copies`.
    package var field: String?
    /// What, why and what to do, in one or two sentences without personal data.
    package var detail: String
    /// The same in Vietnamese, where a rule of the domain has refused.
    package var vietnamese: String?
    /// Everything that was found wrong, where a thing is looked at as a whole; empty for a refusal by one rule.
    package var problems: [Problem] = []

    /// One of several things that are wrong.
    package struct Problem: Sendable, Hashable {
        package var rule: String
        /// Where it is, as the caller wrote it.
        package var field: String
        /// The part of a catalogue's entry that it concerns.
        package var part: String
        package var detail: String
    }

    package init(_ kind: Kind, rule: String, field: String? = nil, _ detail: String) {
        self.kind = kind
        self.rule = rule
        self.field = field
        self.detail = detail
    }

    /// The refusal of a field.
    package static func invalid(_ field: String, rule: String, _ detail: String) -> DeskError {
        DeskError(.invalid, rule: rule, field: field, detail)
    }

    /// What the caller sees of a thing that is not there or not in its scope: the same words for both.
    package static func notFound(_ what: String) -> DeskError {
        DeskError(.notFound, rule: "C7.scope", "\(what) does not exist, or lies outside your scope. Check the code.")
    }
}
