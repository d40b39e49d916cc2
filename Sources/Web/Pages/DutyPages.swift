import Desk
import Hummingbird
import OneStop
import Records
import Reports

/// What a list of notices is narrowed to; stands in the address.
private struct DutyFilters {
    var isMine: Bool
    var agency: String?
    var unit: String?
    var duty: DutyKind?
    var level: DutyLevel?
    var isOpen: Bool
    var cursor: Int64?

    /// - Parameter isReached: whether notices are for somebody like the caller: then their own come first.
    init(_ given: Query, isReached: Bool) throws(DeskError) {
        var query = given
        isMine = try query.chosen("whose") { $0 == "mine" ? true : $0 == "all" ? false : nil } ?? isReached
        agency = try query.chosen("agency") { $0 }
        unit = try query.chosen("unit") { $0 }
        duty = try query.chosen("duty") { DutyKind(rawValue: $0) }
        level = try query.chosen("level") { DutyLevel(name: $0) }
        isOpen = try query.chosen("state") { $0 == "open" ? true : $0 == "settled" ? false : nil } ?? true
        cursor = try query.chosen("cursor") { Int64($0).flatMap { $0 > 0 ? $0 : nil } }
        try query.finish()
    }

    func address(from cursor: Int64?) -> String {
        Filters.address(
            "/duties",
            [
                "whose": isMine ? "mine" : "all", "agency": agency, "unit": unit, "duty": duty?.rawValue,
                "level": level?.name, "state": isOpen ? nil : "settled", "cursor": cursor.map { String($0) },
            ])
    }
}

extension Pages {
    /// What somebody has to see to because of the time, and what they say about it.
    func addDuties(to group: RouterGroup<DeskContext>) {
        page("duties", in: group) { request, _, visit, principal in
            let isReached = principal.actor.grants.contains { Rights.reach(.answerNotice, of: $0.role) != nil }
            return .page(
                try await dutiesPage(DutyFilters(Query(of: request), isReached: isReached), visit, principal))
        }
        page("duties/{notice}", in: group) { request, context, visit, principal in
            var query = try Query(of: request)
            let isAnswered = query.text("done") != nil
            try query.finish()
            return .page(try await noticePage(context.noticeNumber(), visit, principal, isAnswered: isAnswered))
        }
        form("duties/{notice}", in: group) { request, context, visit, principal, form in
            let number = try context.noticeNumber()
            do {
                let input = NoticeAnswerInput(note: try form.words("note"), until: try form.day("until"))
                _ = try await desk.answerNotice(
                    number, input, by: principal, at: visit.now, key: try form.requestKey(to: request.uri.path)
                ) { notice in
                    Answer(
                        status: 303, etag: nil, location: "/duties/\(notice.row.id)", body: Array("{}".utf8))
                }
                return .onward(to: "/duties/\(number)?done=1")
            } catch let error as DeskError where error.kind != .notFound && error.kind != .unavailable {
                let problem = Problem(error)
                let page = try await noticePage(number, visit, principal, given: form, problem: problem)
                return .page(page, status: .init(code: problem.status))
            }
        }
    }

    private func dutiesPage(_ filters: DutyFilters, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let title = say("Nhắc việc", "Duties")
        let input = NoticesInput(
            agency: filters.agency, unit: filters.unit, duty: filters.duty, level: filters.level,
            isOpen: filters.isOpen, isMine: filters.isMine, before: filters.cursor, limit: 50)
        let found = try await desk.notices(input, by: principal)
        let office = try await desk.directory.office()
        let next: HTML? = found.next.map {
            "<p class=\"more\"><a href=\"\(filters.address(from: $0))\">\(say("Xem tiếp", "Go on"))</a></p>"
        }
        let none: HTML
        if found.next != nil {
            none =
                "<p class=\"empty\">\(say("Phần đã xem chưa có; hãy xem tiếp.", "None in what was looked through; go on."))</p>"
        } else if filters.isMine, filters.isOpen {
            none =
                "<p class=\"empty\">\(say("Không có nhắc việc nào đến bạn. Chọn “trong phạm vi được xem” để xem việc của người khác.", "No notice has reached you. Choose “all I may see” for those of others."))</p>"
        } else {
            none =
                "<p class=\"empty\">\(say("Không có nhắc việc nào. Hãy bỏ bớt điều kiện lọc.", "No notices. Narrow the list less."))</p>"
        }
        return Layout(visit: visit, title: title, place: .duties).page(
            """
            <h1>\(title) <span class="count">\(found.items.count)\("+" as HTML, if: found.next != nil)</span></h1>
            \(filterForm(filters, principal, office, say))
            \(found.items.isEmpty ? none : table(found.items, office, say))
            \(next)
            """)
    }

