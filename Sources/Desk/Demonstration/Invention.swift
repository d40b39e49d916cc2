import OneStop
import Records

/// Invented applicants. Numbers and addresses belong to nobody: identity numbers begin with 000, which no province has,
/// and mail goes to example.com (RFC 2606).
enum Invention {
    private static let families = [
        "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    ]
    private static let middles = ["Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thanh", "Quang", "Thu", "Đức", "Kim"]
    private static let given = [
        "An", "Bình", "Châu", "Dũng", "Giang", "Hạnh", "Khôi", "Lâm", "Mai", "Nhung", "Oanh", "Phượng", "Quỳnh", "Sáng",
        "Thảo", "Uyên", "Việt", "Xuân", "Ý", "Hưởng",
    ]
    private static let trades = [
        "Gỗ Thông Xanh", "Cơ khí Suối Đá", "Hoa Đồi Mây", "Thiết bị Ánh Trăng", "Nước sạch Bến Trúc", "Gốm Cầu Vồng",
        "Đo lường Mặt Trời", "Chè Sương Sớm",
    ]
    private static let streets = ["Hoa Sữa", "Bến Trúc", "Cầu Mây", "Suối Đá", "Đồi Thông", "Ngõ Tre"]
    private static let wards = ["Đông Hồ", "Tây Sơn Trà", "Nam Đồi", "Bắc Suối"]

    static func applicant(_ random: inout SeededGenerator) -> ApplicantRecord {
        let person =
            "\(one(of: families, &random)) \(one(of: middles, &random)) \(one(of: given, &random))"
        let trade = one(of: trades, &random)
        let kind: ApplicantRecord.Kind = random.chance(45) ? .enterprise : random.chance(20) ? .household : .citizen
        let name =
            switch kind {
            case .citizen: person
            case .enterprise: "Công ty TNHH \(trade)"
            case .household: "Hộ kinh doanh \(trade)"
            }
        let number = random.among(100_000_000...999_999_999)
        return ApplicantRecord(
            kind: kind, name: name, identityNumber: "000\(number)", phone: "0900\(random.among(100_000...999_999))",
            email: random.chance(60) ? "nguoinop\(random.among(100...999))@example.com" : nil,
            address:
                "Số \(random.among(1...300)), đường \(one(of: streets, &random)), phường \(one(of: wards, &random)), tỉnh Sông Lam (minh họa)"
        )
    }

    /// Papers that satisfy a checklist.
    static func papers(_ version: Office.Version, _ channel: Channel, _ random: inout SeededGenerator) -> [PaperLine] {
        version.components.compactMap { component in
            guard component.mandatory || random.chance(50) else { return nil }
            let electronic = component.electronic && (channel == .online || random.chance(20))
            return PaperLine(
                component: component.number, originals: electronic ? 0 : component.originals,
                copies: electronic ? 0 : component.copies, electronic: electronic ? 1 : 0,
                // What neither can be sent online nor lies on the counter was taken from the office's own files.
                reused: !electronic && component.originals + component.copies == 0)
        }
    }

    private static func one(of texts: [String], _ random: inout SeededGenerator) -> String {
        random.pick(texts) ?? ""
    }
}
