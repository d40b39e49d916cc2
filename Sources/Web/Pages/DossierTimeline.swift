import Desk
import OneStop
import Records
import Reports

/// What happened to a dossier, and who else has it before them.
extension DossierParts {
    /// What happened, the newest first; a unit is named where the dossier came to it.
    func timeline(_ events: [EventRow]) -> HTML {
        section(
            say("Diễn biến", "Timeline"), "<ol class=\"timeline\" reversed>\(Array(lines(events).reversed()))</ol>")
    }

    /// What others did after somebody opened a form that was refused for it; nil where nothing happened since.
    func changes(since failed: FailedCommand, _ events: [EventRow]) -> HTML? {
        guard let seen = Int(failed.form["version"]) else { return nil }
        let later = zip(events, lines(events)).filter { $0.0.sequence > seen }.map(\.1)
        guard failed.problem.status == 412 || failed.problem.status == 409, !later.isEmpty else { return nil }
        return """
            <p>\(say("Từ khi bạn mở biểu mẫu:", "Since you opened the form:"))</p><ol class="timeline">\(later)</ol>
            """
    }

    /// Colleagues who have looked at it of late; nil where nobody has.
    func company(_ onlookers: [OnlookerRow]) -> HTML? {
        guard !onlookers.isEmpty else { return nil }
        let names = onlookers.map { "\($0.name) (\($0.login)) \(times.clock($0.at))" }.joined(separator: "; ")
        return """
            <p class="line company"><span class="state waiting"><span aria-hidden="true">○</span> \(say("cũng đang được mở", "open elsewhere, too"))</span> \(say("Trong mười phút qua:", "In the last ten minutes:")) \(names)</p>
            """
    }

    private func lines(_ events: [EventRow]) -> [HTML] {
        var unit: String?
        return events.map { event in
            let title = EventKind(rawValue: event.kind)?.title(say) ?? event.kind
            let writing = event.writing.map { "<blockquote>\($0)</blockquote>" as HTML }
            let came = event.unitCode == unit ? nil : event.unitCode
            unit = event.unitCode
            let who = [
                event.actorLogin, event.standingForLogin.map { say("thay \($0)", "for \($0)") },
                came.map { code in "→ \(view.agency?.units.first { $0.code == code }?.name ?? code)" },
            ]
            return """
                <li><time>\(times.time(event.at))</time> <strong>\(title)</strong> <span class="who">\(who.compactMap(\.self).joined(separator: " "))</span>\(writing)</li>

                """
        }
    }
}
