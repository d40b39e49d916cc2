import Desk
import OneStop
import Records
import Reports

/// What others were asked about a dossier.
extension DossierParts {
    /// The questions to units, with what was written; nil where nobody was asked.
    func opinions(_ details: [Int: OpinionDetails]) -> HTML? {
        guard !state.opinions.isEmpty else { return nil }
        let lines = state.opinions.map { opinion -> HTML in
            let words = details[opinion.number]
            let unit = view.office.unit(opinion.unit)?.name
            let question = words?.question.map { "<blockquote>\($0)</blockquote>" as HTML }
            let answer = words?.answer.map { "<blockquote>\($0)</blockquote>" as HTML }
            let verdict = opinion.verdict.map { verdict -> HTML in
                "<br><strong>\(verdict.title(say))</strong> <span class=\"who\">\(words?.answeredBy) \(times.time(opinion.closedAt))</span>\(answer)"
            }
            return """
                <li><strong>\(opinion.number). \(unit)</strong> <span class="who">\(words?.askedBy) \(times.time(opinion.askedAt)); \(opinion.state.name(say)), \(say("hạn", "due")) \(times.time(opinion.terms.due))</span>\(question)\(verdict)</li>

                """
        }
        return section(say("Ý kiến các đơn vị", "Questions to units"), "<ol class=\"timeline\">\(lines)</ol>")
    }

    /// What lies, or lay, with other agencies; nil where nothing does.
    var legs: HTML? {
        guard !state.legs.isEmpty else { return nil }
        let lines = state.legs.map { leg -> HTML in
            let agency = view.office.agencies[leg.agency]?.row.name
            let unit = view.office.unit(leg.unit)?.name
            let end =
                leg.end.map { say($0.outcome.vietnamese, $0.outcome.rawValue) + " " + times.time($0.at) }
                ?? (leg.receivedAt == nil ? say("chưa nhận", "not received yet") : say("đang giải quyết", "under way"))
            let statement = leg.end.flatMap {
                $0.statement.isEmpty ? nil : "<blockquote>\($0.statement)</blockquote>" as HTML
            }
            let due = leg.due.map { say("; hạn \(times.time($0.due))", "; due \(times.time($0.due))") }
            return """
                <li><strong>\(leg.number). \(agency)</strong>, \(unit) <span class="who">\(say("gửi", "sent")) \(times.time(leg.sentAt)); \(end)\(due)</span>\(statement)</li>

                """
        }
        return section(say("Cơ quan phối hợp", "Other agencies"), "<ol class=\"timeline\">\(lines)</ol>")
    }
}

extension Opinion.State {
    fileprivate func name(_ say: Language) -> String {
        switch self {
        case .open: say("đang chờ trả lời", "waits for an answer")
        case .passedOver: say("không chờ nữa", "not waited for")
        case .answered: say("đã trả lời", "answered")
        case .withdrawn: say("đã rút", "withdrawn")
        case .lapsed: say("hồ sơ đã kết thúc", "the dossier has ended")
        }
    }
}
