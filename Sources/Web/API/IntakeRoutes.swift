import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// The ways in: taken in at the desk, filed by a portal, refused at the counter.
    func addIntake(to group: RouterGroup<DeskContext>) {
        creation("dossiers", in: group) { fields throws(FieldError) in
            try IntakeInput(&fields)
        } by: { input, principal, now, key in
            try await desk.takeIn(input, by: principal, at: now, key: key) { .dossier($0, status: 201) }
        }
        creation("filings", in: group) { fields throws(FieldError) in
            try IntakeInput(&fields, through: .online)
        } by: { input, principal, now, key in
            try await desk.fileOnline(input, by: principal, at: now, key: key) { .dossier($0, status: 201) }
        }
        creation("refusals", in: group) { fields throws(FieldError) in
            try RefusalInput(&fields)
        } by: { input, principal, now, key in
            try await desk.refuseAtDesk(
                input.intake, reason: input.reason, ground: input.ground, advice: input.advice, by: principal,
                at: now, key: key
            ) { .dossier($0, status: 201) }
        }
    }

    /// A route that makes something new: it needs a key, so that a repetition makes no second one.
    func creation<Input: Sendable>(
        _ path: RouterPath, in group: RouterGroup<DeskContext>,
        reading read: @escaping @Sendable (inout FieldReader) throws(FieldError) -> Input,
        by create: @escaping @Sendable (Input, Principal, Instant, RequestKey) async throws -> Answer
    ) {
        route(.post, path, in: group) { request, _, principal, now in
            let body = try await Body(of: request)
            let key = try request.requiredKey(for: body)
            return .answer(try await create(try body.read(read), principal, now, key))
        }
    }
}

/// An application that is refused at the counter, with what its form says.
private struct RefusalInput: Sendable {
    var intake: IntakeInput
    var reason: String
    var ground: String
    var advice: String

    init(_ fields: inout FieldReader) throws(FieldError) {
        intake = try IntakeInput(&fields, withPapers: false)
        reason = try fields.words("reason")
        ground = try fields.words("ground")
        advice = try fields.words("advice")
    }
}

/// Names of a channel at the desk in the API.
enum ChannelName: String, CaseIterable {
    case direct, post

    var channel: Channel {
        switch self {
        case .direct: .direct
        case .post: .post
        }
    }
}

extension FieldReader {
    mutating func channel() throws(FieldError) -> Channel {
        try choice("channel", of: ChannelName.self).channel
    }
}

/// Names of the kinds of applicants in the API.
enum ApplicantKindName: String, CaseIterable {
    case citizen, enterprise, household

    var kind: ApplicantRecord.Kind {
        switch self {
        case .citizen: .citizen
        case .enterprise: .enterprise
        case .household: .household
        }
    }
}

extension ApplicantRecord {
    var kindName: String {
        switch kind {
        case .citizen: ApplicantKindName.citizen.rawValue
        case .enterprise: ApplicantKindName.enterprise.rawValue
        case .household: ApplicantKindName.household.rawValue
        }
    }

    init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            kind: (try fields.optionalChoice("kind", of: ApplicantKindName.self) ?? .citizen).kind,
            name: try fields.line("name", maxLength: 200),
            identityNumber: try fields.optionalLine("identityNumber", maxLength: 20),
            phone: try fields.optionalLine("phone", maxLength: 20),
            email: try fields.optionalLine("email", maxLength: 254),
            address: try fields.optionalLine("address", maxLength: 500))
        try fields.finish()
    }
}

extension IntakeInput {
    /// - Parameters:
    ///   - given: how it came in, when it is not one of the fields.
    ///   - applicant: who applies, when it stands elsewhere.
    ///   - withPapers: whether papers are taken.
    init(
        _ fields: inout FieldReader, through given: Channel? = nil, of applicant: ApplicantRecord? = nil,
        withPapers: Bool = true
    ) throws(FieldError) {
        let procedure = try fields.string("procedure", minLength: 1, maxLength: 60)
        let channel: Channel
        if let given { channel = given } else { channel = try fields.channel() }
        let decidedBy = try fields.optionalString("decidedBy", maxLength: 60)
        let receivedBy = try fields.optionalString("receivedBy", maxLength: 60)
        let helpedAt = try fields.optionalString("helpedAt", maxLength: 60)
        let reference = try fields.optionalLine("externalReference", maxLength: 100)
        let person: ApplicantRecord
        if let applicant {
            person = applicant
        } else {
            var reader = try fields.object("applicant")
            person = try ApplicantRecord(&reader)
        }
        self.init(
            procedure: procedure, channel: channel, decidedBy: decidedBy, receivedBy: receivedBy, helpedAt: helpedAt,
            applicant: person, papers: withPapers ? try fields.papers() : [], externalReference: reference)
    }
}

extension PaperLine {
    init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            component: try fields.integer("component", in: CatalogueEntry.Component.numbers),
            originals: try fields.optionalInteger("originals", in: 0...999) ?? 0,
            copies: try fields.optionalInteger("copies", in: 0...999) ?? 0,
            electronic: try fields.optionalInteger("electronic", in: 0...999) ?? 0,
            reused: try fields.optionalBool("reused") ?? false)
        guard reused || originals + copies + electronic > 0 else {
            throw fields.error("component", .range, "must come with at least one original, copy or file, or be reused")
        }
        try fields.finish()
    }
}
