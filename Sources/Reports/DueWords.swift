package import OneStop

/// The language in which a citizen is told something.
package enum Language: String, Sendable, Hashable, CaseIterable {
    case vietnamese = "vi"
    case english = "en"

    /// What is said, in this language.
    package func said(_ vietnamese: String, _ english: String) -> String {
        switch self {
        case .vietnamese: vietnamese
        case .english: english
        }
    }
}

/// A dossier's date in words that a citizen understands.
package struct DueWords: Sendable {
    let language: Language
    let offset: UTCOffset

    /// Words in a language, with the local times of an office.
    package init(_ language: Language, offset: UTCOffset) {
        self.language = language
        self.offset = offset
    }

    /// What it comes to, in a few sentences.
    package func summary(of explanation: DueExplanation) -> [String] {
        var sentences = [
            language.said(
                "Hồ sơ được tiếp nhận lúc \(time(explanation.acceptedAt)); thời hạn giải quyết: \(limit(explanation.limit)).",
                "The dossier was accepted at \(time(explanation.acceptedAt)); its limit is \(limit(explanation.limit))."
            )
        ]
        guard let deadline = explanation.deadline else {
            return sentences + [
                language.said("Thủ tục này không có thời hạn nên không có ngày hẹn trả.", "It has no due date.")
            ]
        }
        sentences.append(
            explanation.endedAt == nil
                ? language.said(
                    "Hạn trả kết quả hiện nay: \(time(deadline.due)).", "It is due at \(time(deadline.due)).")
                : language.said("Hạn trả kết quả: \(time(deadline.due)).", "It was due at \(time(deadline.due))."))
        if let promise = explanation.firstPromise {
            sentences.append(
                promise == deadline.due
                    ? language.said(
                        "Đó là ngày hẹn ghi trên giấy tiếp nhận.", "This is the date printed on the receipt.")
                    : language.said(
                        "Giấy tiếp nhận ghi ngày hẹn \(time(promise)).",
                        "The receipt has the date \(time(promise))."))
        }
        if deadline.provisional {
            sentences.append(
                language.said(
                    "Ngày này là tạm tính vì lịch nghỉ của năm liên quan chưa được công bố.",
                    "The date is provisional: the days off of a year that it touches are not announced yet."))
        }
        if !explanation.isAsCounted, explanation.parts.contains(where: \.hasDays) {
            sentences.append(
                language.said(
                    "Hạn trả được giữ như đã hẹn, không sớm hơn ngày ghi trên giấy tiếp nhận, dù lịch làm việc hiện nay cho kết quả khác.",
                    "The date stands as it was promised, although the calendar as it is now would give another one."))
        }
        return sentences
    }

    /// Of a dossier that has no date yet.
    package var notAccepted: String {
        language.said(
            "Hồ sơ chưa được tiếp nhận nên chưa có ngày hẹn trả.",
            "The dossier has not been accepted, so it has no date.")
    }

    /// A part of the story in one sentence.
    package func words(for part: DueExplanation.Part) -> String {
        switch part {
        case .run(let run): words(for: run)
        case .wait(let wait): words(for: wait)
        case .move(let moved): words(for: moved)
        }
    }

    /// A day of a time in which the limit ran.
    package func words(for line: Ledger.Line) -> String {
        let day = "\(weekday(line.day.weekday)) \(date(line.day))"
        let why = ground(line)
        switch line.mark {
        case .dayZero:
            return language.said(
                "\(day): ngày bắt đầu, không tính vào thời hạn.", "\(day): the day it begins, which is not counted.")
        case .counted(let number):
            return language.said("\(day): ngày thứ \(number)\(why).", "\(day): day \(number)\(why).")
        case .used(let microseconds):
            let used = duration(Int(microseconds / Instant.microsecondsPerMinute))
            return line.isWorked
                ? language.said("\(day): tính \(used) làm việc\(why).", "\(day): \(used) of working time\(why).")
                : language.said("\(day): không tính\(why).", "\(day): not counted\(why).")
        case .notCounted:
            return language.said("\(day): không tính\(why).", "\(day): not counted\(why).")
        case .rolled:
            return line.isWorked
                ? language.said(
                    "\(day): hạn rơi vào ngày nghỉ nên chuyển sang ngày làm việc này\(why).",
                    "\(day): the end fell on a day off and moves to this working day\(why).")
                : language.said("\(day): không tính\(why).", "\(day): not counted\(why).")
        }
    }

    private func words(for run: DueExplanation.Run) -> String {
        let start: String
        switch run.ledger?.start {
        case .afterClosing?:
            start = language.said(
                ", sau giờ làm việc, nên tính như ngày làm việc kế tiếp",
                ", after closing, hence as on the next working day")
        case .dayOff?:
            start = language.said(
                ", vào ngày nghỉ, nên tính như ngày làm việc kế tiếp",
                ", on a day off, hence as on the next working day")
        case .sameDay?, nil: start = ""
        }
        let end = run.until.map { language.said(" đến \(time($0))", " to \(time($0))") } ?? ""
        guard let remainder = run.remainder else {
            return language.said(
                "Thời hạn được tính từ \(time(run.from))\(end)\(start).",
                "The limit runs from \(time(run.from))\(end)\(start).")
        }
        return remainder.isNothing
            ? language.said(
                "Phần thời hạn còn lại đã hết nên hạn là ngày nhận đủ trả lời, tính từ \(time(run.from))\(end)\(start).",
                "Nothing of the limit was left, so it is due on the day of the answer, from \(time(run.from))\(end)\(start)."
            )
            : language.said(
                "Phần thời hạn còn lại được tính tiếp từ \(time(run.from))\(end)\(start).",
                "What was left of the limit runs from \(time(run.from))\(end)\(start).")
    }

    private func words(for wait: DueExplanation.Wait) -> String {
        let what =
            switch wait.kind {
            case .supplement, .supplementBeforeAcceptance:
                language.said("chờ người nộp bổ sung giấy tờ", "waits for documents of the applicant")
            case .payment:
                language.said("chờ người nộp thực hiện nghĩa vụ tài chính", "waits for a payment of the applicant")
            }
        let end = wait.until.map { language.said(" đến \(time($0))", " to \(time($0))") } ?? ""
        let effect =
            wait.afterDue
            ? language.said(
                "việc chờ bắt đầu sau hạn nên không làm thay đổi hạn", "it began after the due date and shifts nothing")
            : language.said("thời gian này không tính vào thời hạn", "this time is not counted")
        return language.said(
            "Từ \(time(wait.from))\(end) hồ sơ \(what); \(effect).",
            "From \(time(wait.from))\(end) the dossier \(what); \(effect).")
    }

    private func words(for moved: DueExplanation.Move) -> String {
        let move = moved.move
        let from = move.before.map { language.said(" từ \(time($0))", " from \(time($0))") } ?? ""
        let ground =
            move.isUndone
            ? language.said("\(move.decision) không còn hiệu lực", "\(move.decision) is no longer in effect")
            : language.said("theo \(move.decision)", "by \(move.decision)")
        return language.said(
            "Ngày \(day(moved.at)), \(ground): hạn trả chuyển\(from) sang \(time(move.deadline.due)).",
            "On \(day(moved.at)), \(ground): the date moves\(from) to \(time(move.deadline.due)).")
    }
}

