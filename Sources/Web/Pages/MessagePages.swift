import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// What other systems and applicants are told, and how far it is: failed messages first, each to be tried again.
    func addMessages(to group: RouterGroup<DeskContext>) {
        page("messages", in: group) { request, _, visit, principal in
            let filters = try MessageFilters(Form(parsing: request.uri.query ?? ""))
            return .page(try await messagesPage(filters, visit, principal))
        }
        form("messages/{message}/retry", in: group) { _, context, visit, principal, form in
            do {
                try await desk.retryMessage(
                    context.number("message", of: "The message"), by: principal, at: visit.now)
                return .onward(to: "/messages?told=1")
            } catch let error as DeskError where error.kind == .refused {
                let problem = Problem(error)
                let page = try await messagesPage(MessageFilters(Form()), visit, principal, failed: problem)
                return .page(page, status: .init(code: problem.status))
            }
        }
    }

    private func messagesPage(
        _ filters: MessageFilters, _ visit: Visit, _ principal: Principal, failed: Problem? = nil
    ) async throws -> HTML {
        let say = visit.say
        let title = say("Tin nhắn và thông báo", "Messages")
        let found = try await desk.messages(filters.input, by: principal)
        let subscriptions = try await desk.subscriptions(by: principal).subscriptions
        let table = MessageTable(
            visit: visit, times: When(say, found.offset),
            mayRetry: principal.actor.grants.contains { $0.role == .admin },
            readsDossiers: principal.actor.grants.contains { Rights.reach(.readDossiers, of: $0.role) != nil })
        let told: HTML =
            "<p class=\"notice good\" role=\"status\">\(say("Tin sẽ được gửi lại ngay.", "It is tried again at once."))</p>"
        let notice: HTML? = failed.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>"
        }
        let next: HTML? = found.next.map {
            "<p class=\"more\"><a href=\"\(filters.address(before: $0))\">\(say("Trang sau", "Next page"))</a></p>"
        }
        return Layout(visit: visit, title: title, place: .messages).page(
            """
            <h1>\(title)</h1>
            \(told, if: filters.isTold)\(notice)
            <p class="more"><a href="/message-templates">\(say("Mẫu tin gửi người nộp", "Templates of what applicants are told"))</a></p>
            \(filters.form(say))
            \(table.html(found.messages, isFailed: filters.state == .failed))
            \(next)
            \(table.summary(of: subscriptions))
            """)
    }
}

/// Which messages are shown; stands in the address. Those that failed when nothing is said.
private struct MessageFilters {
    var state: AttemptResult.State?
    var channel: MessageChannel?
    var dossier: DossierCode?
    var before: Int64?
    /// Whether one was just put back into the queue.
    var isTold: Bool

    init(_ query: Form) throws(DeskError) {
        switch query["state"] {
        case "": state = .failed
        case "all": state = nil
        default: state = try query.choice("state", of: AttemptResult.State.self)
        }
        channel = query.optional("channel") == nil ? nil : try query.choice("channel", of: MessageChannel.self)
        if let code = query.optional("dossier") {
            do {
                dossier = try DossierCode(parsing: code.uppercased())
            } catch {
                throw .invalid("dossier", rule: "query.format", "The parameter dossier must be a dossier's code.")
            }
        }
        before = query.optional("before") == nil ? nil : try query.number("before", in: 1...Int64.max)
        isTold = query.isChecked("told")
    }

    var input: MessagesInput {
        MessagesInput(state: state, channel: channel, dossier: dossier, before: before, limit: 50)
    }

    func address(before: Int64) -> String {
        let pairs = [
            ("state", state?.rawValue ?? "all"), ("channel", channel?.rawValue ?? ""),
            ("dossier", dossier?.text ?? ""), ("before", String(before)),
        ]
        return "/messages?" + pairs.map { "\($0)=\($1.percentEncoded)" }.joined(separator: "&")
    }

    func form(_ say: Language) -> HTML {
        func options(_ choices: [(String, String)], _ chosen: String) -> [HTML] {
            choices.map { value, name in
                "<option value=\"\(value)\"\(" selected" as HTML, if: value == chosen)>\(name)</option>"
            }
        }
        let states = [("all", say("tất cả", "all"))] + AttemptResult.State.allCases.map { ($0.rawValue, $0.words(say)) }
        let channels = [("", say("tất cả", "all"))] + MessageChannel.allCases.map { ($0.rawValue, $0.words(say)) }
        return """
            <form class="filters" action="/messages" method="get">
            <label>\(say("Tình trạng", "State"))<select name="state">\(options(states, state?.rawValue ?? "all"))</select></label>
            <label>\(say("Cách gửi", "Way"))<select name="channel">\(options(channels, channel?.rawValue ?? ""))</select></label>
            <label>\(say("Mã hồ sơ", "Dossier"))<input name="dossier" maxlength="60" value="\(dossier?.text)"></label>
            <button>\(say("Lọc", "Filter"))</button></form>
            """
    }
}

