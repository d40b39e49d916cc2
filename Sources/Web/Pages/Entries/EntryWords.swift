import Desk
import OneStop
import Reports

/// Fields and values of an entry in words, and what stands in the way of publishing one.
struct EntryWords {
    let say: Language

    /// The name of a part.
    func part(_ part: EntryPart) -> String {
        switch part {
        case .code: say(part.vietnamese, "Code")
        case .name: say(part.vietnamese, "Name")
        case .field: say(part.vietnamese, "Field")
        case .sequence: say(part.vietnamese, "Order of carrying out")
        case .filing: say(part.vietnamese, "Ways of filing")
        case .components: say(part.vietnamese, "Papers")
        case .sets: say(part.vietnamese, "Sets of papers")
        case .limit: say(part.vietnamese, "Limit")
        case .subjects: say(part.vietnamese, "Who may apply")
        case .decidedBy: say(part.vietnamese, "Who decides")
        case .result: say(part.vietnamese, "Result")
        case .fees: say(part.vietnamese, "Fees")
        case .forms: say(part.vietnamese, "Forms")
        case .requirements: say(part.vietnamese, "Conditions")
        case .legalBasis: say(part.vietnamese, "Legal basis")
        case .onlineService: say(part.vietnamese, "Online service")
        case .steps: say(part.vietnamese, "Internal process")
        case .decision: say(part.vietnamese, "Decision")
        case .validity: say(part.vietnamese, "Validity")
        case .source: say(part.vietnamese, "Source")
        }
    }

    /// The name of a field of a part.
    func field(_ name: String) -> String {
        switch name {
        case "way": say("cách nộp", "way of filing")
        case "limit": say("thời hạn", "limit")
        case "onlineLimit": say("thời hạn khi nộp trực tuyến", "limit when filed online")
        case "statutory": say("thời hạn theo luật", "statutory limit")
        case "committed": say("thời hạn cơ quan cam kết", "limit promised")
        case "dayZero": say("ngày không tính", "day that is not counted")
        case "restarts": say("tính lại từ đầu sau bổ sung", "starts again after a supplement")
        case "note": say("ghi chú", "note")
        case "number": say("số", "number")
        case "name": say("tên", "name")
        case "mandatory": say("bắt buộc", "required")
        case "originals": say("bản chính", "originals")
        case "copies": say("bản sao", "copies")
        case "electronic": say("nhận bản điện tử", "electronic")
        case "reusable": say("dùng lại được", "reusable")
        case "amount": say("số tiền", "amount")
        case "moment": say("thu khi nào", "when taken")
        case "freeGround": say("căn cứ miễn", "why free")
        case "title": say("tên văn bản", "title")
        case "date": say("ngày", "date")
        case "role": say("vai trò", "role")
        case "unit": say("đơn vị", "unit")
        case "legs": say("việc gửi cơ quan khác", "asked of other agencies")
        case "validFrom": say("có hiệu lực từ", "valid from")
        case "validTo": say("hết hiệu lực từ", "valid until")
        case "certainty": say("độ chắc chắn", "certainty")
        case "asOf": say("theo ngày", "as of")
        case "reference": say("dẫn nguồn", "reference")
        default: name
        }
    }

    /// A value of a field as people read it.
    func value(_ text: String, of field: String?, in part: EntryPart) -> String {
        if field == nil { return text == "none" ? say("không có", "none") : whole(text, in: part) }
        switch (part, field) {
        case (_, "limit"), (_, "onlineLimit"), (_, "statutory"), (_, "committed"):
            return (try? Limit(parsing: text)).map { When(say, .vietnam).limit($0) } ?? text
        case (_, "restarts"), (_, "mandatory"), (_, "electronic"), (_, "reusable"):
            return text == "true" ? say("có", "yes") : say("không", "no")
        case (_, "dayZero"): return DayZeroRule(rawValue: text)?.words(say) ?? text
        case (_, "role"): return Role(rawValue: text)?.name(say) ?? text
        case (_, "moment"): return FeeMoment(rawValue: text)?.title(say) ?? text
        case (_, "way"): return Channel(name: text)?.title(say) ?? text
        case (_, "amount"): return Int64(text).map(Dong.words) ?? text
        case (_, "certainty"): return CatalogueEntry.Source.Certainty(rawValue: text)?.words(say) ?? text
        case (_, "date"), (_, "validFrom"), (_, "validTo"), (_, "asOf"):
            return LocalDate(iso: text).map { When(say, .vietnam).short($0) } ?? text
        default: return text
        }
    }

    /// A whole item, in which each field stands with its name.
    private func whole(_ text: String, in part: EntryPart) -> String {
        switch part {
        case .code, .name, .field, .sequence, .sets, .subjects, .decidedBy, .result, .forms, .requirements: return text
        case .onlineService: return CatalogueEntry.OnlineService(rawValue: text)?.words(say) ?? text
        case .filing, .components, .limit, .fees, .legalBasis, .steps, .decision, .validity, .source: break
        }
        let facts = text.split(separator: "; ").map { fact -> String in
            guard let colon = fact.firstRange(of: ": ") else { return String(fact) }
            let key = String(fact[..<colon.lowerBound])
            let name = field(key)
            guard name != key else { return String(fact) }
            return "\(name): \(value(String(fact[colon.upperBound...]), of: key, in: part))"
        }
        return facts.joined(separator: "; ")
    }

    /// Which one of a list: `2`, `online`.
    func item(_ item: String, in part: EntryPart) -> String {
        part == .filing ? Channel(name: item)?.title(say) ?? item : item
    }

    /// Where something stands: `steps[2].role` is the role of the third step.
    func place(_ place: String) -> String {
        let path = place.split(separator: ".", maxSplits: 1)
        guard let first = path.first else { return place }
        let open = first.firstIndex(of: "[")
        let name = open.map { first[..<$0] } ?? first
        let part =
            EntryPart(rawValue: String(name)) ?? (name == "validFrom" || name == "validTo" ? .validity : nil)
        var words = part.map { self.part($0) } ?? String(name)
        if let open, let row = Int(first[first.index(after: open)...].dropLast()) {
            words += say(", dòng \(row + 1)", ", row \(row + 1)")
        }
        return path.count == 2 ? "\(words): \(field(String(path[1])))" : words
    }
}

extension DayZeroRule {
    func words(_ say: Language) -> String {
        switch self {
        case .working: say("ngày làm việc tiếp nhận", "the working day of receipt")
        case .received: say("ngày nhận, kể cả ngày nghỉ", "the day of receipt, day off or not")
        }
    }
}

extension CatalogueEntry.OnlineService {
    func words(_ say: Language) -> String {
        switch self {
        case .none: say("chỉ cung cấp thông tin", "information only")
        case .partial: say("một phần", "partial")
        case .full: say("toàn trình", "from end to end")
        }
    }
}

extension CatalogueEntry.Source.Certainty {
    func words(_ say: Language) -> String {
        switch self {
        case .sourced: say("có nguồn dẫn", "sourced")
        case .knownHigh: say("nhớ, gần như chắc chắn", "from memory, nearly sure")
        case .knownMedium: say("nhớ", "from memory")
        case .knownLow: say("nhớ, chưa chắc", "from memory, doubtful")
        }
    }
}
