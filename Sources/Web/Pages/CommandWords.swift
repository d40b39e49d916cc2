import OneStop
import Reports

extension CommandKind {
    /// What a button says.
    func title(_ say: Language) -> String {
        switch self {
        case .fileOnline: say("Nộp trực tuyến", "File online")
        case .takeIn: say("Tiếp nhận", "Take in")
        case .refuseAtDesk, .refuse: say("Từ chối tiếp nhận", "Refuse")
        case .accept: say("Chấp nhận hồ sơ", "Accept")
        case .handOver: say("Chuyển cho đơn vị", "Hand over")
        case .assign: say("Phân công", "Assign")
        case .reassign: say("Phân công lại", "Reassign")
        case .takeOver: say("Nhận xử lý", "Take over")
        case .completeStep: say("Hoàn thành bước", "Complete the step")
        case .sendBack: say("Trả lại bước trước", "Send back")
        case .askSupplement: say("Yêu cầu bổ sung", "Ask for a supplement")
        case .approveSecondSupplement: say("Cho phép yêu cầu bổ sung thêm", "Allow a further supplement")
        case .recordSupplement: say("Nhận giấy tờ bổ sung", "Record a supplement")
        case .demandPayment: say("Yêu cầu nộp tiền", "Demand a payment")
        case .approveSecondPayment: say("Cho phép yêu cầu nộp tiền thêm", "Allow a further payment demand")
        case .confirmPayment: say("Xác nhận đã nộp tiền", "Confirm the payment")
        case .chargeFee: say("Ghi phí, lệ phí", "Charge a fee")
        case .payFee: say("Thu phí, lệ phí", "Take a fee")
        case .noteRefund: say("Hoàn trả tiền", "Note a refund")
        case .askOpinion: say("Lấy ý kiến đơn vị khác", "Ask another unit")
        case .remindOpinion: say("Nhắc đơn vị được hỏi", "Remind the unit asked")
        case .withdrawOpinion: say("Rút câu hỏi", "Withdraw the question")
        case .passOverOpinion: say("Không chờ ý kiến nữa", "Go on without the opinion")
        case .answerOpinion: say("Trả lời ý kiến", "Answer the question")
        case .handOnOpinion: say("Giao người trả lời", "Give the question to somebody")
        case .openLeg: say("Chuyển cơ quan phối hợp", "Send to another agency")
        case .receiveLeg: say("Nhận phần việc phối hợp", "Receive the leg")
        case .completeLeg: say("Trả lời phần việc phối hợp", "Complete the leg")
        case .returnLeg: say("Trả lại phần việc phối hợp", "Return the leg")
        case .recallLeg: say("Thu hồi phần việc phối hợp", "Recall the leg")
        case .submit: say("Trình ký", "Submit for signing")
        case .sign: say("Ký kết quả", "Sign the result")
        case .issueNumber: say("Cấp số văn bản", "Issue the number")
        case .finish: say("Hoàn thành, chuyển kết quả", "Finish")
        case .returnResult: say("Trả kết quả", "Return the result")
        case .withdraw: say("Rút hồ sơ", "Withdraw")
        case .proposeStop: say("Đề xuất dừng xử lý", "Propose to stop")
        case .approveStop: say("Duyệt dừng xử lý", "Stop")
        case .stopForNoAnswer: say("Dừng vì không trả lời", "Stop for want of an answer")
        case .amend: say("Sửa thông tin người nộp", "Amend details")
        case .recordContact: say("Ghi lần liên hệ", "Record a contact")
        case .correct: say("Đính chính kết quả", "Correct the result")
        case .explainDelay: say("Giải trình chậm trễ", "Explain the delay")
        case .draftApology: say("Soạn văn bản xin lỗi", "Draft the apology")
        case .approveApology: say("Duyệt văn bản xin lỗi", "Approve the apology")
        case .signApology: say("Ký văn bản xin lỗi", "Sign the apology")
        case .numberApology: say("Cấp số văn bản xin lỗi", "Number the apology")
        case .sendApology: say("Gửi văn bản xin lỗi", "Send the apology")
        case .deliverApology: say("Đã trao văn bản xin lỗi", "Apology delivered")
        case .noteApologyFailure: say("Văn bản xin lỗi không đến", "Apology not delivered")
        case .overrideGate: say("Cho qua dù chưa xin lỗi", "Override the gate")
        case .applyCalendarDecision: say("Áp dụng quyết định lịch", "Apply a calendar decision")
        }
    }

    /// Said before something that cannot be taken back; nil where it can, or where it is what everybody waits for.
    func warning(_ say: Language) -> String? {
        switch self {
        case .refuse, .withdraw, .approveStop, .stopForNoAnswer:
            say(
                "Hồ sơ kết thúc sau thao tác này và không mở lại được.",
                "The dossier ends with this and cannot be opened again.")
        case .issueNumber, .numberApology:
            say("Số đã cấp không thu hồi được.", "A number that is issued cannot be taken back.")
        case .fileOnline, .takeIn, .refuseAtDesk, .accept, .handOver, .assign, .reassign, .takeOver, .completeStep,
            .sendBack, .askSupplement, .approveSecondSupplement, .recordSupplement, .demandPayment,
            .approveSecondPayment, .confirmPayment, .chargeFee, .payFee, .noteRefund, .askOpinion, .remindOpinion,
            .withdrawOpinion, .passOverOpinion, .answerOpinion, .handOnOpinion, .openLeg,
            .receiveLeg, .completeLeg, .returnLeg, .recallLeg, .submit, .sign, .finish, .returnResult, .proposeStop,
            .amend, .recordContact, .correct, .explainDelay, .draftApology, .approveApology, .signApology, .sendApology,
            .deliverApology, .noteApologyFailure, .overrideGate, .applyCalendarDecision:
            nil
        }
    }

