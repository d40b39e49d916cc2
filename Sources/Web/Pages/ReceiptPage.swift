import Desk
import OneStop
import Records
import Reports

extension Pages {
    /// Form 01, receipt and promise of a date, for the printer (R5.2, R5.4). It is in Vietnamese whatever the language of
    /// the page around it.
    func receiptPage(_ name: DossierName, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let slip = try await desk.controlSlip(of: name, SequencePage(after: 0, limit: 1), by: principal, at: visit.now)
        let view = slip.view
        let state = view.state
        guard let accepted = state.acceptedAt else {
            throw DeskError(.refused, rule: "C5.not_accepted", "The dossier is not accepted yet, so it has no receipt.")
        }
        let times = When(.vietnamese, view.offset)
        let receiver = view.office.agencies[state.receivedBy]
        let applicant = view.record.applicant
        let papers = slip.papers.map { paper -> HTML in
            let name = view.version?.components.first { $0.number == paper.component }?.name
            return
                "<tr><td>\(paper.component)</td><td>\(name)</td><td>\(paper.received(.vietnamese))</td></tr>"
        }
        let title = say("Giấy tiếp nhận và hẹn trả", "Receipt")
        let code = state.code?.text ?? ""
        return Layout(visit: visit, title: "\(title) \(code)", place: .intake).page(
            """
            <p class="screen notice good" role="status">\(say("Hồ sơ", "Dossier")) <a href="/dossiers/\(code)">\(code)</a> \(say("đã được tiếp nhận. In trang này (Ctrl+P) và trao cho người nộp.", "was taken in. Print this page (Ctrl+P) and give it to the applicant.")) <a href="/intake">\(say("Tiếp nhận hồ sơ khác", "Take in another"))</a></p>
            <article class="paper" lang="vi">
            <div class="head"><p>\(receiver?.row.letterhead.governingBody)<br><strong>\(receiver?.row.name)</strong><br>\(state.desk.flatMap { view.office.unit($0)?.name })<span class="rule"></span></p>
            <p class="nation"><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</strong><br><strong class="motto">Độc lập - Tự do - Hạnh phúc</strong></p></div>
            <h1>Giấy tiếp nhận hồ sơ và hẹn trả kết quả</h1>
            <p class="number">Mã hồ sơ: <strong>\(code)</strong></p>
            <dl><dt>Tiếp nhận hồ sơ của</dt><dd>\(applicant?.name)</dd>
            <dt>Số định danh cá nhân, mã số thuế</dt><dd>\(applicant?.identityNumber)</dd>
            <dt>Địa chỉ</dt><dd>\(applicant?.address)</dd>
            <dt>Số điện thoại</dt><dd>\(applicant?.phone)</dd>
            <dt>Thư điện tử</dt><dd>\(applicant?.email)</dd>
            <dt>Nội dung yêu cầu giải quyết</dt><dd>\(view.version?.procedure.name)</dd></dl>
            <table><thead><tr><th>Số</th><th>Thành phần hồ sơ nộp</th><th>Số lượng</th></tr></thead><tbody>\(papers)</tbody></table>
            <dl><dt>Thời gian giải quyết theo quy định</dt><dd>\(times.limit(state.limit))</dd>
            <dt>Thời gian nhận hồ sơ</dt><dd>\(times.whole(accepted))</dd>
            <dt>Thời gian trả kết quả</dt><dd><strong>\(state.firstPromise.map { times.whole($0) } ?? "không quy định thời hạn")</strong>\(" (tạm tính)" as HTML, if: state.deadline?.provisional ?? false)</dd>
            <dt>Đăng ký nhận kết quả tại</dt><dd>\(receiver?.desk?.name ?? receiver?.row.name)</dd>
            \("<dt>Phí, lệ phí phải nộp</dt><dd>\(Dong.words(state.fees.charged))</dd>" as HTML, if: state.fees.charged > 0)</dl>
            <p>Tra cứu: trang tra cứu của cơ quan, bằng mã hồ sơ và bốn số cuối của số điện thoại hoặc số định danh. Khi đến nhận kết quả, mang theo giấy này.</p>
            <div class="signs"><p><strong>Người nộp hồ sơ</strong><br><em>(Ký, ghi rõ họ tên)</em></p><p><strong>Người tiếp nhận hồ sơ</strong><br><em>(Ký, ghi rõ họ tên)</em></p></div>
            </article>
            """)
    }
}
