import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// Systems that are told of events: made, changed, paused, given another secret, tried out, told once more, removed.
    func addSubscriptions(to group: RouterGroup<DeskContext>) {
        page("subscriptions", in: group) { _, _, visit, principal in
            .page(try await subscriptionsPage(visit, principal))
        }
        form("subscriptions", in: group) { request, _, visit, principal, form in
            do {
                var made: NewSubscriptionView?
                let answer = try await desk.subscribe(
                    SubscriptionTerms(form), agency: form.optional("agency"), by: principal, at: visit.now,
                    key: try form.requestKey(to: request.uri.path)
                ) { view in
                    if view.secret != nil { made = view }
                    return .made(at: "/subscriptions/\(view.subscription.id)")
                }
                guard !answer.isRepeated, let made, let secret = made.secret else {
                    return .onward(to: answer.location ?? "/subscriptions")
                }
                return .page(
                    try await subscriptionPage(made.subscription.id, visit, principal, secret: secret), status: .created
                )
            } catch let error as DeskError where error.kind == .invalid || error.kind == .refused {
                let problem = Problem(error)
                return .page(
                    try await subscriptionsPage(visit, principal, failed: (form, problem)),
                    status: .init(code: problem.status))
            }
        }
        page("subscriptions/{subscription}", in: group) { request, context, visit, principal in
            let told = SubscriptionNotice(rawValue: try Form(parsing: request.uri.query ?? "")["told"])
            return .page(try await subscriptionPage(context.subscription(), visit, principal, notice: told))
        }
        subscriptionStep("change", in: group) { id, form, visit, principal in
            try await desk.changeSubscription(id, to: SubscriptionTerms(form), by: principal, at: visit.now)
            return .onward(to: "/subscriptions/\(id)?told=changed")
        }
        subscriptionStep("pause", in: group) { id, form, visit, principal in
            if form.isChecked("resume") {
                try await desk.resumeSubscription(id, by: principal, at: visit.now)
            } else {
                try await desk.pauseSubscription(id, by: principal, at: visit.now)
            }
            return .onward(to: "/subscriptions/\(id)")
        }
        subscriptionStep("secrets", in: group) { id, _, visit, principal in
            let secret = try await desk.rotateSecret(of: id, by: principal, at: visit.now).secret
            return .page(try await subscriptionPage(id, visit, principal, secret: secret))
        }
        subscriptionStep("tests", in: group) { id, _, visit, principal in
            let failure = try await desk.testSubscription(id, by: principal, at: visit.now)
            return .page(
                try await subscriptionPage(
                    id, visit, principal, notice: failure == nil ? .tested : .notTaken, failure: failure))
        }
        subscriptionStep("replays", in: group) { id, form, visit, principal in
            guard let event = EventName(form["from"]) else {
                throw DeskError.invalid(
                    "from", rule: "messages.event", "from must be the name of an event, such as evt_12_3.")
            }
            let count = try await desk.replay(id, from: event, by: principal, at: visit.now)
            return .page(
                try await subscriptionPage(id, visit, principal, notice: .replayed, failure: String(count)))
        }
        subscriptionStep("removal", in: group) { id, _, visit, principal in
            try await desk.removeSubscription(id, by: principal, at: visit.now)
            return .onward(to: "/subscriptions")
        }
    }

    /// What a form of a subscription's page does; what is refused comes back with the page.
    private func subscriptionStep(
        _ step: String, in group: RouterGroup<DeskContext>,
        _ carryOut: @escaping @Sendable (Int64, Form, Visit, Principal) async throws -> Response
    ) {
        form("subscriptions/{subscription}/\(step)", in: group) { _, context, visit, principal, form in
            let id = try context.subscription()
            do {
                return try await carryOut(id, form, visit, principal)
            } catch let error as DeskError
                where error.kind == .invalid || error.kind == .refused || error.kind == .notFound && step == "replays"
            {
                let problem = Problem(error)
                return .page(
                    try await subscriptionPage(id, visit, principal, failed: (step, form, problem)),
                    status: .init(code: problem.status))
            }
        }
    }

    private func subscriptionsPage(
        _ visit: Visit, _ principal: Principal, failed: (form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let say = visit.say
        let title = say("Hệ thống khác nhận sự kiện", "Systems that are told of events")
        let found = try await desk.subscriptions(by: principal)
        let office = try await desk.directory.office()
        let agencies = office.agencies.values.map(\.row)
            .filter { principal.permits(.templates, in: $0.id) == .allowed }.sorted { $0.code < $1.code }
        let times = When(say, found.offset)
        let rows = found.subscriptions.map { subscription -> HTML in
            """
            <tr><td><a href="/subscriptions/\(subscription.id)">\(HTML.isolated(subscription.label))</a><span class="under">\(HTML.isolated(subscription.url))</span></td><td>\(subscription.agency)</td>
            <td>\(subscription.state(times, say))</td><td class="amount">\(subscription.waiting)</td></tr>

            """
        }
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Hệ thống", "System"))</th><th scope="col">\(say("Cơ quan", "Agency"))</th><th scope="col">\(say("Tình trạng", "State"))</th><th scope="col" class="amount">\(say("Đang chờ", "Waiting"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let parts = SubscriptionForm(visit: visit, failed: failed)
        return Layout(visit: visit, title: title, place: .messages).page(
            """
            <p class="line"><a href="/messages">\(say("Tin nhắn và thông báo", "Messages"))</a></p>
            <h1>\(title)</h1>
            <p>\(say("Cổng dịch vụ công, phần mềm chuyên ngành… được báo ngay khi hồ sơ có việc mới. Thông báo chỉ có mã và ngày, không có dữ liệu cá nhân, và được ký bằng khóa riêng của từng hệ thống.", "Portals and other software are told as soon as something happens to a dossier: codes and dates only, nothing personal, signed with a secret of each system's own."))</p>
            \(rows.isEmpty ? "<p class=\"empty\">\(say("Chưa có hệ thống nào.", "None yet."))</p>" : table)
            \(agencies.isEmpty ? nil : parts.creation(agencies, own: principal.agency))
            """)
    }

    private func subscriptionPage(
        _ id: Int64, _ visit: Visit, _ principal: Principal, secret: String? = nil,
        notice: SubscriptionNotice? = nil, failure: String? = nil,
        failed: (step: String, form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let found = try await desk.subscription(id, by: principal)
        let messages = try await desk.messages(MessagesInput(subscription: id, limit: 30), by: principal).messages
        let office = try await desk.directory.office()
        let mayChange =
            office.agency(code: found.subscription.agency).map { principal.permits(.templates, in: $0.id) == .allowed }
            ?? false
        return SubscriptionPage(
            visit: visit, subscription: found.subscription, times: When(visit.say, found.offset), messages: messages,
            mayChange: mayChange, secret: secret, notice: notice, failure: failure, failed: failed
        ).page
    }
}

/// What has just been done with a subscription.
enum SubscriptionNotice: String {
    case changed, tested, notTaken, replayed
}

extension DeskContext {
    fileprivate func subscription() throws -> Int64 { try number("subscription", of: "The subscription") }
}

extension SubscriptionTerms {
    /// What was typed: kinds are checked one by one, procedures stand by their codes, one on each line.
    fileprivate init(_ form: Form) throws(DeskError) {
        let procedures = form["procedures"].split { $0 == "\n" || $0 == "," || $0 == " " }.map(String.init)
        guard procedures.count <= 1_000 else {
            throw .invalid("procedures", rule: "form.too_long", "procedures may have at most 1,000 codes.")
        }
        self.init(
            label: try form.words("label", most: 200), url: try form.words("url", most: 2_000),
            kinds: SubscriptionForm.kinds.map(\.name).filter { form.isChecked("kind-\($0)") }, procedures: procedures)
    }
}

extension SubscriptionView {
    /// How it stands with being told.
    func state(_ times: When, _ say: Language) -> String {
        if let pausedAt {
            return pausedFor == "failing"
                ? say(
                    "tự dừng từ \(times.time(pausedAt)): nơi nhận không trả lời",
                    "stopped since \(times.time(pausedAt)): nothing was taken")
                : say("tạm dừng từ \(times.time(pausedAt))", "paused since \(times.time(pausedAt))")
        }
        guard let failingSince else { return say("đang gửi", "told") }
        return say(
            "gửi không được \(failures) lần từ \(times.time(failingSince))",
            "\(failures) failures since \(times.time(failingSince))")
    }
}
