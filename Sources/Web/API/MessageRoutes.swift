import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// What is told to applicants, and in which words.
    func addMessages(to group: RouterGroup<DeskContext>) {
        route(.get, "messages", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let input = try MessagesInput(&query)
            try query.finish()
            let (messages, next, offset) = try await desk.messages(input, by: principal)
            let cursor = next.map { String($0) }
            return Response.list(messages, next: cursor, for: request) { $0.message($1, offset) }
                .linked(to: cursor, of: request)
        }
        route(.post, "messages/{message}/retry", in: group) { request, context, principal, now in
            try Query(of: request).finish()
            try await Body(of: request).read { _ throws(FieldError) in }
            try await desk.retryMessage(context.number("message", of: "The message"), by: principal, at: now)
            return .nothing
        }
        route(.get, "message-templates", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let code = query.text("agency")
            try query.finish()
            let (agency, templates) = try await desk.templates(of: code, by: principal)
            return Response.list(templates, next: nil, for: request) { $0.template($1, of: agency) }
        }
        route(.put, "message-templates/{agency}/{moment}/{channel}/{language}", in: group) {
            request, context, principal, now in
            let key = try context.templateKey()
            let agency = try context.templateAgency()
            let text = try await Body(of: request).read { fields throws(FieldError) in try TemplateFields(&fields) }
            let view = try await desk.putTemplate(
                key, of: agency, subject: text.subject, body: text.body, isOn: text.isOn, by: principal, at: now)
            var writer = JSONWriter(capacity: 512)
            writer.template(view, of: agency)
            return .json(writer.bytes)
        }
        route(.delete, "message-templates/{agency}/{moment}/{channel}/{language}", in: group) {
            request, context, principal, _ in
            try Query(of: request).finish()
            try await desk.removeTemplate(context.templateKey(), of: context.templateAgency(), by: principal)
            return .nothing
        }
        route(.post, "message-template-previews", in: group) { request, _, principal, _ in
            let (key, text) = try await Body(of: request).read { fields throws(FieldError) in
                let key = TemplateKey(
                    moment: try fields.choice("moment"), channel: try fields.choice("channel"),
                    language: try fields.choice("language"))
                return (key, try TemplateFields(&fields))
            }
            let preview = try await desk.preview(key, subject: text.subject, body: text.body, by: principal)
            var writer = JSONWriter(capacity: 512)
            writer.object { writer in
                writer.field("subject", preview.subject)
                writer.field("body", preview.body)
            }
            return .json(writer.bytes)
        }
    }
}

/// What is written of a template.
private struct TemplateFields: Sendable {
    var subject: String
    var body: String
    var isOn: Bool

    init(_ fields: inout FieldReader) throws(FieldError) {
        subject = try fields.optionalLine("subject", maxLength: 200, mayBeEmpty: true) ?? ""
        body = try fields.string("body", minLength: 1, maxLength: 4_000)
        isOn = try fields.optionalBool("on") ?? true
    }
}

extension MessagesInput {
    fileprivate init(_ query: inout Query) throws(DeskError) {
        self.init(
            agency: query.text("agency"),
            state: try query.parsed("state", expected: "waiting, sent, failed or dropped") {
                AttemptResult.State(rawValue: $0)
            },
            channel: try query.parsed("channel", expected: "webhook, email or sms") { MessageChannel(rawValue: $0) },
            subscription: try query.parsed("subscription", expected: "the number of a subscription") { text in
                Int64(text).flatMap { $0 > 0 ? $0 : nil }
            },
            dossier: try query.parsed("dossier", expected: "a dossier's code") { try? DossierCode(parsing: $0) },
            before: try query.parsed("cursor", expected: "the cursor of a Link header") { Int64($0) },
            limit: try query.limit(most: 200, standard: 50))
    }
}

extension DeskContext {
    /// A number in the address.
    func number(_ name: String, of what: String) throws -> Int64 {
        guard let number = Int64(try parameters.require(name)), number > 0 else { throw DeskError.notFound(what) }
        return number
    }

    fileprivate func templateKey() throws -> TemplateKey {
        guard let moment = MessageMoment(rawValue: try parameters.require("moment")),
            let channel = MessageChannel(rawValue: try parameters.require("channel")), channel != .webhook,
            let language = MessageLanguage(rawValue: try parameters.require("language"))
        else { throw DeskError.notFound("The template") }
        return TemplateKey(moment: moment, channel: channel, language: language)
    }

    fileprivate func templateAgency() throws -> String { try parameters.require("agency") }
}

extension Response {
    /// Done, and nothing to be told of it.
    static var nothing: Response {
        var response = Response(status: .noContent)
        response.headers[.contentLength] = nil
        return response
    }
}

extension JSONWriter {
    fileprivate mutating func message(_ message: MessageRow, _ offset: UTCOffset) {
        object { writer in
            writer.field("message", message.id)
            writer.field("agency", message.agency)
            writer.field("channel", message.channel)
            writer.field("subscription", message.subscription)
            writer.field("dossier", message.code)
            writer.field("sequence", message.sequence)
            let event = EventName(dossier: message.dossier, sequence: message.sequence).text
            writer.field("event", message.notice.map { "ntc_\($0)" } ?? event)
            writer.field("kind", message.kind)
            writer.field("state", message.state)
            writer.field("attempts", message.attempts)
            writer.time("createdAt", message.createdAt, offset)
            writer.time("nextAt", message.state == "waiting" ? message.nextAt : nil, offset)
            writer.time("endedAt", message.endedAt, offset)
            writer.field("failure", message.failure)
        }
    }

    fileprivate mutating func template(_ template: TemplateView, of agency: String) {
        object { writer in
            writer.field("agency", agency)
            writer.field("moment", template.key.moment.rawValue)
            writer.field("channel", template.key.channel.rawValue)
            writer.field("language", template.key.language.rawValue)
            writer.field("subject", template.subject)
            writer.field("body", template.body)
            writer.field("on", template.isOn)
            writer.field("writtenBy", template.writtenBy)
            writer.field("names", template.key.moment.names.map(\.rawValue))
        }
    }
}
