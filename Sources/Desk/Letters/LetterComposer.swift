import OneStop
import Records

/// What has moved under a draft, with what it was and is now.
package struct LetterDrift: Sendable, Hashable {
    /// The name of what has moved: a shift of the dossier, or `addressee`.
    package var what: String
    /// As the draft has it, and as it is now; of an addressee nothing is told.
    package var before: String?
    package var now: String?

    /// For a refusal.
    var words: String {
        guard let before, let now else { return what }
        return "\(what) was \(before) and is \(now)"
    }
}

/// Makes the text of a letter from a dossier and its office.
struct LetterComposer {
    let record: DossierRecord
    let office: Office

    init(_ record: DossierRecord, office: Office) {
        self.record = record
        self.office = office
    }

    private var state: Dossier { record.state }
    private var agency: Office.Agency? { office.agencies[state.decidedBy] }
    private var offset: UTCOffset { agency?.calendar.offset ?? .vietnam }

    /// The form of the dossier's day of acceptance.
    func form(of forms: [LetterForm]) throws(DeskError) -> LetterForm {
        let acceptedOn = offset.localDate(of: state.acceptedAt ?? state.changedAt)
        guard let form = LetterForm.used(for: acceptedOn, of: forms) else { throw Self.noForm }
        return form
    }

    private static let noForm = DeskError(
        .unavailable, rule: "R5.1.form",
        "No form of a letter of apology is stored. Run `motcua migrate` and repeat the request.")

    /// Whom the letter is for, as the dossier has it now.
    var addressee: LetterText.Addressee {
        let applicant = record.applicant
        return LetterText.Addressee(
            name: applicant?.name, address: applicant?.address, phone: applicant?.phone, email: applicant?.email)
    }

    /// What a letter says as long as nobody writes something better.
    func words(cause: ApologyCause) -> LetterWords {
        LetterWords(
            standing: standing, reason: cause.reason,
            apology:
                "Sự chậm trễ này đã gây phiền hà, tốn kém thời gian, công sức của \(address). \(agency?.row.name ?? "") trân trọng xin lỗi \(address)."
        )
    }

    private var standing: String {
        let unit = (state.unit ?? state.desk).flatMap { office.unit($0)?.name }
        let place = unit.map { " tại \($0)" } ?? ""
        let step = office.versions[state.procedure]?.steps.first { $0.number == state.step }?.name
        let at = step.map { $0.isEmpty ? "" : ", bước \($0)" } ?? ""
        return "hồ sơ đang ở trạng thái “\(state.status.vietnamese)”\(place)\(at)."
    }

    /// How the applicant is addressed.
    private var address: String { record.applicant?.kind == .citizen ? "Ông/Bà" : "Quý đơn vị" }

    /// What has moved since a letter was drafted.
    func shifts(under row: LetterRow, at now: Instant) -> [LetterDrift] {
        var drifts = row.basis.moved(in: state, now: now).map { shift -> LetterDrift in
            switch shift {
            case .status:
                LetterDrift(what: shift.rawValue, before: row.basis.status.english, now: state.status.english)
            case .unit:
                LetterDrift(what: shift.rawValue, before: unit(row.basis.unit), now: unit(state.unit))
            case .due:
                LetterDrift(what: shift.rawValue, before: day(row.basis.due), now: day(state.deadline?.due))
            case .newDate:
                LetterDrift(what: shift.rawValue, before: day(row.basis.newDate), now: "too early")
            }
        }
        if row.addressee != addressee { drifts.append(LetterDrift(what: "addressee")) }
        return drifts
    }

    private func unit(_ id: UnitID?) -> String { id.flatMap { office.unit($0)?.code } ?? "none" }

    private func day(_ instant: Instant?) -> String { instant?.rfc3339(in: offset) ?? "none" }

    /// The letter without number and day.
    func text(of row: LetterRow, forms: [LetterForm]) throws(DeskError) -> LetterText {
        guard let form = forms.first(where: { $0.code == row.form }) else { throw Self.noForm }
        let name = agency?.row.name ?? ""
        let procedure = office.versions[state.procedure]?.procedure.name ?? ""
        var promised = state.firstPromise?.written(in: offset) ?? ""
        if let due = state.deadline?.due, due != state.firstPromise {
            promised += " (sau thời gian tạm dừng: \(due.written(in: offset)))"
        }
        let received = offset.localDate(of: state.acceptedAt ?? state.changedAt).written
        var text = LetterText(
            governingBody: agency.flatMap { office.governingBody(of: $0) }, agency: name,
            place: agency?.row.letterhead.place,
            symbol: "\(LetterText.documentType)-\(agency?.symbol ?? "")", title: form.title, addressee: row.addressee,
            paragraphs: form.paragraphs([
                .agency: name, .applicant: address, .procedure: procedure, .code: state.code?.text ?? "",
                .received: "Ngày\(received.dropFirst(4))", .promised: promised, .standing: row.words.standing,
                .reason: row.words.reason, .apology: row.words.apology,
                .newDate: row.basis.newDate.written(in: offset),
            ]),
            recipients: recipients)
        if let capacity = row.signedAs {
            text.signer = LetterText.Signer(
                capacity: capacity, headTitle: agency?.row.letterhead.headTitle ?? "THỦ TRƯỞNG CƠ QUAN",
                ownTitle: agency?.row.letterhead.deputyTitle ?? "PHÓ THỦ TRƯỞNG CƠ QUAN", name: row.signerName ?? "")
        }
        return text
    }

    /// The applicant, the desk that took the dossier in, and the clerk's file with the unit at fault (R4.1).
    private var recipients: [String] {
        let desk = state.desk.flatMap { office.unit($0)?.name } ?? "Bộ phận Một cửa"
        let unit = state.apology.flatMap { office.unit($0.unit)?.code }
        return ["Như trên;", "\(desk);", "Lưu: VT\(unit.map { ", \($0)" } ?? "")."]
    }
}

extension Office {
    /// The body above an agency, as its letters and forms name it: its own word for it, else the agency above it in the tree.
    package func governingBody(of agency: Agency) -> String? {
        agency.row.letterhead.governingBody ?? agency.row.parent.flatMap { agencies[$0]?.row.name }
    }
}
