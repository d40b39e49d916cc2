import Reports

/// Problems in the words of a page. What a rule of the domain refuses has words of its own; the rest is said by rule or,
/// where there is nothing better, by kind.
enum ProblemWords {
    static func title(of problem: Problem, _ say: Language) -> String {
        switch problem.status {
        case 401: say("Chưa đăng nhập", "Not signed in")
        case 403: say("Không thuộc quyền của bạn", "Not your right")
        case 404: say("Không tìm thấy", "Not found")
        case 409, 412: say("Hồ sơ đã có người thay đổi", "It has moved on")
        case 429: say("Quá nhiều yêu cầu", "Too many requests")
        case 500...: say("Hệ thống đang gặp sự cố", "Something is wrong with the system")
        default: say("Chưa thực hiện được", "Not done")
        }
    }

    static func detail(of problem: Problem, _ say: Language) -> String {
        guard say == .vietnamese else { return problem.detail }
        return problem.vietnamese ?? byRule(problem.rule ?? "") ?? byKind(problem)
    }

    private static func byRule(_ rule: String) -> String? {
        switch rule {
        case "C9.stale", "C9.lost_race":
            "Có người vừa thay đổi hồ sơ này. Dưới đây là tình trạng mới; những gì bạn nhập vẫn còn, hãy xem lại rồi gửi."
        case "C9.key_in_flight": "Yêu cầu trước của bạn đang được xử lý. Hãy chờ rồi tải lại trang."
        case "C9.key_reused": "Biểu mẫu này đã được gửi với nội dung khác. Hãy mở biểu mẫu mới."
        case "C9.answer_erased": "Yêu cầu này đã được thực hiện và dữ liệu cá nhân đã xóa. Hãy xem lại hồ sơ."
        case "R2.2.checklist": "Thiếu giấy tờ bắt buộc. Hãy yêu cầu người nộp bổ sung, hoặc từ chối kèm phiếu."
        case "R2.3.outside_checklist": "Giấy tờ này không có trong danh mục công bố nên không được nhận."
        case "R2.3.listed_twice": "Một thành phần được ghi hai lần; hãy ghi một lần với số lượng."
        case "R10.2.not_reusable": "Giấy tờ này không được dùng lại từ hồ sơ trước."
        case "R10.unknown_procedure": "Không có thủ tục này, hoặc chưa có hiệu lực vào ngày nộp."
        case "C7.unknown_unit": "Cơ quan không có đơn vị này."
        case "C7.unknown_person": "Không có cán bộ nào đang làm việc với tên đăng nhập này."
        case "C7.not_of_the_unit": "Người này không thuộc đơn vị đang giữ hồ sơ."
        case "C5.handed_to_the_desk": "Đây là bộ phận đang chuyển đi; hãy chọn đơn vị giải quyết."
        case "C5.receipt_used": "Số biên lai này đã được dùng; hãy kiểm tra lại biên lai."
        case "C5.fee_charged": "Khoản phí này đã được ghi cho hồ sơ."
        case "C5.no_applicant": "Hồ sơ không có thông tin người nộp để sửa."
        case "password.length": "Mật khẩu cần từ 10 đến 200 ký tự. Vài từ liền nhau dễ nhớ mà khó đoán."
        case "password.signs": "Mật khẩu là một dòng, không có ký tự điều khiển."
        case "password.plain": "Mật khẩu cần ít nhất năm ký tự khác nhau và không chứa tên đăng nhập."
        case "password.same": "Đây là mật khẩu được cấp. Hãy đặt một mật khẩu khác của riêng bạn."
        case "second_factor.no_key": "Hệ thống chưa được cấu hình khóa bí mật. Hãy hỏi người vận hành."
        case "second_factor.in_use": "Xác thực hai lớp đang được dùng; hãy thôi dùng trước."
        case "form.missing": "Không được để trống."
        case "form.too_long": "Nội dung quá dài."
        case "form.number": "Hãy ghi một số nguyên trong phạm vi cho phép."
        case "form.choice": "Hãy chọn một trong các mục."
        case "form.day": "Hãy ghi một ngày có thật, ví dụ 9/2/2026."
        case "form.moment": "Hãy ghi ngày và giờ."
        case "form.format": "Không đọc được biểu mẫu. Hãy tải lại trang."
        case "form.nothing_chosen": "Chưa chọn hồ sơ nào. Hãy đánh dấu ít nhất một hồ sơ rồi gửi lại."
        case "form.too_many": "Một danh sách có nhiều nhất 200 hồ sơ. Hãy lập hai danh sách."
        case "field.missing", "field.tooShort": "Không được để trống."
        case "field.tooLong", "field.tooMany": "Nội dung quá dài."
        case "field.type", "field.range": "Hãy ghi một số nguyên trong phạm vi cho phép."
        case "field.format", "field.choice": "Không đúng dạng; xem gợi ý của ô này."
        case "R10.procedure_there": "Danh mục đã có thủ tục mang mã này. Hãy soạn bản mới của thủ tục đó."
        case "R10.version_published":
            "Bản này đã công bố và có hồ sơ gắn với nó nên không bao giờ thay đổi. Hãy soạn bản tiếp theo."
        case "messages.url": "Địa chỉ phải là http hoặc https, không có tên người dùng và dấu #."
        case "messages.https": "Sự kiện chỉ được gửi qua https. Hãy dùng địa chỉ https."
        case "messages.no_key": "Hệ thống chưa được cấu hình khóa bí mật. Hãy hỏi người vận hành."
        case "messages.no_sender": "Chương trình này không gửi tin ra ngoài. Hãy hỏi người vận hành."
        case "messages.other_key": "Khóa được lưu bằng khóa bí mật khác với hiện nay. Hãy đổi khóa."
        case "messages.event": "Hãy ghi tên một sự kiện như evt_12_3."
        case "form.no_file": "Chưa chọn tệp."
        case "form.too_large": "Tệp này quá lớn."
        case "imports.size": "Tệp quá lớn. Hãy cắt tệp theo năm rồi gửi từng phần."
        case "imports.empty": "Tệp rỗng. Hãy chọn đúng tệp."
        case "imports.state": "Lần nhập này đã sang bước khác, hoặc tệp đã bị xóa. Hãy xem tình trạng mới rồi chọn lại."
        case "imports.defect": "Có lỗi không phải do tệp. Hãy báo người vận hành xem nhật ký của chương trình."
        case "C8.text": "Không đọc được tệp: cần là CSV mã UTF-8, dòng đầu là tên cột."
        case "C8.column": "Tệp không có cột mà mô tả cột nêu. Hãy chọn mô tả khác hoặc sửa tên cột trong tệp."
        case "json": "Tệp mô tả cột không phải là JSON."
        case "C6.period": "Ngày đầu phải trước ngày cuối, và kỳ không quá dài. Hãy sửa lại."
        case "C7.not_reached": "Nhắc việc này chưa đến bạn; hãy để người được nhắc trả lời."
        case "duties.settled": "Việc này đã xong, không còn gì phải trả lời."
        case "duties.until_past": "Ngày này đã qua. Hãy chọn hôm nay hoặc sau đó."
        case "duties.until_far": "Chỉ được lùi tối đa mười ngày làm việc. Hãy chọn ngày gần hơn."
        case "query.format": "Địa chỉ trang không đúng, hoặc nội dung tìm quá ngắn (ít nhất hai chữ hoặc số)."
        case "query.unknown", "query.repeated": "Địa chỉ trang không đúng. Hãy đi từ trang chính."
        case "C2.decision_empty":
            "Quyết định chưa thay đổi gì. Hãy ghi ngày nghỉ, ngày làm việc, giờ khác hoặc năm được xác nhận."
        case "C2.decision_day_twice": "Một ngày được ghi hai lần. Mỗi ngày chỉ nghỉ hoặc làm việc, ghi một lần."
        case "C2.decision_hours":
            "Giờ khác phải có ngày đầu, ngày cuối sau đó không quá 366 ngày, và giờ của ít nhất một thứ."
        case "C2.decision_days": "Một quyết định có nhiều nhất 400 ngày. Quyết định dài hơn hãy nhập theo từng năm."
        case "C2.confirmed_without_days":
            "Năm được xác nhận phải có ngày nghỉ trong quyết định. Hãy ghi đủ các ngày nghỉ của năm ấy."
        case "C2.decision_there": "Quyết định có số và ngày này đã được nhập cho lịch này. Hãy xem quyết định đó."
        case "C2.decision_state":
            "Quyết định đã chuyển sang tình trạng khác. Hãy xem lại; quyết định đã bãi bỏ thì nhập mới."
        case "C7.absence_days":
            "Vắng mặt bắt đầu từ hôm nay hoặc sau, kết thúc không trước ngày đầu và không quá một năm."
        case "C7.absence_stand_in": "Người thay là người khác của cùng cơ quan. Hãy chọn một người."
        case "C7.absence_overlaps":
            "Người này đã được báo vắng trong những ngày ấy. Hãy kết thúc lần đó trước, hoặc chọn ngày khác."
        case "C7.absence_chain": "Người thay không thể đang vắng hoặc đang có người thay. Hãy chọn người khác."
        case "C7.absence_over": "Lần vắng mặt này đã qua, không còn gì để kết thúc."
        case "messages.subject": "Thư điện tử cần tiêu đề; tin nhắn SMS không có tiêu đề."
        case "messages.length": "Tin nhắn SMS có nhiều nhất 612 ký tự."
        case "messages.sent": "Tin đã được gửi nên không gửi lại."
        case "messages.dropped": "Tin đã bỏ: nơi nhận không còn, hoặc dữ liệu của người nhận đã xóa."
        case "R9.score": "Hãy chọn một mức từ 1 đến 5."
        case "R9.not_over": "Hồ sơ chưa xong nên chưa đánh giá được. Hãy quay lại khi đã có kết quả."
        case "rate.limit": "Bạn gửi quá nhiều yêu cầu trong một phút. Hãy chờ giây lát."
        case "R1.citizen_number.form", "R1.citizen_number.province":
            "Số định danh cá nhân có 12 chữ số; hãy đối chiếu với thẻ căn cước."
        case "R1.tax_code.form", "R1.tax_code.check_digit", "R1.tax_code.unit":
            "Mã số thuế không đúng; hãy đối chiếu với giấy đăng ký."
        case "R1.phone.form", "R1.phone.prefix": "Số điện thoại không đúng; hãy hỏi lại, hoặc bỏ trống."
        default: nil
        }
    }