extension DueWords {
    /// A limit in words.
    package func limit(_ limit: Limit) -> String {
        guard !limit.isNone else { return language.said("không quy định", "none") }
        let legs = limit.legs.map { leg in
            let count = leg.count
            let plural = count == 1 ? "" : "s"
            return switch leg.unit {
            case .workingHours: language.said("\(count) giờ làm việc", "\(count) working hour\(plural)")
            case .workingDays where count == 0: language.said("trong ngày", "the same day")
            case .workingDays: language.said("\(count) ngày làm việc", "\(count) working day\(plural)")
            case .calendarDays: language.said("\(count) ngày", "\(count) calendar day\(plural)")
            case .months: language.said("\(count) tháng", "\(count) month\(plural)")
            }
        }
        return legs.joined(separator: language.said(", sau đó ", ", then "))
    }

    private func ground(_ line: Ledger.Line) -> String {
        switch line.ground {
        case .week: return line.isWorked ? "" : language.said(" (nghỉ hằng tuần)", " (weekly day off)")
        case .computed(let holiday): return named(language.said("nghỉ", "day off"), holiday.vietnamese, nil)
        case .off(let off): return named(language.said("nghỉ", "day off"), off.reason, off.decision)
        case .worked(let worked):
            let what =
                worked.isOrdinary
                ? language.said("giờ làm việc riêng", "changed hours")
                : line.isWorked
                    ? language.said("ngày làm việc theo quyết định", "worked by decision")
                    : language.said("nghỉ", "day off")
            return named(what, worked.reason, worked.decision)
        }
    }

    private func named(_ what: String, _ reason: String?, _ decision: String?) -> String {
        " (" + [what, reason, decision].compactMap(\.self).joined(separator: ", ") + ")"
    }

    private func duration(_ minutes: Int) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60)
        let parts = [
            hours > 0 ? language.said("\(hours) giờ", "\(hours) h") : nil,
            rest > 0 || hours == 0 ? language.said("\(rest) phút", "\(rest) min") : nil,
        ]
        return parts.compactMap(\.self).joined(separator: " ")
    }

    /// `17:00 ngày 9/3/2026`.
    package func time(_ instant: Instant) -> String {
        let (day, minute, _) = offset.localMinute(of: instant)
        let clock = "\(two(minute / 60)):\(two(minute % 60))"
        return language.said("\(clock) ngày \(date(day))", "\(clock) on \(date(day))")
    }

    private func day(_ instant: Instant) -> String { date(offset.localDate(of: instant)) }

    /// `9/3/2026`, or `2026-03-09` in English.
    package func date(_ day: LocalDate) -> String { language.said(day.vietnamese, day.iso) }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// `Thứ Hai`.
    package func weekday(_ day: Weekday) -> String {
        switch day {
        case .monday: language.said("Thứ Hai", "Monday")
        case .tuesday: language.said("Thứ Ba", "Tuesday")
        case .wednesday: language.said("Thứ Tư", "Wednesday")
        case .thursday: language.said("Thứ Năm", "Thursday")
        case .friday: language.said("Thứ Sáu", "Friday")
        case .saturday: language.said("Thứ Bảy", "Saturday")
        case .sunday: language.said("Chủ Nhật", "Sunday")
        }
    }
}

extension DueExplanation.Part {
    fileprivate var hasDays: Bool {
        if case .run(let run) = self { run.ledger != nil } else { false }
    }
}
