import OneStop
import Reports

/// Days and times as people say them, by the clock of an office.
struct When {
    let say: Language
    let offset: UTCOffset
    private let words: DueWords

    init(_ say: Language, _ offset: UTCOffset) {
        self.say = say
        self.offset = offset
        words = DueWords(say, offset: offset)
    }

    /// `17:00 ngày 9/3/2026`.
    func time(_ instant: Instant) -> String { words.time(instant) }

    func time(_ instant: Instant?) -> String { instant.map { words.time($0) } ?? "–" }

    /// `17:00, Thứ Hai, 9/3/2026`.
    func whole(_ instant: Instant) -> String {
        let (day, minute, _) = offset.localMinute(of: instant)
        return "\(Self.clock(minute)), \(words.weekday(day.weekday)), \(words.date(day))"
    }

    /// `Thứ Hai, 9/3/2026`.
    func day(_ day: LocalDate) -> String { "\(words.weekday(day.weekday)), \(words.date(day))" }

    /// `9/3/2026`.
    func short(_ instant: Instant) -> String { words.date(offset.localDate(of: instant)) }

    func short(_ day: LocalDate) -> String { words.date(day) }

    /// `17:00`, of a time whose day goes without saying.
    func clock(_ instant: Instant) -> String {
        let (_, minute, _) = offset.localMinute(of: instant)
        return Self.clock(minute)
    }

    /// As a field for a local time takes it: `2026-03-09T17:00`.
    func field(_ instant: Instant) -> String {
        let (day, minute, _) = offset.localMinute(of: instant)
        return "\(day.iso)T\(Self.clock(minute))"
    }

    func limit(_ limit: Limit) -> String { words.limit(limit) }

    /// `3 giờ 20 phút`.
    func span(_ minutes: Int) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60)
        let parts = [
            hours > 0 ? say("\(hours) giờ", "\(hours) h") : nil,
            rest > 0 || hours == 0 ? say("\(rest) phút", "\(rest) min") : nil,
        ]
        return parts.compactMap(\.self).joined(separator: " ")
    }

    private static func clock(_ minute: Int) -> String {
        "\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    }
}

/// How much time is left, in working time: in words, with a colour and a shape that say the same.
struct TimeLeft {
    enum Level: String {
        case calm, soon, today, late, waiting, none

        /// A sign of its own for each, so that nobody has to tell colours apart.
        var sign: String {
            switch self {
            case .calm: "●"
            case .soon: "▲"
            case .today: "◆"
            case .late: "■"
            case .waiting: "‖"
            case .none: "○"
            }
        }
    }

    let level: Level
    let words: String

    var badge: HTML {
        "<span class=\"state \(level.rawValue)\"><span aria-hidden=\"true\">\(level.sign)</span> \(words)</span>"
    }

    /// - Parameters:
    ///   - isAccepted: false as long as the limit has not begun.
    ///   - isWaiting: for the applicant.
    init(
        due: Instant?, isAccepted: Bool, isWaiting: Bool, endedAt: Instant?, calendar: CompiledCalendar,
        at now: Instant, _ say: Language
    ) {
        if endedAt != nil {
            (level, words) = (.none, say("đã xong", "done"))
        } else if let due {
            let minutes = calendar.workingMinutes(from: now, to: due)
            let (today, day) = (calendar.offset.localDate(of: now), calendar.offset.localDate(of: due))
            if isWaiting, due >= now {
                (level, words) = (.waiting, say("tạm dừng, chờ người nộp", "waits for the applicant"))
            } else if due < now {
                let days = calendar.workingDays(after: day, through: today)
                level = .late
                words =
                    days == 0
                    ? say("quá hạn hôm nay", "overdue today")
                    : say("quá hạn \(days) ngày làm việc", "\(days) working days overdue")
            } else if day == today {
                let span = When(say, calendar.offset).span(minutes)
                (level, words) = (.today, say("hạn hôm nay, còn \(span)", "due today, \(span) left"))
            } else {
                let days = calendar.workingDays(after: today, through: day)
                level = days <= 2 ? .soon : .calm
                words = say("còn \(days) ngày làm việc", days == 1 ? "1 working day left" : "\(days) working days left")
            }
        } else if isWaiting {
            (level, words) = (.waiting, say("chờ người nộp", "waits for the applicant"))
        } else if !isAccepted {
            (level, words) = (.none, say("chưa tính thời hạn", "the limit is not running yet"))
        } else {
            (level, words) = (.none, say("không có hạn", "no limit"))
        }
    }
}
