import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// In which words applicants are written to: every text that there can be, each to be rewritten with a look at the result.
    func addTemplates(to group: RouterGroup<DeskContext>) {
        page("message-templates", in: group) { _, _, visit, principal in
            .page(try await templatesPage(visit, principal))
        }
        let path: RouterPath = "message-templates/{moment}/{channel}/{language}"
        page(path, in: group) { _, context, visit, principal in
            .page(try await templatePage(try context.template(), visit, principal))
        }
        form(path, in: group) { _, context, visit, principal, form in
            let key = try context.template()
            let agency = try await desk.templates(of: nil, by: principal).agency
            do {
                let (subject, body) = (form["subject"], try form.words("body", most: 4_000))
                if form.isChecked("preview") {
                    let shown = try await desk.preview(key, subject: subject, body: body, by: principal)
                    return .page(try await templatePage(key, visit, principal, given: form, shown: shown))
                }
                _ = try await desk.putTemplate(
                    key, of: agency, subject: subject, body: body, isOn: form.isChecked("on"), by: principal,
                    at: visit.now)
                return .onward(to: "/message-templates")
            } catch let error as DeskError where error.kind == .invalid {
                let problem = Problem(error)
                let page = try await templatePage(key, visit, principal, given: form, problem: problem)
                return .page(page, status: .init(code: problem.status))
            }
        }
        form("message-templates/{moment}/{channel}/{language}/removal", in: group) {
            _, context, visit, principal, _ in
            let agency = try await desk.templates(of: nil, by: principal).agency
            try await desk.removeTemplate(context.template(), of: agency, by: principal)
            return .onward(to: "/message-templates")
        }
    }

    private func templatesPage(_ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let title = say("Mẫu tin gửi người nộp", "Templates of what applicants are told")
        let found = try await desk.templates(of: nil, by: principal)
        let rows = found.templates.map { template -> HTML in
            let key = template.key
            return """
                <tr><td><a href="\(key.address)">\(key.moment.title(say))</a></td><td>\(key.channel.words(say))</td><td>\(key.language.title(say))</td>
                <td>\(template.isOn ? say("đang gửi", "on") : say("tắt", "off"))</td><td>\(template.writtenBy ?? say("mẫu ban đầu", "as it began"))</td></tr>

                """
        }
        return Layout(visit: visit, title: title, place: .messages).page(
            """
            <h1>\(title)</h1>
            <p>\(say("Tin chỉ được gửi ở những mẫu đang bật. Hai thứ tiếng cùng bật thì tin có cả hai.", "Only what is on is sent; where both languages are, a message has both."))</p>
            <table class="list"><thead><tr><th scope="col">\(say("Khi nào", "When"))</th><th scope="col">\(say("Cách gửi", "Way"))</th><th scope="col">\(say("Ngôn ngữ", "Language"))</th><th scope="col">\(say("Tình trạng", "State"))</th><th scope="col">\(say("Của", "Written by"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """)
    }

    private func templatePage(
        _ key: TemplateKey, _ visit: Visit, _ principal: Principal, given: Form? = nil,
        shown: (subject: String, body: String)? = nil, problem: Problem? = nil
    ) async throws -> HTML {
        let say = visit.say
        let (agency, templates) = try await desk.templates(of: nil, by: principal)
        guard let template = templates.first(where: { $0.key == key }) else { throw DeskError.notFound("The template") }
        let title = "\(key.moment.title(say)): \(key.channel.words(say)), \(key.language.title(say))"
        let view = FieldView(say: say, given: given, fault: problem?.fault(say), focus: problem?.field)
        let names = key.moment.names.map { "<li><code>{\($0.rawValue)}</code> \($0.title(say))</li>" as HTML }
        let subject = FormField(
            name: "subject", label: say("Tiêu đề", "Subject"), kind: .line(most: 200), isRequired: true,
            value: template.subject)
        let body = FormField(
            name: "body", label: say("Nội dung", "Text"), kind: .text, isRequired: true, value: template.body)
        let isOn = FormField(
            name: "on", label: say("Gửi tin này", "Send it"), kind: .check, value: template.isOn ? "1" : "")
        let preview: HTML? = shown.map { shown in
            """
            <section><h2>\(say("Tin sẽ như thế này", "It would read"))</h2>\("<p><strong>\(shown.subject)</strong></p>" as HTML, if: !shown.subject.isEmpty)<p class="text">\(shown.body)</p></section>
            """
        }
        let removal: HTML = """
            <form method="post" action="\(key.address)/removal">\(visit.hidden)<button>\(say("Bỏ mẫu riêng, dùng lại mẫu trước", "Take it back"))</button></form>
            """
        let notice: HTML? = problem.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>"
        }
        let mayWrite = principal.permits(.templates, in: principal.agency) == .allowed
        let buttons: HTML = """
            <p><button class="main">\(say("Lưu", "Save"))</button> <button name="preview" value="1">\(say("Xem trước", "Look at it"))</button></p>
            """
        return Layout(visit: visit, title: title, place: .messages).page(
            """
            <p class="line"><a href="/message-templates">\(say("Tất cả mẫu tin", "All templates"))</a></p>
            <h1>\(title)</h1>
            \(notice)
            <div class="columns wide"><div>\(preview)
            <section><form method="post" action="\(key.address)">\(visit.hidden)
            \(key.channel == .email ? view.html(subject) : nil)\(view.html(body))\(view.html(isOn))
            \(buttons, if: mayWrite)</form>
            \(removal, if: mayWrite && template.writtenBy == agency)</section></div>
            <section><h2>\(say("Tên dùng được trong mẫu", "Names that it may have"))</h2><ul>\(names)</ul>
            <p class="hint">\(say("Dấu ngoặc nhọn viết hai lần: {{ và }}.", "A brace itself is written twice: {{ and }}."))</p></section></div>
            """)
    }
}

