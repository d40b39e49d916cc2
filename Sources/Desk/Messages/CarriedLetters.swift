package import OneStop
import Records
import Store

extension DeskService {
    /// So many letters are under way at once in an office that is well.
    private static let mostUnderWay = 500

    /// Tells the dossiers whose letters of apology were carried by mail or message how that ended, with the message's name as the proof.
    ///
    /// What a process that was killed had sent and not told is told by the next that asks.
    package func recordCarriedLetters(at now: Instant) async throws {
        let underWay = try await lettersUnderWay(by: [.email, .sms], limit: Self.mostUnderWay)
        guard !underWay.isEmpty else { return }
        let ends = try await translated { try await database.carriedLetters(of: underWay.map(\.dossier)) }
        for letter in underWay {
            guard let end = ends.first(where: { $0.dossier == letter.dossier && $0.createdAt >= letter.orderedAt })
            else {
                continue
            }
            let outcome: LetterOutcome =
                end.isSent
                ? .delivered(proof: "msg_\(end.message)") : .failed(reason: end.failure ?? "it could not be sent")
            do {
                _ = try await record(outcome, of: letter, at: now)
            } catch let error as DeskError where error.kind == .noRight || error.kind == .refused {
                // The clerk who sent it is one no more, or it was delivered in another way: people see to it.
                continue
            }
        }
    }

    /// A message with what it says: the letter of apology in a mail is the one that was issued, byte for byte.
    func whole(_ letter: ClaimedLetter) async -> ClaimedLetter {
        guard letter.isApology, letter.channel == .email, letter.text != nil else { return letter }
        var whole = letter
        do {
            if let printed = try await database.printedLetter(of: letter.message.dossier) {
                whole.text?.body = String(decoding: printed.plain, as: UTF8.self)
            } else {
                whole.text = nil
            }
        } catch {
            // Without a word of it nothing is sent; the attempt counts as one that failed.
            whole.text?.body = ""
        }
        return whole
    }
}

extension ClaimedLetter {
    var isApology: Bool { kind == EventKind.apologySent.rawValue }
}
