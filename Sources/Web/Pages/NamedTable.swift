import OneStop
import Reports

/// Dossiers that a report names, each with why it is late and what was done about it.
struct NamedTable {
    /// More lines than somebody reads on a page.
    private static let most = 500

    let say: Language
    let offset: UTCOffset

    func html(_ entries: [MonthlyEntry]) -> HTML {
        let times = When(say, offset)
        let rows = entries.prefix(Self.most).map { entry -> HTML in
            let cause = entry.cause.map { cause in
                [cause.title(say), entry.atFault, entry.note].compactMap(\.self).joined(separator: " · ")
            }
            let letter = entry.apologyIssuedOn.map { day in
                [
                    times.short(day),
                    entry.newDate.map { say("hẹn lại \(times.short($0))", "new date \(times.short($0))") },
                ]
                .compactMap(\.self).joined(separator: ", ")
            }
            return """
                <tr><td class="code"><a href="/dossiers/\(entry.code.percentEncoded)">\(entry.code)</a><span class="under">\(entry.procedure)</span></td>
                <td>\(entry.unit ?? "–")</td>
                <td>\(entry.acceptedAt.map { times.short($0) } ?? "–")</td><td>\(entry.due.map { times.short($0) } ?? "–")</td>
                <td>\(entry.doneAt.map { times.short($0) } ?? say("chưa xong", "not yet"))</td><td class="amount">\(entry.daysLate)</td>
                <td>\(cause ?? (entry.reason.isLate ? say("chưa ghi nhận", "not said") : "–"))</td><td>\(letter ?? (entry.reason.isLate ? say("chưa có", "none") : "–"))</td></tr>

                """
        }
        let more: HTML? =
            entries.count > Self.most
            ? "<p class=\"notice\">\(say("Chỉ hiện \(Self.most) hồ sơ đầu trong \(entries.count); tải CSV của biểu tháng để có đủ.", "The first \(Self.most) of \(entries.count); the monthly form's CSV has them all."))</p>"
            : nil
        return """
            <table class="list"><thead><tr><th scope="col">\(say("Mã hồ sơ, thủ tục", "Code, procedure"))</th><th scope="col">\(say("Đơn vị", "Unit"))</th><th scope="col">\(say("Tiếp nhận", "Accepted"))</th><th scope="col">\(say("Hạn", "Due"))</th><th scope="col">\(say("Xong", "Done"))</th><th scope="col" class="amount">\(say("Số ngày quá", "Days late"))</th><th scope="col">\(say("Nguyên nhân", "Cause"))</th><th scope="col">\(say("Văn bản xin lỗi", "Letter of apology"))</th></tr></thead><tbody>
            \(Array(rows))</tbody></table>
            \(more)
            """
    }
}