    /// Whether it carries the dossier on its way; what is beside the way is shown after it.
    var isOnTheWay: Bool {
        switch self {
        case .fileOnline, .takeIn, .refuseAtDesk, .accept, .handOver, .assign, .takeOver, .completeStep,
            .recordSupplement, .confirmPayment, .payFee, .receiveLeg, .completeLeg, .answerOpinion, .submit, .sign,
            .issueNumber, .finish, .returnResult, .approveStop, .draftApology, .approveApology, .signApology,
            .numberApology,
            .deliverApology:
            true
        case .refuse, .reassign, .sendBack, .askSupplement, .approveSecondSupplement, .demandPayment,
            .approveSecondPayment, .chargeFee, .noteRefund, .askOpinion, .remindOpinion,
            .withdrawOpinion, .passOverOpinion, .handOnOpinion, .openLeg, .returnLeg, .recallLeg, .withdraw,
            .proposeStop, .stopForNoAnswer, .amend, .recordContact, .correct, .explainDelay, .sendApology,
            .noteApologyFailure, .overrideGate, .applyCalendarDecision:
            false
        }
    }
}

extension SigningCapacity {
    func title(_ say: Language) -> String {
        switch self {
        case .head: say("Người đứng đầu", "Head in person")
        case .collective: say("TM. (thay mặt tập thể)", "TM. (for a collective)")
        case .deputy: say("KT. (ký thay)", "KT. (deputy)")
        case .order: say("TL. (thừa lệnh)", "TL. (by order)")
        case .delegation: say("TUQ. (thừa ủy quyền)", "TUQ. (by delegation)")
        case .acting: say("Q. (quyền)", "Q. (acting)")
        }
    }
}

extension ApologyCause {
    func title(_ say: Language) -> String {
        switch self {
        case .workload: say("Nhiều hồ sơ, thiếu người", "More work than people")
        case .absence: say("Công chức thụ lý vắng mặt", "Somebody is away")
        case .otherAgency: say("Cơ quan phối hợp chưa trả lời", "Another agency has not answered")
        case .regulation: say("Quy định chưa rõ", "An unclear regulation")
        case .appraisal: say("Kiểm tra, họp hội đồng kéo dài", "A check or council took longer")
        case .failure: say("Sự cố hệ thống, mất điện", "A system or power failure")
        case .other: say("Nguyên nhân khác của cơ quan", "Another cause of the agency's")
        case .applicant: say("Từ phía người nộp", "The applicant's side")
        }
    }
}

extension DelayCause {
    func title(_ say: Language) -> String {
        switch self {
        case .staff: say("Thiếu người", "Staff")
        case .equipment: say("Thiết bị, hệ thống", "Equipment")
        case .coordination: say("Phối hợp với cơ quan khác", "Coordination")
        case .regulation: say("Quy định chưa rõ", "An unclear regulation")
        case .appraisal: say("Kiểm tra, thẩm định kéo dài", "A check took longer")
        case .applicant: say("Từ phía người nộp", "The applicant's side")
        case .other: say("Nguyên nhân khác", "Another cause")
        }
    }
}

extension LetterMethod {
    func title(_ say: Language) -> String {
        switch self {
        case .desk: say(vietnamese, "At the desk")
        case .post: say(vietnamese, "Public post")
        case .email: say(vietnamese, "E-mail")
        case .sms: say(vietnamese, "Text message")
        case .portal: say(vietnamese, "Portal")
        }
    }
}

extension Payment.Means {
    func title(_ say: Language) -> String {
        switch self {
        case .cash: say("Tiền mặt", "Cash")
        case .card: say("Thẻ", "Card")
        case .transfer: say("Chuyển khoản", "Transfer")
        case .nationalPortal: say("Cổng dịch vụ công quốc gia", "National portal")
        case .agencyGateway: say("Cổng thanh toán của cơ quan", "Agency's gateway")
        case .post: say("Qua bưu chính", "Public post")
        }
    }
}

extension FeeMoment {
    func title(_ say: Language) -> String {
        switch self {
        case .receipt: say("khi nộp hồ sơ", "with the application")
        case .supplement: say("khi bổ sung", "with the supplement")
        case .return: say("khi trả kết quả", "with the result")
        }
    }
}

extension OpinionVerdict {
    func title(_ say: Language) -> String {
        switch self {
        case .agree: say("Đồng ý", "Agrees")
        case .agreeWithRemarks: say("Đồng ý, có lưu ý", "Agrees, with remarks")
        case .disagree: say("Không đồng ý", "Disagrees")
        case .cannotSay: say("Không trả lời được", "Cannot say")
        }
    }
}

extension ContactKind {
    func title(_ say: Language) -> String {
        switch self {
        case .visit: say("Đến trực tiếp", "Came in person")
        case .call: say("Gọi điện", "Called")
        case .message: say("Gửi thư, tin nhắn", "Wrote")
        }
    }
}

extension AmendedField {
    func title(_ say: Language) -> String {
        switch self {
        case .name: say("Họ tên hoặc tên tổ chức", "Name")
        case .phone: say("Số điện thoại", "Telephone")
        case .email: say("Thư điện tử", "E-mail")
        case .address: say("Địa chỉ", "Address")
        case .identityNumber: say("Số định danh hoặc mã số thuế", "Identity or tax number")
        }
    }

    /// The name of the field in a form.
    var input: String {
        switch self {
        case .identityNumber: "identityNumber"
        case .name, .phone, .email, .address: rawValue
        }
    }
}
