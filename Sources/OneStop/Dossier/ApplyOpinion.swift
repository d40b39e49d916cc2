/// What events do to the questions of a dossier.
extension Dossier {
    /// Without a question of its own for what was asked before limits and answers were kept.
    mutating func ask(_ unit: UnitID, _ question: OpinionQuestion?, by actor: UserID, at instant: Instant) {
        guard let question else { return }
        opinions.append(Opinion(question, unit: unit, askedAt: instant, askedBy: actor))
    }

    mutating func remind(_ number: Int, at instant: Instant) {
        change(number) { opinion in
            opinion.reminders += 1
            opinion.remindedAt = instant
        }
    }

    mutating func answer(_ number: Int, _ verdict: OpinionVerdict, late: Bool, by actor: UserID, at instant: Instant) {
        change(number) { opinion in
            opinion.close(.answered, at: instant)
            opinion.verdict = verdict
            opinion.answeredBy = actor
            opinion.answeredLate = late
        }
    }

    mutating func handOn(_ number: Int, to officer: UserID) {
        change(number) { $0.officer = officer }
    }

    mutating func close(_ number: Int, _ state: Opinion.State, at instant: Instant) {
        change(number) { $0.close(state, at: instant) }
    }

    /// The dossier ends: nothing is waited for any more.
    mutating func lapseOpinions(at instant: Instant) {
        for opinion in opinions where opinion.awaitsAnswer { close(opinion.number, .lapsed, at: instant) }
    }

    private mutating func change(_ number: Int, _ body: (inout Opinion) -> Void) {
        guard let place = opinions.firstIndex(where: { $0.number == number }) else { return }
        body(&opinions[place])
    }
}

extension Opinion {
    fileprivate mutating func close(_ state: State, at instant: Instant) {
        self.state = state
        closedAt = instant
    }
}
