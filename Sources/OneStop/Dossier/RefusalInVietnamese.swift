extension Refusal {
    /// One sentence in Vietnamese for the screen: what is refused, why, and what to do.
    package var explanationInVietnamese: String {
        switch self {
        case .noDossier:
            "Chưa có hồ sơ; hãy tiếp nhận hồ sơ trước."
        case .dossierExists:
            "Hồ sơ đã có; yêu cầu mới phải lập hồ sơ mới với mã mới."
        case .transition(_, let from):
            "Hồ sơ ở trạng thái “\(from.vietnamese)” không cho phép thao tác này; hãy xem các thao tác được phép."
        case .final(_, let status):
            "Hồ sơ đã kết thúc ở trạng thái “\(status.vietnamese)”; yêu cầu mới phải lập hồ sơ mới với mã mới."
        case .channel(_, let channel):
            "Kênh “\(channel.vietnamese)” không phù hợp; hồ sơ trực tuyến nộp qua cổng, hồ sơ trực tiếp và "
                + "bưu chính do Bộ phận Một cửa tiếp nhận."
        case .resultSigned:
            "Kết quả đã ký nên không thực hiện được thao tác này; hãy trả kết quả, nếu sai thì đính chính sau."
        case .alreadySubmitted:
            "Hồ sơ đang trình lãnh đạo; hãy trả lại bước trước rồi thực hiện."
        case .notSubmitted:
            "Hồ sơ chưa được trình nên chưa ký được; hãy trình trước."
        case .notSigned:
            "Kết quả chưa ký, số chỉ được cấp khi ký; hãy ký trước."
        case .notNumbered:
            "Kết quả chưa có số; hãy cấp số trước khi hoàn thành."
        case .alreadyNumbered(let number):
            "Kết quả đã có số \(number.text) năm \(number.year); hãy hoàn thành hồ sơ."
        case .numberYear(let expected, _):
            "Số văn bản phải thuộc năm cấp \(expected); hãy lấy số tiếp theo của năm \(expected)."
        case .personalSignatureMissing:
            "Thiếu chữ ký của người ký; hãy ký cá nhân."
        case .agencySignatureMissing:
            "Thiếu chữ ký của cơ quan; hãy ký số cơ quan."
        case .stopNotProposed:
            "Chưa có đề xuất dừng xử lý kèm căn cứ; hãy để trưởng phòng đề xuất."
        case .stopAlreadyProposed:
            "Đã có đề xuất dừng xử lý; hãy chờ lãnh đạo duyệt."
        case .noWindow:
            "Yêu cầu không ghi hạn trả lời nên không thể dừng vì quá hạn; hãy chờ người nộp trả lời hoặc rút hồ sơ."
        case .windowOpen(let last):
            "Người nộp còn hạn trả lời đến hết ngày \(last.vietnamese); hãy chờ đến sau ngày đó."
        case .windowInThePast(let last):
            "Hạn trả lời \(last.vietnamese) đã qua; hãy chọn hôm nay hoặc ngày sau."
        case .stepNeedsRole(let step, let role):
            "Bước \(step) dành cho \(role.vietnamese); hãy chuyển đúng người thực hiện."
        case .stepsRemain(let current, let last):
            "Hồ sơ ở bước \(current)/\(last); hãy hoàn thành các bước còn lại rồi trình."
        case .noStepLeft:
            "Các bước của đơn vị đã xong; hãy trình lãnh đạo."
        case .placeUnknown:
            "Hồ sơ nhập từ hệ thống khác nên không rõ đang ở bước nào; khi có kết quả hãy trình lãnh đạo luôn."
        case .notAnEarlierStep(let given, let current):
            "Bước \(given) không phải bước trước của bước \(current); hãy chọn bước trước đó."
        case .alreadyAssigned:
            "Hồ sơ đã được phân công; hãy dùng chức năng phân công lại."
        case .notAssigned:
            "Hồ sơ chưa được phân công; hãy phân công trước."
        case .sameOfficer:
            "Hồ sơ đang do chính người này xử lý; không cần làm gì."
        case .signsForAnother:
            "Người ký thay lãnh đạo vắng mặt không ký với tư cách người đứng đầu; hãy chọn thể thức ký, ví dụ KT."
        case .opinionOfOwnUnit:
            "Hồ sơ đang ở chính đơn vị này; hãy chọn đơn vị khác để lấy ý kiến."
        case .opinionPending:
            "Đơn vị đã được lấy ý kiến và chưa trả lời; hãy đôn đốc hoặc rút yêu cầu trước."
        case .noOpinion(let number):
            "Hồ sơ không có yêu cầu lấy ý kiến số \(number); hãy xem danh sách ý kiến."
        case .opinionClosed:
            "Yêu cầu lấy ý kiến đã được trả lời, đã rút hoặc không còn chờ; hãy gửi yêu cầu mới nếu cần."
        case .opinionReminded:
            "Hôm nay đã gửi yêu cầu hoặc đã đôn đốc, mỗi ngày chỉ đôn đốc một lần; hãy đôn đốc vào ngày khác."
        case .opinionNotOverdue(let until):
            "Đơn vị được lấy ý kiến còn thời hạn đến ngày \(until.vietnamese); hãy chờ hoặc rút yêu cầu."
        case .opinionAwaited(let number):
            "Yêu cầu lấy ý kiến số \(number) còn trong thời hạn mà chưa có trả lời; hãy chờ hoặc rút yêu cầu trước khi trình."
        case .opinionLimit:
            "Lấy ý kiến phải có thời hạn; hãy nhập thời hạn, ví dụ 3wd."
        case .secondSupplement:
            "Chỉ được yêu cầu bổ sung một lần; lần nữa phải có căn cứ và lãnh đạo duyệt."
        case .secondPayment:
            "Đã yêu cầu nộp tiền; lần nữa phải được lãnh đạo duyệt."
        case .paymentShort(let demanded, let paid):
            "Số tiền \(paid) đồng chưa đủ \(demanded) đồng phải nộp; hãy xác nhận khi đã nộp đủ."
        case .paidInTheFuture:
            "Thời điểm nộp tiền chưa đến; hãy nhập đúng thời điểm ghi trên biên lai."
        case .feeNotOwed(let owed, let paid):
            "Phí, lệ phí còn phải nộp là \(owed) đồng, không phải \(paid) đồng; hãy ghi khoản phải thu trước."
        case .feesOwed(let owed):
            "Còn \(owed) đồng phí, lệ phí chưa nộp; hãy thu trước khi trả kết quả."
        case .refundTooLarge(let paid, let refund):
            "Không hoàn được \(refund) đồng khi số đã nộp chưa hoàn là \(paid) đồng; hãy nhập số nhỏ hơn."
        case .approvalNotNeeded:
            "Không có yêu cầu nào cần duyệt; hãy tiếp tục xử lý."
        case .gate(let dueOn):
            "Hồ sơ quá hạn từ ngày \(dueOn.vietnamese) mà chưa có văn bản xin lỗi; hãy ban hành văn bản hoặc "
                + "đề nghị người giám sát cho phép."
        case .gateOpen:
            "Hồ sơ không bị chặn vì thiếu văn bản xin lỗi; hãy tiếp tục xử lý."
        case .secondLetter(let issuedOn):
            "Đã xin lỗi và hẹn lại ngày \(issuedOn.vietnamese), chỉ được hẹn lại một lần; nếu quá ngày này, "
                + "hệ thống báo thủ trưởng cơ quan, hãy báo cáo ngay."
        case .applicantsCause:
            "Chậm do người nộp thì không xin lỗi; hãy yêu cầu bổ sung hoặc nộp tiền để tạm dừng thời hạn."
        case .noDateToMiss:
            "Hồ sơ không có ngày hẹn trả nên không cần xin lỗi; hãy tiếp tục xử lý."
        case .notLate(let dueOn):
            "Hồ sơ có hạn ngày \(dueOn.vietnamese) và không quá hạn; không cần ghi nguyên nhân."
        case .waitingForApplicant:
            "Hồ sơ đang chờ người nộp, thời hạn tạm dừng; hãy chờ trả lời."
        case .newDateTooEarly(_, let after):
            "Ngày hẹn lại phải sau ngày \(after.vietnamese); hãy chọn ngày muộn hơn."
        case .newDateNotWorking(let day):
            "Ngày \(day.vietnamese) không phải ngày làm việc; hãy chọn ngày làm việc."
        case .letterNotDrafted:
            "Chưa có dự thảo văn bản xin lỗi; hãy dự thảo trước."
        case .letterApproved:
            "Dự thảo đã được duyệt; hãy ký ban hành."
        case .letterNotApproved:
            "Dự thảo chưa được duyệt; hãy duyệt trước khi ký."
        case .letterSigned:
            "Văn bản xin lỗi đã được ký; hãy chuyển văn thư cấp số."
        case .letterNotSigned:
            "Văn bản xin lỗi chưa được ký; hãy ký trước khi cấp số."
        case .letterSigner:
            "Người đứng đầu cơ quan ký, hoặc cấp phó ký thay (KT.), hoặc quyền (Q.); hãy chọn đúng thẩm quyền."
        case .letterNotIssued:
            "Chưa có văn bản xin lỗi đã ký và cấp số; hãy ký và cấp số trước khi gửi."
        case .letterOnItsWay:
            "Văn bản xin lỗi đang được gửi; hãy ghi nhận kết quả trước khi gửi lại."
        case .letterNotSent:
            "Văn bản xin lỗi chưa được gửi đi; hãy gửi trước."
        case .letterDelivered:
            "Văn bản xin lỗi đã gửi; không cần làm gì."
        case .legAtTheDecidingAgency:
            "Cơ quan chủ trì không chuyển liên thông cho chính mình; hãy phân công đơn vị hoặc chọn cơ quan khác."
        case .legIsOpen(let number):
            "Phần việc liên thông số \(number) chưa có kết quả; hãy chờ trả lời hoặc rút lại."
        case .legReceived(let number):
            "Phần việc liên thông số \(number) đã được tiếp nhận; hãy trả kết quả hoặc trả lại."
        case .legEnded(let number):
            "Phần việc liên thông số \(number) đã kết thúc; nếu cần hãy chuyển phần việc mới."
        case .noSuchLeg(let number):
            "Hồ sơ không có phần việc liên thông số \(number); hãy xem danh sách."
        case .tooManyLegs(let most):
            "Hồ sơ đã có \(most) phần việc liên thông, không chuyển thêm; hãy báo cáo thủ trưởng cơ quan."
        case .outOfScope:
            "Không có hồ sơ này; hãy kiểm tra mã hồ sơ."
        case .noRight:
            "Bạn xem được nhưng bạn hoặc mã truy cập này không có quyền thực hiện; hãy liên hệ người có quyền."
        case .signerCompletedStep:
            "Người đã thực hiện một bước của hồ sơ không được ký kết quả; hãy để lãnh đạo khác ký."
        case .clock:
            "Lịch làm việc không cho được ngày hẹn; hãy sửa lịch của cơ quan."
        case .limit:
            "Thời hạn không tính được; hãy sửa trong danh mục thủ tục hoặc cấu hình."
        case .dateUnchanged:
            "Ngày hẹn không thay đổi; không cần làm gì."
        case .textMissing(let field):
            "Chưa nhập “\(field)”, mẫu phiếu cần nội dung này; hãy nhập đầy đủ."
        case .textTooLong(let field, let longest):
            "“\(field)” dài quá \(longest) ký tự; hãy viết ngắn lại."
        case .nothingAsked:
            "Chưa nêu giấy tờ cần bổ sung; hãy liệt kê ít nhất một loại."
        case .amount:
            "Số tiền phải lớn hơn 0; hãy nhập lại."
        case .nothingAmended:
            "Chưa nêu thông tin cần sửa; hãy chọn ít nhất một mục."
        }
    }
}
