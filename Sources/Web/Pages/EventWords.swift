import JSONText
import OneStop
import Records
import Reports

extension EventKind {
    /// What happened, in a few words.
    func title(_ say: Language) -> String {
        switch self {
        case .filed: say("Nộp trực tuyến", "Filed online")
        case .takenIn: say("Tiếp nhận", "Taken in")
        case .refusedAtDesk, .refused: say("Từ chối tiếp nhận", "Refused")
        case .imported: say("Nhập từ hệ thống khác", "Imported")
        case .accepted: say("Chấp nhận hồ sơ trực tuyến", "Accepted")
        case .handedOver: say("Chuyển cho đơn vị", "Handed over")
        case .assigned: say("Phân công", "Assigned")
        case .reassigned: say("Phân công lại", "Reassigned")
        case .takenOver: say("Nhận xử lý", "Taken over")
        case .stepCompleted: say("Hoàn thành bước", "Step completed")
        case .sentBack: say("Trả lại bước trước", "Sent back")
        case .supplementAsked: say("Yêu cầu bổ sung", "Supplement asked")
        case .secondSupplementApproved: say("Cho phép yêu cầu bổ sung thêm", "Further supplement approved")
        case .supplementIncomplete: say("Bổ sung chưa đủ", "Supplement incomplete")
        case .supplementCompleted: say("Đã bổ sung đủ", "Supplement complete")
        case .paymentDemanded: say("Yêu cầu nộp tiền", "Payment demanded")
        case .secondPaymentApproved: say("Cho phép yêu cầu nộp tiền thêm", "Further payment approved")
        case .paymentConfirmed: say("Đã nhận tiền theo yêu cầu", "Payment confirmed")
        case .feeCharged: say("Ghi phí, lệ phí", "Fee charged")
        case .feePaid: say("Thu phí, lệ phí", "Fee paid")
        case .refundNoted: say("Hoàn trả tiền", "Refund noted")
        case .opinionAsked: say("Lấy ý kiến", "Opinion asked")
        case .opinionReminded: say("Nhắc đơn vị được hỏi", "Unit asked was reminded")
        case .opinionWithdrawn: say("Rút câu hỏi", "Question withdrawn")
        case .opinionPassedOver: say("Không chờ ý kiến nữa", "Went on without the opinion")
        case .opinionAnswered: say("Đã có ý kiến trả lời", "Opinion answered")
        case .opinionHandedOn: say("Giao người trả lời", "Question handed on")
        case .legOpened: say("Chuyển cơ quan phối hợp", "Leg opened")
        case .legReceived: say("Cơ quan phối hợp đã nhận", "Leg received")
        case .legCompleted: say("Cơ quan phối hợp đã trả lời", "Leg completed")
        case .legReturned: say("Cơ quan phối hợp trả lại", "Leg returned")
        case .legRecalled: say("Thu hồi phần việc phối hợp", "Leg recalled")
        case .submitted: say("Trình ký", "Submitted")
        case .signed: say("Ký kết quả", "Signed")
        case .numberIssued: say("Cấp số văn bản", "Number issued")
        case .finished: say("Xử lý xong", "Finished")
        case .returned: say("Trả kết quả", "Result returned")
        case .withdrawn: say("Rút hồ sơ", "Withdrawn")
        case .stopProposed: say("Đề xuất dừng", "Stop proposed")
        case .stopped: say("Dừng xử lý", "Stopped")
        case .stoppedForNoAnswer: say("Dừng vì không trả lời", "Stopped for want of an answer")
        case .amended: say("Sửa thông tin người nộp", "Details amended")
        case .contactRecorded: say("Người nộp liên hệ", "Contact recorded")
        case .corrected: say("Đính chính kết quả", "Result corrected")
        case .apologyDrafted: say("Soạn văn bản xin lỗi", "Apology drafted")
        case .apologyApproved: say("Duyệt văn bản xin lỗi", "Apology approved")
        case .apologySigned: say("Ký văn bản xin lỗi", "Apology signed")
        case .apologyIssued: say("Phát hành văn bản xin lỗi", "Apology issued")
        case .apologySent: say("Gửi văn bản xin lỗi", "Apology sent")
        case .apologyDelivered: say("Đã trao văn bản xin lỗi", "Apology delivered")
        case .apologyFailed: say("Văn bản xin lỗi không đến", "Apology not delivered")
        case .gateOverridden: say("Cho qua dù chưa xin lỗi", "Gate overridden")
        case .delayExplained: say("Giải trình chậm trễ", "Delay explained")
        case .transferred: say("Chuyển cơ quan giải quyết", "Transferred to another agency")
        case .dueMoved: say("Điều chỉnh ngày hẹn trả", "Due date moved")
        }
    }
}

extension EventRow {
    /// What was written at this event: remarks, reasons, grounds.
    var writing: [String] {
        guard case .object(let facts)? = try? JSONValue(parsing: self.facts) else { return [] }
        return wanted(facts["items"])
            + ["remark", "reason", "ground", "statement", "advice", "notice", "decision"].compactMap { key in
                guard case .string(let text)? = facts[key], !text.isEmpty else { return nil }
                return text
            }
    }

    /// What a request for a supplement asks for, item by item.
    private func wanted(_ items: JSONValue?) -> [String] {
        guard case .array(let items)? = items else { return [] }
        return items.compactMap { item -> String? in
            switch item {
            case .string(let text): text
            case .object(let fields): if case .string(let text)? = fields["text"] { text } else { nil }
            case .null, .bool, .integer, .number, .array: nil
            }
        }
    }
}
