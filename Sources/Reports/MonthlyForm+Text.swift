package import OneStop

extension MonthlyForm {
    /// The form as the office prints it: a table by field, one by unit, the notes, and the dossiers to be explained.
    package var text: String {
        let present = reckoning.present
        let period = present.period
        var lines = [
            "Biểu số II.06a/VPCP/KSTT",
            "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
            "Cơ quan: \(agencyName)\(agencyName == agencyCode ? "" : " (\(agencyCode))")",
            "Kỳ báo cáo: tháng \(month.month)/\(month.year), từ ngày \(period.from.vietnamese) "
                + "đến hết ngày \(period.to.vietnamese); số liệu tính đến \(present.asOf.rfc3339(in: present.offset))",
            "Đơn vị tính: số hồ sơ",
        ]
        lines += ["", "A. Theo lĩnh vực"] + table("Lĩnh vực", fields)
        lines += ["", "B. Theo đơn vị"] + table("Đơn vị", units)
        if hasFormerAgencies { lines += ["", "C. Theo cơ quan trước và sau sắp xếp"] + table("Cơ quan", self.lines) }
        lines += ["", "Ghi chú:"] + notes.map { "- \($0)" }
        for reason in MonthlyEntry.Reason.allCases { lines += [""] + list(reason) }
        return lines.joined(separator: "\n")
    }

    private func table(_ heading: String, _ rows: [Row]) -> [String] {
        let columns = MonthlyColumn.printed
        var lines = [
            ["STT", heading] + columns.map(\.heading.0), ["", ""] + columns.map(\.heading.1),
            ["(1)", "(2)"] + columns.map { "(\($0.number ?? 0))" },
        ]
        for (place, row) in rows.enumerated() {
            lines.append([String(place + 1), Self.name(row)] + columns.map { String(row.figures[$0]) })
        }
        lines.append(["", "Tổng số"] + columns.map { String(total[$0]) })
        return TextTable(lines: lines, leftColumns: [0, 1]).rendered
    }

    private static func name(_ row: Row) -> String {
        if row.key.isEmpty { return "(chưa chuyển phòng xử lý)" }
        return row.label.isEmpty || row.label == row.key ? row.key : "\(row.key)  \(row.label)"
    }

    private func list(_ reason: MonthlyEntry.Reason) -> [String] {
        let named = entries.filter { $0.reason == reason }
        guard !named.isEmpty else { return ["\(reason.title): không có"] }
        var lines = [
            [
                "STT", "Mã hồ sơ", "Thủ tục", "Đơn vị", "Tiếp nhận", "Hạn",
                reason == .receiptLate ? "Trả lời" : "Kết thúc",
                "Số ngày quá", "Nguyên nhân", "Văn bản xin lỗi", "Hẹn lại",
            ]
        ]
        let marksRate = reason == .secondSupplement
        if marksRate { lines[0].append("Trừ tỷ lệ đúng hạn") }
        for (place, entry) in named.enumerated() {
            lines.append(
                [
                    String(place + 1), entry.code, entry.procedure, entry.unit ?? "-", day(entry.acceptedAt),
                    day(entry.due),
                    day(entry.doneAt), String(entry.daysLate), entry.causeInWords,
                    entry.apologyIssuedOn?.vietnamese ?? "-", day(entry.newDate),
                ] + (marksRate ? [entry.isAgainstPortalRate ? "có" : "không"] : []))
        }
        return ["\(reason.title): \(named.count)"]
            + TextTable(lines: lines, leftColumns: Set(lines[0].indices).subtracting([7])).rendered
    }

    private func day(_ instant: Instant?) -> String {
        instant.map { reckoning.present.offset.localDate(of: $0).vietnamese } ?? "-"
    }
}

extension MonthlyEntry {
    fileprivate var causeInWords: String {
        guard let cause else {
            return switch reason {
            case .resolvedLate, .openOverdue: "chưa ghi nhận"
            case .receiptLate, .secondSupplement: "-"
            }
        }
        guard let note else { return cause.vietnamese }
        return "\(cause.vietnamese) (\(atFault ?? "-"): \(note))"
    }
}
