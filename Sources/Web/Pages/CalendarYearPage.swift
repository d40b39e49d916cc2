import Desk
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// An agency's calendar of a year: the hours of the week, and every day that does not go by them.
    func addCalendarYear(to group: RouterGroup<DeskContext>) {
        page("calendar", in: group) { request, _, visit, principal in
            let query = try Form(parsing: request.uri.query ?? "")
            let office = try await desk.directory.office()
            let code = query.optional("agency")
            guard let agency = code.map({ office.agency(code: $0) }) ?? office.agencies[principal.agency],
                agency.row.tenant == principal.tenant
            else { throw DeskError.notFound("The agency") }
            let present = agency.calendar.offset.localDate(of: visit.now).year
            let year = query.optional("year") == nil ? present : Int(try query.number("year", in: 2000...2100))
            return .page(calendarPage(of: agency, year: year, visit))
        }
    }

    private func calendarPage(of agency: Office.Agency, year: Int, _ visit: Visit) -> HTML {
        let say = visit.say
        let title = say("Lịch làm việc năm \(year)", "Calendar of \(year)")
        let calendar = agency.calendar.calendar
        let times = When(say, agency.calendar.offset)
        let words = DueWords(say, offset: agency.calendar.offset)
        let week = Weekday.allCases.map { day -> HTML in
            "<dt>\(words.weekday(day))</dt><dd>\(Self.hours(calendar.week[day] ?? [], say))</dd>"
        }
        let rows = Self.days(of: year).compactMap { day -> HTML? in
            let ground = calendar.ground(of: day)
            guard let why = ground.words(say) else { return nil }
            return """
                <tr><td class="code">\(times.day(day))</td><td>\(Self.hours(calendar.sessions(for: ground), say))</td><td>\(HTML.isolated(why))</td></tr>

                """
        }
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Ngày", "Day"))</th><th scope="col">\(say("Giờ làm việc", "Hours"))</th><th scope="col">\(say("Vì sao", "Why"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let none: HTML =
            "<p class=\"empty\">\(say("Mọi ngày trong năm theo giờ của tuần.", "Every day of the year goes by the week."))</p>"
        let provisional: HTML =
            "<p class=\"notice warn\">\(say("Lịch nghỉ của năm này chưa được xác nhận: ngày nghỉ là dự tính, ngày hẹn là tạm tính.", "The days off of this year are not confirmed: they are computed, and dates are provisional."))</p>"
        let address = "/calendar?agency=\(agency.row.code.percentEncoded)&year="
        return Layout(visit: visit, title: title, place: .calendar).page(
            """
            <p class="line"><a href="/calendar-decisions?agency=\(agency.row.code.percentEncoded)">\(say("Quyết định về lịch", "Decisions about it"))</a></p>
            <h1>\(title): \(agency.row.name)</h1>
            <nav class="months" aria-label="\(say("Năm", "Year"))"><a href="\(address + String(year - 1))">\(year - 1)</a> <a href="\(address + String(year + 1))">\(year + 1)</a></nav>
            \(provisional, if: !calendar.isConfirmed(year: year))
            <div class="columns wide"><div>\(rows.isEmpty ? none : table)</div>
            <section><h2>\(say("Giờ của tuần", "Hours of the week"))</h2><dl>\(week)</dl></section></div>
            """)
    }

    private static func days(of year: Int) -> [LocalDate] {
        guard let first = LocalDate(year: year, month: 1, day: 1), let last = LocalDate(year: year, month: 12, day: 31)
        else { return [] }
        return (first.dayNumber...last.dayNumber).map { LocalDate(dayNumber: $0) }
    }

    private static func hours(_ sessions: [Session], _ say: Language) -> String {
        sessions.isEmpty ? say("nghỉ", "closed") : sessions.map(\.text).joined(separator: ", ")
    }
}

extension WorkCalendar.DayGround {
    /// Why a day does not go by the week; nil for one that does.
    fileprivate func words(_ say: Language) -> String? {
        switch self {
        case .week: nil
        case .computed(let holiday): say("\(holiday.vietnamese) (dự tính)", "\(holiday.vietnamese) (computed)")
        case .off(let day):
            [day.reason ?? say("nghỉ", "off"), day.decision].compactMap(\.self).joined(separator: ", ")
        case .worked(let day):
            [day.reason ?? say("làm việc", "worked"), day.decision].compactMap(\.self).joined(separator: ", ")
        }
    }
}
