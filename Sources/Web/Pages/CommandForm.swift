import Desk
import OneStop
import Records
import Reports

/// What can be filled in for a command on a dossier.
struct CommandForm {
    let view: DossierView
    let say: Language
    let now: Instant
    /// Staff to whom a dossier can be given: login and name.
    var colleagues: [FormField.Option] = []
    /// Staff to whom a question about it can be given.
    var answerers: [FormField.Option] = []

    private var times: When { When(say, view.offset) }

    /// Whether the checklist belongs to the form.
    static func hasPapers(_ kind: CommandKind) -> Bool { kind == .accept || kind == .recordSupplement }

    func fields(of kind: CommandKind) -> [FormField] {
        switch kind {
        case .fileOnline, .takeIn, .refuseAtDesk, .accept, .takeOver, .submit, .finish, .withdraw, .approveApology:
            []
        case .refuse:
            [reason, ground, .words("advice", say("Hướng dẫn người nộp", "Advice to the applicant"))]
        case .handOver:
            [
                unit,
                FormField(
                    name: "receiver", label: say("Người nhận (tên đăng nhập)", "Receiver (sign-in name)"),
                    kind: .line(most: 60)),
            ]
        case .assign, .reassign:
            [
                FormField(
                    name: "officer", label: say("Chuyên viên", "Officer"), kind: .choice(colleagues), isRequired: true)
            ]
        case .completeStep:
            [.words("remark", say("Ý kiến", "Remark"), isRequired: false)]
        case .sendBack:
            [steps, .words("remark", say("Lý do, việc cần làm lại", "Why, and what is to be done again"))]
        case .askSupplement:
            items + [reason, answerBy]
        case .approveSecondSupplement, .approveSecondPayment, .proposeStop:
            [ground]
        case .recordSupplement:
            [complete]
        case .demandPayment:
            [amount(nil), answerBy]
        case .confirmPayment:
            payment(view.state.fees.demanded)
        case .chargeFee:
            [
                fee,
                FormField(
                    name: "quantity", label: say("Số lượng", "Quantity"), kind: .number, isRequired: true, value: "1"),
                FormField(
                    name: "freeGround", label: say("Căn cứ miễn", "Ground for exemption"), kind: .line(most: 500)),
            ]
        case .payFee:
            [.choice("moment", say("Khoản thu", "Taken"), of: FeeMoment.self) { $0.title(say) }]
                + payment(view.state.fees.owed)
        case .noteRefund:
            [amount(nil), ground]
        case .askOpinion:
            [otherUnit, .words("words", say("Câu hỏi", "Question"), isRequired: false)]
        case .remindOpinion, .withdrawOpinion, .passOverOpinion:
            [opinion]
        case .answerOpinion:
            [
                opinion,
                .choice("verdict", say("Ý kiến", "Verdict"), of: OpinionVerdict.self) { $0.title(say) },
                .words("words", say("Nội dung", "In words"), isRequired: false),
            ]
        case .handOnOpinion:
            [
                opinion,
                FormField(
                    name: "officer", label: say("Người trả lời", "Who answers"), kind: .choice(answerers),
                    isRequired: true),
            ]
        case .openLeg:
            [
                unitElsewhere,
                FormField(
                    name: "days", label: say("Thời hạn (ngày làm việc)", "Limit in working days"), kind: .number,
                    isRequired: true),
            ]
        case .receiveLeg:
            [leg]
        case .completeLeg:
            [leg, .words("statement", say("Nội dung trả lời", "Statement"))]
        case .returnLeg, .recallLeg:
            [leg, reason]
        case .sign:
            [
                .choice("capacity", say("Thẩm quyền ký", "Signed as"), of: SigningCapacity.self) { $0.title(say) },
                check("personalSignature", say("Đã ký cá nhân", "The signer's own signature is on it")),
                check("agencySignature", say("Đã ký số cơ quan", "The agency's signature is on it")),
            ]
        case .issueNumber:
            [
                FormField(
                    name: "type", label: say("Loại văn bản, ví dụ GP", "Type, such as GP"), kind: .line(most: 20)),
                symbol,
            ]
        case .returnResult:
            [receiver, method, proof]
        case .approveStop, .stopForNoAnswer:
            [
                .words(
                    "notice", say("Thông báo đã gửi người nộp", "Notice that went to the applicant"),
                    isRequired: kind == .stopForNoAnswer)
            ]
        case .amend:
            AmendedField.allCases.map { field in
                FormField(
                    name: field.input, label: field.title(say), kind: .line(most: 500),
                    value: view.record.applicant?[field] ?? "")
            }
        case .recordContact:
            [.choice("kind", say("Cách liên hệ", "How"), of: ContactKind.self) { $0.title(say) }]
        case .correct, .overrideGate:
            [reason]
        case .explainDelay:
            [
                .choice("cause", say("Nguyên nhân", "Cause"), of: DelayCause.self) { $0.title(say) }, unit,
                .words("note", say("Giải trình", "In words")),
            ]
        case .draftApology:
            [
                .choice("cause", say("Nguyên nhân", "Cause"), of: ApologyCause.self) { $0.title(say) }, unit,
                FormField(name: "newDate", label: say("Hẹn lại đến", "New date"), kind: .moment, isRequired: true),
                FormField(
                    name: "reason", label: say("Lý do viết trong thư", "Reason in the letter"), kind: .text,
                    hint: say("Bỏ trống thì dùng câu gợi ý theo nguyên nhân.", "Left empty, it is as proposed.")),
            ]
        case .signApology:
            [.choice("capacity", say("Thẩm quyền ký", "Signed as"), of: SigningCapacity.self) { $0.title(say) }]
        case .numberApology:
            [symbol]
        case .sendApology:
            [way]
        case .deliverApology:
            [
                way,
                FormField(
                    name: "proof",
                    label: say("Bằng chứng: dòng sổ, số vận đơn", "Proof: a line of the register, a postal receipt"),
                    kind: .line(most: 500), isRequired: true),
            ]
        case .noteApologyFailure:
            [
                FormField(
                    name: "reason", label: say("Vì sao không đến", "Why it did not arrive"), kind: .line(most: 500),
                    isRequired: true)
            ]
        case .applyCalendarDecision:
            [
                FormField(
                    name: "decision", label: say("Số quyết định", "Decision"), kind: .line(most: 200), isRequired: true)
            ]
        }
    }

