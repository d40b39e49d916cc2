import Desk
import OneStop
import Records
import Reports

/// Something that a system is told of.
enum ToldThing: Sendable {
    case event(EventKind)
    case duty(DutyKind)

    /// Its name outside.
    var name: String {
        switch self {
        case .event(let kind): kind.rawValue
        case .duty(let kind): kind.toldKind
        }
    }

    func title(_ say: Language) -> String {
        switch self {
        case .event(let kind): kind.title(say)
        case .duty(let kind): kind.title(say)
        }
    }
}

/// The form by which a subscription is made or changed.
struct SubscriptionForm {
    let visit: Visit
    var failed: (form: Form, problem: Problem)?

    private var say: Language { visit.say }

    /// What a system can be told of, in the order of a dossier's life.
    static let kinds: [ToldThing] = EventKind.allCases.map(ToldThing.event) + DutyKind.allCases.map(ToldThing.duty)

    func creation(_ agencies: [AgencyRow], own: AgencyID) -> HTML {
        let agency = FormField.agency(
            say("Hồ sơ của cơ quan, và các cơ quan dưới nó", "Dossiers of the agency, and of those below it"),
            of: agencies, own: own)
        let key = failed.map { $0.form.exact("key") } ?? TokenSecret.random()
        return """
            <details class="act"\(" open" as HTML, if: failed != nil)><summary>\(say("Thêm hệ thống", "Add a system"))</summary>
            <form method="post" action="/subscriptions">\(visit.hidden)<input type="hidden" name="key" value="\(key)">
            \(fields(nil, agency))<p><button class="main">\(say("Thêm và xem khóa", "Add it and see the secret"))</button></p></form></details>
            """
    }

    /// - Parameter present: what is changed; nil for a new one.
    func fields(_ present: SubscriptionView?, _ first: FormField? = nil) -> HTML {
        let view = FieldView(
            say: say, given: failed?.form, fault: failed?.problem.fault(say), focus: failed?.problem.field)
        let notice: HTML? = failed.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0.problem, say))</p>"
        }
        let lines = [
            first,
            FormField(
                name: "label", label: say("Tên hệ thống", "Name of the system"), kind: .line(most: 200),
                isRequired: true, value: present?.label ?? ""),
            FormField(
                name: "url", label: say("Địa chỉ nhận (https)", "Address (https)"), kind: .line(most: 2_000),
                isRequired: true, value: present?.url ?? ""),
            FormField(
                name: "procedures", label: say("Chỉ các thủ tục", "Only the procedures"), kind: .text,
                hint: say("Mỗi dòng một mã; bỏ trống là mọi thủ tục.", "One code a line; empty for all."),
                value: present?.procedures.joined(separator: "\n") ?? ""),
        ].compactMap(\.self)
        let checks = Self.kinds.map { kind in
            FormField(
                name: "kind-\(kind.name)", label: kind.title(say), kind: .check,
                value: present?.kinds.contains(kind.name) ?? false ? "1" : "")
        }
        let isNarrowed = failed?.form.names.contains { $0.hasPrefix("kind-") } ?? !(present?.kinds.isEmpty ?? true)
        return """
            \(notice)\(view.html(lines))
            <details class="kinds"\(" open" as HTML, if: isNarrowed)><summary>\(say("Chỉ báo một số việc (không đánh dấu gì là báo mọi việc)", "Only some events (none marked: all of them)"))</summary>
            <div class="choose">\(view.html(checks))</div></details>
            """
    }
}

/// One subscription: how it stands, what it was told, and what can be done with it.
struct SubscriptionPage {
    let visit: Visit
    let subscription: SubscriptionView
    let times: When
    /// The newest first.
    let messages: [MessageRow]
    let mayChange: Bool
    /// A secret that is told this once.
    let secret: String?
    let notice: SubscriptionNotice?
    /// What the receiver answered, or how many events are told again.
    let failure: String?
    let failed: (step: String, form: Form, problem: Problem)?

    private var say: Language { visit.say }
    private var address: String { "/subscriptions/\(subscription.id)" }