    private static func byKind(_ problem: Problem) -> String {
        switch problem.status {
        case 403: "Quyền của bạn không gồm việc này. Nếu cần, hãy hỏi người quản trị."
        case 404: "Không có mục này, hoặc nằm ngoài phạm vi của bạn. Hãy kiểm tra lại mã."
        case 500: "Có lỗi không phải do bạn. Hãy báo mã yêu cầu cho người quản trị."
        case 501...: "Cơ sở dữ liệu chưa trả lời. Chưa có gì thay đổi; hãy thử lại."
        // What is left is said in English only; it names the field and the rule.
        default: problem.detail
        }
    }
}

/// Names of fields where only their keys are known: on the page that asks whether to send a form again.
enum FieldWords {
    static func name(of key: String, _ say: Language) -> String {
        switch key {
        case "name": say("Họ tên hoặc tên tổ chức", "Name")
        case "identityNumber": say("Số định danh hoặc mã số thuế", "Identity or tax number")
        case "phone": say("Số điện thoại", "Telephone")
        case "email": say("Thư điện tử", "E-mail")
        case "address": say("Địa chỉ", "Address")
        case "unit": say("Đơn vị", "Unit")
        case "officer": say("Chuyên viên", "Officer")
        case "remark": say("Ý kiến", "Remark")
        case "reason": say("Lý do", "Reason")
        case "ground": say("Căn cứ", "Ground")
        case "amount": say("Số tiền (đồng)", "Amount in đồng")
        case "receiptNumber": say("Số biên lai", "Receipt number")
        case "kind": say("Loại", "Kind")
        case "channel": say("Cách nộp", "Way of filing")
        case "number": say("Số, ký hiệu", "Number")
        case "date": say("Ngày", "Date")
        case "issuer": say("Cơ quan ban hành", "Issued by")
        case "off": say("Ngày nghỉ", "Days off")
        case "work": say("Ngày làm việc thêm", "Days worked")
        case "person": say("Ai vắng", "Who is away")
        case "standIn": say("Người thay", "Who stands in")
        case "from": say("Từ ngày", "From")
        case "to": say("Đến hết ngày", "To")
        case "subject": say("Tiêu đề", "Subject")
        case "body": say("Nội dung", "Text")
        case "score": say("Mức độ hài lòng", "How satisfied")
        case "note": say("Ý kiến", "Note")
        default: chosen(key, say) ?? paper(key, say) ?? key
        }
    }