    // MARK: fields that several commands share

    private var reason: FormField { .words("reason", say("Lý do", "Reason")) }
    private var ground: FormField { .words("ground", say("Căn cứ", "Ground")) }
    private var symbol: FormField {
        FormField(
            name: "symbol", label: say("Ký hiệu", "Symbol"), kind: .line(most: 40),
            hint: say("Bỏ trống thì dùng ký hiệu của cơ quan.", "Left empty, it is the agency's."))
    }
    private var way: FormField { .choice("method", say("Cách gửi", "How"), of: LetterMethod.self) { $0.title(say) } }
    private var answerBy: FormField {
        FormField(name: "answerBy", label: say("Hạn trả lời", "Last day for the answer"), kind: .day)
    }

    private func check(_ name: String, _ label: String) -> FormField {
        FormField(name: name, label: label, kind: .check, value: "1")
    }

    private var complete: FormField {
        FormField(
            name: "complete", label: say("Giấy tờ đã đủ", "Complete"),
            kind: .choice([
                .init(value: "yes", label: say("Đã đủ: thời hạn tính tiếp", "Complete: the limit runs on")),
                .init(value: "no", label: say("Chưa đủ: tiếp tục chờ", "Not yet: it waits on")),
            ]), isRequired: true)
    }

    private var unit: FormField {
        let units = (view.agency?.units ?? []).filter { !$0.isDesk }
        return FormField(
            name: "unit", label: say("Đơn vị", "Unit"),
            kind: .choice(units.map { .init(value: $0.code, label: $0.name) }), isRequired: true,
            value: view.state.unit.flatMap { view.office.unit($0)?.code } ?? "")
    }

    /// A unit that does not have the dossier itself.
    private var otherUnit: FormField {
        let units = (view.agency?.openUnits ?? []).filter { !$0.isDesk && $0.id != view.state.unit }
        return FormField(
            name: "unit", label: say("Đơn vị được hỏi", "Unit asked"),
            kind: .choice(units.map { .init(value: $0.code, label: $0.name) }), isRequired: true)
    }

