/// Where a dossier stands, with the national codes that the National Public Service Portal exchanges.
package enum Status: Int, Sendable, Hashable, CaseIterable {
    /// Filed online and not looked at yet; the receipt clock runs.
    case filed = 1
    /// Accepted by the one-stop desk; the clock runs.
    case accepted = 2
    /// Refused at intake, with its form. Final.
    case refused = 3
    /// With the unit that decides.
    case processing = 4
    /// The applicant was asked for more documents, before or after acceptance.
    case awaitingSupplement = 5
    /// The applicant was asked to pay.
    case awaitingPayment = 6
    /// Withdrawn by the applicant. Final.
    case withdrawn = 7
    /// Stopped by the agency. Final.
    case stopped = 8
    /// The result is signed, numbered and with the desk: the moment that counts.
    case finished = 9
    /// Handed over to the applicant. Final.
    case returned = 10

    /// Whether no other status can follow.
    package var isFinal: Bool {
        switch self {
        case .refused, .withdrawn, .stopped, .returned: true
        case .filed, .accepted, .processing, .awaitingSupplement, .awaitingPayment, .finished: false
        }
    }

    /// The national label.
    package var vietnamese: String {
        switch self {
        case .filed: "Mới đăng ký"
        case .accepted: "Được tiếp nhận"
        case .refused: "Không được tiếp nhận"
        case .processing: "Đang xử lý"
        case .awaitingSupplement: "Yêu cầu bổ sung giấy tờ"
        case .awaitingPayment: "Yêu cầu thực hiện nghĩa vụ tài chính"
        case .withdrawn: "Công dân yêu cầu rút hồ sơ"
        case .stopped: "Dừng xử lý"
        case .finished: "Đã xử lý xong"
        case .returned: "Đã trả kết quả"
        }
    }

    /// The status in plain English, for the command line and for refusals.
    package var english: String {
        switch self {
        case .filed: "filed online"
        case .accepted: "accepted"
        case .refused: "refused"
        case .processing: "in processing"
        case .awaitingSupplement: "waiting for a supplement"
        case .awaitingPayment: "waiting for a payment"
        case .withdrawn: "withdrawn"
        case .stopped: "stopped"
        case .finished: "finished"
        case .returned: "returned"
        }
    }
}