    var page: HTML {
        Layout(visit: visit, title: subscription.label, place: .messages).page(
            """
            <p class="line"><a href="/subscriptions">\(say("Hệ thống khác nhận sự kiện", "Systems that are told of events"))</a></p>
            <h1>\(HTML.isolated(subscription.label))</h1>
            \(told)
            <div class="columns wide"><div>\(secret.map(newSecret))\(facts)\(deliveries)</div><div>\(mayChange ? acts : nil)</div></div>
            """)
    }

    private var told: HTML? {
        if let failed, failed.step != "change" {
            return "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: failed.problem, say))</p>"
        }
        return switch notice {
        case .none: nil
        case .changed: "<p class=\"notice good\" role=\"status\">\(say("Đã lưu.", "Saved."))</p>"
        case .tested:
            "<p class=\"notice good\" role=\"status\">\(say("Nơi nhận đã nhận sự kiện thử.", "The receiver took the test."))</p>"
        case .notTaken:
            "<p class=\"notice bad\" role=\"alert\">\(say("Nơi nhận không nhận sự kiện thử", "The receiver did not take the test")): <span lang=\"en\">\(HTML.isolated(failure))</span></p>"
        case .replayed:
            "<p class=\"notice good\" role=\"status\">\(say("\(failure ?? "0") sự kiện sẽ được báo lại, theo thứ tự.", "\(failure ?? "0") events are told again, in their order."))</p>"
        }
    }

    private func newSecret(_ secret: String) -> HTML {
        """
        <section class="answer"><h2>\(say("Khóa ký, chỉ hiện lần này", "The secret, shown this once"))</h2>
        <p><code class="key">\(secret)</code></p>
        <p>\(say("Chép ngay vào hệ thống nhận. Chữ ký theo Standard Webhooks. Không ai xem lại được khóa này; nếu mất thì đổi khóa.", "Copy it to the receiver now. Signatures are those of Standard Webhooks. Nobody can see it again; if it is lost, change it."))</p></section>
        """
    }

    private var facts: HTML {
        let kinds =
            subscription.kinds.isEmpty
            ? say("mọi việc", "everything")
            : SubscriptionForm.kinds.filter { subscription.kinds.contains($0.name) }.map { $0.title(say) }
                .joined(separator: ", ")
        let procedures =
            subscription.procedures.isEmpty
            ? say("mọi thủ tục", "every procedure") : subscription.procedures.joined(separator: ", ")
        let former: HTML? = subscription.formerSecretUntil.map {
            "<dt>\(say("Khóa cũ còn dùng đến", "The former secret counts until"))</dt><dd>\(times.time($0))</dd>"
        }
        return """
            <section><h2>\(say("Thông tin", "Facts"))</h2><dl>
            <dt>\(say("Địa chỉ nhận", "Address"))</dt><dd>\(HTML.isolated(subscription.url))</dd>
            <dt>\(say("Cơ quan", "Agency"))</dt><dd>\(subscription.agency)</dd><dt>\(say("Được báo", "Told of"))</dt><dd>\(kinds)</dd>
            <dt>\(say("Thủ tục", "Procedures"))</dt><dd>\(procedures)</dd><dt>\(say("Tình trạng", "State"))</dt><dd>\(subscription.state(times, say))</dd>
            <dt>\(say("Đang chờ gửi", "Waiting"))</dt><dd>\(subscription.waiting)</dd>\(former)
            <dt>\(say("Thêm", "Made"))</dt><dd>\(times.time(subscription.createdAt)), \(subscription.createdBy)</dd>
            <dt>\(say("Sửa gần nhất", "Changed"))</dt><dd>\(times.time(subscription.changedAt)), \(subscription.changedBy)</dd></dl></section>
            """
    }

