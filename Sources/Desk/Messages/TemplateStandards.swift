import OneStop
import Records

extension TemplateKey {
    /// The text that an office begins with. It is off until somebody has read it and put it on.
    var standard: (subject: String, body: String) {
        let (subject, body) = language == .vietnamese ? moment.inVietnamese : moment.inEnglish
        switch channel {
        case .email, .webhook:
            let (greeting, farewell) =
                language == .vietnamese
                ? ("Kính gửi {applicant},", "Trân trọng,\n{agency}")
                : ("Dear {applicant},", "Yours faithfully,\n{agency}")
            return (subject, "\(greeting)\n\n\(body)\n\n\(farewell)")
        case .sms: return ("", "{agency}: \(body)")
        }
    }
}

extension MessageMoment {
    fileprivate var inVietnamese: (subject: String, body: String) {
        switch self {
        case .accepted:
            (
                "Hồ sơ {code} đã được tiếp nhận",
                "Hồ sơ {code} ({procedure}) đã được tiếp nhận lúc {received}. Ngày hẹn trả kết quả: {due}."
            )
        case .supplementAsked:
            (
                "Hồ sơ {code} cần bổ sung",
                "Hồ sơ {code} cần bổ sung: {documents}. Lý do: {reason}. Hạn bổ sung: {answerBy}."
            )
        case .paymentDemanded:
            (
                "Hồ sơ {code}: nghĩa vụ tài chính",
                "Hồ sơ {code} cần thực hiện nghĩa vụ tài chính {amount}. Hạn nộp: {answerBy}."
            )
        case .resultReady:
            (
                "Hồ sơ {code} đã có kết quả",
                "Hồ sơ {code} ({procedure}) đã có kết quả. Mời đến Bộ phận Một cửa nhận kết quả."
            )
        case .stopped:
            ("Hồ sơ {code} dừng xử lý", "Hồ sơ {code} ({procedure}) đã dừng xử lý. Xem thông báo của cơ quan.")
        case .refused:
            (
                "Hồ sơ không được tiếp nhận",
                "Hồ sơ {code} ({procedure}) không được tiếp nhận. Lý do: {reason}. Căn cứ: {ground}. Hướng dẫn: {advice}."
            )
        case .apologyIssued:
            (
                "Xin lỗi về việc trễ hẹn hồ sơ {code}",
                "Hồ sơ {code} hẹn trả {due} chưa giải quyết xong. Cơ quan xin lỗi và hẹn trả kết quả vào {newDate}."
            )
        }
    }

    fileprivate var inEnglish: (subject: String, body: String) {
        switch self {
        case .accepted:
            (
                "Application {code} was accepted",
                "Application {code} ({procedure}) was accepted at {received}. The result is promised for {due}."
            )
        case .supplementAsked:
            (
                "Application {code} needs further documents",
                "Application {code} needs further documents: {documents}. Reason: {reason}. Please hand them in by {answerBy}."
            )
        case .paymentDemanded:
            (
                "Application {code}: a payment is due", "For application {code} please pay {amount} by {answerBy}."
            )
        case .resultReady:
            (
                "The result of application {code} is ready",
                "The result of application {code} ({procedure}) is ready. Please collect it at the one-stop desk."
            )
        case .stopped:
            ("Application {code} was stopped", "Application {code} ({procedure}) was stopped. See the agency's notice.")
        case .refused:
            (
                "The application was not accepted",
                "Application {code} ({procedure}) was not accepted. Reason: {reason}. Ground: {ground}. What to do: {advice}."
            )
        case .apologyIssued:
            (
                "Apology for the delay of application {code}",
                "Application {code} was promised for {due} and is not finished. We apologise; the result is now promised for {newDate}."
            )
        }
    }
}
