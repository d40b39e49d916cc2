package import OneStop

extension MonthlyColumn {
    /// The heading of a column of the form, in two lines.
    package var heading: (String, String) {
        switch self {
        case .receivedTotal: ("Tổng số", "tiếp nhận")
        case .receivedOnline: ("Trực", "tuyến")
        case .receivedDirectOrPost: ("Trực tiếp,", "bưu chính")
        case .carriedOver: ("Kỳ trước", "chuyển sang")
        case .resolvedTotal: ("Đã giải", "quyết")
        case .resolvedEarly: ("Trước", "hạn")
        case .resolvedOnTime: ("Đúng", "hạn")
        case .resolvedLate: ("Quá", "hạn")
        case .openTotal: ("Đang giải", "quyết")
        case .openWithin: ("Trong", "hạn")
        case .openOverdue: ("Quá", "hạn")
        case .resolvedNoLimit, .openNoLimit, .waitingSupplement, .waitingPayment, .resolvedWaiting, .resolvedGivenBack,
            .receivedAgain, .leftOpenBefore:
            ("", "")
        }
    }
}

extension DelayCause {
    /// The cause in the words of the report.
    package var vietnamese: String {
        switch self {
        case .staff: "nhân sự"
        case .equipment: "thiết bị, công nghệ thông tin"
        case .coordination: "phối hợp giữa các cơ quan"
        case .regulation: "quy định chưa rõ"
        case .appraisal: "hội đồng, kiểm tra thực tế"
        case .applicant: "phía người nộp hồ sơ"
        case .other: "nguyên nhân khác"
        }
    }
}

extension MonthlyEntry.Reason {
    /// The title of its list.
    var title: String {
        switch self {
        case .resolvedLate: "Hồ sơ đã giải quyết quá hạn (cột 10)"
        case .openOverdue: "Hồ sơ đang giải quyết quá hạn (cột 13)"
        case .receiptLate: "Hồ sơ trực tuyến quá hạn tiếp nhận (8 giờ làm việc)"
        case .secondSupplement: "Hồ sơ bị yêu cầu bổ sung từ lần thứ hai"
        }
    }
}

extension MonthlyForm {
    /// What stands under the table: which version was used, and what is in a column that its heading does not say.
    package var notes: [String] {
        var notes: [String] = []
        switch reckoning.waiting {
        case .withinLimit:
            notes.append(
                "Hồ sơ đang chờ bổ sung tính là đang giải quyết trong hạn (cột 12): \(total[.waitingSupplement]).")
        case .onTime:
            notes.append(
                "Hồ sơ đang chờ bổ sung tính là đã giải quyết đúng hạn (cột 9) trong kỳ: \(total[.resolvedWaiting]); "
                    + "đang chờ đến cuối kỳ: \(total[.waitingSupplement]).")
            notes.append(
                "Hồ sơ đã tính như vậy ở kỳ trước, nay tiếp tục giải quyết, tính là tiếp nhận trong kỳ (cột 4, 5): "
                    + "\(total[.receivedAgain]).")
            notes.append(
                "Hồ sơ rút hoặc dừng giải quyết trước hạn tính là đúng hạn (cột 9): \(total[.resolvedGivenBack]).")
        }
        notes.append(
            "Hồ sơ đang chờ thực hiện nghĩa vụ tài chính tính là đang giải quyết trong hạn (cột 12): "
                + "\(total[.waitingPayment]).")
        notes.append(
            "Hồ sơ không quy định thời hạn: đã giải quyết \(total[.resolvedNoLimit]), tính vào cột 9; "
                + "đang giải quyết \(total[.openNoLimit]), tính vào cột 12.")
        notes.append("Cột 6 bằng cột 11 của kỳ trước: \(total[.leftOpenBefore]).")
        if let apologies { notes.append(apologies.note) }
        return notes
    }
}