/// Lists of messages and of subscriptions.
private struct MessageTable {
    let visit: Visit
    let times: When
    /// Whether this person has failed messages tried again.
    let mayRetry: Bool
    let readsDossiers: Bool

    private var say: Language { visit.say }

    private func name(_ code: String) -> HTML {
        readsDossiers ? "<a href=\"/dossiers/\(code.percentEncoded)\">\(code)</a>" : "\(code)"
    }

    func html(_ messages: [MessageRow], isFailed: Bool) -> HTML {
        guard !messages.isEmpty else {
            return isFailed
                ? "<p class=\"empty\">\(say("Không có tin nào gửi không được.", "No message has failed."))</p>"
                : "<p class=\"empty\">\(say("Không có tin nào. Hãy bỏ bớt điều kiện lọc.", "No messages. Narrow the list less."))</p>"
        }
        let rows = messages.map { message -> HTML in
            let code = message.code ?? ""
            let kind = EventKind(rawValue: message.kind)?.title(say) ?? message.kind
            let state = AttemptResult.State(rawValue: message.state)
            let channel = MessageChannel(rawValue: message.channel)?.words(say) ?? message.channel
            let retry: HTML = """
                <form method="post" action="/messages/\(message.id)/retry">\(visit.hidden)<button>\(state == .waiting ? say("Gửi ngay", "Send now") : say("Gửi lại", "Try again"))<span class="hidden"> \(code), \(kind)</span></button></form>
                """
            return """
                <tr><td>\(times.time(message.createdAt))</td><td class="code">\(name(code))<span class="under">\(kind)</span></td>
                <td>\(channel)</td><td>\(state?.words(say) ?? message.state)<span class="under">\(say("\(message.attempts) lần", "\(message.attempts) attempts"))</span></td>
                <td><span lang="en">\(HTML.isolated(message.failure))</span>\(state == .waiting ? "<span class=\"under\">\(say("gửi tiếp", "next")): \(times.time(message.nextAt))</span>" as HTML : nil)</td>
                <td>\(retry, if: mayRetry && (state == .failed || state == .waiting))</td></tr>

                """
        }
        return """
            <table class="list"><thead><tr><th scope="col">\(say("Lúc", "When"))</th><th scope="col">\(say("Hồ sơ, việc", "Dossier, event"))</th><th scope="col">\(say("Cách gửi", "Way"))</th><th scope="col">\(say("Tình trạng", "State"))</th><th scope="col">\(say("Vì sao không được", "Why not"))</th><th scope="col"><span class="hidden">\(say("Thao tác", "Action"))</span></th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
    }

    /// How many systems are told of events, and how many of them are not at the moment.
    func summary(of subscriptions: [SubscriptionView]) -> HTML {
        let silent = subscriptions.filter { $0.pausedAt != nil || $0.failingSince != nil }
        let rows = silent.map { subscription -> HTML in
            "<li><a href=\"/subscriptions/\(subscription.id)\">\(HTML.isolated(subscription.label))</a>: \(subscription.state(times, say)), \(say("\(subscription.waiting) tin chờ", "\(subscription.waiting) waiting"))</li>"
        }
        return """
            <section id="subscriptions"><h2>\(say("Hệ thống khác nhận sự kiện", "Systems that are told of events"))</h2>
            <p><a href="/subscriptions">\(say("\(subscriptions.count) hệ thống", "\(subscriptions.count) systems"))</a>\(rows.isEmpty ? "" : say(", trong đó đang không nhận được:", ", of which are not told at the moment:"))</p>\("<ul>\(rows)</ul>" as HTML, if: !rows.isEmpty)</section>
            """
    }
}

extension AttemptResult.State {
    func words(_ say: Language) -> String {
        switch self {
        case .waiting: say("chờ gửi", "waiting")
        case .sent: say("đã gửi", "sent")
        case .failed: say("không gửi được", "failed")
        case .dropped: say("đã bỏ", "dropped")
        }
    }
}

extension MessageChannel {
    func words(_ say: Language) -> String {
        switch self {
        case .email: say("thư điện tử", "e-mail")
        case .sms: say("tin nhắn SMS", "text message")
        case .webhook: say("hệ thống khác", "webhook")
        }
    }
}
