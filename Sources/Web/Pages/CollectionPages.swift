import Desk
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// Results that wait for their applicants: whom to call, and that somebody did.
    func addCollection(to group: RouterGroup<DeskContext>) {
        page("results", in: group) { request, _, visit, principal in
            var query = try Query(of: request)
            let cursor = try query.chosen("cursor") { WorkListQuery.Position(cursor: $0) }
            let called = query.text("done").flatMap { try? DossierCode(parsing: $0) }?.text
            try query.finish()
            return .page(try await collectionPage(after: cursor, called: called, visit, principal))
        }
        form("results", in: group) { request, _, visit, principal, form in
            do {
                guard let code = try? DossierCode(parsing: form["code"]) else {
                    throw DeskError.notFound("The dossier")
                }
                _ = try await desk.perform(
                    .ready(.recordContact(try form.choice("kind", of: ContactKind.self))), on: code.text,
                    expected: Int(try form.number("version", in: 1...Int64(Int32.max))), by: principal, at: visit.now,
                    key: try form.requestKey(to: request.uri.path)
                ) { .seen($0) }
                return .onward(to: "/results?done=\(code.text)")
            } catch let error as DeskError where error.kind != .unavailable && error.kind != .notFound {
                let problem = Problem(error)
                let failed: HTML =
                    "<p class=\"notice bad\" role=\"alert\">\(form["code"]): \(ProblemWords.detail(of: problem, visit.say))</p>"
                let page = try await collectionPage(after: nil, called: nil, visit, principal, failed: failed)
                return .page(page, status: .init(code: problem.status))
            }
        }
    }

    private func collectionPage(
        after cursor: WorkListQuery.Position?, called: String?, _ visit: Visit, _ principal: Principal,
        failed: HTML? = nil
    ) async throws -> HTML {
        let say = visit.say
        let title = say("Kết quả chờ trả", "Results to be collected")
        let found = try await desk.resultsToCollect(after: cursor, limit: 50, by: principal, at: visit.now)
        let next: HTML? = found.next.map {
            "<p class=\"more\"><a href=\"\(Filters.address("/results", ["cursor": $0.cursor]))\">\(say("Trang sau", "Next page"))</a></p>"
        }
        let told: HTML? = called.map {
            "<p class=\"notice good\" role=\"status\">\($0): \(say("đã ghi lần liên hệ.", "the contact is recorded."))</p>"
        }
        let none: HTML =
            "<p class=\"empty\">\(say("Không có kết quả nào chờ trả. Kết quả hiện ở đây khi văn thư hoàn thành hồ sơ.", "No results wait. They stand here once the clerk has finished them."))</p>"
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Mã hồ sơ, thủ tục", "Code, procedure"))</th><th scope="col">\(say("Gọi cho ai", "Whom to call"))</th><th scope="col">\(say("Chờ từ", "Waits since"))</th><th scope="col">\(say("Đã liên hệ", "Contacts"))</th><th scope="col">\(say("Ghi lần liên hệ", "Record a contact"))</th><th scope="col"><span class="hidden">\(say("Thao tác", "Action"))</span></th></tr></thead><tbody>
            \(found.lines.map { line($0, found, visit) })</tbody></table>
            """
        return Layout(visit: visit, title: title, place: .collection).page(
            """
            <h1>\(title) <span class="count">\(found.lines.count)\("+" as HTML, if: found.next != nil)</span></h1>
            \(told)\(failed)
            \(found.lines.isEmpty ? none : table)
            \(next)
            """)
    }

    private func line(_ line: CollectionPage.Line, _ found: CollectionPage, _ visit: Visit) -> HTML {
        let say = visit.say
        let (row, details) = (line.dossier, line.details)
        let name = row.code ?? row.externalReference ?? ""
        let version = found.office.versions[row.version]
        let calendar = found.office.agencies[row.scope.decidedBy]?.calendar ?? found.agency.calendar
        let times = When(say, calendar.offset)
        let days = calendar.workingDays(
            after: calendar.offset.localDate(of: details.endedAt), through: calendar.offset.localDate(of: visit.now))
        let waits =
            days == 0
            ? say("hôm nay", "today")
            : say("\(days) ngày làm việc", days == 1 ? "1 working day" : "\(days) working days")
        let phone: HTML =
            details.phone.map { "<a href=\"tel:\($0)\">\($0)</a>" }
            ?? "<span class=\"under\">\(say("không có số điện thoại", "no telephone"))</span>"
        let contacts: HTML =
            details.lastContactAt.map {
                "\(say("gần nhất", "last")) \(times.time($0))<span class=\"under\">\(say("cả hồ sơ: \(details.contacts) lần", "\(details.contacts) in all"))</span>"
            } ?? "\(say("chưa", "none yet"))"
        let kinds = [ContactKind.call, .message, .visit].map {
            "<option value=\"\($0.rawValue)\">\($0.title(say))</option>" as HTML
        }
        let record: HTML? = row.code.map { code in
            """
            <form class="row" method="post" action="/results">\(visit.hidden)<input type="hidden" name="key" value="\(TokenSecret.random())"><input type="hidden" name="code" value="\(code)"><input type="hidden" name="version" value="\(row.lockVersion)">
            <select name="kind" aria-label="\(say("Cách liên hệ \(code)", "How, for \(code)"))">\(kinds)</select> <button>\(say("Ghi", "Record"))<span class="hidden"> \(code)</span></button></form>
            """
        }
        return """
            <tr><td class="code"><a href="/dossiers/\(name.percentEncoded)">\(name)</a><span class="under">\(version?.procedure.name)</span></td>
            <td>\(HTML.isolated(row.applicantName))<br>\(phone)</td>
            <td>\(times.short(details.endedAt))<span class="under">\(waits)\(row.due.map { say("; hẹn \(times.short($0))", "; promised \(times.short($0))") })</span></td>
            <td>\(contacts)</td>
            <td>\(record)</td>
            <td class="action"><a href="/dossiers/\(name.percentEncoded)?open=return">\(CommandKind.returnResult.title(say))<span class="hidden"> \(name)</span></a></td></tr>

            """
    }
}