extension DeskContext {
    /// The template in the address.
    fileprivate func template() throws -> TemplateKey {
        guard let moment = MessageMoment(rawValue: try parameters.require("moment")),
            let channel = MessageChannel(rawValue: try parameters.require("channel")), channel != .webhook,
            let language = MessageLanguage(rawValue: try parameters.require("language"))
        else { throw DeskError.notFound("The template") }
        return TemplateKey(moment: moment, channel: channel, language: language)
    }
}

extension TemplateKey {
    fileprivate var address: String {
        "/message-templates/\(moment.rawValue)/\(channel.rawValue)/\(language.rawValue)"
    }
}

extension MessageLanguage {
    fileprivate func title(_ say: Language) -> String {
        switch self {
        case .vietnamese: say("tiếng Việt", "Vietnamese")
        case .english: say("tiếng Anh", "English")
        }
    }
}

extension MessageMoment {
    fileprivate func title(_ say: Language) -> String {
        switch self {
        case .accepted: say("Tiếp nhận hồ sơ", "Accepted")
        case .supplementAsked: say("Yêu cầu bổ sung", "Documents asked for")
        case .paymentDemanded: say("Yêu cầu nộp tiền", "Payment demanded")
        case .resultReady: say("Đã có kết quả", "Result ready")
        case .stopped: say("Dừng giải quyết", "Stopped")
        case .refused: say("Từ chối tiếp nhận", "Refused")
        case .apologyIssued: say("Thư xin lỗi", "Letter of apology issued")
        }
    }
}

extension MessageName {
    fileprivate func title(_ say: Language) -> String {
        switch self {
        case .applicant: say("người nộp", "the applicant")
        case .code: say("mã hồ sơ", "the code")
        case .procedure: say("thủ tục", "the procedure")
        case .agency: say("cơ quan", "the agency")
        case .received: say("lúc tiếp nhận", "when it was taken in")
        case .due: say("ngày hẹn trả", "when it is due")
        case .documents: say("giấy tờ cần bổ sung", "what is asked for")
        case .reason: say("lý do", "why")
        case .answerBy: say("hạn trả lời", "until when")
        case .amount: say("số tiền", "the amount")
        case .ground: say("căn cứ", "the provision")
        case .advice: say("hướng dẫn", "what the applicant can do")
        case .newDate: say("ngày hẹn lại", "the new date")
        }
    }
}
