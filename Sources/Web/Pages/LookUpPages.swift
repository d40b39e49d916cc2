import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// A citizen's look at the own dossier, without an account.
    func addLookUp(to group: RouterGroup<DeskContext>) {
        open("look-up", in: group) { request, _, visit in
            var query = try Query(of: request)
            let code = query.text("code") ?? ""
            try query.finish()
            var given = Form()
            given.set("code", to: code)
            return .page(lookUpPage(visit, given))
        }
        openForm("look-up", in: group) { _, _, visit, form in
            try await found(by: form, visit) { code, digits in
                try await desk.lookUp(code: code, digits: digits, at: visit.now)
            } page: { found in
                foundPage(visit, found, RatingForm(visit: visit, proof: (form["code"], form["digits"])))
            }
        }
        openForm("look-up/rating", in: group) { _, _, visit, form in
            var rating = RatingForm(visit: visit, proof: (form["code"], form["digits"]))
            do {
                let score = Int(form["score"]) ?? 0
                let note = try form.optionalWords("note", most: DeskService.longestRatingNote)
                return try await found(by: form, visit) { code, digits in
                    try await desk.rate(code: code, digits: digits, score: score, note: note, at: visit.now)
                } page: { answer in
                    foundPage(visit, answer.dossier, rating, told: thanks(isNew: answer.isNew, visit))
                }
            } catch let error as DeskError where error.kind == .invalid || error.kind == .refused {
                let problem = Problem(error)
                (rating.given, rating.fault) = (form, problem.fault(visit.say))
                return try await found(by: form, visit, status: .unprocessableContent) { code, digits in
                    try await desk.lookUp(code: code, digits: digits, at: visit.now)
                } page: { found in
                    let told: HTML =
                        "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: problem, visit.say))</p>"
                    return foundPage(visit, found, rating, told: told)
                }
            }
        }
    }

    /// Answers who has given a code and digits: with a page of what was found, or with the form again.
    private func found<Answer: Sendable>(
        by form: Form, _ visit: Visit, status: HTTPResponse.Status = .ok,
        _ ask: (String, String) async throws -> LookUpOutcome<Answer>, page: (Answer) -> HTML
    ) async throws -> Response {
        switch try await ask(form["code"], form["digits"]) {
        case .found(let answer): return .page(page(answer), status: status)
        case .wrong:
            let words = visit.say(
                "Không có hồ sơ nào với mã và bốn số này. Hãy xem lại giấy tiếp nhận.",
                "There is no dossier with this code and these digits. Look at the receipt again.")
            return .page(lookUpPage(visit, form, wrong: words), status: .unprocessableContent)
        case .locked(let until):
            var response = Response.page(
                lookUpPage(visit, form, wrong: Locked.words(until, visit)), status: .tooManyRequests)
            response.headers[.retryAfter] = String(
                max(1, until.microseconds(since: visit.now) / Instant.microsecondsPerSecond + 1))
            return response
        }
    }

    private func thanks(isNew: Bool, _ visit: Visit) -> HTML {
        let words =
            isNew
            ? visit.say("Cảm ơn bạn. Đánh giá đã được ghi nhận.", "Thank you. Your rating was recorded.")
            : visit.say(
                "Hồ sơ này đã được đánh giá trước đó; đánh giá đầu tiên được giữ.",
                "This application was rated before; the first rating stands.")
        return "<p class=\"notice good\" role=\"status\">\(words)</p>"
    }

    private func lookUpPage(_ visit: Visit, _ given: Form, wrong: String? = nil) -> HTML {
        let say = visit.say
        let title = say("Tra cứu hồ sơ", "Look up a dossier")
        return Layout(visit: visit, title: title, place: .lookUp).page(
            """
            <div class="narrow">
            <h1>\(title)</h1>
            <p>\(say("Bạn cần mã hồ sơ trên giấy tiếp nhận và bốn số cuối của số điện thoại hoặc số định danh đã ghi khi nộp.", "You need the code on the receipt and the last four digits of the telephone or identity number that you gave."))</p>
            \(wrong.map { "<p class=\"notice bad\" role=\"alert\">\($0)</p>" as HTML })
            <form method="post" action="/look-up">\(visit.hidden)
            <p><label for="code">\(say("Mã hồ sơ", "Code"))</label>
            <input id="code" name="code" required maxlength="60" autocapitalize="characters" spellcheck="false" autocomplete="off" placeholder="H99.14-260302-0001" value="\(given["code"])"></p>
            <p><label for="digits">\(say("Bốn số cuối", "Last four digits"))</label>
            <input id="digits" name="digits" required inputmode="numeric" maxlength="4" pattern="[0-9]{4}" autocomplete="off"></p>
            <p><button class="main">\(say("Xem", "Look"))</button></p>
            </form></div>
            """)
    }

    private func foundPage(
        _ visit: Visit, _ found: LookedUp, _ rating: RatingForm, told: HTML? = nil
    ) -> HTML {
        let say = visit.say
        let (view, explanation) = (found.view, found.explanation)
        let state = view.state
        let times = When(say, view.offset)
        let words = DueWords(say, offset: view.offset)
        let plain = state.status.plain(say)
        let code = state.code?.text ?? ""
        let sentences = (explanation.map { words.summary(of: $0) } ?? [words.notAccepted]).map {
            "<p>\($0)</p>" as HTML
        }
        let parts = (explanation?.parts ?? []).map { "<p>\(words.words(for: $0))</p>" as HTML }
        let dates: HTML? = state.firstPromise.map { promise in
            """
            <dl><dt>\(say("Hẹn trả", "Promised"))</dt><dd><strong>\(times.whole(state.newDate ?? state.deadline?.due ?? promise))</strong></dd>
            \("<dt>\(say("Ngày trên giấy tiếp nhận", "On the receipt"))</dt><dd>\(times.whole(promise))</dd>" as HTML, if: promise != state.newDate ?? state.deadline?.due)
            \(state.endedAt.map { "<dt>\(say("Đã xong", "Done"))</dt><dd>\(times.whole($0))</dd>" as HTML })</dl>
            """
        }
        return Layout(visit: visit, title: code, place: .lookUp).page(
            """
            <div class="narrow">
            \(told)
            <h1>\(code)</h1>
            <p class="line">\(view.version?.procedure.name)</p>
            <p class="big"><strong>\(state.status.name(say))</strong>. \(plain.meaning)</p>
            <p>\(say("Việc tiếp theo", "Next")): \(plain.next)</p>
            \(apology(of: view, visit, times))
            \(dates)
            <details><summary>\(say("Vì sao là ngày này?", "Why this date?"))</summary>\(sentences)\(parts)</details>
            \(rating.html(found.rating, offset: view.offset))
            <p class="more"><a href="/look-up">\(say("Tra cứu hồ sơ khác", "Look up another"))</a></p></div>
            """)
    }

    /// What the agency says to somebody whose dossier is late.
    private func apology(of view: DossierView, _ visit: Visit, _ times: When) -> HTML? {
        let say = visit.say
        let state = view.state
        let agency = view.agency?.row.name ?? ""
        if let letter = state.apology, letter.issuedAt != nil {
            let why = say(" Lý do: \(letter.cause.reason)", "")
            return """
                <p class="notice warn">\(agency) \(say("xin lỗi vì giải quyết chậm hồ sơ của bạn và hẹn lại", "apologises for being late with your application and promises it for")) <strong>\(times.whole(letter.newDate))</strong>.\(why)</p>
                """
        }
        guard let due = state.deadline?.due, due < visit.now, state.endedAt == nil, state.pause == nil else {
            return nil
        }
        return """
            <p class="notice warn">\(say("Hồ sơ đã quá ngày hẹn. \(agency) xin lỗi bạn và sẽ gửi văn bản hẹn lại.", "Your application is past its date. \(agency) is sorry and will write to you with a new one."))</p>
            """
    }
}
