import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// Taking in: find the procedure, fill in one page, print the receipt.
    func addIntake(to group: RouterGroup<DeskContext>) {
        page("intake", in: group) { request, _, visit, principal in
            let text = try Form(parsing: request.uri.query ?? "")["q"]
            return .page(try await proceduresPage(text, visit, principal))
        }
        page("intake/{procedure}", in: group) { _, context, visit, principal in
            .page(try await intakePage(context.procedureCode(), visit, principal))
        }
        form("intake/{procedure}", in: group) { request, context, visit, principal, form in
            let code = try context.procedureCode()
            // A reader of identity cards ends the number with the return key: what is wanted then is the rest.
            let isNumberOnly = form["name"].isEmpty && form.optional("identityNumber") != nil
            if form.isChecked("fill") || isNumberOnly {
                return .page(try await filledIn(code, form, visit, principal))
            }
            do {
                let input = try await intake(of: code, form, principal, at: visit.now)
                let answer = try await desk.takeIn(
                    input, by: principal, at: visit.now, key: try form.requestKey(to: request.uri.path)
                ) { .seen($0) }
                return .onward(to: (answer.location ?? "/work") + "/receipt")
            } catch let error as DeskError where error.kind == .invalid || error.kind == .refused {
                let problem = Problem(error)
                let page = try await intakePage(code, visit, principal, given: form, problem: problem)
                return .page(page, status: .init(code: problem.status))
            }
        }
    }

    /// The version that would be taken in now.
    private func version(
        of code: String, _ principal: Principal, at now: Instant
    ) async throws -> (version: Office.Version, agency: Office.Agency) {
        let office = try await desk.directory.office()
        guard let agency = office.agencies[principal.agency],
            let procedure = office.procedure(code: code, tenant: principal.tenant),
            let version = office.version(of: procedure.id, on: agency.calendar.offset.localDate(of: now))
        else { throw DeskError.notFound("The procedure") }
        return (version, agency)
    }

    private func intake(
        of code: String, _ form: Form, _ principal: Principal, at now: Instant
    ) async throws -> IntakeInput {
        let (version, _) = try await version(of: code, principal, at: now)
        let kind = try form.choice("kind", of: ApplicantKindName.self).kind
        let applicant = ApplicantRecord(
            kind: kind, name: try form.words("name", most: 200),
            identityNumber: try form.optionalWords("identityNumber", most: 20),
            phone: try form.optionalWords("phone", most: 20), email: try form.optionalWords("email", most: 254),
            address: try form.optionalWords("address", most: 500))
        return IntakeInput(
            procedure: code, channel: try form.choice("channel", of: ChannelName.self).channel, applicant: applicant,
            papers: try PaperFields(components: version.components).read(form))
    }

    private func proceduresPage(_ text: String, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let title = say("Tiếp nhận hồ sơ", "Take in a dossier")
        let office = try await desk.directory.office()
        let today = (office.agencies[principal.agency]?.calendar.offset ?? .vietnam).localDate(of: visit.now)
        var procedures = office.procedures(of: principal.tenant)
        if !text.isEmpty { procedures = try await desk.searchProcedures(text, limit: 50, by: principal).found.rows }
        let lines = procedures.filter { office.version(of: $0.id, on: today) != nil }.prefix(50).map {
            procedure -> HTML in
            """
            <tr><td class="code"><a href="/intake/\(procedure.code.percentEncoded)">\(procedure.code)</a></td><td><a href="/intake/\(procedure.code.percentEncoded)">\(procedure.name)</a></td><td>\(procedure.fieldName)</td></tr>

            """
        }
        let none: HTML =
            "<p class=\"empty\">\(say("Không có thủ tục nào khớp. Thử ít chữ hơn, không cần dấu.", "No procedure matches. Try fewer words; marks are not needed."))</p>"
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Mã", "Code"))</th><th scope="col">\(say("Thủ tục", "Procedure"))</th><th scope="col">\(say("Lĩnh vực", "Field"))</th></tr></thead><tbody>\(Array(lines))</tbody></table>
            """
        return Layout(visit: visit, title: title, place: .intake).page(
            """
            <h1>\(title)</h1>
            <form class="filters" action="/intake" method="get">
            <label>\(say("Vài chữ của tên thủ tục, không cần dấu", "A few letters of the procedure's name"))<input type="search" name="q" autofocus maxlength="200" value="\(text)"></label> <button>\(say("Tìm", "Find"))</button></form>
            \(lines.isEmpty ? none : table)
            <p><a href="/forms/register">\(say("Sổ theo dõi hồ sơ hôm nay", "Today's register of dossiers"))</a></p>
            """)
    }

    /// The form with the newest details of whoever has the number that was typed; what else was typed stays.
    private func filledIn(_ code: String, _ form: Form, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let known = try await desk.applicant(
            identityNumber: form["identityNumber"], by: principal, at: visit.now)
        var given = form
        if let known {
            given.set("kind", to: known.kindName)
            for field in AmendedField.allCases { if let value = known[field] { given.set(field.input, to: value) } }
        }
        let told: HTML? =
            known == nil
            ? "<p class=\"notice\" role=\"status\">\(visit.say("Chưa có ai với số này; hãy nhập thông tin.", "Nobody has this number yet; fill in the details."))</p>"
            : nil
        return try await intakePage(code, visit, principal, given: given, told: told)
    }

    /// The form of an intake.
    private func intakePage(
        _ code: String, _ visit: Visit, _ principal: Principal, given: Form? = nil, told: HTML? = nil,
        problem: Problem? = nil
    ) async throws -> HTML {
        let say = visit.say
        let (version, agency) = try await version(of: code, principal, at: visit.now)
        let times = When(say, agency.calendar.offset)
        let due = try await desk.preview(
            agency: nil, procedure: code, limit: nil, dayZero: nil, from: visit.now, explained: false, by: principal)
        let promise = due.deadline.map { times.whole($0.due) } ?? say("không có hạn", "no limit")
        let fault = problem?.fault(say)
        let isFilled = given.map { !$0["name"].isEmpty } ?? false
        let view = FieldView(
            say: say, given: given, fault: fault,
            focus: fault?.field ?? (isFilled ? nil : given == nil ? AmendedField.identityNumber.input : "name"))
        let take = say("Tiếp nhận và in giấy hẹn", "Take in and print the receipt")
        let failed: HTML? = problem.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>"
        }
        return Layout(visit: visit, title: version.procedure.name, place: .intake).page(
            """
            <h1>\(version.procedure.name)</h1>
            <p class="line">\(version.procedure.code) · \(say("thời hạn", "limit")) \(times.limit(version.limit)) · <strong>\(say("nộp bây giờ, hẹn trả", "filed now, promised for")) \(promise)</strong>\(say(" (tạm tính)", " (provisional)"), if: due.deadline?.provisional ?? false)</p>
            \(failed)\(told)
            <form method="post" action="/intake/\(code.percentEncoded)">\(visit.hidden)<input type="hidden" name="key" value="\(given?.exact("key") ?? TokenSecret.random())"><button class="hidden" tabindex="-1" aria-hidden="true" formnovalidate>\(take)</button>
            <div class="columns"><fieldset><legend>\(say("Người nộp", "Applicant"))</legend>
            \(view.html(kindField(say)))
            \(view.html(applicantFields(say, [.identityNumber])))
            <p><button name="fill" value="1" formnovalidate>\(say("Điền sẵn nếu đã từng nộp", "Fill in who applied before"))</button></p>
            \(view.html(applicantFields(say, [.name, .phone, .address, .email])))</fieldset>
            <div>\(view.html(channelField(version, say)))\(PaperFields(components: version.components).html(view))
            \(fees(version, say))
            <p><button class="main"\(" autofocus" as HTML, if: isFilled && fault == nil)>\(take)</button></p></div></div>
            </form>
            """)
    }

    private func kindField(_ say: Language) -> FormField {
        let kinds = ApplicantKindName.allCases.map { FormField.Option(value: $0.rawValue, label: $0.kind.title(say)) }
        return FormField(
            name: "kind", label: say("Loại", "Kind"), kind: .choice(kinds), isRequired: true,
            value: ApplicantKindName.citizen.rawValue)
    }

    private func applicantFields(_ say: Language, _ fields: [AmendedField]) -> [FormField] {
        let hint = say(
            "Bốn số cuối dùng để tra cứu hồ sơ.", "The last four digits are for looking the dossier up.")
        return fields.map { field in
            FormField(
                name: field.input, label: field.title(say), kind: .line(most: field == .address ? 500 : 200),
                isRequired: field == .name, hint: field == .phone ? hint : nil)
        }
    }

    private func channelField(_ version: Office.Version, _ say: Language) -> FormField {
        let ways = ChannelName.allCases.filter { version.isOpen(to: $0.channel) }
        return FormField(
            name: "channel", label: say("Cách nộp", "Way of filing"),
            kind: .choice(ways.map { .init(value: $0.rawValue, label: $0.channel.title(say)) }), isRequired: true,
            value: ChannelName.direct.rawValue)
    }

    private func fees(_ version: Office.Version, _ say: Language) -> HTML? {
        guard !version.fees.isEmpty else { return nil }
        let lines = version.fees.map {
            "<li>\($0.name): \(Dong.words($0.amount)), \($0.moment.title(say))</li>" as HTML
        }
        return "<h2>\(say("Phí, lệ phí công bố", "Published fees"))</h2><ul>\(lines)</ul>"
    }
}

extension DeskContext {
    /// The procedure's code in the address.
    fileprivate func procedureCode() throws -> String {
        guard let code = try parameters.require("procedure").percentDecoded, code.utf8.count <= 60 else {
            throw DeskError.notFound("The procedure")
        }
        return code
    }
}
