import Desk
import Hummingbird
import OneStop
import Records
import Reports

/// A result that was not sent back, with what was typed.
struct FailedReturn {
    var code: String
    var form: Form
    var problem: Problem
}

extension Pages {
    /// What waits for a leader, by deadline: signed and approved many at a time, or sent back.
    func addSigning(to group: RouterGroup<DeskContext>) {
        page("signing", in: group) { request, _, visit, principal in
            var query = try Query(of: request)
            let agency = try query.chosen("agency") { $0 }
            let isAllChosen = query.text("all") != nil
            try query.finish()
            var view = SigningView(visit: visit)
            view.isAllChosen = isAllChosen
            return .page(try await signingPage(view, of: agency, principal))
        }
        form("signing", in: group) { request, _, visit, principal, form in
            var view = SigningView(visit: visit)
            do {
                let matter = try form.choice("matter", of: SigningRow.Matter.self)
                let input = try matter.input(form)
                view.outcomes = try await carryOut(form, request, visit, principal, done: matter.done(visit.say)) {
                    _ in input
                }
            } catch let error as DeskError where error.kind == .invalid {
                view.given = form
                view.problem = Problem(error)
            }
            let status = view.problem?.status ?? 200
            return .page(
                try await signingPage(view, of: form.optional("agency"), principal), status: .init(code: status))
        }
        page("signing/{code}", in: group) { _, context, visit, principal in
            .page(try await letterPage(context.dossierName(), visit, principal))
        }
        form("signing/{code}/send-back", in: group) { request, context, visit, principal, form in
            let code = try context.dossierCode()
            var view = SigningView(visit: visit)
            do {
                let step = Int(try form.number("toStep", in: 1...999))
                _ = try await desk.perform(
                    .ready(.sendBack(toStep: step, remark: try form.words("remark"))), on: code,
                    expected: Int(try form.number("version", in: 1...Int64(Int32.max))), by: principal,
                    at: visit.now, key: try form.requestKey(to: request.uri.path)
                ) { .seen($0) }
                view.outcomes = [EachOutcome(code: code, done: visit.say("đã trả lại", "sent back"))]
            } catch let error as DeskError where error.kind != .notFound && error.kind != .unavailable {
                view.failedReturn = FailedReturn(code: code, form: form, problem: Problem(error))
            }
            let status = view.failedReturn?.problem.status ?? 200
            return .page(
                try await signingPage(view, of: form.optional("agency"), principal), status: .init(code: status))
        }
    }

    private func signingPage(
        _ view: SigningView, of agency: String?, _ principal: Principal
    ) async throws -> HTML {
        let say = view.visit.say
        let queue = try await desk.signingQueue(of: agency, limit: 100, by: principal, at: view.visit.now)
        let title = say("Chờ ký", "To be signed")
        let choice = Filters(say: say).agency(queue.agency, of: principal, in: queue.office)
        let filter: HTML =
            "<form class=\"filters\" action=\"/signing\" method=\"get\">\(choice)<button>\(say("Xem", "Show"))</button></form>"
        let climbed = try await escalations(to: principal, queue.office, view.visit)
        return Layout(visit: view.visit, title: title, place: .signing).page(
            """
            <h1>\(title) <span class="count">\(queue.rows.count)\("+" as HTML, if: queue.hasMore)</span></h1>
            \(filter, if: choice != nil)
            \(view.html(queue))
            \(climbed)
            """)
    }

