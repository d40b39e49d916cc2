package import OneStop
package import Records
import Store

/// A template as it holds for an agency, with where it comes from.
package struct TemplateView: Sendable {
    package var key: TemplateKey
    package var subject: String
    package var body: String
    package var isOn: Bool
    /// The code of the agency that wrote it; nil for the text that offices begin with.
    package var writtenBy: String?
}

/// A text for a template, checked: no name in it that the moment does not know.
package struct TemplateText: Sendable {
    package let subject: String
    package let body: String

    /// The most characters of what a telephone shows.
    private static let longestSMS = 612

    /// - Throws: `DeskError` of kind `invalid` that says which name is wrong and which there are.
    package init(subject: String, body: String, for key: TemplateKey) throws(DeskError) {
        guard key.channel == .sms ? subject.isEmpty : !subject.isEmpty else {
            throw .invalid(
                "subject", rule: "messages.subject",
                key.channel == .sms ? "A text message has no subject. Leave it out." : "A mail needs a subject.")
        }
        guard key.channel != .sms || body.count <= Self.longestSMS else {
            throw .invalid("body", rule: "messages.length", "A text message has at most \(Self.longestSMS) characters.")
        }
        _ = try Self.read(subject, "subject", key.moment)
        _ = try Self.read(body, "body", key.moment)
        self.subject = subject
        self.body = body
    }

    static func read(
        _ text: String, _ field: String, _ moment: MessageMoment
    ) throws(DeskError) -> MessageTemplate {
        do {
            return try MessageTemplate(text, for: moment)
        } catch {
            let names = moment.names.map { "{\($0.rawValue)}" }.joined(separator: ", ")
            let said =
                switch error {
                case .looseBrace:
                    (
                        "A brace opens or closes no name; a brace itself is written twice",
                        "Có dấu ngoặc nhọn không bao tên nào; muốn có dấu ngoặc thì viết hai lần"
                    )
                case .unknownName(let name): ("There is no name {\(name)}", "Không có tên {\(name)}")
                case .nameOfAnotherMoment(let name):
                    ("{\(name.rawValue)} has no value at this moment", "Lúc này chưa có {\(name.rawValue)}")
                }
            var refusal = DeskError.invalid(
                field, rule: "messages.name", "\(said.0). The names at \(moment.rawValue) are \(names).")
            refusal.vietnamese = "\(said.1). Dùng được: \(names)."
            throw refusal
        }
    }
}

extension DeskService {
    /// Every template that there can be for an agency, as it holds there.
    /// - Throws: `DeskError` without the right to read messages in the agency.
    package func templates(
        of code: String?, by principal: Principal
    ) async throws -> (agency: String, templates: [TemplateView]) {
        let office = try await directory.office()
        let agency = try principal.agency(code, permitting: .readMessages, in: office)
        var views: [TemplateView] = []
        for moment in MessageMoment.allCases {
            for channel in [MessageChannel.email, .sms] {
                for language in MessageLanguage.allCases {
                    let key = TemplateKey(moment: moment, channel: channel, language: language)
                    views.append(office.template(key, of: agency.id))
                }
            }
        }
        return (agency.row.code, views)
    }

    /// Writes an agency's template. It holds from the next event on, in every instance within two seconds.
    /// - Throws: `DeskError`: `invalid` for a name that the moment does not know, so that no message fails at night.
    package func putTemplate(
        _ key: TemplateKey, of code: String, subject: String, body: String, isOn: Bool, by principal: Principal,
        at now: Instant
    ) async throws -> TemplateView {
        let office = try await directory.office()
        let agency = try principal.agency(code, permitting: .templates, in: office)
        let text = try TemplateText(subject: subject, body: body, for: key)
        let row = TemplateRow(agency: agency.id, key: key, subject: text.subject, body: text.body, isOn: isOn)
        try await translated {
            try await database.put(NewTemplate(row: row, at: now, by: principal.account))
            try await directory.refresh()
        }
        return TemplateView(key: key, subject: subject, body: body, isOn: isOn, writtenBy: agency.row.code)
    }

    /// Takes an agency's own template back: that of the agency above it holds again, or the one it began with.
    package func removeTemplate(_ key: TemplateKey, of code: String, by principal: Principal) async throws {
        let office = try await directory.office()
        let agency = try principal.agency(code, permitting: .templates, in: office)
        try await translated {
            guard try await database.removeTemplate(key, of: agency.id) else {
                throw DeskError.notFound("The template")
            }
            try await directory.refresh()
        }
    }

    /// What a message would look like, with made-up values in its places.
    package func preview(
        _ key: TemplateKey, subject: String, body: String, by principal: Principal
    ) async throws -> (subject: String, body: String) {
        let office = try await directory.office()
        _ = try principal.agencies(permitting: .readMessages, in: office)
        let text = try TemplateText(subject: subject, body: body, for: key)
        func filled(_ text: String, _ field: String) throws -> String {
            try TemplateText.read(text, field, key.moment).filled { $0.sample(in: key.language) }
        }
        return (try filled(text.subject, "subject"), try filled(text.body, "body"))
    }
}

extension Office {
    fileprivate func template(_ key: TemplateKey, of agency: AgencyID) -> TemplateView {
        if let row = audience.template(key, of: agency) {
            return TemplateView(
                key: key, subject: row.subject, body: row.body, isOn: row.isOn,
                writtenBy: agencies[row.agency]?.row.code)
        }
        let standard = key.standard
        return TemplateView(key: key, subject: standard.subject, body: standard.body, isOn: false)
    }
}

extension Principal {
    /// An agency of one's own tree, one's own without a code, in which one has a right.
    func agency(_ code: String?, permitting verb: Verb, in office: Office) throws(DeskError) -> Office.Agency {
        let found = code.map { office.agency(code: $0) } ?? office.agencies[agency]
        guard let found, found.row.tenant == tenant else { throw .notFound("The agency") }
        switch permits(verb, in: found.id) {
        case .allowed: return found
        case .noRight: throw DeskError(Refusal.noRight(verb))
        case .outOfScope: throw .notFound("The agency")
        }
    }
}
