import Desk
import OneStop
import Reports

/// What stands in the way of publishing a version, as a list: where, what, and what to do.
struct PublishingWords {
    let say: Language
    let entry: CatalogueEntry
    /// Where a draft is edited; nil where nobody may.
    let editing: String?

    private var words: EntryWords { EntryWords(say: say) }

    func html(_ problems: [DeskError.Problem]) -> HTML {
        let items = problems.map { problem -> HTML in
            let place = words.place(problem.field)
            let isHere = problem.part == EntryPart.decision.rawValue || problem.part == EntryPart.validity.rawValue
            let target = isHere ? "#publication" : editing.map { "\($0)#\(anchor(of: problem))" }
            let name: HTML = target.map { "<a href=\"\($0)\">\(place)</a>" } ?? "<strong>\(place)</strong>"
            return "<li>\(name)<br>\(sentence(problem))</li>\n"
        }
        return "<ol class=\"checks\">\(items)</ol>"
    }

    /// Rows are kept together, each part under its own heading.
    private func anchor(of problem: DeskError.Problem) -> String { "part-\(problem.part)" }

    private func sentence(_ problem: DeskError.Problem) -> String {
        guard say == .vietnamese, let rule = PublishingProblem.Rule(rawValue: problem.rule) else {
            return problem.detail
        }
        let statutory = entry.statutory.map { When(say, .vietnam).limit($0) } ?? ""
        switch rule {
        case .procedureCode: return "Mã thủ tục không đúng dạng; viết như 2.002381 hoặc 1.014393.H38."
        case .decisionMissing: return "Chưa có quyết định công bố. Ghi số và ngày quyết định ở phần công bố."
        case .decisionInFuture: return "Ngày của quyết định sau hôm nay. Sửa ngày, hoặc công bố khi quyết định đã ký."
        case .validFromMissing: return "Chưa có ngày bắt đầu hiệu lực. Ghi ở phần công bố."
        case .validOrder: return "Ngày hết hiệu lực phải sau ngày bắt đầu hiệu lực."
        case .succession:
            return "Đã có bản khác được công bố với hiệu lực từ ngày này hoặc sau đó. Chọn ngày muộn hơn."
        case .partMissing: return "Mục này bắt buộc có trong mọi thủ tục được công bố. Ghi đúng như quyết định."
        case .listedTwice: return "Một mục được ghi hai lần. Mỗi mục chỉ ghi một lần."
        case .nothingAsked:
            return "Giấy tờ này không yêu cầu bản nào. Ghi số bản chính, bản sao, hoặc đánh dấu nhận bản điện tử."
        case .feeUnknown: return "Chưa rõ mức phí hoặc lúc thu. Ghi số tiền (đồng) và khi nào thu."
        case .freeGround: return "Phí 0 đồng phải ghi căn cứ miễn; phí khác 0 thì không ghi."
        case .wayNotPublished: return "Phí này dành cho cách nộp không có ở đây. Thêm cách nộp, hoặc bỏ khỏi phí."
        case .onlineWay:
            return
                "Dịch vụ công trực tuyến mà chưa có cách nộp trực tuyến. Thêm cách nộp, hoặc chọn “chỉ cung cấp thông tin”."
        case .basisAfterDecision: return "Văn bản này ban hành sau quyết định công bố. Một trong hai ngày sai; hãy sửa."
        case .basisSymbol: return "Ký hiệu không khớp với loại văn bản nêu trong tên. Sửa số hoặc tên."
        case .committedLimit:
            return "Dài hơn thời hạn theo luật (\(statutory)). Cơ quan được cam kết ngắn hơn, không được dài hơn."
        case .stepLimits:
            return "Tổng thời hạn các bước (\(sum)) dài hơn thời hạn giải quyết. Rút ngắn các bước."
        case .stepRole:
            return "Không có vai trò này, hoặc vai trò này không làm bước nào. Chọn một trong các vai trò của biểu mẫu."
        case .stepUnit: return "Cơ quan không có đơn vị này. Chọn đơn vị có trong danh sách, hoặc lập đơn vị trước."
        case .stepLeg:
            return "Cơ quan hoặc đơn vị nhận việc không có, hoặc được ghi hai lần. Viết mã như H99.15/TN:3wd."
        }
    }

    /// The limits of the steps as they would be added up.
    private var sum: String {
        (entry.steps ?? []).map { When(say, .vietnam).limit($0.limit) }.joined(separator: " + ")
    }
}