    /// A unit of another agency, by both codes with a slash between.
    private var unitElsewhere: FormField {
        let others = view.office.agencies.values.filter {
            $0.row.tenant == view.record.tenant && $0.id != view.state.decidedBy
        }.sorted { $0.row.code < $1.row.code }
        let options = others.flatMap { agency in
            agency.openUnits.map { unit in
                FormField.Option(value: "\(agency.row.code)/\(unit.code)", label: "\(agency.row.name): \(unit.name)")
            }
        }
        return FormField(
            name: "elsewhere", label: say("Cơ quan phối hợp, đơn vị", "Agency, unit"), kind: .choice(options),
            isRequired: true)
    }

    private var opinion: FormField {
        let asked = view.state.opinions.filter { $0.state == .open || $0.state == .passedOver }
        return FormField(
            name: "number", label: say("Câu hỏi", "Question"),
            kind: .choice(
                asked.map {
                    .init(value: String($0.number), label: "\($0.number). \(view.office.unit($0.unit)?.name ?? "")")
                }), isRequired: true)
    }

    private var leg: FormField {
        let open = view.state.legs.filter { $0.end == nil }
        return FormField(
            name: "leg", label: say("Phần việc", "Leg"),
            kind: .choice(
                open.map {
                    .init(
                        value: String($0.number),
                        label: "\($0.number). \(view.office.agencies[$0.agency]?.row.name ?? "")")
                }), isRequired: true)
    }

    private var steps: FormField {
        let last = view.state.submittedAt == nil ? view.state.step - 1 : view.state.step
        let earlier = (view.version?.steps ?? []).filter { $0.number <= max(last, 1) && $0.role != .intake }
        return FormField(
            name: "toStep", label: say("Trả về bước", "Back to"),
            kind: .choice(earlier.map { .init(value: String($0.number), label: "\($0.number). \($0.name)") }),
            isRequired: true)
    }

    private var items: [FormField] {
        let listed = (view.version?.components ?? []).map { component in
            FormField(
                name: "item\(component.number)",
                label: say("Cần bổ sung ở “\(component.name)”", "Wanted of “\(component.name)”"), kind: .line(most: 500)
            )
        }
        return listed + [
            FormField(
                name: "item0", label: say("Nội dung khác cần giải trình, sửa", "Something else to explain or mend"),
                kind: .line(most: 500))
        ]
    }

    private var fee: FormField {
        let fees = (view.version?.fees ?? []).filter { $0.way == nil || $0.way == view.state.channel }
        return FormField(
            name: "fee", label: say("Khoản phí, lệ phí", "Fee"),
            kind: .choice(fees.map { .init(value: String($0.number), label: "\($0.name): \(Dong.words($0.amount))") }),
            isRequired: true)
    }

    private func amount(_ value: Int64?) -> FormField {
        FormField(
            name: "amount", label: say("Số tiền (đồng)", "Amount in đồng"), kind: .number, isRequired: true,
            value: value.flatMap { $0 > 0 ? String($0) : nil } ?? "")
    }

    private func payment(_ sum: Int64?) -> [FormField] {
        [
            amount(sum),
            FormField(
                name: "receiptNumber", label: say("Số biên lai", "Receipt number"), kind: .line(most: 60),
                isRequired: true),
            FormField(
                name: "paidAt", label: say("Nộp lúc", "Paid at"), kind: .moment, isRequired: true,
                value: times.field(now)),
            .choice("means", say("Hình thức", "How"), of: Payment.Means.self) { $0.title(say) },
        ]
    }

    private var receiver: FormField {
        .choice("receiver", say("Người nhận", "Receiver"), of: ResultReturn.Receiver.self) { receiver in
            switch receiver {
            case .applicant: say("Chính người nộp", "The applicant")
            case .representative: say("Người được ủy quyền", "A representative")
            }
        }
    }

    private var method: FormField {
        .choice("method", say("Cách trả", "How"), of: ResultReturn.Method.self) { method in
            switch method {
            case .desk: say("Tại Bộ phận Một cửa", "At the desk")
            case .post: say("Bưu chính công ích", "Public post")
            case .online: say("Trực tuyến", "Online")
            }
        }
    }

    private var proof: FormField {
        .choice("proof", say("Bằng chứng", "Proof"), of: ResultReturn.Proof.self) { proof in
            switch proof {
            case .signature: say("Ký nhận vào sổ", "A signature in the register")
            case .postalReceipt: say("Phiếu báo phát", "The post's proof of delivery")
            case .electronicReceipt: say("Xác nhận điện tử", "An electronic receipt")
            }
        }
    }
}
