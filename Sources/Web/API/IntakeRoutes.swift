import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// `POST /dossiers`: the desk takes an application in.
    func addIntake(to group: RouterGroup<DeskContext>) {
        route(.post, "dossiers", in: group) { request, _, principal, now in
            let body = try await Body(of: request)
            let key = try request.requiredKey(for: body)
            let input = try body.read { (fields) throws(FieldError) in try IntakeInput(&fields) }
            let answer = try await desk.takeIn(input, by: principal, at: now, key: key) { view in
                .dossier(view, status: 201)
            }
            return .answer(answer)
        }
    }
}

/// Names of a channel in the API.
private enum ChannelName: String, CaseIterable {
    case direct, post

    var channel: Channel {
        switch self {
        case .direct: .direct
        case .post: .post
        }
    }
}

/// Names of the kinds of applicants in the API.
private enum ApplicantKindName: String, CaseIterable {
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

    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
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
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        let procedure = try fields.string("procedure", minLength: 1, maxLength: 60)
        let channel = try fields.choice("channel", of: ChannelName.self).channel
        let decidedBy = try fields.optionalString("decidedBy", maxLength: 60)
        let receivedBy = try fields.optionalString("receivedBy", maxLength: 60)
        let helpedAt = try fields.optionalString("helpedAt", maxLength: 60)
        var applicant = try fields.object("applicant")
        var papers: [PaperLine] = []
        for var paper in try fields.optionalObjects("papers", maxCount: 200) ?? [] {
            papers.append(try PaperLine(&paper))
        }
        self.init(
            procedure: procedure, channel: channel, decidedBy: decidedBy, receivedBy: receivedBy, helpedAt: helpedAt,
            applicant: try ApplicantRecord(&applicant), papers: papers)
    }
}

extension PaperLine {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            component: try fields.integer("component", in: 1...999),
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
