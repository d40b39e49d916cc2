package import OneStop
package import Records
import Store

/// How a letter that was on its way arrived, or did not.
package enum LetterOutcome: Sendable, Hashable {
    /// With what proves it: a message's number, a postal receipt.
    case delivered(proof: String)
    case failed(reason: String)
}

extension DeskService {
    /// Letters that clerks have sent in some manners and that nobody has heard of since, the oldest first: for whoever
    /// carries e-mails and messages.
    package func lettersUnderWay(by methods: [LetterMethod], limit: Int) async throws -> [LetterUnderWay] {
        try await translated { try await database.lettersUnderWay(by: methods, limit: limit) }
    }

    /// Records how a letter that was on its way arrived, in the name of the clerk who sent it.
    ///
    /// Told twice, the second time changes nothing. A writer who comes between is waited for.
    /// - Returns: whether it was recorded; false when that attempt is over already.
    /// - Throws: `DeskError`: `noRight` when the clerk may no longer deliver letters, so that another must record it.
    package func record(
        _ outcome: LetterOutcome, of letter: LetterUnderWay, at now: Instant
    ) async throws -> Bool {
        let office = try await directory.office()
        let found = try await translated {
            try await database.account(login: letter.orderedBy, tenant: letter.tenant)
        }
        guard let found else { throw DeskError.notFound("The clerk") }
        let clerk = Principal(account: found.account, appointments: found.appointments, office: office)
        let input: LetterInput =
            switch outcome {
            case .delivered(let proof): .deliver(letter.method, proof: proof)
            case .failed(let reason): .fail(reason: reason)
            }
        for _ in 0..<Self.mostTries {
            let state = try await translated { try await database.letter(of: letter.dossier, code: letter.code) }
            guard state.deliveries.contains(where: { $0.attempt == letter.attempt && $0.outcome == nil }) else {
                return false
            }
            let record = try await translated { try await database.dossier(code: letter.code) }
            guard let record else { return false }
            do {
                _ = try await perform(
                    .letter(input, print: { _ in PrintedLetter(page: [], plain: []) }), on: letter.code,
                    expected: record.state.version, by: clerk, at: now
                ) { _ in Answer(status: 200, etag: nil, location: nil, body: []) }
                return true
            } catch let error as DeskError where error.kind == .stale || error.kind == .lostRace {
                continue
            }
        }
        throw DeskError.lostRace
    }

    /// A dossier that changes more often than this while one letter is recorded is being written by a machine.
    private static let mostTries = 20
}