    /// What stands in a field, in words where it is one of a few.
    static func value(_ text: String, of key: String, _ say: Language) -> String {
        switch key {
        case "kind": ApplicantKindName(rawValue: text)?.kind.title(say) ?? text
        case "channel": ChannelName(rawValue: text)?.channel.title(say) ?? text
        default: Chosen(key) == nil ? text : "✓"
        }
    }

    /// A field that chooses a dossier.
    private static func chosen(_ key: String, _ say: Language) -> String? {
        Chosen(key).map { say("Hồ sơ \($0.code)", "Dossier \($0.code)") }
    }

    /// A field of the checklist: `originals1`.
    private static func paper(_ key: String, _ say: Language) -> String? {
        let number = key.drop { !$0.isNumber }
        guard !number.isEmpty else { return nil }
        switch key.dropLast(number.count) {
        case "originals": return say("Giấy tờ số \(number): bản chính", "Paper \(number): originals")
        case "copies": return say("Giấy tờ số \(number): bản sao", "Paper \(number): copies")
        case "electronic": return say("Giấy tờ số \(number): bản điện tử", "Paper \(number): electronic")
        case "reused": return say("Giấy tờ số \(number): dùng lại", "Paper \(number): reused")
        case "item": return say("Yêu cầu bổ sung, mục \(number)", "Supplement, item \(number)")
        default: return nil
        }
    }
}
