import Desk
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Applicants are written to in the office's words, at its hours, and not after they were erased.
@Suite(.timeLimit(.minutes(5))) struct ApplicantMessageTests {
    private static func template(
        _ moment: MessageMoment, _ channel: MessageChannel = .sms, _ language: MessageLanguage = .vietnamese
    ) -> TemplateKey { TemplateKey(moment: moment, channel: channel, language: language) }

    private static func put(
        _ key: TemplateKey, _ body: String, subject: String = "", isOn: Bool = true, of agency: String = "H99.14",
        in scene: MessageScene
    ) async throws {
        _ = try await scene.desk.putTemplate(
            key, of: agency, subject: subject, body: body, isOn: isOn, by: scene.principal("admin"),
            at: MessageScene.at(MessageScene.morning))
    }

    @Test func `a message says what the template says, in both languages where both are on`() async throws {
        var random = Chance(state: 1)
        let scene = try await MessageScene()
        let gateway = try await Receiver.start()
        try await Self.put(Self.template(.accepted), "Hồ sơ {code} của {applicant}: hẹn trả {due}.", in: scene)
        try await Self.put(Self.template(.accepted, .sms, .english), "{{{code}}} is due {due}", in: scene)
        try await Self.put(Self.template(.resultReady), "{code}", isOn: false, in: scene)
        let now = try MessageScene.at(MessageScene.morning)
        let view = try await scene.takeIn(at: now, phone: "0912345678")
        let code = try #require(view.state.code?.text)
        _ = try await scene.takeIn(at: now)
        let couriers = try MessageScene.couriers(gateway: gateway.url)
        #expect(try await scene.desk.dispatch(by: couriers, at: now, using: &random) == 1)
        let request = try #require(gateway.requests.first)
        let text = "Hồ sơ \(code) của Nguyễn Thị Ánh: hẹn trả 17:00 10/03/2026. / {\(code)} is due 17:00 10/03/2026"
        #expect(request.text.contains(#""to":"0912345678""#) && request.text.contains(text), "\(request.text)")
        #expect(request.fields["webhook-signature"]?.hasPrefix("v1,") == true)
        let message = try #require(try await scene.messages().first)
        #expect(request.fields["webhook-id"] == "msg_\(message.id)" && message.channel == "sms")
    }

    @Test func `people are written to on working days by day, systems at once`() async throws {
        var random = Chance(state: 2)
        let scene = try await MessageScene()
        let (gateway, receiver) = (try await Receiver.start(), try await Receiver.start())
        _ = try await scene.subscribe(to: receiver.url)
        try await Self.put(Self.template(.accepted), "{code}", in: scene)
        // The evening before the Hung Kings' day, a Sunday, for which the Monday is off.
        let friday = try MessageScene.at("2026-04-24T20:30:00+07:00")
        _ = try await scene.takeIn(at: friday, phone: "0912345678")
        let couriers = try MessageScene.couriers(gateway: gateway.url)
        for time in ["2026-04-24T20:30:00", "2026-04-25T10:00:00", "2026-04-27T10:00:00", "2026-04-28T06:59:00"] {
            _ = try await scene.desk.dispatch(by: couriers, at: MessageScene.at("\(time)+07:00"), using: &random)
        }
        #expect(receiver.requests.count == 1 && gateway.requests.isEmpty)
        let next = try MessageScene.at("2026-04-28T07:00:00+07:00")
        #expect(try await scene.messages().first { $0.channel == "sms" }?.nextAt == next)
        #expect(try await scene.desk.dispatch(by: couriers, at: next, using: &random) == 1)
        let sent = try #require(try await scene.messages().first { $0.channel == "sms" })
        #expect(gateway.requests.count == 1 && sent.state == "sent" && sent.attempts == 1)
    }

    @Test func `a name that the moment does not know is refused when the template is saved`() async throws {
        let scene = try await MessageScene()
        for (body, word) in [
            ("{codee}", "{codee}"), ("{newDate}", "{newDate}"), ("{code", "brace"), ("code}", "brace"), ("{}", "{}"),
        ] {
            let error = await #expect(throws: DeskError.self) {
                try await Self.put(Self.template(.accepted), body, in: scene)
            }
            #expect(error?.kind == .invalid && error?.field == "body" && error?.detail.contains(word) == true)
        }
        await #expect(throws: DeskError.self) {
            try await Self.put(Self.template(.accepted, .email), "{code}", in: scene)
        }
        // What offices begin with is right, off, and filled whole by a sample.
        let (_, templates) = try await scene.desk.templates(of: nil, by: scene.principal("admin"))
        #expect(templates.count == MessageMoment.allCases.count * 4 && templates.allSatisfy { !$0.isOn })
        for template in templates {
            let sample = try await scene.desk.preview(
                template.key, subject: template.subject, body: template.body, by: scene.principal("supervisor"))
            #expect(!sample.body.contains("{") && sample.body.contains("H99.14-260303-0001"))
        }
    }

    @Test func `the words of the agency above hold where an agency has none of its own`() async throws {
        let scene = try await MessageScene()
        try await scene.test.script(
            """
            insert into message_template select id, 'accepted', 'sms', 'vi', '', 'above {code}', true, now(),
                (select id from account where login = 'admin') from agency where code = 'H99'
            """)
        try await scene.desk.directory.refresh()
        let key = Self.template(.accepted)
        func holding() async throws -> TemplateView? {
            try await scene.desk.templates(of: nil, by: scene.principal("admin")).templates.first { $0.key == key }
        }
        #expect(try await holding()?.writtenBy == "H99")
        try await Self.put(key, "own {code}", in: scene)
        #expect(try await holding()?.body == "own {code}")
        try await scene.desk.removeTemplate(key, of: "H99.14", by: scene.principal("admin"))
        #expect(try await holding()?.body == "above {code}")
    }

    @Test func `an erased person is written to no more, and what was written is gone`() async throws {
        var random = Chance(state: 3)
        let scene = try await MessageScene()
        let gateway = try await Receiver.start()
        for moment in [MessageMoment.accepted, .refused] {
            try await Self.put(Self.template(moment), "{applicant}: {code}", in: scene)
        }
        let now = try MessageScene.at(MessageScene.morning)
        var view: DossierView?
        _ = try await scene.desk.refuseAtDesk(
            IntakeInput(
                procedure: "9.990001.H99", channel: .direct,
                applicant: ApplicantRecord(
                    kind: .citizen, name: "Nguyễn Thị Ánh", identityNumber: "001123456789", phone: "0912345678"),
                papers: []),
            reason: "x", ground: "x", advice: "x", by: scene.principal("desk"), at: now
        ) {
            view = $0
            return Answer(status: 201, etag: nil, location: nil, body: [])
        }
        #expect(view != nil)
        #expect(try await scene.test.count("message_text") == 1)
        _ = try await scene.desk.erase(
            ErasureInput(person: .identityNumber("001123456789"), ground: "Đơn 1"), by: scene.principal("admin"),
            at: now
        ) { _ in Answer(status: 201, etag: nil, location: nil, body: []) }
        #expect(try await scene.test.count("message_text") == 0)
        let couriers = try MessageScene.couriers(gateway: gateway.url)
        #expect(try await scene.desk.dispatch(by: couriers, at: now, using: &random) == 0)
        #expect(try await scene.messages().map(\.state) == ["dropped"] && gateway.requests.isEmpty)
    }

    @Test func `what has ended is forgotten after ninety days, what waits is not`() async throws {
        var random = Chance(state: 4)
        let scene = try await MessageScene()
        let gateway = try await Receiver.start()
        try await Self.put(Self.template(.accepted), "{code}", in: scene)
        let now = try MessageScene.at(MessageScene.morning)
        _ = try await scene.takeIn(at: now, phone: "0912345678")
        let couriers = try MessageScene.couriers(gateway: gateway.url)
        _ = try await scene.desk.dispatch(by: couriers, at: now, using: &random)
        _ = try await scene.takeIn(at: now, phone: "0912345678")
        #expect(try await scene.desk.forget(Retention(), at: now.adding(minutes: 89 * 1_440))[.forgetMessages] == 0)
        #expect(try await scene.desk.forget(Retention(), at: now.adding(minutes: 91 * 1_440))[.forgetMessages] == 1)
        #expect(try await scene.messages().map(\.state) == ["waiting"])
        #expect(try await scene.test.count("message_text") == 1)
    }
}