    private func filterForm(
        _ filters: DutyFilters, _ principal: Principal, _ office: Office, _ say: Language
    ) -> HTML {
        let fields = Filters(say: say)
        let agency = filters.agency.flatMap { office.agency(code: $0) } ?? office.agencies[principal.agency]
        let all = say("tất cả", "all")
        let whose = [("mine", say("đến tôi", "mine")), ("all", say("trong phạm vi được xem", "all I may see"))]
        let states = [("open", say("còn phải làm", "open")), ("settled", say("đã xong", "settled"))]
        return """
            <form class="filters" action="/duties" method="get">
            \(fields.select("whose", say("Của ai", "Whose"), filters.isMine ? "mine" : "all", whose))
            \(agency.flatMap { fields.agency($0, of: principal, in: office) })
            \(fields.select("duty", say("Việc", "Duty"), filters.duty?.rawValue, DutyKind.allCases.map { ($0.rawValue, $0.title(say)) }, open: all))
            \(fields.select("level", say("Đã báo đến", "Has reached"), filters.level?.name, DutyLevel.allCases.map { ($0.name, $0.title(say)) }, open: all))
            \(fields.select("unit", say("Đơn vị", "Unit"), filters.unit, (agency?.units ?? []).map { ($0.code, $0.name) }, open: all))
            \(fields.select("state", say("Tình trạng", "State"), filters.isOpen ? "open" : "settled", states))
            <button>\(say("Lọc", "Filter"))</button> <a href="/duties">\(say("Bỏ lọc", "Clear"))</a>
            </form>
            """
    }

    private func table(_ notices: [NoticeView], _ office: Office, _ say: Language) -> HTML {
        let rows = notices.map { notice -> HTML in
            let words = NoticeWords(notice: notice, office: office, say: say)
            let row = notice.row
            let link = notice.isMine && row.settledAt == nil ? say("Trả lời", "Answer") : say("Xem", "See")
            return """
                <tr><td>\(words.badge)<span class="under">\(words.since)</span></td>
                <td class="code">\(words.dossier)</td>
                <td>\(row.role.name(say))<span class="under">\(words.reached)</span></td>
                <td>\(words.lastAnswer)</td>
                <td class="action"><a href="/duties/\(row.id)">\(link)<span class="hidden"> \(row.dossier): \(row.duty.title(say))</span></a></td></tr>

                """
        }
        return """
            <table class="list"><thead><tr><th scope="col">\(say("Việc, từ lúc", "Duty, since"))</th><th scope="col">\(say("Mã hồ sơ", "Code"))</th><th scope="col">\(say("Dành cho", "For"))</th><th scope="col">\(say("Ý kiến gần nhất", "Last answer"))</th><th scope="col"><span class="hidden">\(say("Thao tác", "Action"))</span></th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
    }

    private func noticePage(
        _ number: Int64, _ visit: Visit, _ principal: Principal, isAnswered: Bool = false, given: Form? = nil,
        problem: Problem? = nil
    ) async throws -> HTML {
        let say = visit.say
        let notice = try await desk.notice(number, by: principal)
        let words = NoticeWords(notice: notice, office: try await desk.directory.office(), say: say)
        let title = "\(say("Nhắc việc", "Duty")): \(notice.row.duty.title(say))"
        let told: HTML =
            "<p class=\"notice good\" role=\"status\">\(say("Đã ghi ý kiến.", "Your answer is kept."))</p>"
        let failed: HTML? = problem.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>"
        }
        return Layout(visit: visit, title: title, place: .duties).page(
            """
            <div class="narrow">
            <p class="more"><a href="/duties">← \(say("Nhắc việc", "Duties"))</a></p>
            <h1>\(title)</h1>
            \(told, if: isAnswered)\(failed)
            \(words.facts)
            \(words.proposal)
            \(words.answers)
            \(answerForm(notice, visit, given, problem))
            </div>
            """)
    }

    private func answerForm(_ notice: NoticeView, _ visit: Visit, _ given: Form?, _ problem: Problem?) -> HTML {
        let say = visit.say
        guard notice.row.settledAt == nil else {
            return
                "<p class=\"notice\">\(say("Việc này đã xong, không còn gì phải trả lời.", "This is seen to; there is nothing left to answer."))</p>"
        }
        guard notice.isMine else {
            return
                "<p class=\"notice\">\(say("Nhắc việc này chưa đến bạn; người được nhắc sẽ trả lời.", "This notice has not reached you; those it is for will answer."))</p>"
        }
        let fields = [
            FormField.words("note", say("Ý kiến của bạn", "What you say about it")),
            FormField(
                name: "until", label: say("Chưa báo lên cấp trên cho đến hết ngày", "It climbs no further through"),
                kind: .day,
                hint: say(
                    "Không quá \(NoticeAnswerInput.mostWorkingDays) ngày làm việc; bỏ trống thì báo lên theo quy định.",
                    "At most \(NoticeAnswerInput.mostWorkingDays) working days; left empty, it climbs when its time comes."
                )),
        ]
        let view = FieldView(say: say, given: given, fault: problem?.fault(say))
        return """
            <h2>\(say("Trả lời", "Answer"))</h2>
            <form method="post" action="/duties/\(notice.row.id)">\(visit.hidden)<input type="hidden" name="key" value="\(given?.exact("key") ?? TokenSecret.random())">
            \(view.html(fields))
            <p class="hint">\(say("Không ghi thông tin cá nhân của người nộp.", "Write nothing personal of the applicant."))</p>
            <p><button class="main">\(say("Ghi ý kiến", "Keep the answer"))</button></p></form>
            """
    }
}

extension DeskContext {
    /// The notice's number in the address.
    fileprivate func noticeNumber() throws -> Int64 {
        guard let number = Int64(try parameters.require("notice")) else { throw DeskError.notFound("The notice") }
        return number
    }
}
