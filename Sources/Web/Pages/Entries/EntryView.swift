import Desk
import OneStop
import Reports

/// An entry of the catalogue as those read it who keep it: every part, also what is not known.
struct EntryView {
    let entry: CatalogueEntry
    let say: Language

    private var words: EntryWords { EntryWords(say: say) }
    private var times: When { When(say, .vietnam) }

    var html: HTML {
        let parts = EntryPart.allCases.compactMap { part -> HTML? in
            switch part {
            case .code, .name, .field, .decision, .validity: return nil
            case .sequence, .filing, .components, .sets, .limit, .subjects, .decidedBy, .result, .fees, .forms,
                .requirements, .legalBasis, .onlineService, .steps, .source:
                let unknown: HTML = "<span class=\"empty\">\(say("chưa ghi", "not known"))</span>"
                return "<dt>\(words.part(part))</dt><dd>\(content(of: part) ?? unknown)</dd>\n"
            }
        }
        return "<dl class=\"entry-view\">\(parts)</dl>"
    }

    private func content(of part: EntryPart) -> HTML? {
        switch part {
        case .code, .name, .field, .decision, .validity: nil
        case .sequence: text(entry.sequence)
        case .filing:
            list(entry.filing) { way in
                [way.channel.title(say), way.limit.map { times.limit($0) }, way.note]
            }
        case .components:
            list(entry.components) { component in
                [
                    "\(component.number). \(component.name)",
                    component.mandatory ? say("bắt buộc", "required") : say("nếu có", "if there is one"),
                    component.originals > 0
                        ? say("\(component.originals) bản chính", "\(component.originals) originals") : nil,
                    component.copies > 0 ? say("\(component.copies) bản sao", "\(component.copies) copies") : nil,
                    component.electronic ? say("nhận bản điện tử", "electronic") : nil,
                    component.reusable ? nil : say("không dùng lại bản cũ", "not one filed before"),
                ]
            }
        case .sets: text(entry.sets.map { String($0) })
        case .limit:
            entry.statutory.map { statutory -> HTML in
                let committed = entry.committed.map { times.limit($0) } ?? say("như luật định", "the statutory one")
                return """
                    \(say("Theo luật", "Statutory")): \(times.limit(statutory)); \(say("cam kết", "promised")): \(committed). \(say("Ngày không tính", "Not counted")): \(entry.dayZero.words(say)).\(" \(say("Sau bổ sung tính lại từ đầu.", "Starts again after a supplement."))", if: entry.restarts)
                    """
            }
        case .subjects: text(entry.subjects)
        case .decidedBy: text(entry.decidedBy)
        case .result: text(entry.result)
        case .fees:
            list(entry.fees) { fee in
                [
                    "\(fee.number). \(fee.name)", fee.amount.map(Dong.words), fee.moment?.title(say), fee.freeGround,
                    fee.way?.title(say),
                ]
            }
        case .forms: list(entry.forms) { [$0] }
        case .requirements: text(entry.requirements)
        case .legalBasis:
            list(entry.legalBasis) { basis in [basis.number, basis.title, basis.date.map { times.short($0) }] }
        case .onlineService: text(entry.onlineService?.words(say))
        case .steps:
            list(entry.steps) { step in
                [
                    "\(step.number). \(step.name)", Role(rawValue: step.role)?.name(say) ?? step.role, step.unit,
                    times.limit(step.limit),
                    step.onlineLimit.map { say("trực tuyến \(times.limit($0))", "online \(times.limit($0))") },
                    step.legs.text,
                ]
            }
        case .source:
            text(
                entry.source.map { source in
                    [source.certainty.words(say), times.short(source.asOf), source.reference, source.note]
                        .compactMap(\.self).joined(separator: ", ")
                })
        }
    }

    private func text(_ text: String?) -> HTML? { text.map { "<span class=\"text\">\($0)</span>" } }

    private func list<Element>(_ elements: [Element]?, _ facts: (Element) -> [String?]) -> HTML? {
        guard let elements else { return nil }
        guard !elements.isEmpty else { return "\(say("không có", "none"))" }
        let items = elements.map { element -> HTML in
            "<li>\(facts(element).compactMap(\.self).joined(separator: " · "))</li>"
        }
        return "<ul>\(items)</ul>"
    }
}
