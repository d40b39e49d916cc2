import Desk
import OneStop
import Records
import Reports

/// A decision about a calendar as it is typed: days one to a line, hours a weekday to a field.
struct CalendarDecisionForm {
    let say: Language
    /// The agencies on whose calendars the person may decide.
    let agencies: [AgencyRow]

    var fields: [FormField] {
        let agency = FormField(
            name: "agency", label: say("Lịch của cơ quan", "Calendar of"),
            kind: .choice(agencies.map { .init(value: $0.code, label: $0.name) }), isRequired: true,
            value: agencies.first?.code ?? "")
        let procedure = FormField(
            name: "procedure", label: say("Chỉ cho thủ tục (mã)", "Only for a procedure (code)"), kind: .line(most: 60))
        return [
            agency,
            line("number", say("Số, ký hiệu quyết định", "Number of the decision"), most: 60),
            FormField(name: "date", label: say("Ngày quyết định", "Its date"), kind: .day, isRequired: true),
            line("issuer", say("Cơ quan ban hành", "Issued by"), most: 120),
            line("reason", say("Lý do", "Reason"), most: 500),
            days(
                "off", say("Ngày nghỉ", "Days off"),
                say(
                    "Mỗi dòng một ngày hoặc một khoảng: 2/1/2026, hoặc 30/4/2026 đến 3/5/2026.",
                    "One day or span a line: 2/1/2026, or 30/4/2026 đến 3/5/2026.")),
            days(
                "work", say("Ngày làm việc thêm", "Days worked"),
                say(
                    "Mỗi dòng một ngày: 10/1/2026 bù 2/1/2026 (giờ của ngày kia), hoặc 22/8/2026 07:30-11:30.",
                    "One a line: 10/1/2026 bù 2/1/2026 (that day's hours), or 22/8/2026 07:30-11:30.")),
            FormField(
                name: "confirms", label: say("Xác nhận lịch nghỉ của năm", "Confirms the days off of the years"),
                kind: .line(most: 60),
                hint: say(
                    "Ví dụ: 2027. Ngày hẹn trong năm đó không còn là tạm tính.",
                    "Such as 2027: dates in it are no longer provisional.")),
            procedure,
        ]
    }

    /// Other hours for a time.
    var hourFields: [FormField] {
        let words = DueWords(say, offset: .vietnam)
        let span = [
            FormField(name: "hoursFrom", label: say("Từ ngày", "From"), kind: .day),
            FormField(name: "hoursTo", label: say("Đến hết ngày", "To"), kind: .day),
        ]
        return span
            + Weekday.allCases.map { day in
                FormField(
                    name: "hours-\(day.key)", label: words.weekday(day), kind: .line(most: 120),
                    hint: day == .monday
                        ? say(
                            "Ví dụ 07:30-11:30, 13:00-16:30; “nghỉ” là đóng cửa; để trống là không đổi.",
                            "Such as 07:30-11:30, 13:00-16:30; “nghỉ” closes; empty leaves it.")
                        : nil)
            }
    }

    /// - Throws: `DeskError.invalid` that names the field and quotes the line.
    static func read(_ form: Form) throws(DeskError) -> CalendarDecisionInput {
        guard let date = try form.day("date") else {
            throw .invalid("date", rule: "form.missing", "date must not be empty.")
        }
        var decision = CalendarDecision(
            number: try form.words("number", most: 60), date: date, issuer: try form.words("issuer", most: 120),
            reason: try form.words("reason", most: 500))
        for line in form.lines("off") { decision.off += try daysOff(line) }
        for line in form.lines("work") { decision.work.append(try worked(line)) }
        if let hours = try hours(form) { decision.hours = [hours] }
        for word in form["confirms"].split(whereSeparator: { " ,;".contains($0) }) {
            guard let year = Int(word), (1...9999).contains(year) else { throw unread("confirms", String(word)) }
            decision.confirms.insert(year)
        }
        return CalendarDecisionInput(
            agency: form.optional("agency"), procedure: form.optional("procedure"), decision: decision)
    }

    private static func daysOff(_ line: String) throws(DeskError) -> [DayOff] {
        let ends = line.replacing("–", with: "đến").split(separator: "đến", omittingEmptySubsequences: false)
            .map { LocalDate(written: $0.filter { !$0.isWhitespace }) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last,
            last <= first.adding(days: CalendarDecision.mostDays)
        else { throw unread("off", line) }
        return (first.dayNumber...last.dayNumber).map { DayOff(day: LocalDate(dayNumber: $0)) }
    }

    private static func worked(_ line: String) throws(DeskError) -> DayWorked {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard let day = words.first.flatMap({ LocalDate(written: $0) }), words.count > 1 else {
            throw unread("work", line)
        }
        if words[1] == "bù" || words[1] == "for" {
            guard words.count == 3, let other = LocalDate(written: words[2]) else { throw unread("work", line) }
            return DayWorked(day: day, source: .hoursOf(other))
        }
        guard let sessions = sessions(words.dropFirst().joined(separator: " ")) else { throw unread("work", line) }
        return DayWorked(day: day, source: .hours(sessions))
    }

    private static func hours(_ form: Form) throws(DeskError) -> CalendarDecision.Hours? {
        var week: [Weekday: [Session]] = [:]
        for day in Weekday.allCases {
            let name = "hours-\(day.key)"
            guard let text = form.optional(name) else { continue }
            guard let read = text.lowercased() == "nghỉ" ? [] : sessions(text) else { throw unread(name, text) }
            week[day] = read
        }
        let (from, to) = (try form.day("hoursFrom"), try form.day("hoursTo"))
        guard from != nil || to != nil || !week.isEmpty else { return nil }
        guard let from else { throw .invalid("hoursFrom", rule: "form.missing", "hoursFrom must not be empty.") }
        guard let to else { throw .invalid("hoursTo", rule: "form.missing", "hoursTo must not be empty.") }
        return CalendarDecision.Hours(from: from, to: to, week: week)
    }

    private static func sessions(_ text: String) -> [Session]? {
        var sessions: [Session] = []
        for part in text.split(separator: ",") {
            guard let session = Session(part.filter { !$0.isWhitespace }) else { return nil }
            sessions.append(session)
        }
        return sessions.isEmpty ? nil : sessions
    }

    private static func unread(_ field: String, _ text: String) -> DeskError {
        var error = DeskError.invalid(field, rule: "form.format", "\(field): “\(text)” cannot be read.")
        error.vietnamese = "Không đọc được “\(text)”. Hãy viết như ví dụ bên dưới ô."
        return error
    }

    private func line(_ name: String, _ label: String, most: Int) -> FormField {
        FormField(name: name, label: label, kind: .line(most: most), isRequired: true)
    }

    private func days(_ name: String, _ label: String, _ hint: String) -> FormField {
        FormField(name: name, label: label, kind: .text, hint: hint)
    }
}

extension Form {
    /// The lines of a field that say something.
    fileprivate func lines(_ name: String) -> [String] {
        self[name].split(separator: "\n").map { line in String(line.drop { $0.isWhitespace }) }.filter { !$0.isEmpty }
    }
}
