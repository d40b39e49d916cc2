import Desk
import Hummingbird
import OneStop
import Reports

/// Which figures a page is asked for; stands in the address.
struct FigureFilters {
    /// By what the rows are told apart.
    enum Grouping: Hashable {
        case onTime(OnTimeGrouping)
        /// Late dossiers, by what their letters say.
        case cause

        init?(inAddress text: String) {
            if text == "cause" {
                self = .cause
            } else {
                guard let grouping = OnTimeGrouping(rawValue: text) else { return nil }
                self = .onTime(grouping)
            }
        }

        var inAddress: String {
            switch self {
            case .onTime(let grouping): grouping.rawValue
            case .cause: "cause"
            }
        }

        var onTime: OnTimeGrouping? {
            switch self {
            case .onTime(let grouping): grouping
            case .cause: nil
            }
        }

        func title(_ say: Language) -> String {
            switch self {
            case .onTime(let grouping): grouping.title(say)
            case .cause: say("Nguyên nhân chậm", "Cause of the delay")
            }
        }
    }

    var agency: String?
    var from: LocalDate
    var to: LocalDate
    var grouping: Grouping?

    /// - Parameter today: the period is its month, if none is asked for.
    init(_ query: inout Query, today: LocalDate) throws(DeskError) {
        agency = try query.chosen("agency") { $0 }
        let month = ReportMonth(holding: today, .calendar).period(.calendar)
        from = try query.chosen("from") { LocalDate(iso: $0) } ?? month.from
        to = try query.chosen("to") { LocalDate(iso: $0) } ?? max(from, month.to)
        grouping = try query.chosen("by") { Grouping(inAddress: $0) }
    }

    /// - Throws: `DeskError.invalid` for a period that ends before it begins.
    func period() throws(DeskError) -> Period {
        guard let period = Period(from: from, to: to) else {
            throw .invalid("to", rule: "C6.period", "The period ends before it begins. Exchange from and to.")
        }
        return period
    }

    /// The same figures of another period.
    func during(_ period: Period) -> FigureFilters {
        var other = self
        (other.from, other.to) = (period.from, period.to)
        return other
    }

    func address(_ path: String = "/figures") -> String {
        Filters.address(
            path, ["agency": agency, "from": from.iso, "to": to.iso, "by": grouping?.inAddress])
    }

    /// Where the dossiers behind a figure are found; nil where there is no list of them.
    /// - Parameter key: of the row that has the figure; nil for the total.
    func list(of figure: PeriodClass, key: String?) -> String? {
        guard figure.reason != nil else { return nil }
        var period = (from, to)
        var narrowing: (String, String)?
        if let key {
            switch grouping {
            case .onTime(.month):
                guard let first = LocalDate(iso: "\(key)-01") else { return nil }
                let month = ReportMonth(holding: first, .calendar).period(.calendar)
                period = (max(from, month.from), min(to, month.to))
            case .onTime(.procedure), .onTime(.field): narrowing = (grouping?.inAddress ?? "", key)
            // A unit of an agency that went into this one is named with its agency, and the list names units alone.
            case .onTime(.unit) where !key.contains("/"): narrowing = ("unit", key)
            case .onTime(.unit), .onTime(.officer), .onTime(.channel), .onTime(.agency), .cause, nil: return nil
            }
        }
        return Filters.address(
            "/figures/dossiers",
            [
                "figure": figure.rawValue, "agency": agency, "from": period.0.iso, "to": period.1.iso,
                "by": narrowing?.0, "key": narrowing?.1,
            ])
    }
}
