import OneStop
import Records
import Reports

extension Status {
    /// Whether something is wanted of the applicant.
    var waitsForApplicant: Bool { self == .awaitingSupplement || self == .awaitingPayment }

    func name(_ say: Language) -> String { say(vietnamese, english.prefix(1).uppercased() + english.dropFirst()) }

    /// The status for a citizen: what it means, and what comes next.
    func plain(_ say: Language) -> (meaning: String, next: String) {
        switch self {
        case .filed:
            (
                say(
                    "Hồ sơ đã nộp trực tuyến, chưa được tiếp nhận.", "Your application was filed and not looked at yet."
                ),
                say("Bộ phận Một cửa trả lời trong tám giờ làm việc.", "The desk answers within eight working hours.")
            )
        case .accepted:
            (
                say(
                    "Hồ sơ đã được tiếp nhận, thời hạn đang tính.",
                    "Your application was accepted and the limit is running."),
                say(
                    "Bộ phận Một cửa chuyển hồ sơ cho phòng chuyên môn.",
                    "The desk hands it to the unit that works on it.")
            )
        case .refused:
            (
                say("Hồ sơ không được tiếp nhận.", "Your application was not accepted."),
                say(
                    "Hãy xem lý do trong phiếu từ chối đã giao cho bạn; bạn có thể nộp lại.",
                    "The form you were given says why; you may apply again.")
            )
        case .processing:
            (
                say("Hồ sơ đang được giải quyết.", "Your application is being worked on."),
                say(
                    "Bạn chưa phải làm gì; hãy đến nhận kết quả theo ngày hẹn.",
                    "Nothing is asked of you; come for the result on the promised day.")
            )
        case .awaitingSupplement:
            (
                say(
                    "Hồ sơ đang chờ bạn bổ sung giấy tờ; thời gian chờ không tính vào thời hạn.",
                    "Documents are asked of you; the time until then does not count."),
                say(
                    "Hãy nộp giấy tờ được yêu cầu tại nơi bạn đã nộp hồ sơ.",
                    "Bring the documents to where you applied.")
            )
        case .awaitingPayment:
            (
                say(
                    "Hồ sơ đang chờ bạn thực hiện nghĩa vụ tài chính.",
                    "A payment is asked of you; the time until then does not count."),
                say("Hãy nộp tiền theo thông báo và giữ biên lai.", "Pay as you were told and keep the receipt.")
            )
        case .withdrawn:
            (
                say("Hồ sơ đã được rút theo yêu cầu của bạn.", "Your application was withdrawn as you asked."),
                say("Nếu vẫn cần, hãy nộp hồ sơ mới.", "Apply anew if you still need it.")
            )
        case .stopped:
            (
                say("Cơ quan đã dừng giải quyết hồ sơ.", "The agency stopped working on your application."),
                say(
                    "Hãy xem thông báo đã gửi cho bạn; bạn có thể nộp hồ sơ mới.",
                    "The notice you were sent says why; you may apply anew.")
            )
        case .finished:
            (
                say("Đã có kết quả.", "The result is ready."),
                say("Hãy mang giấy hẹn đến nơi đã nộp để nhận kết quả.", "Come with the receipt to where you applied.")
            )
        case .returned:
            (
                say("Kết quả đã được trao.", "The result was handed over."),
                say("Không còn việc gì phải làm.", "Nothing more is to be done.")
            )
        }
    }
}

extension Role {
    func name(_ say: Language) -> String {
        switch self {
        case .intake: say(vietnamese, "Intake")
        case .officer: say(vietnamese, "Officer")
        case .head: say(vietnamese, "Head of division")
        case .leader: say(vietnamese, "Leader")
        case .clerk: say(vietnamese, "Clerk")
        case .supervisor: say(vietnamese, "Supervisor")
        case .coordinator: say(vietnamese, "Coordinator")
        case .admin: say(vietnamese, "Administrator")
        case .auditor: say(vietnamese, "Auditor")
        }
    }
}

extension Channel {
    func title(_ say: Language) -> String {
        switch self {
        case .direct: say(vietnamese, "At the desk")
        case .online: say(vietnamese, "Online")
        case .post: say(vietnamese, "Public post")
        }
    }
}

extension ApologyState {
    /// Nil where nothing is to be said.
    func words(_ say: Language) -> String? {
        switch self {
        case .none, .notNeeded, .notKept: nil
        case .atRisk: say("sắp phải xin lỗi", "letter of apology may be due soon")
        case .dueToday: say("hôm nay phải có văn bản xin lỗi", "letter of apology due today")
        case .missing: say("thiếu văn bản xin lỗi", "letter of apology missing")
        case .issuedOnTime: say("đã xin lỗi đúng hạn", "apologised in time")
        case .issuedLate: say("đã xin lỗi muộn", "apologised late")
        }
    }

    /// How much it wants attention.
    var level: TimeLeft.Level {
        switch self {
        case .none, .notNeeded, .notKept, .issuedOnTime: .none
        case .atRisk: .soon
        case .dueToday: .today
        case .missing, .issuedLate: .late
        }
    }

    func badge(_ say: Language) -> HTML? {
        words(say).map { words in
            "<span class=\"state \(level.rawValue)\"><span aria-hidden=\"true\">\(level.sign)</span> \(words)</span>"
        }
    }
}

extension ApplicantRecord.Kind {
    func title(_ say: Language) -> String {
        switch self {
        case .citizen: say("Cá nhân", "Citizen")
        case .enterprise: say("Tổ chức, doanh nghiệp", "Organisation")
        case .household: say("Hộ kinh doanh", "Household business")
        }
    }
}

extension PaperLine {
    /// What came in: `1 bản chính, 2 bản sao`.
    func received(_ say: Language) -> String {
        let parts = [
            originals > 0 ? say("\(originals) bản chính", "\(originals) original") : nil,
            copies > 0 ? say("\(copies) bản sao", copies == 1 ? "1 copy" : "\(copies) copies") : nil,
            electronic > 0 ? say("\(electronic) bản điện tử", "\(electronic) electronic") : nil,
            reused ? say("dùng lại", "reused") : nil,
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}

/// Amounts in đồng, with the thousands apart: `30.000 đ`.
enum Dong {
    static func words(_ amount: Int64) -> String { "\(amount.grouped) đ" }
}

extension BinaryInteger {
    /// With dots between thousands, as numbers are written here: `1.000.000`.
    var grouped: String {
        let digits = String(magnitude)
        var text = self < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append(".") }
            text.append(digit)
        }
        return text
    }
}
