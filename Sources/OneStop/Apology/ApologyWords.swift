/// What a letter says where nobody has written something better, in Vietnamese.
extension ApologyCause {
    /// The cause as a reason that an applicant understands; ends a sentence.
    package var reason: String {
        switch self {
        case .workload: "số lượng hồ sơ tiếp nhận nhiều, đơn vị chưa bố trí đủ người giải quyết."
        case .absence: "công chức thụ lý hồ sơ vắng mặt, việc bàn giao chưa kịp thời."
        case .otherAgency: "cơ quan phối hợp chưa có ý kiến trả lời."
        case .regulation: "quy định áp dụng cho hồ sơ chưa rõ, phải xin hướng dẫn."
        case .appraisal: "việc kiểm tra thực tế, họp hội đồng hoặc lấy ý kiến chuyên gia kéo dài hơn dự kiến."
        case .failure: "hệ thống thông tin hoặc nguồn điện gặp sự cố."
        case .other: "nguyên nhân thuộc trách nhiệm của cơ quan giải quyết."
        case .applicant: "đang chờ người nộp hồ sơ."
        }
    }
}

extension LetterMethod {
    /// The way in Vietnamese.
    package var vietnamese: String {
        switch self {
        case .desk: "Trao tại Bộ phận Một cửa"
        case .post: "Bưu chính công ích"
        case .email: "Thư điện tử"
        case .sms: "Tin nhắn"
        case .portal: "Cổng dịch vụ công"
        }
    }
}

extension LocalDate {
    /// `ngày 09 tháng 02 năm 2026`: days below 10 and the months 1 and 2 get a zero (Decree 30/2020, annex I).
    package var written: String {
        let (year, month, day) = parts
        return "ngày \(Scanner.padded(day, width: 2)) tháng \(month < 3 ? "0\(month)" : "\(month)") năm \(year)"
    }
}

extension Instant {
    /// `17 giờ 00, ngày 09 tháng 02 năm 2026`, by a local clock. A closing at 24:00 belongs to the day it closes.
    package func written(in offset: UTCOffset) -> String {
        let (date, minute, _) = offset.localMinute(of: self)
        let (day, shown) = minute == 0 ? (date.adding(days: -1), 24 * 60) : (date, minute)
        return "\(Scanner.padded(shown / 60, width: 2)) giờ \(Scanner.padded(shown % 60, width: 2)), \(day.written)"
    }
}