    /// What has climbed up to the leader because others let it lie: the newest few, the others on the page of notices.
    private func escalations(to principal: Principal, _ office: Office, _ visit: Visit) async throws -> HTML {
        let say = visit.say
        let input = NoticesInput(
            agency: nil, unit: nil, duty: nil, level: nil, isOpen: true, isMine: true, before: nil, limit: 5)
        let found = try await desk.notices(input, by: principal)
        let lines = found.items.map { notice -> HTML in
            let words = NoticeWords(notice: notice, office: office, say: say)
            return """
                <tr><td>\(words.badge)<span class="under">\(words.since)</span></td><td class="code">\(words.dossier)</td><td>\(words.reached)</td>
                <td class="action"><a href="/duties/\(notice.row.id)">\(say("Trả lời", "Answer"))<span class="hidden"> \(notice.row.dossier): \(notice.row.duty.title(say))</span></a></td></tr>

                """
        }
        let none: HTML =
            "<p class=\"empty\">\(say("Không có việc nào báo lên bạn.", "Nothing has climbed up to you."))</p>"
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Việc, từ lúc", "Duty, since"))</th><th scope="col">\(say("Mã hồ sơ", "Code"))</th><th scope="col">\(say("Của ai", "Whose"))</th><th scope="col"><span class="hidden">\(say("Thao tác", "Action"))</span></th></tr></thead><tbody>
            \(lines)</tbody></table>
            """
        return """
            <h2 class="apart">\(say("Đã báo lên bạn", "Climbed up to you")) <span class="count">\(found.items.count)\("+" as HTML, if: found.next != nil)</span></h2>
            \(lines.isEmpty ? none : table)
            <p class="more"><a href="/duties?whose=mine">\(say("Tất cả nhắc việc đến bạn", "All notices that have reached you"))</a></p>
            """
    }

    /// A letter of apology as it would be issued, for who approves or signs it.
    private func letterPage(_ name: DossierName, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let letter = try await desk.letter(of: name, by: principal, at: visit.now)
        guard let code = letter.dossier.state.code?.text, let text = letter.text else {
            throw DeskError.notFound("The draft")
        }
        let permitted = desk.permitted(on: letter.dossier, by: principal, at: visit.now)
        let matter: SigningRow.Matter? =
            permitted.contains(.approveApology)
            ? .letterToApprove : permitted.contains(.signApology) ? .letterToSign : nil
        let moved = letter.drifts.map { drift -> HTML in
            "<li>\(drift.what): \(drift.before ?? "–") → \(drift.now ?? "–")</li>"
        }
        let shifted: HTML =
            "<div class=\"notice warn\"><p>\(say("Từ khi soạn, hồ sơ đã thay đổi; cần soạn lại:", "The dossier has moved since it was drafted; draft it anew:"))</p><ul>\(moved)</ul></div>"
        let view = SigningView(visit: visit)
        let title = say("Văn bản xin lỗi của hồ sơ \(code)", "Letter of apology of \(code)")
        let none: HTML =
            "<p class=\"notice\">\(say("Hiện bạn không duyệt hay ký văn bản này.", "There is nothing for you to approve or sign here now."))</p>"
        return Layout(visit: visit, title: title, place: .signing).page(
            """
            <p class="more"><a href="/signing">← \(say("Chờ ký", "To be signed"))</a></p>
            <h1>\(title)</h1>
            <p class="line"><a href="/dossiers/\(code)">\(say("Xem hồ sơ", "See the dossier"))</a></p>
            \(shifted, if: !moved.isEmpty)
            \(matter.map { view.form(for: $0, on: code, version: letter.dossier.state.version) } ?? none)
            <pre class="letter" lang="vi" tabindex="0">\(String(decoding: text.printed.plain, as: UTF8.self))</pre>
            """)
    }
}

extension SigningRow.Matter {
    /// What the form asks for. What its fields mean is the same as on the dossier's own page.
    fileprivate func input(_ form: Form) throws(DeskError) -> CommandInput {
        switch self {
        case .result:
            .ready(
                .sign(
                    Signing(
                        capacity: try form.choice("capacity", of: SigningCapacity.self),
                        personalSignature: form.isChecked("personalSignature"),
                        agencySignature: form.isChecked("agencySignature"))))
        case .letterToApprove: .letter(.approve, print: { $0.printed })
        case .letterToSign:
            .letter(.sign(try form.choice("capacity", of: SigningCapacity.self)), print: { $0.printed })
        // A dossier that is stopped is not opened again: that is looked at one by one.
        case .stop: throw .notFound("The command")
        }
    }
}
