/// Something that happened to a dossier. It holds keys and facts of the procedure and no personal data.
package struct Event: Sendable, Hashable {
    /// When it happened; never before the event it follows.
    package var at: Instant
    /// Who did it.
    package var actor: UserID
    /// What happened.
    package var body: EventBody
    /// The absent person with whose rights it was done; nil for who did it by their own.
    package var standingFor: UserID?

    /// An event.
    package init(at: Instant, actor: UserID, body: EventBody, standingFor: UserID? = nil) {
        self.at = at
        self.actor = actor
        self.body = body
        self.standingFor = standingFor
    }

    /// The name of what happened.
    package var kind: EventKind { body.kind }
}