    private var deliveries: HTML {
        let title = say("Gửi gần đây", "Told lately")
        guard !messages.isEmpty else {
            return
                "<section><h2>\(title)</h2><p class=\"empty\">\(say("Chưa gửi gì. Gửi sự kiện thử để kiểm tra nơi nhận.", "Nothing yet. Send a test to see whether the receiver takes it."))</p></section>"
        }
        let rows = messages.map { message -> HTML in
            let kind = SubscriptionForm.kinds.first { $0.name == message.kind }?.title(say) ?? message.kind
            let state = AttemptResult.State(rawValue: message.state)?.words(say) ?? message.state
            let name = EventName(dossier: message.dossier, sequence: message.sequence).text
            return """
                <tr><td>\(times.time(message.createdAt))</td><td class="code">\(message.code)<span class="under">\(kind)</span></td><td>\(message.notice == nil ? name : "–")</td>
                <td>\(state)<span class="under">\(say("\(message.attempts) lần", "\(message.attempts) attempts"))</span><span lang="en">\(HTML.isolated(message.failure))</span></td></tr>

                """
        }
        return """
            <section><h2>\(title)</h2><table><thead><tr><th scope="col">\(say("Lúc", "When"))</th><th scope="col">\(say("Hồ sơ, việc", "Dossier, event"))</th><th scope="col">\(say("Tên sự kiện", "Event"))</th><th scope="col">\(say("Kết quả", "What came of it"))</th></tr></thead><tbody>
            \(rows)</tbody></table><p class="more"><a href="/messages?state=failed&amp;channel=webhook">\(say("Tất cả tin không gửi được", "All that failed"))</a></p></section>
            """
    }

    private func button(_ step: String, _ words: String, _ more: HTML? = nil) -> HTML {
        "<form method=\"post\" action=\"\(address)/\(step)\">\(visit.hidden)\(more)<button>\(words)</button></form>"
    }

    private var acts: HTML {
        let isPaused = subscription.pausedAt != nil
        let changing = SubscriptionForm(
            visit: visit, failed: failed.flatMap { $0.step == "change" ? (form: $0.form, problem: $0.problem) : nil })
        let resume: HTML = "<input type=\"hidden\" name=\"resume\" value=\"1\">"
        let from = FormField(
            name: "from", label: say("Từ sự kiện", "From the event"), kind: .line(most: 60), isRequired: true,
            hint: say("Tên như evt_12_3, có trong danh sách bên cạnh.", "A name such as evt_12_3, as in the list."))
        let replaying = FieldView(
            say: say, given: failed.flatMap { $0.step == "replays" ? $0.form : nil },
            fault: failed.flatMap { $0.step == "replays" ? $0.problem.fault(say) : nil })
        return """
            <section><h2>\(say("Thao tác", "Actions"))</h2><div class="row">
            \(button("tests", say("Gửi sự kiện thử", "Send a test")))
            \(button("pause", isPaused ? say("Gửi tiếp", "Resume") : say("Tạm dừng", "Pause"), isPaused ? resume : nil))
            <details class="act"\(" open" as HTML, if: failed?.step == "change")><summary>\(say("Sửa địa chỉ và bộ lọc", "Change address and filter"))</summary><form method="post" action="\(address)/change">\(visit.hidden)\(changing.fields(subscription))<p><button class="main">\(say("Lưu", "Save"))</button></p></form></details>
            <details class="act"\(" open" as HTML, if: failed?.step == "replays")><summary>\(say("Báo lại từ một sự kiện", "Tell again from an event"))</summary><form method="post" action="\(address)/replays">\(visit.hidden)\(replaying.html(from))<p><button>\(say("Báo lại", "Tell again"))</button></p></form></details>
            <details class="act"><summary>\(say("Đổi khóa", "Change the secret"))</summary><form method="post" action="\(address)/secrets">\(visit.hidden)<p>\(say("Khóa hiện tại còn dùng được một ngày nữa bên cạnh khóa mới, để nơi nhận kịp đổi.", "The present secret counts for another day beside the new one, so that the receiver can change over."))</p><p><button>\(say("Tạo khóa mới", "Make a new one"))</button></p></form></details>
            <details class="act"><summary>\(say("Bỏ hệ thống này", "Remove it"))</summary><form method="post" action="\(address)/removal">\(visit.hidden)<p>\(say("Những gì đang chờ gửi bị bỏ. Không lấy lại được; muốn nhận tiếp thì thêm lại.", "What waits is dropped. It cannot be had back; it would be added anew."))</p><p><button>\(say("Bỏ hẳn", "Remove it"))</button></p></form></details>
            </div></section>
            """
    }
}
