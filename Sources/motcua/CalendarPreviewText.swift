import Desk
import OneStop
import Records
import Reports

/// What a decision would do, for the terminal.
enum CalendarPreviewText {
    static func text(of preview: CalendarPreview) -> String {
        var lines: [String] = []
        for day in preview.days.prefix(40) {
            lines.append(
                "\(day.day.iso) \(day.day.weekday.key)  \(hours(day.before)) -> \(hours(day.after))  \(day.ground.english)"
            )
        }
        if preview.days.count > 40 { lines.append("and \(preview.days.count - 40) more days") }
        lines += [
            "\(preview.open) open dossiers looked at", "\(preview.moving) move",
            "\(preview.waiting) wait and keep their dates",
            "\(preview.letters) letters to send", "\(preview.newDatesOff) new dates of letters fall on a day off",
        ]
        for (days, dossiers) in preview.shifts.sorted(by: { $0.key < $1.key }) {
            lines.append("\(dossiers) by \(days) working days")
        }
        for count in preview.units {
            let unit = count.unit.flatMap { preview.office.unit($0)?.code } ?? "in no unit"
            lines.append("\(unit): \(count.moving) move, \(count.letters) letters")
        }
        for line in preview.lines {
            let name = line.dossier.code ?? line.dossier.externalReference ?? ""
            let before = line.dossier.dates.deadline?.due.rfc3339(in: preview.offset) ?? ""
            let after = (line.after ?? line.dossier.dates.deadline)?.due.rfc3339(in: preview.offset) ?? ""
            lines.append("\(name)  \(before) -> \(after)\(line.needsLetter ? "  letter" : "")")
        }
        if preview.next != nil { lines.append("and more: GET /calendar-decisions/…/preview has them in pages") }
        return lines.joined(separator: "\n")
    }

    private static func hours(_ sessions: [Session]) -> String {
        sessions.isEmpty ? "closed" : sessions.map(\.text).joined(separator: " ")
    }
}
