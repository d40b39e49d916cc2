package import OneStop
package import Records
import Store

/// The letter of a dossier with everything that is to be known of it.
package struct LetterView: Sendable {
    package var dossier: DossierView
    package var row: LetterRow
    package var form: LetterForm
    /// What the letter says: as it was issued or, before, as it would be.
    package var text: LetterText?
    /// What has moved since it was drafted; empty for one that is issued.
    package var drifts: [LetterDrift]
    package var deliveries: [LetterDeliveryRow]
}

/// In which of its two forms a letter is asked for.
package enum LetterCopy: Sendable, Hashable {
    case page, plain
}

extension DeskService {
    /// The letter of a dossier.
    ///
    /// - Throws: `DeskError` of kind `notFound` when the dossier does not exist for the caller, or has no letter.
    package func letter(of name: DossierName, by principal: Principal, at now: Instant) async throws -> LetterView {
        let view = try await dossier(name, read: .dossier, by: principal, at: now)
        guard let code = view.state.code?.text else { throw DeskError.notFound("The letter") }
        let found = try await translated { try await database.letter(of: view.state.id, code: code) }
        guard let row = found.letter.row, let form = found.letter.forms.first(where: { $0.code == row.form }) else {
            throw DeskError.notFound("The letter")
        }
        let composer = LetterComposer(view.record, office: view.office)
        return LetterView(
            dossier: view, row: row, form: form,
            text: row.issuedAt == nil ? try composer.text(of: row, forms: found.letter.forms) : nil,
            drifts: row.issuedAt == nil ? composer.shifts(under: row, at: now) : [], deliveries: found.deliveries)
    }

    /// The letter as bytes: those that were kept when it was issued, the same for ever or, before, how it would look.
    ///
    /// - Returns: the bytes, and their SHA-256 for one that is issued.
    /// - Throws: `DeskError` of kind `notFound` as `letter(of:by:at:)` does, and once the person is erased.
    package func letterCopy(
        _ copy: LetterCopy, of name: DossierName, by principal: Principal, at now: Instant, print: LetterPrinter
    ) async throws -> (bytes: [UInt8], hash: [UInt8]?) {
        let letter = try await letter(of: name, by: principal, at: now)
        let printed: PrintedLetter
        if let text = letter.text {
            printed = print(text)
        } else {
            let kept = try await translated { try await database.printedLetter(of: letter.dossier.state.id) }
            guard let kept else { throw DeskError.notFound("The letter") }
            printed = kept
        }
        switch copy {
        case .page: return (printed.page, letter.row.pageHash)
        case .plain: return (printed.plain, letter.row.plainHash)
        }
    }
}
